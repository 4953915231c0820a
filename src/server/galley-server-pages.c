/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-pages.h"

#include "core/db/galley-statement.h"
#include "core/wire/galley-picture-text.h"

static void
item_free (gpointer item)
{
  galley_page_item_free (item);
}

gboolean
galley_server_pages_put (GalleyDatabase *database,
                         GalleyRevision *revision,
                         GError        **error)
{
  static const char sql[] = "INSERT INTO pages (article, path, channel, published, title, summary, kind, link, picture,"
                            "  focus_picture) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
                            " ON CONFLICT (article) DO UPDATE SET path = excluded.path, channel = excluded.channel,"
                            "  published = excluded.published, title = excluded.title, summary = excluded.summary,"
                            "  kind = excluded.kind, link = excluded.link, picture = excluded.picture,"
                            "  focus_picture = excluded.focus_picture";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  GalleyPageItem *item = galley_page_item_new (revision);
  g_autofree char *picture = galley_picture_text_write (item->picture);
  g_autofree char *focus_picture = galley_picture_text_write (item->focus_picture);

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
  galley_page_item_free (item);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_pages_remove (GalleyDatabase *database,
                            const char     *article,
                            GError        **error)
{
  static const char sql[] = "DELETE FROM pages WHERE article = ?1";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, article);
  return galley_statement_run (statement, error);
}

static GalleyPageItem *
read_item (GalleyStatement *statement)
{
  GalleyPageItem *item = g_new0 (GalleyPageItem, 1);
  g_autofree char *link = galley_statement_dup_text (statement, 7);

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
  return item;
}

GPtrArray *
galley_server_pages_list (GalleyDatabase *database,
                          GError        **error)
{
  static const char sql[] =
    "SELECT article, path, channel, published, title, summary, kind, link, picture, focus_picture FROM"
    " (SELECT *, row_number () OVER (PARTITION BY channel ORDER BY published DESC, article DESC) AS place FROM pages)"
    " AS placed WHERE place <= 200 ORDER BY published DESC, article DESC";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (GError) step_error = NULL;

  while (galley_statement_step (statement, &step_error))
    g_ptr_array_add (items, read_item (statement));
  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return NULL;
    }
  return g_steal_pointer (&items);
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
