/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening, closing, transactions and checks. The statements are in galley-statement.c, the schema's steps in
 * galley-migration.c. */
#include "core/db/galley-database.h"
#include "core/db/galley-database-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How many lines of a check an error carries. */
#define MAX_CHECK_LINES "10"

/* A write-ahead log that an import has blown up is cut back to so many bytes; at so many pages it goes into the file, which
 * waits for the disk twice. */
#define LOG_LIMIT "16777216"
#define LOG_PAGES "4000"

/* What is kept of the file at most, in kilobytes: the pages that a few hundred articles change, so that a large transaction
 * neither reads them again nor writes them twice. */
#define CACHE_KILOBYTES "8000"

static gboolean
is_in_memory (const char *path)
{
  return strcmp (path, ":memory:") == 0;
}

/* The name to open. Without a log beside it nobody is writing the file, so that it can be looked at as it is; SQLite
 * would otherwise make a log and its index even for somebody who only looks. */
static char *
make_name (const char         *path,
           GalleyDatabaseFlags flags)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *full_path = NULL;
  g_autofree char *escaped = NULL;
  struct stat status;

  if (is_in_memory (path))
    return g_strdup (path);

  full_path = g_canonicalize_filename (path, NULL);
  escaped = g_uri_escape_bytes ((const guint8 *) full_path, strlen (full_path), "/");
  if ((flags & GALLEY_DATABASE_READ_ONLY) != 0 && (stat (log, &status) != 0 || status.st_size == 0))
    return g_strconcat ("file://", escaped, "?immutable=1", NULL);
  return g_strconcat ("file://", escaped, NULL);
}

static void
configure (GalleyDatabase *self)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  /* A misspelt column in double quotes is an error, not a string. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_busy_timeout (self->handle, 0);
}

/* Runs one of the two checks: FALSE with CORRUPT and its first lines, unless it says just "ok". */
static gboolean
run_check (GalleyDatabase *self,
           const char     *pragma,
           GError        **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->handle, pragma, -1, &statement, NULL);

  if (result == SQLITE_OK)
    {
      while ((result = sqlite3_step (statement)) == SQLITE_ROW)
        {
          const char *line = (const char *) sqlite3_column_text (statement, 0);

          if (lines->len > 0)
            g_string_append (lines, "; ");
          g_string_append (lines, line != NULL ? line : "");
        }
    }
  if (result != SQLITE_DONE)
    galley_database_set_error (self, result, error);
  sqlite3_finalize (statement);
  if (result != SQLITE_DONE)
    return FALSE;
  if (strcmp (lines->str, "ok") == 0)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "SQLite: %s", lines->str);
  return FALSE;
}

static gboolean
prepare_file (GalleyDatabase     *self,
              GalleyDatabaseFlags flags,
              GError            **error)
{
  gboolean is_read_only = (flags & GALLEY_DATABASE_READ_ONLY) != 0;

  /* The locking mode stands first: decided before the log is touched, it keeps its index out of shared memory. */
  if ((flags & GALLEY_DATABASE_EXCLUSIVE) != 0
      && !galley_database_exec (self, "PRAGMA locking_mode=EXCLUSIVE", error))
    return FALSE;
  if (!galley_database_exec (self,
                             "PRAGMA mmap_size=0;"
                             "PRAGMA cell_size_check=ON;"
                             "PRAGMA temp_store=MEMORY",
                             error))
    return FALSE;

  /* SQLite opens a file that it may not write without complaint. */
  if (!is_read_only && sqlite3_db_readonly (self->handle, "main") == 1)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_READ_ONLY, "the file may not be written");
      return FALSE;
    }
  if ((flags & GALLEY_DATABASE_TRUSTED) == 0 && !run_check (self, "PRAGMA quick_check(" MAX_CHECK_LINES ")", error))
    return FALSE;
  /* All of these read the file, which a damaged one that is only looked at may not stand. */
  return is_read_only
         || galley_database_exec (self,
                                  "PRAGMA cache_size=-" CACHE_KILOBYTES ";"
                                  "PRAGMA journal_mode=WAL;"
                                  "PRAGMA journal_size_limit=" LOG_LIMIT ";"
                                  "PRAGMA wal_autocheckpoint=" LOG_PAGES ";"
                                  "PRAGMA synchronous=FULL",
                                  error);
}

/* Where a file may not be made, SQLite tries to open it for reading and then says that it is not there. */
static void
correct_opening_error (const char *path,
                       GError     *error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *words = error->message;

  if (error->code == GALLEY_ERROR_NOT_FOUND && faccessat (AT_FDCWD, folder, W_OK, AT_EACCESS) != 0
      && (errno == EACCES || errno == EROFS))
    error->code = GALLEY_ERROR_READ_ONLY;
  error->message = g_strdup_printf ("%s: %s", shown, words);
}

static GalleyDatabase *
new_closed (void)
{
  GalleyDatabase *self = g_new0 (GalleyDatabase, 1);

  self->thread = g_thread_self ();
  self->is_synced = TRUE;
  self->shelves = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, galley_statement_shelf_free);
  self->on_loan = g_ptr_array_new ();
  return self;
}

GalleyDatabase *
galley_database_new_with_driver (const GalleyDatabaseDriver *driver,
                                 gpointer                    connection)
{
  GalleyDatabase *self;

  g_return_val_if_fail (driver != NULL && connection != NULL, NULL);

  self = new_closed ();
  self->driver = driver;
  self->connection = connection;
  return self;
}

GalleyDatabaseLog *
galley_database_get_log (GalleyDatabase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->log;
}

const GalleyDatabaseDriver *
galley_database_get_driver (GalleyDatabase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->driver;
}

/* SQLite counts its memory for whoever asks, which nobody does here, under a lock that every allocation takes. Somebody
 * else in the process may have begun to use it; then it goes on counting. */
static gpointer
begin_sqlite (gpointer data)
{
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  return NULL;
}

GalleyDatabase *
galley_database_open (const char         *path,
                      GalleyDatabaseFlags flags,
                      GError            **error)
{
  static GOnce once = G_ONCE_INIT;
  g_autoptr (GalleyDatabase) self = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) local_error = NULL;
  int open_flags, result;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_once (&once, begin_sqlite, NULL);
  self = new_closed ();
  name = make_name (path, flags);
  open_flags = (flags & GALLEY_DATABASE_READ_ONLY) != 0 ? SQLITE_OPEN_READONLY
                                                        : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  result = sqlite3_open_v2 (name, &self->handle,
                            open_flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (result != SQLITE_OK)
    {
      galley_database_set_error (self, result, &local_error);
    }
  else
    {
      configure (self);
      if (prepare_file (self, flags, &local_error))
        {
          if ((flags & GALLEY_DATABASE_DEFERRED) != 0 && (flags & GALLEY_DATABASE_EXCLUSIVE) == 0)
            self->log = galley_database_log_new (self);
          return g_steal_pointer (&self);
        }
    }
  correct_opening_error (path, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static void
close_handle (GalleyDatabase *self)
{
  int result = sqlite3_close (self->handle);

  if (result == SQLITE_OK)
    return;
  g_critical ("a database is closed while its handle is in use: %s", sqlite3_errstr (result));
  sqlite3_close_v2 (self->handle);
}

void
galley_database_close (GalleyDatabase *self)
{
  if (self == NULL)
    return;
  galley_database_assert_thread (self);

  galley_database_copy_give_up (self);
  galley_database_log_free (self->log);
  if (self->on_loan->len > 0)
    g_critical ("a database is closed while %u of its statements are in use", self->on_loan->len);
  while (self->on_loan->len > 0)
    galley_statement_orphan (g_ptr_array_steal_index_fast (self->on_loan, 0));
  g_ptr_array_unref (self->on_loan);
  g_hash_table_unref (self->shelves);

  if (self->driver != NULL)
    self->driver->close (self->connection);
  else
    close_handle (self);
  g_free (self);
}

gboolean
galley_database_set_is_synced (GalleyDatabase *self,
                               gboolean        is_synced,
                               GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (!galley_database_is_in_transaction (self), FALSE);

  if (self->is_synced == is_synced)
    return TRUE;
  if (!galley_database_exec (self, is_synced ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL", error))
    return FALSE;
  self->is_synced = is_synced;
  return TRUE;
}

gboolean
galley_database_exec (GalleyDatabase *self,
                      const char     *sql,
                      GError        **error)
{
  int result;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (sql != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);
  galley_database_assert_thread (self);

  if (self->driver != NULL)
    return self->driver->exec (self->connection, sql, error);
  result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  galley_database_set_error (self, result, error);
  return FALSE;
}

gboolean
galley_database_begin (GalleyDatabase *self,
                       GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (!galley_database_is_in_transaction (self), FALSE);

  if (self->driver != NULL)
    return self->driver->begin (self->connection, error);
  return galley_database_exec (self, "BEGIN IMMEDIATE", error);
}

gboolean
galley_database_begin_reading (GalleyDatabase *self,
                               GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (!galley_database_is_in_transaction (self), FALSE);

  return self->driver != NULL || galley_database_exec (self, "BEGIN", error);
}

void
galley_database_end_reading (GalleyDatabase *self)
{
  g_return_if_fail (self != NULL);

  if (self->driver == NULL)
    galley_database_rollback (self);
}

gboolean
galley_database_commit (GalleyDatabase *self,
                        GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  /* A full disk may have ended the transaction already; then its work is gone, and saying "done" would lie. */
  if (!galley_database_is_in_transaction (self))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "there is no transaction left to commit");
      return FALSE;
    }
  if (galley_database_exec (self, "COMMIT", error))
    return TRUE;
  galley_database_rollback (self);
  return FALSE;
}

void
galley_database_rollback (GalleyDatabase *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  /* After SQLITE_FULL, IOERR, NOMEM or an interrupt SQLite may have rolled back by itself. */
  if (!galley_database_is_in_transaction (self))
    return;
  if (!galley_database_exec (self, "ROLLBACK", &error) && galley_database_is_in_transaction (self))
    g_critical ("a transaction cannot be rolled back: %s", error->message);
}

gboolean
galley_database_is_in_transaction (GalleyDatabase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  galley_database_assert_thread (self);

  if (self->driver != NULL)
    return self->driver->is_in_transaction (self->connection);
  return sqlite3_get_autocommit (self->handle) == 0;
}

gboolean
galley_database_reserve (GalleyDatabase *self,
                         GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (!galley_database_is_in_transaction (self), FALSE);

  return self->driver == NULL || self->driver->reserve (self->connection, error);
}

void
galley_database_release (GalleyDatabase *self)
{
  g_return_if_fail (self != NULL);
  galley_database_assert_thread (self);

  if (self->driver != NULL)
    self->driver->release (self->connection);
}

gint64
galley_database_get_last_row_id (GalleyDatabase *self)
{
  g_return_val_if_fail (self != NULL, 0);
  galley_database_assert_thread (self);

  return sqlite3_last_insert_rowid (self->handle);
}

int
galley_database_get_changes (GalleyDatabase *self)
{
  g_return_val_if_fail (self != NULL, 0);
  galley_database_assert_thread (self);

  if (self->driver != NULL)
    return self->driver->get_changes (self->connection);
  return sqlite3_changes (self->handle);
}

gboolean
galley_database_check (GalleyDatabase *self,
                       GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);
  galley_database_assert_thread (self);

  return run_check (self, "PRAGMA integrity_check(" MAX_CHECK_LINES ")", error);
}

void
galley_database_interrupt (GalleyDatabase *self)
{
  g_return_if_fail (self != NULL);

  sqlite3_interrupt (self->handle);
}

sqlite3 *
galley_database_get_handle (GalleyDatabase *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  galley_database_assert_thread (self);

  return self->handle;
}
