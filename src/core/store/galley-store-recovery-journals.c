/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the journals know that the database does not. A row's generation grows with each of its texts, and a journal says
 * which generation its text makes: clocks have no say in what is newer. */
#include "core/store/galley-store-recovery.h"

#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/db/galley-statement.h"
#include "core/store/galley-journal-text.h"
#include "core/store/galley-journal.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-names.h"
#include "core/store/galley-store-outbox-content.h"
#include "core/store/galley-store-version-keep.h"
#include "core/wire/galley-wire.h"

#include <string.h>
#include <sys/stat.h>

static const char sql_set_generation[] = "UPDATE article SET generation = ?2 WHERE row = ?1";

typedef struct
{
  GalleyRevision *revision;
  GalleyRevision *base; /* (nullable) */
  gint64 time;
  gint64 generation;
  gboolean is_ended;
} Draft;

static void
draft_clear (Draft *self)
{
  g_clear_pointer (&self->revision, galley_revision_unref);
  g_clear_pointer (&self->base, galley_revision_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

/* (nullable): not a journal's name. */
static char *
dup_id (const char *name)
{
  g_autofree char *id = NULL;

  if (!g_str_has_suffix (name, GALLEY_JOURNAL_SUFFIX))
    return NULL;
  id = g_strndup (name, strlen (name) - strlen (GALLEY_JOURNAL_SUFFIX));
  return galley_id_is_valid (id) ? g_steal_pointer (&id) : NULL;
}

static gboolean
read_draft (const char *path,
            const char *id,
            Draft      *draft)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = galley_file_read (path, GALLEY_JOURNAL_MAX_BYTES, &error);
  g_autoptr (GalleyJournalContent) content = NULL;

  if (bytes != NULL)
    content = galley_journal_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  if (content != NULL)
    draft->revision = galley_wire_read (content->text, content->length, &error);
  if (draft->revision == NULL)
    {
      g_message ("%s: %s", path, error->message);
      return FALSE;
    }
  if (!g_str_equal (galley_revision_get_id (draft->revision), id))
    {
      g_message ("%s: the journal of another article", path);
      return FALSE;
    }
  /* Without it, what is sent meets what the server has, and a merge asks. */
  if (content->base != NULL)
    draft->base = galley_wire_read (content->base, strlen (content->base), NULL);
  draft->time = content->time;
  draft->generation = content->generation;
  draft->is_ended = content->is_ended;
  return TRUE;
}

static gboolean
set_generation (GalleyDatabase *database,
                GalleyStoreRow *row,
                gint64          generation,
                GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_set_generation);

  galley_statement_bind_integer (statement, 1, row->row);
  galley_statement_bind_integer (statement, 2, generation);
  return galley_statement_run (statement, error);
}

/* The state that the server gave last, as far as the journal knows it, says what to expect there. */
static gboolean
insert_draft (GalleyDatabase *database,
              const Draft    *draft,
              GError        **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;
  const char *id = galley_revision_get_id (draft->revision);

  if (!galley_record_save_in_store (database, draft->revision, draft->time, NULL, error))
    return FALSE;
  row = galley_store_row_load (database, id, error);
  return row != NULL
         && (draft->base == NULL || galley_store_row_write_base (database, row, draft->base, error))
         && set_generation (database, row, MAX (draft->generation, 1), error);
}

static gboolean
take_over (GalleyDatabase *database,
           GalleyStoreRow *row,
           const Draft    *draft,
           GError        **error)
{
  g_autoptr (GalleyStoreRow) written = NULL;

  if (!galley_store_version_keep (database, row, GALLEY_VERSION_RECOVER, draft->time, error)
      || !galley_record_save_in_store (database, draft->revision, draft->time, NULL, error))
    return FALSE;
  written = galley_store_row_load (database, row->id, error);
  return written != NULL && set_generation (database, written, draft->generation, error);
}

static gboolean
take_draft (GalleyDatabase *database,
            const char     *id,
            const char     *path,
            gboolean        is_after_end,
            guint          *n_taken,
            GError        **error)
{
  g_auto (Draft) draft = { 0 };
  g_autoptr (GalleyStoreRow) row = NULL;
  GError *cause = NULL;

  if (!read_draft (path, id, &draft))
    return TRUE;
  row = galley_store_row_find (database, id, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  /* One that was closed in order and is not here any more was taken away since, unless the log is. */
  if (row == NULL && draft.is_ended && !is_after_end)
    return TRUE;
  if (row != NULL
      && (row->generation >= draft.generation
          || g_str_equal (row->content_hash, galley_wire_get_content_hash (draft.revision))))
    return TRUE;
  g_message ("article %s is taken from its journal", id);
  if (row == NULL ? !insert_draft (database, &draft, error) : !take_over (database, row, &draft, error))
    return FALSE;
  (*n_taken)++;
  return TRUE;
}

static gboolean
take_all (GalleyDatabase *database,
          const char     *folder,
          gboolean        is_after_end,
          guint          *n_taken,
          GError        **error)
{
  g_autofree char *journals = g_build_filename (folder, GALLEY_JOURNAL_FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (journals, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (journals, name, NULL);
      g_autofree char *id = dup_id (name);

      if (id != NULL && !take_draft (database, id, path, is_after_end, n_taken, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
galley_recovery_take_journals (GalleyDatabase *database,
                               const char     *folder,
                               gboolean        is_after_end,
                               guint          *n_taken,
                               GError        **error)
{
  guint n = 0;
  gboolean is_taken;

  g_return_val_if_fail (database != NULL && folder != NULL, FALSE);

  is_taken = galley_database_begin (database, error);
  if (is_taken)
    is_taken = take_all (database, folder, is_after_end, &n, error) && galley_database_commit (database, error);
  if (!is_taken)
    galley_database_rollback (database);
  if (n_taken != NULL)
    *n_taken = is_taken ? n : 0;
  return is_taken;
}

gboolean
galley_recovery_has_newer_journal (const char *folder)
{
  g_autofree char *seal = g_build_filename (folder, GALLEY_STORE_FILE ".seal", NULL);
  g_autofree char *journals = g_build_filename (folder, GALLEY_JOURNAL_FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (journals, 0, NULL);
  struct stat sealed, written;
  const char *name;

  if (dir == NULL || stat (seal, &sealed) != 0)
    return dir != NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (journals, name, NULL);

      if (g_str_has_suffix (name, GALLEY_JOURNAL_SUFFIX) && stat (path, &written) == 0
          && (written.st_mtim.tv_sec > sealed.st_mtim.tv_sec
              || (written.st_mtim.tv_sec == sealed.st_mtim.tv_sec
                  && written.st_mtim.tv_nsec > sealed.st_mtim.tv_nsec)))
        return TRUE;
    }
  return FALSE;
}

GalleyRevision *
galley_recovery_load_journal (const char *folder,
                              const char *id)
{
  g_autofree char *name = g_strconcat (id, GALLEY_JOURNAL_SUFFIX, NULL);
  g_autofree char *path = g_build_filename (folder, GALLEY_JOURNAL_FOLDER, name, NULL);
  g_auto (Draft) draft = { 0 };

  if (!g_file_test (path, G_FILE_TEST_EXISTS) || !read_draft (path, id, &draft))
    return NULL;
  return g_steal_pointer (&draft.revision);
}
