/* SPDX-License-Identifier: GPL-3.0-or-later */
/* News of a job. The table that coalesces is keyed by what a listener could tell apart. */
#include "core/store/galley-store-announce.h"

struct _GalleyStoreNews
{
  GPtrArray *items;
  GHashTable *known; /* key of an item: borrowed from nobody, owned here */
};

typedef struct
{
  GalleyDatabase *database;
  GalleyStoreNews *news;
} Collector;

/* A job runs on the thread that owns its connection, so the thread is where the job's news belong. */
static GPrivate collector_of_thread = G_PRIVATE_INIT (g_free);

static void
item_free (GalleyStoreNewsItem *item)
{
  g_free (item->article);
  g_free (item->list);
  g_free (item->media);
  g_free (item);
}

GalleyStoreNews *
galley_store_news_new (void)
{
  GalleyStoreNews *self = g_new0 (GalleyStoreNews, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
galley_store_news_free (GalleyStoreNews *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->known);
  g_free (self);
}

gboolean
galley_store_news_is_empty (GalleyStoreNews *self)
{
  return self->items->len == 0;
}

guint
galley_store_news_get_n_items (GalleyStoreNews *self)
{
  return self->items->len;
}

const GalleyStoreNewsItem *
galley_store_news_get_item (GalleyStoreNews *self,
                            guint            index)
{
  return g_ptr_array_index (self->items, index);
}

static void
add (GalleyStoreNews  *self,
     const char       *article,
     GalleyStoreOrigin origin,
     const char       *list,
     const char       *media,
     gboolean          has_arrived)
{
  GalleyStoreNewsItem *item;
  g_autofree char *key = NULL;

  if (article != NULL)
    key = g_strdup_printf ("a%d%s", origin, article);
  else if (media != NULL)
    key = g_strconcat (has_arrived ? "m" : "n", media, NULL);
  else
    key = g_strconcat (list != NULL ? "l" : "o", list, NULL);
  if (!g_hash_table_add (self->known, g_steal_pointer (&key)))
    return;

  item = g_new0 (GalleyStoreNewsItem, 1);
  item->article = g_strdup (article);
  item->origin = origin;
  item->list = g_strdup (list);
  item->media = g_strdup (media);
  item->has_arrived = has_arrived;
  g_ptr_array_add (self->items, item);
}

void
galley_store_news_take (GalleyStoreNews *self,
                        GalleyStoreNews *other)
{
  for (guint i = 0; i < other->items->len; i++)
    {
      const GalleyStoreNewsItem *item = g_ptr_array_index (other->items, i);

      add (self, item->article, item->origin, item->list, item->media, item->has_arrived);
    }
  galley_store_news_clear (other);
}

void
galley_store_news_clear (GalleyStoreNews *self)
{
  g_ptr_array_set_size (self->items, 0);
  g_hash_table_remove_all (self->known);
}

void
galley_store_news_collect (GalleyDatabase  *database,
                           GalleyStoreNews *news)
{
  Collector *collector = NULL;

  if (news != NULL)
    {
      collector = g_new0 (Collector, 1);
      collector->database = database;
      collector->news = news;
    }
  g_private_replace (&collector_of_thread, collector);
}

static GalleyStoreNews *
get_news (GalleyDatabase *database)
{
  Collector *collector = g_private_get (&collector_of_thread);

  return collector != NULL && collector->database == database ? collector->news : NULL;
}

void
galley_store_announce_article (GalleyDatabase   *database,
                               const char       *id,
                               GalleyStoreOrigin origin)
{
  GalleyStoreNews *news;

  g_return_if_fail (database != NULL && id != NULL);

  news = get_news (database);
  if (news != NULL)
    add (news, id, origin, NULL, NULL, FALSE);
}

void
galley_store_announce_outbox (GalleyDatabase *database)
{
  GalleyStoreNews *news;

  g_return_if_fail (database != NULL);

  news = get_news (database);
  if (news != NULL)
    add (news, NULL, GALLEY_STORE_ORIGIN_LOCAL, NULL, NULL, FALSE);
}

void
galley_store_announce_list (GalleyDatabase *database,
                            const char     *list)
{
  GalleyStoreNews *news;

  g_return_if_fail (database != NULL && list != NULL);

  news = get_news (database);
  if (news != NULL)
    add (news, NULL, GALLEY_STORE_ORIGIN_LOCAL, list, NULL, FALSE);
}

void
galley_store_announce_media (GalleyDatabase *database,
                             const char     *hash,
                             gboolean        has_arrived)
{
  GalleyStoreNews *news;

  g_return_if_fail (database != NULL && hash != NULL);

  news = get_news (database);
  if (news != NULL)
    add (news, NULL, GALLEY_STORE_ORIGIN_SYNC, NULL, hash, has_arrived);
}
