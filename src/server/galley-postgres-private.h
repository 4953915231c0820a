/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a connection and its statements know of each other. */
#pragma once

#include "core/db/galley-database-driver.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

typedef struct
{
  PGconn *handle;
  guint generation; /* how often it was made anew: statements prepared before are gone */
  guint n_prepared; /* gives them names */
  gboolean is_reserved;
  int n_changes; /* of the last statement */
} GalleyPostgres;

/* A line that is open, or opened again where that may be. */
gboolean galley_postgres_revive (GalleyPostgres *self,
                                 GError        **error);

/* Takes @result. TRUE: it is rows, or a command that was carried out. */
gboolean galley_postgres_judge (GalleyPostgres *self,
                                PGresult       *result,
                                GError        **error);
/* From SQLSTATE to what the caller should do. @result NULL: the connection's own error. */
void galley_postgres_set_error (GalleyPostgres *self,
                                const PGresult *result,
                                GError        **error);

/* The statement's half of the driver. */
gpointer galley_postgres_prepare (gpointer    connection,
                                  const char *sql);
void galley_postgres_finalize (gpointer statement);
void galley_postgres_reset (gpointer statement);
void galley_postgres_bind_text (gpointer    statement,
                                int         index,
                                const char *value);
gboolean galley_postgres_step (gpointer statement,
                               GError **error);
int galley_postgres_count_columns (gpointer statement);
const char *galley_postgres_get_text (gpointer statement,
                                      int      column);

G_END_DECLS
