/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The articles' half of the outbox: what stands for a row, and what becomes of its orders. */
#include "core/store/galley-store-outbox-content.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-store-job.h"

static const char sql_remove[] = "DELETE FROM outbox WHERE article = ?1 AND kind <> 'action'";
static const char sql_add[] =
  "INSERT INTO outbox (article, kind, queued_real) VALUES (?1, ?2, ?3)";
static const char sql_park[] =
  "UPDATE outbox SET parked = ?2, attempts = 0, next_try = 0"
  " WHERE article = ?1 AND kind <> 'action'";
static const char sql_park_actions[] =
  "UPDATE outbox SET parked = ?2"
  " WHERE article = ?1 AND kind = 'action' AND action <> 'withdraw' AND parked IS NULL";
static const char sql_unpark_actions[] =
  "UPDATE outbox SET parked = NULL, attempts = 0, next_try = 0"
  " WHERE article = ?1 AND kind = 'action' AND action <> 'publish' AND parked = ?2";
static const char sql_has_action[] =
  "SELECT EXISTS (SELECT 1 FROM outbox WHERE article = ?1 AND kind = 'action')";

static gboolean
add_content (GalleyDatabase   *database,
             GalleyStoreRow   *row,
             GalleyRowWaiting  waiting,
             gint64            now,
             GError          **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_add);

  galley_statement_bind_text (statement, 1, row->id);
  galley_statement_bind_text (statement, 2, waiting == GALLEY_ROW_PUT ? "put" : "delete");
  galley_statement_bind_integer (statement, 3, now);
  return galley_statement_run (statement, error);
}

gboolean
galley_store_outbox_set_waiting (GalleyDatabase   *database,
                                 GalleyStoreRow   *row,
                                 GalleyRowWaiting  waiting,
                                 gint64            now,
                                 GError          **error)
{
  if (row->waiting == waiting)
    return TRUE;

  if (row->waiting != GALLEY_ROW_CLEAN)
    {
      g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_remove);

      galley_statement_lend_text (statement, 1, row->id);
      if (!galley_statement_run (statement, error))
        return FALSE;
    }
  if (waiting != GALLEY_ROW_CLEAN && !add_content (database, row, waiting, now, error))
    return FALSE;

  row->waiting = waiting;
  galley_store_announce_outbox (database);
  return TRUE;
}

/* Runs one of the statements that take an article and a reason. */
static gboolean
run_with_reason (GalleyDatabase *database,
                 const char     *sql,
                 const char     *article,
                 const char     *reason,
                 GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  galley_statement_bind_text (statement, 1, article);
  galley_statement_bind_text (statement, 2, reason);
  if (!galley_statement_run (statement, error))
    return FALSE;
  if (galley_database_get_changes (database) > 0)
    galley_store_announce_outbox (database);
  return TRUE;
}

gboolean
galley_store_outbox_park_content (GalleyDatabase *database,
                                  GalleyStoreRow *row,
                                  const char     *reason,
                                  GError        **error)
{
  return run_with_reason (database, sql_park, row->id, reason, error);
}

gboolean
galley_store_outbox_park_actions (GalleyDatabase *database,
                                  const char     *article,
                                  const char     *reason,
                                  GError        **error)
{
  return run_with_reason (database, sql_park_actions, article, reason, error);
}

gboolean
galley_store_outbox_unpark_actions (GalleyDatabase *database,
                                    const char     *article,
                                    const char     *reason,
                                    GError        **error)
{
  return run_with_reason (database, sql_unpark_actions, article, reason, error);
}

gboolean
galley_store_outbox_has_action (GalleyDatabase *database,
                                const char     *article,
                                gboolean       *has_action,
                                GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_has_action);

  galley_statement_bind_text (statement, 1, article);
  if (!galley_statement_step (statement, error))
    return FALSE;
  *has_action = galley_statement_get_integer (statement, 0) != 0;
  return TRUE;
}
