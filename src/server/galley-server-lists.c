/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-lists.h"

#include "core/db/galley-statement.h"
#include "server/galley-server-changes.h"

void
galley_list_entry_free (GalleyListEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->value);
  g_free (self);
}

static GalleyListEntry *
entry_new (GalleyStatement *statement)
{
  GalleyListEntry *entry = g_new0 (GalleyListEntry, 1);

  entry->id = galley_statement_dup_text (statement, 0);
  entry->value = galley_statement_dup_text (statement, 1);
  return entry;
}

GalleyListEntry *
galley_server_lists_load (GalleyDatabase *database,
                          const char     *list,
                          const char     *id,
                          GError        **error)
{
  static const char sql[] = "SELECT id, value FROM lists WHERE list = ?1 AND id = ?2";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, list);
  galley_statement_bind_text (statement, 2, id);
  return galley_statement_step (statement, error) ? entry_new (statement) : NULL;
}

GPtrArray *
galley_server_lists_list (GalleyDatabase *database,
                          const char     *list,
                          GError        **error)
{
  static const char sql[] = "SELECT id, value FROM lists WHERE list = ?1 AND value IS NOT NULL ORDER BY id";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_list_entry_free);
  g_autoptr (GError) step_error = NULL;

  galley_statement_bind_text (statement, 1, list);
  while (galley_statement_step (statement, &step_error))
    g_ptr_array_add (entries, entry_new (statement));
  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return NULL;
    }
  return g_steal_pointer (&entries);
}

gboolean
galley_server_lists_save (GalleyDatabase *database,
                          const char     *list,
                          const char     *id,
                          const char     *value,
                          GError        **error)
{
  static const char sql[] = "INSERT INTO lists (list, id, value) VALUES (?1, ?2, ?3)"
                            " ON CONFLICT (list, id) DO UPDATE SET value = excluded.value";
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  gint64 sequence;

  galley_statement_bind_text (statement, 1, list);
  galley_statement_bind_text (statement, 2, id);
  galley_statement_bind_text (statement, 3, value);
  return galley_statement_run (statement, error)
         && galley_server_changes_note (database, list, id, &sequence, error);
}
