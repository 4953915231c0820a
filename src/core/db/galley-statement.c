/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements on loan. The cache holds, for each address of an SQL text, the statements that nobody uses now; a text
 * asked for again while it is out is simply prepared a second time. */
#include "core/db/galley-statement.h"
#include "core/db/galley-database-private.h"

#include <string.h>

/* The statements of one SQL text that nobody holds. */
typedef struct _GalleyStatementShelf GalleyStatementShelf;

struct _GalleyStatementShelf
{
  char *sql;
  GalleyStatement *first;     /* the others linked by next */
  GalleyStatementShelf *next; /* of another text that stood at this address, by mistake */
};

struct _GalleyStatement
{
  GalleyDatabase *database;    /* borrowed; NULL once it is closed */
  GalleyStatementShelf *shelf; /* borrowed from the database */
  GalleyStatement *next;       /* on the shelf */
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
  const char *sql = self->shelf->sql;
  const char *tail = "";
  int result;

  if (driver != NULL)
    {
      self->foreign = driver->prepare (self->database->connection, sql);
      return;
    }
  result = sqlite3_prepare_v3 (self->database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &self->handle, &tail);
  if (result != SQLITE_OK)
    {
      galley_database_set_error (self->database, result, &self->error);
      g_prefix_error (&self->error, "%s: ", sql);
    }
  else if (self->handle == NULL || !is_blank (tail))
    {
      g_critical ("not exactly one statement: %s", sql);
    }
}

static GalleyStatementShelf *
get_shelf (GalleyDatabase *database,
           const char     *sql)
{
  GalleyStatementShelf *shelf = g_hash_table_lookup (database->shelves, sql);
  GalleyStatementShelf *last = NULL;

  for (; shelf != NULL; last = shelf, shelf = shelf->next)
    {
      if (strcmp (shelf->sql, sql) == 0)
        return shelf;
      g_critical ("the text of a statement has changed: %s", shelf->sql);
    }
  shelf = g_new0 (GalleyStatementShelf, 1);
  shelf->sql = g_strdup (sql);
  if (last != NULL)
    last->next = shelf;
  else
    g_hash_table_insert (database->shelves, (gpointer) sql, shelf);
  return shelf;
}

GalleyStatement *
galley_statement_get (GalleyDatabase *database,
                      const char     *sql)
{
  GalleyStatementShelf *shelf;
  GalleyStatement *self;

  g_return_val_if_fail (database != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);
  galley_database_assert_thread (database);

  shelf = get_shelf (database, sql);
  self = shelf->first;
  if (self != NULL)
    {
      shelf->first = g_steal_pointer (&self->next);
    }
  else
    {
      self = g_new0 (GalleyStatement, 1);
      self->database = database;
      self->shelf = shelf;
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

static void
statement_free (GalleyStatement *self)
{
  finalize (self);
  g_clear_error (&self->error);
  g_free (self);
}

void
galley_statement_shelf_free (gpointer shelf)
{
  GalleyStatementShelf *self = shelf;

  while (self->first != NULL)
    {
      GalleyStatement *statement = self->first;

      self->first = statement->next;
      statement_free (statement);
    }
  if (self->next != NULL)
    galley_statement_shelf_free (self->next);
  g_free (self->sql);
  g_free (self);
}

void
galley_statement_orphan (GalleyStatement *self)
{
  finalize (self);
  self->database = NULL;
  self->shelf = NULL;
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
      statement_free (self);
      return;
    }
  galley_database_assert_thread (database);

  g_ptr_array_remove_fast (database->on_loan, self);
  if (self->handle == NULL && self->foreign == NULL)
    {
      statement_free (self);
      return;
    }
  if (self->foreign != NULL)
    database->driver->reset (self->foreign);
  sqlite3_reset (self->handle);
  if (self->handle != NULL)
    sqlite3_clear_bindings (self->handle);
  g_clear_error (&self->error);
  self->next = self->shelf->first;
  self->shelf->first = self;
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
    g_critical ("cannot bind to %s: %s", self->shelf->sql, sqlite3_errstr (result));
}

static void
bind_text (GalleyStatement       *self,
           int                    index,
           const char            *value,
           sqlite3_destructor_type keeping)
{
  if (self->foreign != NULL)
    self->database->driver->bind_text (self->foreign, index, value);
  else if (self->handle != NULL)
    note_binding (self, sqlite3_bind_text64 (self->handle, index, value, value != NULL ? strlen (value) : 0, keeping,
                                             SQLITE_UTF8));
}

void
galley_statement_bind_text (GalleyStatement *self,
                            int              index,
                            const char      *value)
{
  g_return_if_fail (self != NULL);

  bind_text (self, index, value, SQLITE_TRANSIENT);
}

void
galley_statement_lend_text (GalleyStatement *self,
                            int              index,
                            const char      *value)
{
  g_return_if_fail (self != NULL);

  bind_text (self, index, value, SQLITE_STATIC);
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
