/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements on loan. The cache holds, for each address of an SQL text, the statements that nobody uses now; a text
 * asked for again while it is out is simply prepared a second time. */
#include "core/db/galley-statement.h"
#include "core/db/galley-database-private.h"

#include <string.h>

struct _GalleyStatement
{
  GalleyDatabase *database; /* borrowed; NULL once it is closed */
  GalleyStatement *next;    /* in the cache */
  const char *key;          /* borrowed: the address by which it is cached */
  char *sql;
  sqlite3_stmt *handle; /* NULL when it could not be prepared, or the driver has it */
  gpointer foreign;     /* the driver's; NULL of SQLite */
  GError *error;        /* of preparing and binding, for the next step to report */
};

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n;")] == '\0';
}

static void
prepare (GalleyStatement *self)
{
  const GalleyDatabaseDriver *driver = self->database->driver;
  const char *tail = "";
  int result;

  if (driver != NULL)
    {
      self->foreign = driver->prepare (self->database->connection, self->sql);
      return;
    }
  result = sqlite3_prepare_v3 (self->database->handle, self->sql, -1, SQLITE_PREPARE_PERSISTENT, &self->handle, &tail);
  if (result != SQLITE_OK)
    {
      galley_database_set_error (self->database, result, &self->error);
      g_prefix_error (&self->error, "%s: ", self->sql);
    }
  else if (self->handle == NULL || !is_blank (tail))
    {
      g_critical ("not exactly one statement: %s", self->sql);
    }
}

/* Takes a statement for @sql out of the cache. */
static GalleyStatement *
take_idle (GalleyDatabase *database,
           const char     *sql)
{
  GalleyStatement *self = g_hash_table_lookup (database->idle, sql);

  if (self == NULL)
    return NULL;
  if (strcmp (self->sql, sql) != 0)
    {
      g_critical ("the text of a statement has changed: %s", self->sql);
      return NULL;
    }
  if (self->next != NULL)
    g_hash_table_replace (database->idle, (gpointer) sql, self->next);
  else
    g_hash_table_remove (database->idle, sql);
  self->next = NULL;
  return self;
}

GalleyStatement *
galley_statement_get (GalleyDatabase *database,
                      const char     *sql)
{
  GalleyStatement *self;

  g_return_val_if_fail (database != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);
  galley_database_assert_thread (database);

  self = take_idle (database, sql);
  if (self == NULL)
    {
      self = g_new0 (GalleyStatement, 1);
      self->database = database;
      self->key = sql;
      self->sql = g_strdup (sql);
      prepare (self);
    }
  g_ptr_array_add (database->on_loan, self);
  return self;
}

static void
finalize (GalleyStatement *self)
{
  sqlite3_finalize (self->handle);
  self->handle = NULL;
  if (self->foreign != NULL)
    self->database->driver->finalize (g_steal_pointer (&self->foreign));
}

void
galley_statement_free (GalleyStatement *self)
{
  while (self != NULL)
    {
      GalleyStatement *next = self->next;

      finalize (self);
      g_clear_error (&self->error);
      g_free (self->sql);
      g_free (self);
      self = next;
    }
}

void
galley_statement_orphan (GalleyStatement *self)
{
  finalize (self);
  self->database = NULL;
}

void
galley_statement_release (GalleyStatement *self)
{
  GalleyDatabase *database;

  if (self == NULL)
    return;
  database = self->database;
  if (database == NULL)
    {
      galley_statement_free (self);
      return;
    }
  galley_database_assert_thread (database);

  g_ptr_array_remove_fast (database->on_loan, self);
  if (self->handle == NULL && self->foreign == NULL)
    {
      galley_statement_free (self);
      return;
    }
  if (self->foreign != NULL)
    database->driver->reset (self->foreign);
  sqlite3_reset (self->handle);
  if (self->handle != NULL)
    sqlite3_clear_bindings (self->handle);
  g_clear_error (&self->error);
  self->next = g_hash_table_lookup (database->idle, self->key);
  g_hash_table_replace (database->idle, (gpointer) self->key, self);
}

/* A binding that fails for its size or for lack of memory is the world's error and waits for the next step; any
 * other is the programmer's. */
static void
note_binding (GalleyStatement *self,
              int              result)
{
  if (result == SQLITE_OK || self->error != NULL)
    return;
  if (result == SQLITE_TOOBIG || result == SQLITE_NOMEM)
    galley_database_set_error (self->database, result, &self->error);
  else
    g_critical ("cannot bind to %s: %s", self->sql, sqlite3_errstr (result));
}

void
galley_statement_bind_text (GalleyStatement *self,
                            int              index,
                            const char      *value)
{
  g_return_if_fail (self != NULL);

  if (self->foreign != NULL)
    self->database->driver->bind_text (self->foreign, index, value);
  else if (self->handle != NULL)
    note_binding (self, sqlite3_bind_text64 (self->handle, index, value, value != NULL ? strlen (value) : 0,
                                             SQLITE_TRANSIENT, SQLITE_UTF8));
}

void
galley_statement_bind_bytes (GalleyStatement *self,
                             int              index,
                             GBytes          *value)
{
  gconstpointer data;
  gsize size;

  g_return_if_fail (self != NULL);
  g_return_if_fail (self->foreign == NULL);

  if (value == NULL)
    {
      galley_statement_bind_null (self, index);
      return;
    }
  data = g_bytes_get_data (value, &size);
  /* A NULL pointer would bind NULL; no bytes are a value. */
  if (self->handle != NULL)
    note_binding (self, sqlite3_bind_blob64 (self->handle, index, size > 0 ? data : "", size, SQLITE_TRANSIENT));
}

void
galley_statement_bind_integer (GalleyStatement *self,
                               int              index,
                               gint64           value)
{
  char text[24];

  g_return_if_fail (self != NULL);

  if (self->foreign != NULL)
    {
      g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
      self->database->driver->bind_text (self->foreign, index, text);
    }
  else if (self->handle != NULL)
    note_binding (self, sqlite3_bind_int64 (self->handle, index, value));
}

void
galley_statement_bind_null (GalleyStatement *self,
                            int              index)
{
  g_return_if_fail (self != NULL);

  if (self->foreign != NULL)
    self->database->driver->bind_text (self->foreign, index, NULL);
  else if (self->handle != NULL)
    note_binding (self, sqlite3_bind_null (self->handle, index));
}

gboolean
galley_statement_step (GalleyStatement *self,
                       GError         **error)
{
  int result;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->database != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);
  galley_database_assert_thread (self->database);

  if (self->error != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (self->error);
      return FALSE;
    }
  if (self->foreign != NULL)
    return self->database->driver->step (self->foreign, error);
  g_return_val_if_fail (self->handle != NULL, FALSE);

  result = sqlite3_step (self->handle);
  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    galley_database_set_error (self->database, result, error);
  /* At once, so that a finished reader does not hold the log back. */
  sqlite3_reset (self->handle);
  return FALSE;
}

gboolean
galley_statement_run (GalleyStatement *self,
                      GError         **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  while (galley_statement_step (self, &local_error))
    continue;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Whether a row stands ready that has @column. */
static gboolean
has_column (GalleyStatement *self,
            int              column)
{
  if (self->foreign != NULL)
    return column >= 0 && column < self->database->driver->count_columns (self->foreign);
  return self->handle != NULL && column >= 0 && column < sqlite3_data_count (self->handle);
}

const char *
galley_statement_get_text (GalleyStatement *self,
                           int              column)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (has_column (self, column), NULL);

  if (self->foreign != NULL)
    return self->database->driver->get_text (self->foreign, column);
  return (const char *) sqlite3_column_text (self->handle, column);
}

gint64
galley_statement_get_integer (GalleyStatement *self,
                              int              column)
{
  const char *text;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (has_column (self, column), 0);

  if (self->foreign != NULL)
    {
      text = self->database->driver->get_text (self->foreign, column);
      return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
    }
  return sqlite3_column_int64 (self->handle, column);
}

gboolean
galley_statement_is_null (GalleyStatement *self,
                          int              column)
{
  g_return_val_if_fail (self != NULL, TRUE);
  g_return_val_if_fail (has_column (self, column), TRUE);

  if (self->foreign != NULL)
    return self->database->driver->get_text (self->foreign, column) == NULL;
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

char *
galley_statement_dup_text (GalleyStatement *self,
                           int              column)
{
  return g_strdup (galley_statement_get_text (self, column));
}

GBytes *
galley_statement_dup_bytes (GalleyStatement *self,
                            int              column)
{
  gconstpointer data;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->foreign == NULL, NULL);
  g_return_val_if_fail (has_column (self, column), NULL);

  if (sqlite3_column_type (self->handle, column) == SQLITE_NULL)
    return NULL;
  data = sqlite3_column_blob (self->handle, column);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, column));
}
