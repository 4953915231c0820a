/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-postgres.h"
#include "server/galley-postgres-private.h"
#include "server/galley-postgres-sql.h"

#include <string.h>

/* The lock of whoever writes. The number is ours: "Galley" in ASCII. It counts for one database only. */
#define WRITER "78483756443001"

/* A line's first words. A process that has stopped amid a transaction must not hold up the others for ever. */
static const char greeting[] = "SET client_min_messages = warning;"
                               "SET default_transaction_isolation = 'read committed';"
                               "SET standard_conforming_strings = on;"
                               "SET lock_timeout = '20s';"
                               "SET idle_in_transaction_session_timeout = '60s'";

gboolean
galley_postgres_is_address (const char *address)
{
  g_return_val_if_fail (address != NULL, FALSE);

  return g_str_has_prefix (address, "postgresql://") || g_str_has_prefix (address, "postgres://");
}

static GalleyError
code_from_state (const char *state)
{
  static const struct
  {
    const char *prefix;
    GalleyError code;
  } codes[] = {
    { "23", GALLEY_ERROR_CONFLICT },    /* integrity constraint violation */
    { "53100", GALLEY_ERROR_FULL },     /* disk full */
    { "53", GALLEY_ERROR_BUSY },        /* insufficient resources */
    { "54", GALLEY_ERROR_TOO_LARGE },   /* program limit exceeded */
    { "55P03", GALLEY_ERROR_BUSY },     /* lock not available */
    { "40", GALLEY_ERROR_BUSY },        /* transaction rollback */
    { "25006", GALLEY_ERROR_READ_ONLY }, /* read only transaction */
    { "57", GALLEY_ERROR_BUSY },        /* operator intervention */
    { "28", GALLEY_ERROR_FORBIDDEN },   /* invalid authorization */
    { "3D", GALLEY_ERROR_NOT_FOUND },   /* no such database */
    { "XX", GALLEY_ERROR_CORRUPT },     /* internal error */
  };

  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_str_has_prefix (state, codes[i].prefix))
      return codes[i].code;
  return GALLEY_ERROR_FAILED;
}

void
galley_postgres_set_error (GalleyPostgres *self,
                           const PGresult *result,
                           GError        **error)
{
  const char *state = result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  const char *words = result != NULL ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  g_autofree char *line = g_strdup (words != NULL ? words : PQerrorMessage (self->handle));

  g_strdelimit (g_strchomp (line), "\n", ' ');
  g_set_error (error, GALLEY_ERROR,
               PQstatus (self->handle) == CONNECTION_BAD ? GALLEY_ERROR_BUSY : code_from_state (state),
               "PostgreSQL: %s (%s)", line, state != NULL ? state : "no connection");
}

gboolean
galley_postgres_judge (GalleyPostgres *self,
                       PGresult       *result,
                       GError        **error)
{
  ExecStatusType status = PQresultStatus (result);
  gboolean is_done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

  if (is_done)
    self->n_changes = (int) g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
  else
    galley_postgres_set_error (self, result, error);
  PQclear (result);
  return is_done;
}

static gboolean
greet (GalleyPostgres *self,
       GError        **error)
{
  if (PQstatus (self->handle) == CONNECTION_OK)
    return PQsetClientEncoding (self->handle, "UTF8") == 0
           && galley_postgres_judge (self, PQexec (self->handle, greeting), error);
  galley_postgres_set_error (self, NULL, error);
  return FALSE;
}

gboolean
galley_postgres_revive (GalleyPostgres *self,
                        GError        **error)
{
  if (PQstatus (self->handle) == CONNECTION_OK)
    return TRUE;
  if (self->is_reserved)
    {
      galley_postgres_set_error (self, NULL, error);
      return FALSE;
    }
  PQreset (self->handle);
  self->generation++;
  return greet (self, error);
}

static void
close_connection (gpointer connection)
{
  GalleyPostgres *self = connection;

  PQfinish (self->handle);
  g_free (self);
}

static gboolean
exec (gpointer    connection,
      const char *sql,
      GError    **error)
{
  GalleyPostgres *self = connection;
  int n_parameters;
  g_autofree char *translated = galley_postgres_sql_translate (sql, &n_parameters);

  return galley_postgres_revive (self, error)
         && galley_postgres_judge (self, PQexec (self->handle, translated), error);
}

static gboolean
is_in_transaction (gpointer connection)
{
  GalleyPostgres *self = connection;
  PGTransactionStatusType status = PQtransactionStatus (self->handle);

  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

static gboolean
begin (gpointer connection,
       GError **error)
{
  GalleyPostgres *self = connection;

  if (!exec (self, "BEGIN", error))
    return FALSE;
  if (exec (self, "SELECT pg_advisory_xact_lock (" WRITER ")", error))
    return TRUE;
  if (is_in_transaction (self))
    PQclear (PQexec (self->handle, "ROLLBACK"));
  return FALSE;
}

static gboolean
reserve (gpointer connection,
         GError **error)
{
  GalleyPostgres *self = connection;

  if (!exec (self, "SELECT pg_advisory_lock (" WRITER ")", error))
    return FALSE;
  self->is_reserved = TRUE;
  return TRUE;
}

/* With a lost connection its locks are gone, too. */
static void
release (gpointer connection)
{
  GalleyPostgres *self = connection;

  if (self->is_reserved && PQstatus (self->handle) == CONNECTION_OK)
    PQclear (PQexec (self->handle, "SELECT pg_advisory_unlock (" WRITER ")"));
  self->is_reserved = FALSE;
}

static int
get_changes (gpointer connection)
{
  return ((GalleyPostgres *) connection)->n_changes;
}

static const GalleyDatabaseDriver driver = {
  .close = close_connection,
  .exec = exec,
  .begin = begin,
  .is_in_transaction = is_in_transaction,
  .reserve = reserve,
  .release = release,
  .get_changes = get_changes,
  .prepare = galley_postgres_prepare,
  .finalize = galley_postgres_finalize,
  .reset = galley_postgres_reset,
  .bind_text = galley_postgres_bind_text,
  .step = galley_postgres_step,
  .count_columns = galley_postgres_count_columns,
  .get_text = galley_postgres_get_text,
};

GalleyDatabase *
galley_postgres_open (const char *address,
                      GError    **error)
{
  GalleyPostgres *self;

  g_return_val_if_fail (address != NULL && galley_postgres_is_address (address), NULL);

  self = g_new0 (GalleyPostgres, 1);
  self->handle = PQconnectdb (address);
  if (greet (self, error))
    return galley_database_new_with_driver (&driver, self);
  close_connection (self);
  return NULL;
}
