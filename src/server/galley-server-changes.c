/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-changes.h"

#include "core/db/galley-statement.h"
#include "server/galley-server-schema.h"

#define FLOOR "feed-floor" /* in meta */

/* When something was deleted is in the audit record. */
#define DELETED_BEFORE                                                                                              \
  "list = '' AND id IN (SELECT id FROM articles WHERE is_deleted = 1"                                               \
  " AND (SELECT max (time) FROM audit WHERE audit.article = articles.id AND action = 'delete') < ?1)"

void
galley_server_change_free (GalleyServerChange *self)
{
  if (self == NULL)
    return;
  g_free (self->list);
  g_free (self->id);
  g_free (self);
}

gboolean
galley_server_changes_note (GalleyDatabase *database,
                            const char     *list,
                            const char     *id,
                            gint64         *sequence,
                            GError        **error)
{
  static const char sql_forget[] = "DELETE FROM changes WHERE list = ?1 AND id = ?2";
  /* The table gives the number above the highest there ever was. */
  static const char sql[] = "INSERT INTO changes (list, id) VALUES (?1, ?2) RETURNING sequence";
  g_autoptr (GalleyStatement) forgetting = galley_statement_get (database, sql_forget);
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  g_return_val_if_fail (galley_database_is_in_transaction (database), FALSE);

  galley_statement_bind_text (forgetting, 1, list);
  galley_statement_bind_text (forgetting, 2, id);
  galley_statement_bind_text (statement, 1, list);
  galley_statement_bind_text (statement, 2, id);
  if (!galley_statement_run (forgetting, error) || !galley_statement_step (statement, error))
    return FALSE;
  *sequence = galley_statement_get_integer (statement, 0);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_changes_note_first (GalleyDatabase *database,
                                  const char     *list,
                                  const char     *id,
                                  GError        **error)
{
  static const char sql[] = "INSERT INTO changes (list, id) VALUES (?1, ?2)";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  g_return_val_if_fail (galley_database_is_in_transaction (database), FALSE);

  galley_statement_lend_text (statement, 1, list);
  galley_statement_lend_text (statement, 2, id);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_changes_get_last (GalleyDatabase *database,
                                gint64         *sequence,
                                GError        **error)
{
  static const char sql[] = "SELECT coalesce (max (seq), 0) FROM sqlite_sequence WHERE name = 'changes'";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  if (!galley_statement_step (statement, error))
    return FALSE;
  *sequence = galley_statement_get_integer (statement, 0);
  return TRUE;
}

GPtrArray *
galley_server_changes_list (GalleyDatabase *database,
                            gint64          since,
                            guint           limit,
                            GError        **error)
{
  static const char sql[] = "SELECT sequence, list, id FROM changes WHERE sequence > ?1 ORDER BY sequence LIMIT ?2";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_server_change_free);
  g_autoptr (GError) step_error = NULL;

  galley_statement_bind_integer (statement, 1, since);
  galley_statement_bind_integer (statement, 2, limit);
  while (galley_statement_step (statement, &step_error))
    {
      GalleyServerChange *change = g_new0 (GalleyServerChange, 1);

      change->sequence = galley_statement_get_integer (statement, 0);
      change->list = galley_statement_dup_text (statement, 1);
      change->id = galley_statement_dup_text (statement, 2);
      g_ptr_array_add (changes, change);
    }
  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return NULL;
    }
  return g_steal_pointer (&changes);
}

gboolean
galley_server_changes_get_floor (GalleyDatabase *database,
                                 gint64         *floor,
                                 GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = galley_server_schema_dup_meta (database, FLOOR, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *floor = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return TRUE;
}

char *
galley_server_changes_look (GalleyDatabase *database,
                            gint64         *sequence,
                            gint64         *floor,
                            GError        **error)
{
  static const char sql[] =
    "SELECT value, coalesce ((SELECT max (seq) FROM sqlite_sequence WHERE name = 'changes'), 0),"
    " (SELECT value FROM meta WHERE name = '" FLOOR "') FROM meta WHERE name = 'layout'";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  const char *floor_text;

  if (!galley_statement_step (statement, error))
    return NULL;
  *sequence = galley_statement_get_integer (statement, 1);
  floor_text = galley_statement_get_text (statement, 2);
  *floor = floor_text != NULL ? g_ascii_strtoll (floor_text, NULL, 10) : 0;
  return galley_statement_dup_text (statement, 0);
}

/* The highest number that is about to go; 0: none is. */
static gboolean
get_last_deleted (GalleyDatabase *database,
                  gint64          before,
                  gint64         *sequence,
                  GError        **error)
{
  static const char sql[] = "SELECT coalesce (max (sequence), 0) FROM changes WHERE " DELETED_BEFORE;
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_integer (statement, 1, before);
  if (!galley_statement_step (statement, error))
    return FALSE;
  *sequence = galley_statement_get_integer (statement, 0);
  return TRUE;
}

static gboolean
remove_deleted (GalleyDatabase *database,
                gint64          before,
                GError        **error)
{
  static const char sql[] = "DELETE FROM changes WHERE " DELETED_BEFORE;
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_integer (statement, 1, before);
  return galley_statement_run (statement, error);
}

gboolean
galley_server_changes_forget_deleted (GalleyDatabase *database,
                                      gint64          before,
                                      GError        **error)
{
  gint64 floor;
  gint64 last;
  g_autofree char *text = NULL;

  g_return_val_if_fail (galley_database_is_in_transaction (database), FALSE);

  if (!galley_server_changes_get_floor (database, &floor, error)
      || !get_last_deleted (database, before, &last, error))
    return FALSE;
  if (last == 0)
    return TRUE;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (floor, last));
  return remove_deleted (database, before, error) && galley_server_schema_set_meta (database, FLOOR, text, error);
}
