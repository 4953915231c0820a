/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thinning the versions' table, a few at a time: a job of the background must not keep a save waiting. */
#include "core/store/galley-store-versions.h"

#include "core/base/galley-error.h"
#include "core/db/galley-statement.h"
#include "core/store/galley-version-thinning.h"

/* Deleting a long text means walking all of its pages. */
#define MAX_DELETED 8
#define MAX_ARTICLES 50

static const char sql_next[] = "SELECT min (article) FROM version WHERE article > ?1";
static const char sql_id[] = "SELECT id FROM article WHERE row = ?1";
static const char sql_delete[] = "DELETE FROM version WHERE row = ?1";

static gint64
get_utc_offset (gint64 now)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);

  return local != NULL ? g_date_time_get_utc_offset (local) : 0;
}

/* @n_left: how many may still be deleted. */
static gboolean
thin (GalleyDatabase *database,
      const char     *id,
      gint64          now,
      guint          *n_left,
      gboolean       *is_done,
      GError        **error)
{
  g_autoptr (GPtrArray) entries = galley_versions_list_in_store (database, id, error);
  g_autoptr (GArray) rows = NULL;

  if (entries == NULL)
    return FALSE;
  rows = galley_version_thinning_find (entries, now, get_utc_offset (now));
  *is_done = rows->len <= *n_left;
  for (guint i = 0; i < rows->len && *n_left > 0; i++, --*n_left)
    {
      g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_delete);

      galley_statement_bind_integer (statement, 1, g_array_index (rows, gint64, i));
      if (!galley_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
galley_versions_thin_in_store (GalleyDatabase *database,
                               const char     *id,
                               gint64          now,
                               gboolean       *is_done,
                               GError        **error)
{
  guint n_left = MAX_DELETED;

  g_return_val_if_fail (database != NULL && id != NULL && is_done != NULL, FALSE);

  return thin (database, id, now, &n_left, is_done, error);
}

/* 0: there is none behind @row. */
static gboolean
find_next (GalleyDatabase *database,
           gint64          row,
           gint64         *next,
           char          **id,
           GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_next);
  g_autoptr (GalleyStatement) naming = NULL;
  GError *local_error = NULL;

  galley_statement_bind_integer (statement, 1, row);
  if (!galley_statement_step (statement, error))
    return FALSE;
  *next = galley_statement_get_integer (statement, 0);
  if (*next == 0)
    return TRUE;
  naming = galley_statement_get (database, sql_id);
  galley_statement_bind_integer (naming, 1, *next);
  if (galley_statement_step (naming, &local_error))
    *id = galley_statement_dup_text (naming, 0);
  else if (local_error == NULL)
    g_set_error (&local_error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "versions of no article");
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return *id != NULL;
}

gboolean
galley_versions_thin_all_in_store (GalleyDatabase *database,
                                   gint64         *cursor,
                                   gint64          now,
                                   gboolean       *is_done,
                                   GError        **error)
{
  guint n_left = MAX_DELETED;

  g_return_val_if_fail (database != NULL && cursor != NULL && is_done != NULL, FALSE);

  *is_done = FALSE;
  for (guint i = 0; i < MAX_ARTICLES && n_left > 0; i++)
    {
      g_autofree char *id = NULL;
      gboolean is_article_done = FALSE;
      gint64 next = 0;

      if (!find_next (database, *cursor, &next, &id, error))
        return FALSE;
      if (next == 0)
        {
          *is_done = TRUE;
          return TRUE;
        }
      if (!thin (database, id, now, &n_left, &is_article_done, error))
        return FALSE;
      if (is_article_done)
        *cursor = next;
    }
  return TRUE;
}
