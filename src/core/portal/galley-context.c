/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-context.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-module.h"
#include "core/portal/galley-site-date.h"

#include <string.h>

char *
galley_context_make_path (GalleyLayout *layout,
                          const char   *id,
                          gint64        published)
{
  g_autofree char *date = NULL;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  /* 0 is the one time that has no text; a microsecond later is the same day. */
  date = galley_site_date_format (galley_site_get_time_zone (galley_layout_get_site (layout)), MAX (published, 1),
                                  "%Y/%m/%d");
  return g_strdup_printf ("/%s/%s.html", date, id);
}

static void
set_neighbour (JsonObject     *context,
               const char     *name,
               GalleyPageItem *item)
{
  JsonObject *object;

  if (item == NULL)
    return;
  object = json_object_new ();
  json_object_set_string_member (object, "title", item->title);
  json_object_set_string_member (object, "path", item->path);
  json_object_set_object_member (context, name, object);
}

/* Before and behind in time, in the same channel. What is not published yet stands in front of all. */
static void
set_neighbours (JsonObject     *context,
                GalleyRevision *revision,
                gint64          published,
                GPtrArray      *items)
{
  const char *channel = galley_revision_get_field (revision, GALLEY_FIELD_CHANNEL);
  const char *id = galley_revision_get_id (revision);
  GalleyPageItem *previous = NULL;
  GalleyPageItem *next = NULL;

  for (guint i = 0; i < items->len && previous == NULL; i++)
    {
      GalleyPageItem *item = items->pdata[i];

      if (g_str_equal (item->id, id) || !g_str_equal (item->channel, channel))
        continue;
      if (published != 0 && (item->published > published ||
                             (item->published == published && g_strcmp0 (item->id, id) > 0)))
        next = item;
      else
        previous = item;
    }
  set_neighbour (context, "previous", previous);
  set_neighbour (context, "next", next);
}

char *
galley_context_new (GalleyLayout     *layout,
                    GalleyRevision   *revision,
                    const char       *path,
                    gint64            published,
                    GPtrArray        *items,
                    GalleyRenditions *renditions)
{
  g_autoptr (JsonObject) context = NULL;
  g_autofree char *made = NULL;
  GalleySite *site;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (revision != NULL, NULL);
  g_return_val_if_fail (items != NULL, NULL);

  site = galley_layout_get_site (layout);
  context = json_object_new ();
  if (path == NULL || *path == '\0')
    path = made = galley_context_make_path (layout, galley_revision_get_id (revision), published);
  json_object_set_string_member (context, "path", path);
  if (published != 0)
    {
      g_autofree char *time = galley_time_format (published);

      json_object_set_string_member (context, "published", time);
    }
  json_object_set_array_member (context, "modules",
                                galley_modules_new (site, galley_revision_get_field (revision, GALLEY_FIELD_CHANNEL),
                                                    galley_revision_get_id (revision), items));
  set_neighbours (context, revision, published, items);
  galley_context_set_renditions (context, renditions);
  return galley_json_write_object (context);
}
