/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-rows.h"

#include "core/base/galley-json.h"
#include "core/portal/galley-view-picture.h"

JsonObject *
galley_view_row_new (GalleySite           *site,
                     const GalleyPageItem *item,
                     const char           *path)
{
  const GalleyChannel *channel;
  JsonObject *row;

  g_return_val_if_fail (site != NULL, NULL);
  g_return_val_if_fail (item != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  channel = galley_site_get_channel (site, item->channel);
  row = json_object_new ();
  galley_view_set_text (row, "title", item->title);
  galley_view_set_text (row, "summary", item->summary);
  galley_view_set_link (row, "href", path, galley_page_item_get_target (item));
  galley_view_set_picture (row, "thumbnail", path, item->picture);
  if (item->kind != GALLEY_KIND_TEXT)
    galley_view_set_text (row, "mark", galley_view_get_label (site, galley_kind_get_name (item->kind)));
  galley_view_set_text (row, "channel", channel != NULL ? channel->name : NULL);
  galley_view_set_date (row, "date", site, "list_date_format", item->published);
  return row;
}

JsonArray *
galley_view_make_rows (GalleySite *site,
                       GPtrArray  *items,
                       const char *channel,
                       const char *path,
                       guint       limit)
{
  JsonArray *rows;

  g_return_val_if_fail (site != NULL, NULL);
  g_return_val_if_fail (items != NULL, NULL);
  g_return_val_if_fail (channel != NULL, NULL);

  rows = json_array_new ();
  for (guint i = 0; i < items->len && json_array_get_length (rows) < limit; i++)
    if (galley_page_item_stands_in (items->pdata[i], site, channel))
      json_array_add_object_element (rows, galley_view_row_new (site, items->pdata[i], path));
  return rows;
}

guint
galley_view_get_number (GalleySite *site,
                        const char *object,
                        const char *name,
                        guint       otherwise,
                        guint       most)
{
  JsonObject *settings;
  gint64 number;

  g_return_val_if_fail (site != NULL, otherwise);

  settings = galley_json_get_object (galley_site_get_view (site), object);
  number = settings != NULL ? galley_json_get_integer (settings, name) : 0;
  return number > 0 ? MIN (number, most) : otherwise;
}
