/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another kind of database behind GalleyDatabase and GalleyStatement. SQLite, which both programs know, needs none; who
 * brings another one (the server: PostgreSQL) says here how it does what they promise. Nothing of it is on a computer where
 * people write.
 *
 * SQL texts are SQLite's, with ?1, ?2, … for what is bound; a driver reads them as its own. Bytes are not bound, and row
 * ids not asked for: an INSERT says RETURNING. A connection and its statements belong to one thread. */
#pragma once

#include "core/base/galley-error.h"

G_BEGIN_DECLS

struct _GalleyDatabaseDriver
{
  /* The connection. Errors are GALLEY_ERROR, as those of SQLite: CONFLICT for a constraint, BUSY, FULL, READ_ONLY. */
  void (*close) (gpointer connection);
  gboolean (*exec) (gpointer    connection,
                    const char *sql,
                    GError    **error);
  /* One writer at a time, in whatever process: begin() waits until there is no other. */
  gboolean (*begin) (gpointer connection,
                     GError **error);
  gboolean (*is_in_transaction) (gpointer connection);
  /* galley_database_reserve(), galley_database_release() */
  gboolean (*reserve) (gpointer connection,
                       GError **error);
  void (*release) (gpointer connection);
  /* Rows that the last statement changed. */
  int (*get_changes) (gpointer connection);

  /* A statement. An error of preparing is left for the first step. */
  gpointer (*prepare) (gpointer    connection,
                       const char *sql);
  void (*finalize) (gpointer statement);
  /* Ends its rows and forgets what is bound. */
  void (*reset) (gpointer statement);
  void (*bind_text) (gpointer    statement,
                     int         index,
                     const char *value);
  /* TRUE: a row stands ready, until the next step; FALSE without an error: there is none left. */
  gboolean (*step) (gpointer statement,
                    GError **error);
  /* 0 where no row stands ready. */
  int (*count_columns) (gpointer statement);
  /* NULL stands for NULL; borrowed until the next step. */
  const char *(*get_text) (gpointer statement,
                           int      column);
};

G_END_DECLS
