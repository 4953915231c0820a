/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-publisher-lists.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-feed.h"
#include "core/portal/galley-page.h"
#include "core/portal/galley-sitemap.h"
#include "server/galley-public-folder.h"
#include "server/galley-server-pages.h"

typedef struct
{
  const char *folder;
  GalleyLayout *layout;
  GalleyDatabase *database;
  GPtrArray *items; /* (element-type GalleyPageItem) */
} Writing;

/* Takes @bytes, which are NULL where there is nothing to stand at @path. */
static gboolean
put (Writing    *self,
     const char *path,
     GBytes     *bytes,
     GError    **error)
{
  g_autoptr (GBytes) taken = bytes;

  return galley_public_folder_put (self->folder, path, taken, error);
}

/* The same, where NULL is a failure. */
static gboolean
put_page (Writing    *self,
          const char *path,
          GBytes     *page,
          GError    **error)
{
  return page != NULL && put (self, path, page, error);
}

static gboolean
write_feeds (Writing    *self,
             const char *channel,
             GError    **error)
{
  for (GalleyFeedKind kind = 0; kind < GALLEY_N_FEED_KINDS; kind++)
    {
      g_autofree char *path = galley_feed_dup_path (kind, channel);

      if (!put (self, path, galley_feed_render (self->layout, kind, channel, self->items), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_channel (Writing             *self,
               const GalleyChannel *channel,
               GError             **error)
{
  g_autofree char *path = galley_page_dup_channel_path (channel->id);

  return put_page (self, path, galley_page_render_channel (self->layout, channel->id, self->items, error), error)
         && write_feeds (self, channel->id, error);
}

static gboolean
write_month (Writing    *self,
             const char *month,
             GError    **error)
{
  g_autofree char *path = galley_sitemap_dup_path (month);
  g_autoptr (GPtrArray) items =
    galley_server_pages_list_month (self->database, month, GALLEY_SITEMAP_MAX_ITEMS, error);

  if (items == NULL)
    return FALSE;
  return put (self, path, items->len > 0 ? galley_sitemap_render_month (self->layout, items) : NULL, error);
}

/* The months that are named, or all. One whose last article has gone is among those that are named. */
static gboolean
write_months (Writing    *self,
              GPtrArray  *all,
              GHashTable *months,
              GError    **error)
{
  GHashTableIter iter;
  gpointer month;

  if (months != NULL)
    {
      g_hash_table_iter_init (&iter, months);
      while (g_hash_table_iter_next (&iter, &month, NULL))
        if (!write_month (self, month, error))
          return FALSE;
      return TRUE;
    }
  for (guint i = 0; i < all->len; i++)
    if (!write_month (self, ((const GalleySitemapMonth *) all->pdata[i])->month, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_maps (Writing    *self,
            GHashTable *months,
            GError    **error)
{
  g_autoptr (GPtrArray) all = galley_server_pages_list_months (self->database, error);

  return all != NULL && write_months (self, all, months, error)
         && put (self, GALLEY_SITEMAP_LISTS, galley_sitemap_render_lists (self->layout), error)
         && put (self, GALLEY_SITEMAP_NEWS, galley_sitemap_render_news (self->layout, self->items), error)
         && put (self, GALLEY_SITEMAP_INDEX, galley_sitemap_render_index (self->layout, all), error)
         && put (self, GALLEY_ROBOTS, galley_sitemap_render_robots (self->layout), error);
}

gboolean
galley_publisher_lists_write (const char     *folder,
                              GalleyLayout   *layout,
                              GalleyDatabase *database,
                              GHashTable     *months,
                              GError        **error)
{
  g_autoptr (GPtrArray) items = NULL;
  const GalleyChannel *channels;
  guint n_channels;
  Writing self = { folder, layout, database, NULL };

  g_return_val_if_fail (folder != NULL && layout != NULL && database != NULL, FALSE);

  self.items = items = galley_server_pages_list (database, GALLEY_SERVER_PAGES_ENOUGH, error);
  if (items == NULL || !put_page (&self, "/index.html", galley_page_render_home (layout, items, error), error)
      || !write_feeds (&self, "", error))
    return FALSE;
  channels = galley_site_get_channels (galley_layout_get_site (layout), &n_channels);
  for (guint i = 0; i < n_channels; i++)
    if (!write_channel (&self, &channels[i], error))
      return FALSE;
  return write_maps (&self, months, error);
}
