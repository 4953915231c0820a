/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person at this computer does to an article: load, save, trash, restore, resolve. Each change
 * of a row that the server should know of writes the outbox in the same transaction. */
#include "core/store/galley-store-articles.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-store-conflict.h"
#include "core/store/galley-store-job.h"
#include "core/store/galley-store-outbox-content.h"
#include "core/store/galley-store-row.h"
#include "core/store/galley-store-version-keep.h"
#include "core/wire/galley-wire.h"

static const char sql_load[] =
  "SELECT article.generation, touched, is_trashed, caret_block, caret_offset, text, base,"
  "  theirs, conflicts,"
  "  EXISTS (SELECT 1 FROM outbox WHERE article = article.id AND kind <> 'action'),"
  "  article.content_hash, state"
  " FROM article LEFT JOIN content USING (row) WHERE id = ?1";
static const char sql_sides[] =
  "SELECT iif (base = '', text, base), theirs FROM article LEFT JOIN content USING (row) WHERE row = ?1";
static const char sql_save_caret[] =
  "UPDATE article SET caret_block = ?2, caret_offset = ?3"
  " WHERE id = ?1 AND (caret_block <> ?2 OR caret_offset <> ?3)";

void
galley_record_free (GalleyRecord *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->revision, galley_revision_unref);
  g_clear_pointer (&self->base, galley_revision_unref);
  g_clear_pointer (&self->theirs, galley_revision_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_free (self);
}

/* What stands beside the text and cannot be read is given up rather than the text: without a base the
 * next merge asks a person, and nothing is lost by that. */
static GalleyRevision *
read_beside (GalleyStatement *statement,
             int              column,
             const char      *what,
             const char      *id)
{
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision;

  if (galley_statement_is_null (statement, column))
    return NULL;
  revision =
    galley_store_read_document (galley_statement_get_text (statement, column), what, id, &error);
  if (revision == NULL)
    g_info ("%s", error->message);
  return revision;
}

/* What the server has stands there with the state that the row has of it. */
static GalleyRevision *
read_base (GalleyStatement *statement,
           int              column,
           GalleyRevision  *revision)
{
  g_autoptr (GalleyRevision) base = read_beside (statement, column, "base", galley_revision_get_id (revision));

  return base != NULL ? galley_revision_with_state (base, (GalleyState *) galley_revision_get_state (revision)) : NULL;
}

static gboolean
read_documents (GalleyRecord    *record,
                GalleyStatement *statement,
                const char      *id,
                GError         **error)
{
  record->revision = galley_store_read_article (galley_statement_get_text (statement, 5),
                                                galley_statement_get_text (statement, 11), id, error);
  if (record->revision == NULL)
    return FALSE;
  galley_revision_set_content_hash (record->revision, galley_statement_get_text (statement, 10));

  if (g_strcmp0 (galley_statement_get_text (statement, 6), GALLEY_STORE_BASE_IS_CONTENT) == 0)
    record->base = galley_revision_ref (record->revision);
  else
    record->base = read_base (statement, 6, record->revision);
  record->theirs = read_beside (statement, 7, "other side", id);
  if (record->theirs == NULL)
    return TRUE;
  record->conflicts =
    galley_store_conflicts_read (galley_statement_get_text (statement, 8), error);
  return record->conflicts != NULL;
}

GalleyRecord *
galley_record_load_in_store (GalleyDatabase *database,
                             const char     *id,
                             GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  g_autoptr (GalleyRecord) record = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL && id != NULL, NULL);

  statement = galley_statement_get (database, sql_load);
  galley_statement_bind_text (statement, 1, id);
  if (!galley_statement_step (statement, &local_error))
    {
      if (local_error == NULL)
        g_set_error (&local_error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "no article %s", id);
      g_propagate_error (error, local_error);
      return NULL;
    }

  record = g_new0 (GalleyRecord, 1);
  record->generation = galley_statement_get_integer (statement, 0);
  record->touched = galley_statement_get_integer (statement, 1);
  record->is_trashed = galley_statement_get_integer (statement, 2) != 0;
  record->caret_block = (guint) galley_statement_get_integer (statement, 3);
  record->caret_offset = (guint) galley_statement_get_integer (statement, 4);
  record->is_dirty = galley_statement_get_integer (statement, 9) != 0;
  if (!read_documents (record, statement, id, error))
    return NULL;
  return g_steal_pointer (&record);
}

static gboolean
save_new (GalleyDatabase *database,
          GalleyRevision *revision,
          gint64          now,
          GError        **error)
{
  const char *id = galley_revision_get_id (revision);
  g_autoptr (GalleyStoreTexts) texts = galley_store_texts_new (revision);
  g_autoptr (GalleyStoreRow) row = NULL;

  if (!galley_store_row_insert (database, texts, FALSE, now, now, error))
    return FALSE;
  row = galley_store_row_load (database, id, error);
  if (row == NULL)
    return FALSE;
  if (!galley_store_outbox_set_waiting (database, row, GALLEY_ROW_PUT, now, error))
    return FALSE;

  galley_store_announce_article (database, id, GALLEY_STORE_ORIGIN_LOCAL);
  return TRUE;
}

/* What is typed into an article that the server took away meanwhile brings it back: a remote delete
 * never beats a local edit. What is saved late into one that was trashed here stays in the trash,
 * and goes up when it is restored. */
static gboolean
settle_after_save (GalleyDatabase *database,
                   GalleyStoreRow *row,
                   gint64          now,
                   GError        **error)
{
  if (row->is_trashed && !row->is_removed)
    return TRUE;
  if (row->is_trashed && !galley_store_row_write_trash (database, row, FALSE, FALSE, error))
    return FALSE;
  if (!galley_store_outbox_set_waiting (database, row, GALLEY_ROW_PUT, now, error))
    return FALSE;
  galley_store_announce_outbox (database);
  return TRUE;
}

static gboolean
save_existing (GalleyDatabase *database,
               GalleyStoreRow *row,
               GalleyRevision *revision,
               gint64          now,
               GError        **error)
{
  g_autoptr (GalleyState) state = galley_store_row_load_state (database, row, error);
  g_autoptr (GalleyRevision) with_state = NULL;

  if (state == NULL)
    return FALSE;
  with_state = galley_revision_with_state (revision, state);
  if (!galley_store_version_keep_by_time (database, row, now, error))
    return FALSE;
  if (!galley_store_row_write (database, row, with_state, now, error))
    return FALSE;
  if (!settle_after_save (database, row, now, error))
    return FALSE;

  galley_store_announce_article (database, row->id, GALLEY_STORE_ORIGIN_LOCAL);
  return TRUE;
}

gboolean
galley_record_save_in_store (GalleyDatabase *database,
                             GalleyRevision *revision,
                             gint64          now,
                             gint64         *generation,
                             GError        **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL && revision != NULL, FALSE);

  row = galley_store_row_find (database, galley_revision_get_id (revision), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  if (row == NULL)
    {
      if (!save_new (database, revision, now, error))
        return FALSE;
    }
  else if (!g_str_equal (row->content_hash, galley_wire_get_content_hash (revision)))
    {
      if (!save_existing (database, row, revision, now, error))
        return FALSE;
    }

  if (generation != NULL)
    *generation = row != NULL ? row->generation : 1;
  return TRUE;
}

gboolean
galley_record_keep_version_in_store (GalleyDatabase *database,
                                     const char     *id,
                                     const char     *reason,
                                     gint64          now,
                                     GError        **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;

  g_return_val_if_fail (database != NULL && id != NULL && reason != NULL, FALSE);

  row = galley_store_row_load (database, id, error);
  return row != NULL && galley_store_version_keep (database, row, reason, now, error);
}

gboolean
galley_record_save_caret_in_store (GalleyDatabase *database,
                                   const char     *id,
                                   guint           block,
                                   guint           offset,
                                   GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL && id != NULL, FALSE);

  statement = galley_statement_get (database, sql_save_caret);
  galley_statement_bind_text (statement, 1, id);
  galley_statement_bind_integer (statement, 2, block);
  galley_statement_bind_integer (statement, 3, offset);
  return galley_statement_run (statement, error);
}

/* An article that the server never saw has nothing to be deleted there; restored, it is sent. */
static GalleyRowWaiting
waiting_after_trash (GalleyStoreRow *row,
                     gboolean        is_trashed)
{
  if (!is_trashed)
    return GALLEY_ROW_PUT;
  return row->has_base ? GALLEY_ROW_DELETE : GALLEY_ROW_CLEAN;
}

gboolean
galley_record_set_trashed_in_store (GalleyDatabase *database,
                                    const char     *id,
                                    gboolean        is_trashed,
                                    gint64          now,
                                    GError        **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;

  g_return_val_if_fail (database != NULL && id != NULL, FALSE);

  row = galley_store_row_load (database, id, error);
  if (row == NULL)
    return FALSE;
  is_trashed = is_trashed != FALSE;
  if (row->is_trashed == is_trashed)
    return TRUE;

  if (!galley_store_row_write_trash (database, row, is_trashed, FALSE, error) ||
      !galley_store_outbox_set_waiting (database, row, waiting_after_trash (row, is_trashed), now,
                                        error))
    return FALSE;
  if (is_trashed
        ? !galley_store_outbox_park_actions (database, id, GALLEY_PARKED_TRASHED, error)
        : !galley_store_outbox_unpark_actions (database, id, GALLEY_PARKED_TRASHED, error))
    return FALSE;
  if (!is_trashed && row->has_conflict &&
      !galley_store_outbox_park_content (database, row, GALLEY_PARKED_CONFLICT, error))
    return FALSE;

  galley_store_announce_article (database, id, GALLEY_STORE_ORIGIN_LOCAL);
  return TRUE;
}

static gboolean
load_sides (GalleyDatabase  *database,
            GalleyStoreRow  *row,
            GalleyRevision **base,
            GalleyRevision **theirs,
            GError         **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_sides);

  galley_statement_bind_integer (statement, 1, row->row);
  if (!galley_statement_step (statement, error))
    return FALSE;
  *base = read_beside (statement, 0, "base", row->id);
  *theirs = read_beside (statement, 1, "other side", row->id);
  return TRUE;
}

/* Both sides go into the versions, but for the one that stands from now on. */
static gboolean
keep_sides (GalleyDatabase *database,
            GalleyStoreRow *row,
            GalleyRevision *theirs,
            GalleyRevision *resolved,
            gint64          now,
            GError        **error)
{
  const char *resolved_hash = galley_wire_get_content_hash (resolved);

  if (theirs != NULL && !g_str_equal (galley_wire_get_content_hash (theirs), resolved_hash) &&
      !galley_store_version_add (database, row, theirs, GALLEY_VERSION_RESOLVE, now, error))
    return FALSE;
  if (!g_str_equal (row->content_hash, resolved_hash) &&
      !galley_store_version_keep (database, row, GALLEY_VERSION_RESOLVE, now, error))
    return FALSE;
  return TRUE;
}

gboolean
galley_record_resolve_in_store (GalleyDatabase *database,
                                GalleyRevision *resolved,
                                gint64          now,
                                GError        **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;
  g_autoptr (GalleyRevision) base = NULL;
  g_autoptr (GalleyRevision) theirs = NULL;
  g_autoptr (GalleyRevision) with_state = NULL;
  g_autoptr (GalleyState) state = NULL;
  GalleyRowWaiting waiting;

  g_return_val_if_fail (database != NULL && resolved != NULL, FALSE);

  row = galley_store_row_load (database, galley_revision_get_id (resolved), error);
  if (row == NULL)
    return FALSE;
  if (!row->has_conflict)
    return galley_record_save_in_store (database, resolved, now, NULL, error);

  state = galley_store_row_load_state (database, row, error);
  if (state == NULL || !load_sides (database, row, &base, &theirs, error))
    return FALSE;

  with_state = galley_revision_with_state (resolved, state);
  if (!keep_sides (database, row, theirs, resolved, now, error) ||
      !galley_store_row_write (database, row, with_state, now, error) ||
      !galley_store_row_write_conflict (database, row, NULL, NULL, error))
    return FALSE;

  waiting = base != NULL && galley_revision_has_same_content (base, resolved) ? GALLEY_ROW_CLEAN
                                                                              : GALLEY_ROW_PUT;
  if (row->is_trashed)
    waiting = row->waiting;
  else if (!galley_store_outbox_park_content (database, row, NULL, error))
    return FALSE;
  if (!galley_store_outbox_set_waiting (database, row, waiting, now, error))
    return FALSE;

  galley_store_announce_outbox (database);
  galley_store_announce_article (database, row->id, GALLEY_STORE_ORIGIN_LOCAL);
  return TRUE;
}
