/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking in what another store had. */
#include "core/store/galley-store-adopt.h"

#include "core/store/galley-store-job.h"
#include "core/store/galley-store-outbox-content.h"
#include "core/store/galley-store-version-keep.h"
#include "core/wire/galley-wire.h"

/* Newest first as they come; the newest is written last, as they were. */
static gboolean
add_versions (GalleyDatabase *database,
              GalleyStoreRow *row,
              GPtrArray      *versions,
              GError        **error)
{
  for (guint i = versions->len; i > 0; i--)
    {
      GalleyVersion *version = g_ptr_array_index (versions, i - 1);

      if (!galley_store_version_add (database, row, version->revision, version->reason, version->time, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert (GalleyDatabase *database,
        GalleyRecord   *record,
        GPtrArray      *versions,
        gint64          now,
        GError        **error)
{
  const char *id = galley_revision_get_id (record->revision);
  const GalleyVersion *newest = versions->len > 0 ? g_ptr_array_index (versions, 0) : NULL;
  g_autoptr (GalleyStoreTexts) texts = galley_store_texts_new (record->revision);
  g_autoptr (GalleyStoreRow) row = NULL;

  if (!galley_store_row_insert (database, texts, FALSE, record->touched,
                                newest != NULL ? newest->time : record->touched, error))
    return FALSE;
  row = galley_store_row_load (database, id, error);
  if (row == NULL || !add_versions (database, row, versions, error)
      || !galley_store_outbox_set_waiting (database, row, GALLEY_ROW_PUT, now, error)
      || !galley_record_save_caret_in_store (database, id, record->caret_block, record->caret_offset, error))
    return FALSE;
  galley_store_announce_article (database, id, GALLEY_STORE_ORIGIN_LOCAL);
  return TRUE;
}

gboolean
galley_record_adopt_in_store (GalleyDatabase *database,
                              GalleyRecord   *record,
                              GPtrArray      *versions,
                              gint64          now,
                              GError        **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (database != NULL && record != NULL && versions != NULL, FALSE);

  row = galley_store_row_find (database, galley_revision_get_id (record->revision), &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (row == NULL)
    return insert (database, record, versions, now, error);
  if (g_str_equal (row->content_hash, galley_wire_get_content_hash (record->revision)))
    return TRUE;
  if (record->touched <= row->touched)
    return galley_store_version_add (database, row, record->revision, GALLEY_VERSION_MERGE, now, error);
  return galley_store_version_keep (database, row, GALLEY_VERSION_MERGE, now, error)
         && galley_record_save_in_store (database, record->revision, now, NULL, error);
}
