/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-publisher-lists.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-feed.h"
#include "core/portal/galley-page-home.h"
#include "core/portal/galley-page-list.h"
#include "core/portal/galley-sitemap.h"
#include "server/galley-server-pages.h"
#include "server/galley-server-slots.h"

typedef struct
{
  GalleyPublicFolder *folder;
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

/* Pages that a list had when there was more in it. */
static gboolean
remove_behind (Writing       *self,
               GalleyListKind kind,
               const char    *id,
               guint          n_pages,
               GError       **error)
{
  for (guint number = n_pages + 1;; number++)
    {
      g_autofree char *path = galley_page_list_dup_path (kind, id, number);

      if (!galley_public_folder_has (self->folder, path))
        return TRUE;
      if (!put (self, path, NULL, error))
        return FALSE;
    }
}

static gboolean
write_list (Writing       *self,
            GalleyListKind kind,
            const char    *id,
            GError       **error)
{
  g_autoptr (GPtrArray) chosen = galley_page_list_choose (self->layout, kind, id, self->items);
  guint n_pages = galley_page_list_count_pages (self->layout, chosen);

  for (guint number = 1; number <= n_pages; number++)
    {
      g_autofree char *path = galley_page_list_dup_path (kind, id, number);

      if (!put_page (self, path, galley_page_list_render (self->layout, kind, id, chosen, number, self->items, error),
                     error))
        return FALSE;
    }
  return remove_behind (self, kind, id, n_pages, error);
}

static gboolean
write_lists (Writing *self,
             GError **error)
{
  GalleySite *site = galley_layout_get_site (self->layout);
  guint n_channels, n_topics;
  const GalleyChannel *channels = galley_site_get_channels (site, &n_channels);
  const GalleyTopic *topics = galley_site_get_topics (site, &n_topics);

  for (guint i = 0; i < n_channels; i++)
    if (!write_list (self, GALLEY_LIST_CHANNEL, channels[i].id, error) || !write_feeds (self, channels[i].id, error))
      return FALSE;
  for (guint i = 0; i < n_topics; i++)
    if (!write_list (self, GALLEY_LIST_TOPIC, topics[i].id, error))
      return FALSE;
  return TRUE;
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

static gboolean
write_home (Writing *self,
            GError **error)
{
  g_autoptr (GalleyHome) home =
    galley_server_slots_make_home (self->database, galley_layout_get_site (self->layout), error);

  return home != NULL
         && put_page (self, GALLEY_PAGE_HOME_PATH, galley_page_render_home (self->layout, self->items, home, error), error);
}

static GPtrArray *
list_items (GalleyLayout   *layout,
            GalleyDatabase *database,
            GError        **error)
{
  return galley_server_pages_list (database, MAX (galley_page_list_get_limit (layout), GALLEY_SERVER_PAGES_ENOUGH), error);
}

gboolean
galley_publisher_lists_write_home (GalleyPublicFolder *folder,
                                   GalleyLayout       *layout,
                                   GalleyDatabase     *database,
                                   GError            **error)
{
  g_autoptr (GPtrArray) items = NULL;
  Writing self = { folder, layout, database, NULL };

  g_return_val_if_fail (folder != NULL && layout != NULL && database != NULL, FALSE);

  self.items = items = list_items (layout, database, error);
  return items != NULL && write_home (&self, error);
}

gboolean
galley_publisher_lists_write (GalleyPublicFolder *folder,
                              GalleyLayout       *layout,
                              GalleyDatabase     *database,
                              GHashTable         *months,
                              GError            **error)
{
  g_autoptr (GPtrArray) items = NULL;
  Writing self = { folder, layout, database, NULL };

  g_return_val_if_fail (folder != NULL && layout != NULL && database != NULL, FALSE);

  self.items = items = list_items (layout, database, error);
  return items != NULL && write_home (&self, error) && write_feeds (&self, "", error) && write_lists (&self, error)
         && write_maps (&self, months, error);
}
