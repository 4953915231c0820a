/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-rows.h"

#include "core/portal/galley-view-picture.h"

GalleyValue *
galley_view_row_new (GalleyArena          *arena,
                     GalleySite           *site,
                     const GalleyPageItem *item,
                     const char           *path)
{
  const GalleyChannel *channel;
  GalleyValue *row;

  g_return_val_if_fail (site != NULL, NULL);
  g_return_val_if_fail (item != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  channel = galley_site_get_channel (site, item->channel);
  row = galley_value_new_object (arena);
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

GalleyValue *
galley_view_make_rows (GalleyArena *arena,
                       GalleySite  *site,
                       GPtrArray   *items,
                       const char  *channel,
                       const char  *path,
                       guint        limit)
{
  GalleyValue *rows;

  g_return_val_if_fail (site != NULL, NULL);
  g_return_val_if_fail (items != NULL, NULL);
  g_return_val_if_fail (channel != NULL, NULL);

  rows = galley_value_new_array (arena);
  for (guint i = 0; i < items->len && rows->length < limit; i++)
    if (galley_page_item_stands_in (items->pdata[i], site, channel))
      galley_value_add (rows, galley_view_row_new (arena, site, items->pdata[i], path));
  return rows;
}

guint
galley_view_get_number (GalleySite *site,
                        const char *object,
                        const char *name,
                        guint       otherwise,
                        guint       most)
{
  gint64 number;

  g_return_val_if_fail (site != NULL, otherwise);

  number = galley_value_get_integer (galley_value_get_object (galley_site_get_value (site), object), name);
  return number > 0 ? MIN (number, most) : otherwise;
}
