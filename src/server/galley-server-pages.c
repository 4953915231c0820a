/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-pages.h"

#include "core/db/galley-statement.h"
#include "core/wire/galley-picture-text.h"

/* So many articles are read at a time by who walks along them. */
#define WALK_ROWS 100

static void
item_free (gpointer item)
{
  galley_page_item_free (item);
}

/* The columns that read_item () reads. */
#define COLUMNS \
  "article, path, channel, published, title, summary, kind, link, picture, focus_picture, topic, channels, changed"

static gboolean
put_place (GalleyDatabase       *database,
           const GalleyPageItem *item,
           const char           *kind,
           const char           *id,
           GError              **error)
{
  /* A further channel may be the article's own. */
  static const char sql[] = "INSERT INTO places (list, published, article) VALUES (?1, ?2, ?3)"
                            " ON CONFLICT (list, published, article) DO NOTHING";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autofree char *list = g_strconcat (kind, ":", id, NULL);

  galley_statement_bind_text (statement, 1, list);
  galley_statement_bind_integer (statement, 2, item->published);
  galley_statement_bind_text (statement, 3, item->id);
  return galley_statement_run (statement, error);
}

static gboolean
remove_places (GalleyDatabase *database,
               const char     *article,
               GError        **error)
{
  static const char sql[] = "DELETE FROM places WHERE article = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, article);
  return galley_statement_run (statement, error);
}

static gboolean
put_places (GalleyDatabase       *database,
            const GalleyPageItem *item,
            GError              **error)
{
  if (!remove_places (database, item->id, error) || !put_place (database, item, "channel", item->channel, error)
      || (*item->topic != '\0' && !put_place (database, item, "topic", item->topic, error)))
    return FALSE;
  for (char **channel = item->channels; *channel != NULL; channel++)
    if (!put_place (database, item, "channel", *channel, error))
      return FALSE;
  return TRUE;
}

static gboolean
put_item (GalleyDatabase       *database,
          const GalleyPageItem *item,
          GError              **error)
{
  static const char sql[] = "INSERT INTO pages (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
                            " ON CONFLICT (article) DO UPDATE SET path = excluded.path, channel = excluded.channel,"
                            "  published = excluded.published, title = excluded.title, summary = excluded.summary,"
                            "  kind = excluded.kind, link = excluded.link, picture = excluded.picture,"
                            "  focus_picture = excluded.focus_picture, topic = excluded.topic,"
                            "  channels = excluded.channels, changed = excluded.changed";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autofree char *picture = galley_picture_text_write (item->picture);
  g_autofree char *focus_picture = galley_picture_text_write (item->focus_picture);
  g_autofree char *channels = g_strjoinv (" ", item->channels);

  galley_statement_bind_text (statement, 1, item->id);
  galley_statement_bind_text (statement, 2, item->path);
  galley_statement_bind_text (statement, 3, item->channel);
  galley_statement_bind_integer (statement, 4, item->published);
  galley_statement_bind_text (statement, 5, item->title);
  galley_statement_bind_text (statement, 6, item->summary);
  galley_statement_bind_text (statement, 7, galley_kind_get_name (item->kind));
  galley_statement_bind_text (statement, 8, item->link != NULL ? item->link : "");
  galley_statement_bind_text (statement, 9, picture);
  galley_statement_bind_text (statement, 10, focus_picture);
  galley_statement_bind_text (statement, 11, item->topic);
  galley_statement_bind_text (statement, 12, channels);
  galley_statement_bind_integer (statement, 13, item->changed);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_pages_put (GalleyDatabase *database,
                         GalleyRevision *revision,
                         GError        **error)
{
  GalleyPageItem *item = galley_page_item_new (revision);
  gboolean is_put = put_item (database, item, error) && put_places (database, item, error);

  galley_page_item_free (item);
  return is_put;
}

gboolean
galley_server_pages_remove (GalleyDatabase *database,
                            const char     *article,
                            GError        **error)
{
  static const char sql[] = "DELETE FROM pages WHERE article = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, article);
  return galley_statement_run (statement, error) && remove_places (database, article, error);
}

static GalleyPageItem *
read_item (GalleyStatement *statement)
{
  GalleyPageItem *item = g_new0 (GalleyPageItem, 1);
  g_autofree char *link = galley_statement_dup_text (statement, 7);
  const char *channels = galley_statement_get_text (statement, 11);

  item->id = galley_statement_dup_text (statement, 0);
  item->path = galley_statement_dup_text (statement, 1);
  item->channel = galley_statement_dup_text (statement, 2);
  item->published = galley_statement_get_integer (statement, 3);
  item->title = galley_statement_dup_text (statement, 4);
  item->summary = galley_statement_dup_text (statement, 5);
  galley_kind_from_name (galley_statement_get_text (statement, 6), &item->kind);
  if (*link != '\0')
    item->link = g_steal_pointer (&link);
  item->picture = galley_picture_text_read (galley_statement_get_text (statement, 8));
  item->focus_picture = galley_picture_text_read (galley_statement_get_text (statement, 9));
  item->topic = galley_statement_dup_text (statement, 10);
  if (*channels != '\0')
    item->channels = g_strsplit (channels, " ", -1);
  item->changed = galley_statement_get_integer (statement, 12);
  return item;
}

/* Takes @statement. */
static GPtrArray *
read_items (GalleyStatement *statement,
            GError         **error)
{
  g_autoptr (GalleyStatement) used = statement;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (GError) step_error = NULL;

  while (galley_statement_step (used, &step_error))
    g_ptr_array_add (items, read_item (used));
  if (step_error == NULL)
    return g_steal_pointer (&items);
  g_propagate_error (error, g_steal_pointer (&step_error));
  return NULL;
}

GPtrArray *
galley_server_pages_list (GalleyDatabase *database,
                          guint           n_each,
                          GError        **error)
{
  /* From list to list by the index, and in each back from its newest: what is older is not read, however many there are. */
  static const char sql[] =
    "WITH RECURSIVE lists (list) AS (SELECT min (list) FROM places UNION ALL"
    "  SELECT (SELECT min (list) FROM places WHERE list > lists.list) FROM lists WHERE lists.list IS NOT NULL)"
    " SELECT " COLUMNS " FROM pages WHERE article IN (SELECT places.article FROM lists JOIN places"
    "  ON places.list = lists.list AND places.published >= coalesce ((SELECT published FROM places"
    "    WHERE list = lists.list ORDER BY published DESC LIMIT 1 OFFSET ?1 - 1), 0))"
    " ORDER BY published DESC, article DESC";
  GalleyStatement *statement = galley_statement_get (database, sql);

  galley_statement_bind_integer (statement, 1, n_each);
  return read_items (statement, error);
}

GalleyPageItem *
galley_server_pages_find (GalleyDatabase *database,
                          const char     *article,
                          GError        **error)
{
  static const char sql[] = "SELECT " COLUMNS " FROM pages WHERE article = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, article);
  return galley_statement_step (statement, error) ? read_item (statement) : NULL;
}

gboolean
galley_server_pages_walk (GalleyDatabase       *database,
                          const char           *before,
                          GalleyServerPagesFunc func,
                          gpointer              data,
                          gboolean             *has_ended,
                          GError              **error)
{
  /* By the ids, which are as old as their articles: the index has them in order. "~" is behind all of them. */
  static const char sql[] = "SELECT pages.article, articles.article FROM pages JOIN articles ON articles.id = pages.article"
                            " WHERE pages.article < ?1 ORDER BY pages.article DESC LIMIT ?2";
  gboolean goes_on = TRUE;
  g_autofree char *last = g_strdup (before != NULL ? before : "~");

  *has_ended = FALSE;
  while (goes_on && !*has_ended)
    {
      g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
      g_autoptr (GError) step_error = NULL;
      guint n_rows = 0;

      galley_statement_bind_text (statement, 1, last);
      galley_statement_bind_integer (statement, 2, WALK_ROWS);
      while (goes_on && galley_statement_step (statement, &step_error))
        {
          n_rows++;
          g_free (last);
          last = galley_statement_dup_text (statement, 0);
          goes_on = func (last, galley_statement_get_text (statement, 1), data);
        }
      if (step_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&step_error));
          return FALSE;
        }
      *has_ended = goes_on && n_rows < WALK_ROWS;
    }
  return TRUE;
}

GPtrArray *
galley_server_pages_list_month (GalleyDatabase *database,
                                const char     *month,
                                guint           limit,
                                GError        **error)
{
  static const char sql[] = "SELECT " COLUMNS " FROM pages WHERE path BETWEEN '/' || replace (?1, '-', '/') || '/'"
                            " AND '/' || replace (?1, '-', '/') || '/~' ORDER BY published DESC, article DESC LIMIT ?2";
  GalleyStatement *statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, month);
  galley_statement_bind_integer (statement, 2, limit);
  return read_items (statement, error);
}

GPtrArray *
galley_server_pages_list_months (GalleyDatabase *database,
                                 GError        **error)
{
  static const char sql[] =
    "SELECT substr (path, 2, 4) || '-' || substr (path, 7, 2) AS month, "
    " max (CASE WHEN published > changed THEN published ELSE changed END) FROM pages"
    " WHERE path LIKE '/____/__/%' GROUP BY month ORDER BY month DESC";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GPtrArray) months = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_sitemap_month_free);
  g_autoptr (GError) step_error = NULL;

  while (galley_statement_step (statement, &step_error))
    {
      GalleySitemapMonth *month = g_new0 (GalleySitemapMonth, 1);

      month->month = galley_statement_dup_text (statement, 0);
      month->changed = galley_statement_get_integer (statement, 1);
      g_ptr_array_add (months, month);
    }
  if (step_error == NULL)
    return g_steal_pointer (&months);
  g_propagate_error (error, g_steal_pointer (&step_error));
  return NULL;
}

gboolean
galley_server_jobs_add (GalleyDatabase *database,
                        const char     *article,
                        GError        **error)
{
  static const char sql[] = "INSERT INTO jobs (article) VALUES (?1)";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, article);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_jobs_get_first (GalleyDatabase *database,
                              gint64          after,
                              gint64         *number,
                              char          **article,
                              GError        **error)
{
  static const char sql[] = "SELECT number, article FROM jobs WHERE number > ?1 ORDER BY number LIMIT 1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_integer (statement, 1, after);
  if (!galley_statement_step (statement, error))
    return FALSE;
  *number = galley_statement_get_integer (statement, 0);
  *article = galley_statement_dup_text (statement, 1);
  return TRUE;
}

gboolean
galley_server_jobs_clear (GalleyDatabase *database,
                          gint64          number,
                          GError        **error)
{
  static const char sql[] = "DELETE FROM jobs WHERE number <= ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_integer (statement, 1, number);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_jobs_count (GalleyDatabase *database,
                          gint64         *n_jobs,
                          GError        **error)
{
  static const char sql[] = "SELECT count (*) FROM jobs";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  if (!galley_statement_step (statement, error))
    return FALSE;
  *n_jobs = galley_statement_get_integer (statement, 0);
  return TRUE;
}
