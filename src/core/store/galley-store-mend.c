/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-store-mend.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/db/galley-statement.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-copies.h"
#include "core/store/galley-store-outbox-content.h"
#include "core/store/galley-store-recovery.h"
#include "core/store/galley-store-row.h"
#include "core/wire/galley-wire-text.h"
#include "core/wire/galley-wire.h"

#include <string.h>

static const char sql_texts[] =
  "SELECT id, content_hash, text, json_valid (channels) FROM article LEFT JOIN content USING (row)";
static const char sql_is_served[] = "SELECT base IS '' FROM article WHERE row = ?1";

typedef struct
{
  GalleyDatabase *database;
  GalleyDatabase *copy; /* (nullable) */
  const char *folder;
  gint64 now;
} Mending;

static gboolean
is_as_stored (const char *hash,
              const char *text)
{
  g_autofree char *content = text != NULL ? galley_wire_text_without_state (text) : NULL;
  g_autofree char *found = content != NULL ? galley_hash_bytes (content, strlen (content)) : NULL;

  return g_strcmp0 (found, hash) == 0;
}

/* (transfer full) (element-type utf8): ids */
static GPtrArray *
find_changed (GalleyDatabase *database,
              GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_texts);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GError *cause = NULL;

  while (cause == NULL && galley_statement_step (statement, &cause))
    {
      if (!is_as_stored (galley_statement_get_text (statement, 1), galley_statement_get_text (statement, 2)))
        g_ptr_array_add (ids, galley_statement_dup_text (statement, 0));
      /* The triggers read it, and the row could not be written any more. */
      if (galley_statement_get_integer (statement, 3) == 0)
        g_set_error (&cause, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "an article's channels are no list");
    }
  if (cause == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, cause);
  return NULL;
}

static GalleyDatabase *
open_copy (const char *folder)
{
  g_autoptr (GPtrArray) copies = galley_copies_list (folder);

  for (guint i = 0; i < copies->len; i++)
    {
      const GalleyCopy *copy = copies->pdata[i];
      GalleyDatabase *database = galley_database_open (copy->path, GALLEY_DATABASE_READ_ONLY, NULL);

      /* One that is not sound is not asked. */
      if (database != NULL)
        return database;
    }
  return NULL;
}

/* The one that has just the text that was stored; else the journal's, which is newer. (transfer full) (nullable) */
static GalleyRevision *
find_text (Mending    *self,
           const char *id,
           const char *hash,
           gboolean   *is_exact)
{
  g_autoptr (GalleyRevision) noted = galley_recovery_load_journal (self->folder, id);
  g_autoptr (GalleyRecord) copied = NULL;

  *is_exact = noted != NULL && g_str_equal (galley_wire_get_content_hash (noted), hash);
  if (*is_exact)
    return g_steal_pointer (&noted);
  /* An article that is not in the copy is not there. */
  if (self->copy != NULL)
    copied = galley_record_load_in_store (self->copy, id, NULL);
  *is_exact = copied != NULL && g_str_equal (galley_wire_get_content_hash (copied->revision), hash);
  if (*is_exact || noted == NULL)
    return copied != NULL ? galley_revision_ref (copied->revision) : NULL;
  return g_steal_pointer (&noted);
}

static gboolean
write_anew (Mending        *self,
            GalleyStoreRow *row,
            GalleyRevision *revision,
            gboolean        is_exact,
            GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (self->database, sql_is_served);
  g_autoptr (GalleyStoreTexts) texts = NULL;
  gboolean is_served;

  galley_statement_bind_integer (statement, 1, row->row);
  if (!galley_statement_step (statement, error))
    return FALSE;
  is_served = galley_statement_get_integer (statement, 0) != 0;
  g_clear_pointer (&statement, galley_statement_release);
  /* What the server has just so, too, is the base again. */
  if (is_exact && is_served)
    {
      texts = galley_store_texts_new (revision);
      return galley_store_row_write_served (self->database, row, texts, row->touched, error);
    }
  if (is_exact)
    return galley_store_row_write (self->database, row, revision, row->touched, error);
  return galley_store_row_write_base (self->database, row, NULL, error)
         && galley_store_row_write (self->database, row, revision, row->touched, error)
         && galley_store_outbox_set_waiting (self->database, row, GALLEY_ROW_PUT, self->now, error);
}

static gboolean
mend_article (Mending    *self,
              const char *id,
              GError    **error)
{
  GError *cause = NULL;
  g_autoptr (GalleyStoreRow) row = galley_store_row_find (self->database, id, &cause);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GalleyRevision) damaged = NULL;
  gboolean is_exact;

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  /* The bit changed in its id, or in the index: what the quick check does not hold against each other. */
  if (row == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "an article is not where its index has it");
      return FALSE;
    }
  revision = find_text (self, id, row->content_hash, &is_exact);
  damaged = galley_store_row_load_revision (self->database, row, NULL);
  /* Another text than was stored is no better than one that can be read. */
  if (revision == NULL || (!is_exact && damaged != NULL))
    {
      g_message ("the text of article %s has changed, and there is no other", id);
      return TRUE;
    }
  g_message ("the text of article %s had changed, and is written anew", id);
  return write_anew (self, row, revision, is_exact, error);
}

gboolean
galley_store_mend (GalleyDatabase *database,
                   const char     *folder,
                   gint64          now,
                   GError        **error)
{
  g_autoptr (GPtrArray) ids = find_changed (database, error);
  g_autoptr (GalleyDatabase) copy = NULL;
  Mending mending = { database, NULL, folder, now };
  gboolean is_written = TRUE;

  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    return TRUE;
  mending.copy = copy = open_copy (folder);
  if (!galley_database_begin (database, error))
    return FALSE;
  for (guint i = 0; is_written && i < ids->len; i++)
    is_written = mend_article (&mending, ids->pdata[i], error);
  is_written = is_written && galley_database_commit (database, error);
  if (!is_written)
    galley_database_rollback (database);
  return is_written;
}
