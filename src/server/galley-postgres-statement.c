/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One prepared statement. All its rows come with its first step: what a statement of the server's asks for is bounded, or
 * short. */
#include "server/galley-postgres-private.h"
#include "server/galley-postgres-sql.h"

typedef struct
{
  GalleyPostgres *connection; /* borrowed */
  char *sql;
  char *name;       /* NULL: not prepared yet */
  guint generation; /* of the connection that knows the name */
  GPtrArray *values;
  PGresult *rows; /* NULL: not stepped since the reset */
  int row;
} Statement;

gpointer
galley_postgres_prepare (gpointer    connection,
                         const char *sql)
{
  Statement *self = g_new0 (Statement, 1);
  int n_values;

  self->connection = connection;
  self->sql = galley_postgres_sql_translate (sql, &n_values);
  self->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (self->values, n_values);
  return self;
}

void
galley_postgres_finalize (gpointer statement)
{
  Statement *self = statement;

  PQclear (self->rows);
  g_ptr_array_unref (self->values);
  g_free (self->name);
  g_free (self->sql);
  g_free (self);
}

void
galley_postgres_reset (gpointer statement)
{
  Statement *self = statement;

  g_clear_pointer (&self->rows, PQclear);
  for (guint i = 0; i < self->values->len; i++)
    g_clear_pointer (&self->values->pdata[i], g_free);
}

void
galley_postgres_bind_text (gpointer    statement,
                           int         index,
                           const char *value)
{
  Statement *self = statement;

  if (index < 1 || (guint) index > self->values->len)
    {
      g_critical ("there is no parameter %d in %s", index, self->sql);
      return;
    }
  g_free (self->values->pdata[index - 1]);
  self->values->pdata[index - 1] = g_strdup (value);
}

/* The types of what is bound are the server's to find. */
static gboolean
prepare (Statement *self,
         GError   **error)
{
  GalleyPostgres *connection = self->connection;
  g_autofree char *name = NULL;

  if (self->name != NULL && self->generation == connection->generation)
    return TRUE;
  g_clear_pointer (&self->name, g_free);
  name = g_strdup_printf ("s%u", ++connection->n_prepared);
  if (!galley_postgres_judge (connection, PQprepare (connection->handle, name, self->sql, 0, NULL), error))
    return FALSE;
  self->name = g_steal_pointer (&name);
  self->generation = connection->generation;
  return TRUE;
}

static gboolean
carry_out (Statement *self,
           GError   **error)
{
  GalleyPostgres *connection = self->connection;
  PGresult *result;

  if (!galley_postgres_revive (connection, error) || !prepare (self, error))
    {
      g_prefix_error (error, "%s: ", self->sql);
      return FALSE;
    }
  result = PQexecPrepared (connection->handle, self->name, (int) self->values->len,
                           (const char *const *) self->values->pdata, NULL, NULL, 0);
  if (PQresultStatus (result) != PGRES_TUPLES_OK)
    return galley_postgres_judge (connection, result, error);
  connection->n_changes = (int) g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
  self->rows = result;
  self->row = -1;
  return TRUE;
}

gboolean
galley_postgres_step (gpointer statement,
                      GError **error)
{
  Statement *self = statement;

  if (self->rows == NULL && !carry_out (self, error))
    return FALSE;
  if (self->rows != NULL && ++self->row < PQntuples (self->rows))
    return TRUE;
  /* As SQLite does: the next step would begin anew. */
  g_clear_pointer (&self->rows, PQclear);
  return FALSE;
}

int
galley_postgres_count_columns (gpointer statement)
{
  Statement *self = statement;

  return self->rows != NULL ? PQnfields (self->rows) : 0;
}

const char *
galley_postgres_get_text (gpointer statement,
                          int      column)
{
  Statement *self = statement;

  return PQgetisnull (self->rows, self->row, column) ? NULL : PQgetvalue (self->rows, self->row, column);
}
