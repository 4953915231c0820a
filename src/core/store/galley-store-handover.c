/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-store-handover.h"

#include "core/model/galley-merge.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-job.h"
#include "core/store/galley-store-outbox-content.h"
#include "core/store/galley-store-row.h"
#include "core/store/galley-store-version-keep.h"
#include "core/wire/galley-wire.h"

#include <string.h>

static GalleyRevision *
load_last_taken (GalleyDatabase *database,
                 const char     *id,
                 GError        **error)
{
  g_autoptr (GPtrArray) entries = galley_versions_list_in_store (database, id, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      GalleyVersionEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *text = NULL;

      if (!g_str_equal (entry->reason, GALLEY_VERSION_HANDOVER))
        continue;
      text = galley_version_load_text_in_store (database, entry->row, error);
      return text != NULL ? galley_store_read_document (text, "version", id, error) : NULL;
    }
  return NULL;
}

static GalleyRevision *
find_base (GalleyDatabase *database,
           GalleyRecord   *record,
           GError        **error)
{
  if (record->base != NULL)
    return galley_revision_ref (record->base);
  return load_last_taken (database, galley_revision_get_id (record->revision), error);
}

GalleyRevision *
galley_handover_load_base_in_store (GalleyDatabase *database,
                                    const char     *id,
                                    GError        **error)
{
  g_autoptr (GalleyRecord) record = NULL;

  g_return_val_if_fail (database != NULL && id != NULL, NULL);

  record = galley_record_load_in_store (database, id, error);
  return record != NULL ? find_base (database, record, error) : NULL;
}

static gboolean
take_new (GalleyDatabase *database,
          GalleyRevision *theirs,
          gint64          now,
          GError        **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;

  if (!galley_record_save_in_store (database, theirs, now, NULL, error))
    return FALSE;
  row = galley_store_row_load (database, galley_revision_get_id (theirs), error);
  if (row == NULL || !galley_store_version_add (database, row, theirs, GALLEY_VERSION_HANDOVER, now, error))
    return FALSE;
  galley_store_announce_outbox (database);
  return TRUE;
}

/* The row becomes @merged; with conflicts both sides stay readable, and nothing of it is sent. */
static gboolean
write_merged (GalleyDatabase *database,
              GalleyStoreRow *row,
              GalleyRevision *merged,
              GalleyRevision *theirs,
              GPtrArray      *conflicts,
              gint64          now,
              GError        **error)
{
  gboolean is_disputed = conflicts->len > 0;

  if (!galley_store_version_keep (database, row, GALLEY_VERSION_MERGE, now, error) ||
      !galley_store_version_add (database, row, theirs, GALLEY_VERSION_HANDOVER, now, error) ||
      !galley_store_row_write (database, row, merged, now, error) ||
      !galley_store_row_write_conflict (database, row, is_disputed ? theirs : NULL, is_disputed ? conflicts : NULL, error) ||
      !galley_store_outbox_set_waiting (database, row, GALLEY_ROW_PUT, now, error))
    return FALSE;
  if (is_disputed && !galley_store_outbox_park_content (database, row, GALLEY_PARKED_CONFLICT, error))
    return FALSE;
  galley_store_announce_outbox (database);
  galley_store_announce_article (database, row->id, GALLEY_STORE_ORIGIN_SYNC);
  return TRUE;
}

static gboolean
take_known (GalleyDatabase *database,
            GalleyRecord   *record,
            GalleyRevision *theirs,
            GalleyRevision *given_base,
            gint64          now,
            GalleyHandover *outcome,
            GError        **error)
{
  const char *id = galley_revision_get_id (theirs);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyStoreRow) row = NULL;
  g_autoptr (GalleyRevision) base = NULL;
  g_autoptr (GalleyRevision) merged = NULL;
  g_autoptr (GalleyRevision) with_state = NULL;
  GError *local_error = NULL;

  if (record->theirs != NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "article %s waits for an answer to a conflict", id);
      return FALSE;
    }
  if (record->is_trashed && !galley_record_set_trashed_in_store (database, id, FALSE, now, error))
    return FALSE;

  base = given_base != NULL ? galley_revision_ref (given_base) : find_base (database, record, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  merged = galley_merge (base, record->revision, theirs, &conflicts);
  if (conflicts->len == 0 && galley_revision_has_same_content (merged, record->revision))
    {
      *outcome = GALLEY_HANDOVER_SAME;
      return TRUE;
    }

  row = galley_store_row_load (database, id, error);
  if (row == NULL)
    return FALSE;
  with_state = galley_revision_with_state (merged, (GalleyState *) galley_revision_get_state (record->revision));
  *outcome = conflicts->len > 0 ? GALLEY_HANDOVER_DISPUTED : GALLEY_HANDOVER_MERGED;
  return write_merged (database, row, with_state, theirs, conflicts, now, error);
}

gboolean
galley_handover_take_in_store (GalleyDatabase *database,
                               GalleyRevision *theirs,
                               GalleyRevision *base,
                               gint64          now,
                               GalleyHandover *outcome,
                               GError        **error)
{
  g_autoptr (GalleyRecord) record = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL && theirs != NULL && outcome != NULL, FALSE);

  record = galley_record_load_in_store (database, galley_revision_get_id (theirs), &local_error);
  if (record != NULL)
    return take_known (database, record, theirs, base, now, outcome, error);
  if (!g_error_matches (local_error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_clear_error (&local_error);
  *outcome = GALLEY_HANDOVER_NEW;
  return take_new (database, theirs, now, error);
}
