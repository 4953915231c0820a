/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's lists (tags, people, sources …), an entry a row. A change is told once for its list. */
#include "core/store/galley-store-settings.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-store-job.h"

static const char sql_load[] =
  "SELECT DISTINCT value FROM list_entry WHERE list = ?1 ORDER BY value";
static const char sql_find[] = "SELECT value FROM list_entry WHERE list = ?1 AND id = ?2";
static const char sql_put[] =
  "INSERT INTO list_entry (list, id, value) VALUES (?1, ?2, ?3)"
  " ON CONFLICT (list, id) DO UPDATE SET value = excluded.value WHERE value <> excluded.value";
static const char sql_remove[] = "DELETE FROM list_entry WHERE list = ?1 AND id = ?2";
static const char sql_names[] = "SELECT DISTINCT list FROM list_entry";
static const char sql_clear[] = "DELETE FROM list_entry";

GPtrArray *
galley_list_load_in_store (GalleyDatabase *database,
                           const char     *list,
                           GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  g_autoptr (GPtrArray) values = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL && list != NULL, NULL);

  values = g_ptr_array_new_with_free_func (g_free);
  statement = galley_statement_get (database, sql_load);
  galley_statement_bind_text (statement, 1, list);
  while (galley_statement_step (statement, &local_error))
    g_ptr_array_add (values, galley_statement_dup_text (statement, 0));
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&values);
}

char *
galley_list_find_in_store (GalleyDatabase *database,
                           const char     *list,
                           const char     *id,
                           GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL, NULL);
  g_return_val_if_fail (list != NULL && id != NULL, NULL);

  statement = galley_statement_get (database, sql_find);
  galley_statement_bind_text (statement, 1, list);
  galley_statement_bind_text (statement, 2, id);
  return galley_statement_step (statement, error) ? galley_statement_dup_text (statement, 0) : NULL;
}

static gboolean
run_on_list (GalleyDatabase  *database,
             GalleyStatement *statement,
             const char      *list,
             GError         **error)
{
  if (!galley_statement_run (statement, error))
    return FALSE;
  if (galley_database_get_changes (database) > 0)
    galley_store_announce_list (database, list);
  return TRUE;
}

gboolean
galley_list_put_in_store (GalleyDatabase *database,
                          const char     *list,
                          const char     *id,
                          const char     *value,
                          GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL, FALSE);
  g_return_val_if_fail (list != NULL && id != NULL && value != NULL, FALSE);

  statement = galley_statement_get (database, sql_put);
  galley_statement_bind_text (statement, 1, list);
  galley_statement_bind_text (statement, 2, id);
  galley_statement_bind_text (statement, 3, value);
  return run_on_list (database, statement, list, error);
}

gboolean
galley_list_remove_in_store (GalleyDatabase *database,
                             const char     *list,
                             const char     *id,
                             GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && list != NULL && id != NULL, FALSE);

  statement = galley_statement_get (database, sql_remove);
  galley_statement_bind_text (statement, 1, list);
  galley_statement_bind_text (statement, 2, id);
  return run_on_list (database, statement, list, error);
}

gboolean
galley_lists_clear_in_store (GalleyDatabase *database,
                             GError        **error)
{
  g_autoptr (GalleyStatement) names = NULL;
  g_autoptr (GalleyStatement) clearing = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL, FALSE);

  names = galley_statement_get (database, sql_names);
  while (galley_statement_step (names, &local_error))
    {
      g_autofree char *list = galley_statement_dup_text (names, 0);

      galley_store_announce_list (database, list);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  clearing = galley_statement_get (database, sql_clear);
  return galley_statement_run (clearing, error);
}
