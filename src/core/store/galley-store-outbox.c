/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox's table: reading it in the order of sending, orders, delays and parking. */
#include "core/store/galley-store-outbox.h"

#include "core/base/galley-clock.h"
#include "core/db/galley-statement.h"
#include "core/store/galley-store-job.h"

#define HAND_OVER "hand-over" /* as an action; to whom stands in the comment */

/* next_try is a boot time: one of another boot has passed. */
#define SELECT                                                                                    \
  "SELECT sequence, kind, article, name, action, content_hash, comment, queued_real, queued_boot," \
  "  boot_id, hold_until, attempts, CASE WHEN next_try_boot_id = ?1 THEN next_try ELSE 0 END,"     \
  "  parked"                                                                                       \
  " FROM outbox"
/* A withdrawal overtakes everything. */
#define IN_ORDER " ORDER BY action IS NOT 'withdraw', sequence"
static const char sql_load[] = SELECT IN_ORDER;
static const char sql_load_orders[] = SELECT " WHERE kind = 'action'" IN_ORDER;
static const char sql_load_contents[] = SELECT " WHERE kind <> 'action' ORDER BY sequence";
#undef SELECT
#undef IN_ORDER
/* The same name is the same order: asked for twice, it stands once. */
static const char sql_add_action[] =
  "INSERT INTO outbox (kind, article, name, action, content_hash, comment, queued_real,"
  "  queued_boot, boot_id, hold_until)"
  " VALUES ('action', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (name) DO NOTHING";
static const char sql_remove_hand_over[] = "DELETE FROM outbox WHERE article = ?1 AND action = '" HAND_OVER "'";
static const char sql_remove[] =
  "DELETE FROM outbox WHERE sequence = ?1 RETURNING article";
static const char sql_remove_by_name[] =
  "DELETE FROM outbox WHERE name = ?1 RETURNING article";
static const char sql_delay[] =
  "UPDATE outbox SET attempts = attempts + 1, next_try = ?2, next_try_boot_id = ?3"
  " WHERE sequence = ?1";
static const char sql_rename[] = "UPDATE outbox SET name = ?2 WHERE sequence = ?1";
static const char sql_park[] =
  "UPDATE outbox SET parked = ?2 WHERE sequence = ?1 RETURNING article";
/* What is parked for a conflict waits for galley_record_resolve_in_store() and nothing else. */
static const char sql_unpark[] =
  "UPDATE outbox SET parked = NULL, attempts = 0, next_try = 0, next_try_boot_id = '',"
  "  hold_until = 0,"
  "  queued_real = CASE kind WHEN 'action' THEN ?2 ELSE queued_real END,"
  "  queued_boot = CASE kind WHEN 'action' THEN ?3 ELSE queued_boot END,"
  "  boot_id = CASE kind WHEN 'action' THEN ?4 ELSE boot_id END,"
  "  name = CASE WHEN kind = 'action' AND parked <> '" GALLEY_PARKED_HELD "' THEN ?5 ELSE name END"
  " WHERE sequence = ?1 AND parked <> '" GALLEY_PARKED_CONFLICT "' RETURNING article";

void
galley_outbox_entry_free (GalleyOutboxEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->article);
  g_free (self->name);
  g_free (self->content_hash);
  g_free (self->comment);
  g_free (self->to);
  g_free (self->boot_id);
  g_free (self->parked);
  g_free (self);
}

static GalleyOutboxKind
kind_from_name (const char *name)
{
  if (g_str_equal (name, "put"))
    return GALLEY_OUTBOX_PUT;
  return g_str_equal (name, "delete") ? GALLEY_OUTBOX_DELETE : GALLEY_OUTBOX_ACTION;
}

static GalleyOutboxEntry *
read_entry (GalleyStatement *statement)
{
  GalleyOutboxEntry *entry = g_new0 (GalleyOutboxEntry, 1);
  const char *action = galley_statement_get_text (statement, 4);

  entry->sequence = galley_statement_get_integer (statement, 0);
  entry->kind = kind_from_name (galley_statement_get_text (statement, 1));
  entry->article = galley_statement_dup_text (statement, 2);
  entry->name = galley_statement_dup_text (statement, 3);
  /* One that this Galley does not know stays NONE, for the engine to leave alone. */
  if (action != NULL)
    galley_action_from_name (action, &entry->action);
  entry->content_hash = galley_statement_dup_text (statement, 5);
  entry->comment = galley_statement_dup_text (statement, 6);
  if (g_strcmp0 (action, HAND_OVER) == 0)
    {
      entry->to = g_steal_pointer (&entry->comment);
      entry->comment = g_strdup ("");
    }
  entry->queued_real = galley_statement_get_integer (statement, 7);
  entry->queued_boot = galley_statement_get_integer (statement, 8);
  entry->boot_id = galley_statement_dup_text (statement, 9);
  entry->hold_until = galley_statement_get_integer (statement, 10);
  entry->attempts = (guint) galley_statement_get_integer (statement, 11);
  entry->next_try = galley_statement_get_integer (statement, 12);
  entry->parked = galley_statement_dup_text (statement, 13);
  return entry;
}

static GPtrArray *
load (GalleyDatabase *database,
      const char     *sql,
      GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_outbox_entry_free);
  GError *local_error = NULL;

  galley_statement_bind_text (statement, 1, galley_clock_get_boot_id ());
  while (galley_statement_step (statement, &local_error))
    g_ptr_array_add (entries, read_entry (statement));
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&entries);
}

GPtrArray *
galley_outbox_load_in_store (GalleyDatabase *database,
                             GError        **error)
{
  g_return_val_if_fail (database != NULL, NULL);

  return load (database, sql_load, error);
}

GPtrArray *
galley_outbox_load_orders_in_store (GalleyDatabase *database,
                                    GError        **error)
{
  g_return_val_if_fail (database != NULL, NULL);

  return load (database, sql_load_orders, error);
}

GPtrArray *
galley_outbox_load_contents_in_store (GalleyDatabase *database,
                                      GError        **error)
{
  g_return_val_if_fail (database != NULL, NULL);

  return load (database, sql_load_contents, error);
}

static gboolean
add_order (GalleyDatabase *database,
           const char     *article,
           const char     *name,
           const char     *action,
           const char     *content_hash,
           const char     *comment,
           gint64          real_time,
           gint64          boot_time,
           gint64          hold_until,
           GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_add_action);

  galley_statement_bind_text (statement, 1, article);
  galley_statement_bind_text (statement, 2, name);
  galley_statement_bind_text (statement, 3, action);
  galley_statement_bind_text (statement, 4, content_hash);
  galley_statement_bind_text (statement, 5, comment);
  galley_statement_bind_integer (statement, 6, real_time);
  galley_statement_bind_integer (statement, 7, boot_time);
  galley_statement_bind_text (statement, 8, galley_clock_get_boot_id ());
  galley_statement_bind_integer (statement, 9, hold_until);
  if (!galley_statement_run (statement, error))
    return FALSE;

  if (galley_database_get_changes (database) > 0)
    {
      galley_store_announce_outbox (database);
      galley_store_announce_article (database, article, GALLEY_STORE_ORIGIN_LOCAL);
    }
  return TRUE;
}

gboolean
galley_outbox_add_action_in_store (GalleyDatabase *database,
                                   const char     *article,
                                   const char     *name,
                                   GalleyAction    action,
                                   const char     *content_hash,
                                   const char     *comment,
                                   gint64          real_time,
                                   gint64          boot_time,
                                   gint64          hold_until,
                                   GError        **error)
{
  g_return_val_if_fail (database != NULL, FALSE);
  g_return_val_if_fail (article != NULL && name != NULL, FALSE);
  g_return_val_if_fail (action != GALLEY_ACTION_NONE, FALSE);

  return add_order (database, article, name, galley_action_get_name (action), content_hash,
                    comment != NULL ? comment : "", real_time, boot_time, hold_until, error);
}

gboolean
galley_outbox_add_hand_over_in_store (GalleyDatabase *database,
                                      const char     *article,
                                      const char     *name,
                                      const char     *to,
                                      gint64          real_time,
                                      gint64          boot_time,
                                      GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL, FALSE);
  g_return_val_if_fail (article != NULL && name != NULL && to != NULL, FALSE);

  statement = galley_statement_get (database, sql_remove_hand_over);
  galley_statement_bind_text (statement, 1, article);
  return galley_statement_run (statement, error)
         && add_order (database, article, name, HAND_OVER, "", to, real_time, boot_time, 0, error);
}

/* Runs a statement that changes at most one entry and returns its article: its row in the list
 * says whether something waits. An entry that is not there (any more) is no error. */
static gboolean
run_on_entry (GalleyDatabase  *database,
              GalleyStatement *statement,
              GError         **error)
{
  GError *local_error = NULL;

  while (galley_statement_step (statement, &local_error))
    {
      galley_store_announce_outbox (database);
      galley_store_announce_article (database, galley_statement_get_text (statement, 0),
                                     GALLEY_STORE_ORIGIN_SYNC);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
galley_outbox_remove_in_store (GalleyDatabase *database,
                               gint64          sequence,
                               GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL, FALSE);

  statement = galley_statement_get (database, sql_remove);
  galley_statement_bind_integer (statement, 1, sequence);
  return run_on_entry (database, statement, error);
}

gboolean
galley_outbox_remove_by_name_in_store (GalleyDatabase *database,
                                       const char     *name,
                                       GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && name != NULL, FALSE);

  statement = galley_statement_get (database, sql_remove_by_name);
  galley_statement_bind_text (statement, 1, name);
  return run_on_entry (database, statement, error);
}

gboolean
galley_outbox_delay_in_store (GalleyDatabase *database,
                              gint64          sequence,
                              gint64          next_try,
                              GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL, FALSE);

  statement = galley_statement_get (database, sql_delay);
  galley_statement_bind_integer (statement, 1, sequence);
  galley_statement_bind_integer (statement, 2, next_try);
  galley_statement_bind_text (statement, 3, galley_clock_get_boot_id ());
  if (!galley_statement_run (statement, error))
    return FALSE;
  if (galley_database_get_changes (database) > 0)
    galley_store_announce_outbox (database);
  return TRUE;
}

gboolean
galley_outbox_rename_in_store (GalleyDatabase *database,
                               gint64          sequence,
                               const char     *name,
                               GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && name != NULL, FALSE);

  statement = galley_statement_get (database, sql_rename);
  galley_statement_bind_integer (statement, 1, sequence);
  galley_statement_bind_text (statement, 2, name);
  return galley_statement_run (statement, error);
}

gboolean
galley_outbox_park_in_store (GalleyDatabase *database,
                             gint64          sequence,
                             const char     *reason,
                             GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && reason != NULL, FALSE);

  statement = galley_statement_get (database, sql_park);
  galley_statement_bind_integer (statement, 1, sequence);
  galley_statement_bind_text (statement, 2, reason);
  return run_on_entry (database, statement, error);
}

gboolean
galley_outbox_unpark_in_store (GalleyDatabase *database,
                               gint64          sequence,
                               const char     *name,
                               gint64          real_time,
                               gint64          boot_time,
                               GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && name != NULL, FALSE);

  statement = galley_statement_get (database, sql_unpark);
  galley_statement_bind_integer (statement, 1, sequence);
  galley_statement_bind_integer (statement, 2, real_time);
  galley_statement_bind_integer (statement, 3, boot_time);
  galley_statement_bind_text (statement, 4, galley_clock_get_boot_id ());
  galley_statement_bind_text (statement, 5, name);
  return run_on_entry (database, statement, error);
}
