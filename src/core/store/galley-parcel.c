/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-parcel.h"

#include "core/base/galley-error.h"
#include "core/db/galley-statement.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-job.h"
#include "core/store/galley-store-outbox-content.h"
#include "core/store/galley-store-row.h"
#include "core/wire/galley-wire-text.h"
#include "core/wire/galley-wire.h"

static const char sql_load[] =
  "SELECT text, article.content_hash, generation,"
  "  iif (base IS NULL, '', coalesce (json_extract (state, '$.etag'), ''))"
  " FROM article JOIN content USING (row) JOIN outbox ON sequence = ?2 AND outbox.article = article.id"
  " WHERE article.id = ?1 AND outbox.parked IS NULL AND theirs IS NULL";

void
galley_parcel_free (GalleyParcel *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->content);
  g_free (self->content_hash);
  g_free (self->etag);
  g_free (self);
}

/* FALSE: the text is not an article's. */
static gboolean
take_content (GalleyParcel    *self,
              GalleyStatement *statement,
              GError         **error)
{
  self->content = galley_wire_text_without_state (galley_statement_get_text (statement, 0));
  self->content_hash = galley_statement_dup_text (statement, 1);
  if (self->content != NULL)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "text of article %s cannot be read", self->id);
  return FALSE;
}

gboolean
galley_parcel_load_in_store (GalleyDatabase          *database,
                             const GalleyOutboxEntry *entry,
                             GalleyParcel           **parcel,
                             GError                 **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  g_autoptr (GalleyParcel) self = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL && entry != NULL && parcel != NULL, FALSE);

  *parcel = NULL;
  statement = galley_statement_get (database, sql_load);
  galley_statement_lend_text (statement, 1, entry->article);
  galley_statement_bind_integer (statement, 2, entry->sequence);
  if (!galley_statement_step (statement, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return local_error == NULL;
    }

  self = g_new0 (GalleyParcel, 1);
  self->id = g_strdup (entry->article);
  self->sequence = entry->sequence;
  self->generation = galley_statement_get_integer (statement, 2);
  self->etag = galley_statement_dup_text (statement, 3);
  if (entry->kind == GALLEY_OUTBOX_PUT && !take_content (self, statement, error))
    return FALSE;
  *parcel = g_steal_pointer (&self);
  return TRUE;
}

/* What is typed since stands on what the server has now: that has to be understood. */
static gboolean
acknowledge_as_base (const GalleyParcel *self,
                     GalleyDatabase     *database,
                     GalleyState        *state,
                     gint64              now,
                     GError            **error)
{
  g_autoptr (GalleyRevision) content = galley_wire_read (self->content, strlen (self->content), error);
  g_autoptr (GalleyRevision) acknowledged = NULL;

  if (content == NULL)
    return FALSE;
  galley_revision_set_content_hash (content, self->content_hash);
  acknowledged = galley_revision_with_state (content, state);
  return galley_record_acknowledge_in_store (database, self->generation, acknowledged, now, error);
}

gboolean
galley_parcel_acknowledge_in_store (const GalleyParcel *self,
                                    GalleyDatabase     *database,
                                    GalleyState        *state,
                                    gint64              now,
                                    GError            **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;

  g_return_val_if_fail (self != NULL && self->content != NULL, FALSE);
  g_return_val_if_fail (database != NULL && state != NULL, FALSE);

  row = galley_store_row_load (database, self->id, error);
  if (row == NULL)
    return FALSE;
  if (row->waiting != GALLEY_ROW_PUT || row->generation != self->generation || row->has_conflict
      || !g_str_equal (row->content_hash, self->content_hash))
    return acknowledge_as_base (self, database, state, now, error);

  if (!galley_store_row_write_state (database, row, state, error)
      || !galley_store_outbox_set_waiting (database, row, GALLEY_ROW_CLEAN, now, error))
    return FALSE;
  galley_store_announce_article (database, row->id, GALLEY_STORE_ORIGIN_SYNC);
  return TRUE;
}
