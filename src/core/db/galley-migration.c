/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a schema. Foreign keys rest while a step runs, so that it may rebuild a table without deleting the
 * rows that point to it; they are checked before the step is committed. */
#include "core/db/galley-database.h"
#include "core/db/galley-statement.h"
#include "core/db/galley-database-private.h"

static gboolean
read_version (GalleyDatabase *self,
              int            *version,
              GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (self, "PRAGMA user_version");

  if (!galley_statement_step (statement, error))
    return FALSE;
  *version = (int) galley_statement_get_integer (statement, 0);
  return TRUE;
}

static gboolean
check_foreign_keys (GalleyDatabase *self,
                    GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (self, "PRAGMA foreign_key_check");
  g_autoptr (GError) local_error = NULL;

  if (galley_statement_step (statement, &local_error))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "a row of %s points to nothing",
                   galley_statement_get_text (statement, 0));
      return FALSE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
run_step (GalleyDatabase        *self,
          const GalleyMigration *step,
          GError               **error)
{
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version=%d", step->version);

  return galley_database_begin (self, error)
         && galley_database_exec (self, step->sql, error)
         && check_foreign_keys (self, error)
         && galley_database_exec (self, set_version, error)
         && galley_database_commit (self, error);
}

gboolean
galley_database_migrate (GalleyDatabase        *self,
                         const GalleyMigration *migrations,
                         guint                  n_migrations,
                         GError               **error)
{
  int version;
  gboolean is_done;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (!galley_database_is_in_transaction (self), FALSE);
  for (guint i = 0; i < n_migrations; i++)
    g_return_val_if_fail (migrations[i].version == (int) i + 1, FALSE);

  if (!read_version (self, &version, error))
    return FALSE;
  if (version < 0)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "schema version %d", version);
      return FALSE;
    }
  if ((guint) version > n_migrations)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_NEW, "schema version %d is newer than %u", version,
                   n_migrations);
      return FALSE;
    }
  if ((guint) version == n_migrations)
    return TRUE;

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  do
    is_done = run_step (self, &migrations[version], error);
  while (is_done && (guint) ++version < n_migrations);
  if (!is_done)
    {
      galley_database_rollback (self);
      g_prefix_error (error, "migration to version %d: ", version + 1);
    }
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  return is_done;
}
