/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new file beside the old one, the sources one after the other, and three renames: one that says that the new file is
 * complete, one that sets the old one aside, one that puts the new one in its place. */
#include "core/store/galley-store-recovery.h"

#include "core/base/galley-file.h"
#include "core/base/galley-hash-folder.h"
#include "core/db/galley-statement.h"
#include "core/store/galley-journal.h"
#include "core/store/galley-store-copies.h"
#include "core/store/galley-store-names.h"
#include "core/store/galley-store-media.h"
#include "core/store/galley-store-salvage.h"
#include "core/store/galley-store-schema.h"
#include "core/store/galley-store-settings.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEW_FILE GALLEY_STORE_FILE ".new"
#define COMPLETE_FILE GALLEY_STORE_FILE ".complete"
/* Of no epoch: the server says that it does not know it, and the manifest is walked. */
#define NO_CURSOR "0.0"

static const char sql_count[] = "SELECT count (*), coalesce (max (touched), 0) FROM article";
static const char sql_has_epoch[] = "SELECT EXISTS (SELECT 1 FROM setting WHERE name LIKE 'cursor%')";

void
galley_recovery_free (GalleyRecovery *self)
{
  if (self == NULL)
    return;
  g_free (self->damaged_path);
  g_free (self);
}

static gboolean
is_there (const char *path)
{
  struct stat status;

  return stat (path, &status) == 0 && status.st_size > 0;
}

static gboolean
has_journals (const char *folder)
{
  g_autofree char *journals = g_build_filename (folder, GALLEY_JOURNAL_FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (journals, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, GALLEY_JOURNAL_SUFFIX))
      return TRUE;
  return FALSE;
}

gboolean
galley_recovery_is_called_for (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, GALLEY_STORE_FILE, NULL);
  g_autoptr (GPtrArray) copies = NULL;

  if (is_there (path))
    return FALSE;
  copies = galley_copies_list (folder);
  return copies->len > 0 || has_journals (folder);
}

/* The sources. */

static gboolean
take_file (GalleyDatabase *database,
           const char     *path,
           gboolean        takes_doubtful,
           gint64          now,
           GalleyRecovery *recovery,
           GError        **error)
{
  GalleySalvage salvage = { .takes_doubtful = takes_doubtful };

  if (!is_there (path))
    return TRUE;
  if (!galley_store_salvage (database, path, TRUE, now, &salvage, error))
    return FALSE;
  recovery->n_from_file += salvage.n_articles;
  recovery->n_damaged = MAX (recovery->n_damaged, salvage.n_damaged);
  recovery->n_doubtful += salvage.n_doubtful;
  g_message ("%s: %u articles and %u versions could be read", path, salvage.n_articles, salvage.n_versions);
  return TRUE;
}

static gboolean
is_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyDatabase) copy = galley_database_open (path, GALLEY_DATABASE_READ_ONLY, &error);

  if (copy == NULL)
    g_message ("%s: %s", path, error->message);
  return copy != NULL;
}

static gboolean
take_copy (GalleyDatabase *database,
           const char     *folder,
           gint64          now,
           GalleyRecovery *recovery,
           GError        **error)
{
  g_autoptr (GPtrArray) copies = galley_copies_list (folder);

  for (guint i = 0; i < copies->len; i++)
    {
      const GalleyCopy *copy = copies->pdata[i];
      GalleySalvage salvage = { 0 };

      if (!is_sound (copy->path))
        continue;
      if (!galley_store_salvage (database, copy->path, FALSE, now, &salvage, error))
        return FALSE;
      recovery->n_from_copy = salvage.n_articles;
      recovery->copy_time = copy->time;
      g_message ("%s: %u articles and %u versions were missing", copy->path, salvage.n_articles, salvage.n_versions);
      return TRUE;
    }
  return TRUE;
}

/* Pictures whose row is lost are told as wanted by the articles; those whose file is here may be here alone. */
static gboolean
find_media (GalleyDatabase *database,
            const char     *folder,
            gint64          now,
            GError        **error)
{
  g_autofree char *media = g_build_filename (folder, "media", NULL);
  guint n_wanted;
  g_autoptr (GPtrArray) wanted = galley_media_list_wanted_in_store (database, G_MAXINT64, G_MAXINT, &n_wanted, error);

  for (guint i = 0; wanted != NULL && i < wanted->len; i++)
    {
      const GalleyMediaRow *row = wanted->pdata[i];
      g_autofree char *path = galley_hash_folder_make_path (media, row->hash);
      struct stat status;

      if (stat (path, &status) == 0 && S_ISREG (status.st_mode)
          && !galley_media_note_in_store (database, row->hash, row->media_type, status.st_size, FALSE, now, error))
        return FALSE;
    }
  return wanted != NULL;
}

static gboolean
ask_server_anew (GalleyDatabase *database,
                 GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_has_epoch);

  if (!galley_statement_step (statement, error))
    return FALSE;
  /* Never asked: the feed begins at its beginning anyway. */
  return galley_statement_get_integer (statement, 0) == 0
         || galley_setting_save_text_in_store (database, GALLEY_SETTING_CURSOR, NO_CURSOR, error);
}

static gboolean
count (GalleyDatabase *database,
       GalleyRecovery *recovery,
       GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_count);

  if (!galley_statement_step (statement, error))
    return FALSE;
  recovery->n_articles = (guint) galley_statement_get_integer (statement, 0);
  recovery->newest = galley_statement_get_integer (statement, 1);
  return TRUE;
}

static gboolean
take_tables (GalleyDatabase *database,
             const char     *folder,
             const char     *path,
             gint64          now,
             GalleyRecovery *recovery,
             GError        **error)
{
  gboolean is_taken;

  if (!galley_database_begin (database, error))
    return FALSE;
  is_taken = take_file (database, path, FALSE, now, recovery, error)
             && take_copy (database, folder, now, recovery, error) && galley_database_commit (database, error);
  if (!is_taken)
    galley_database_rollback (database);
  return is_taken;
}

static gboolean
take_rest (GalleyDatabase *database,
           const char     *folder,
           const char     *path,
           gint64          now,
           GalleyRecovery *recovery,
           GError        **error)
{
  gboolean is_taken;

  if (!galley_database_begin (database, error))
    return FALSE;
  is_taken = take_file (database, path, TRUE, now, recovery, error) && find_media (database, folder, now, error)
             && ask_server_anew (database, error) && count (database, recovery, error)
             && galley_database_commit (database, error);
  if (!is_taken)
    galley_database_rollback (database);
  return is_taken;
}

static gboolean
fill (const char     *folder,
      const char     *path,
      const char     *new_path,
      gint64          now,
      GalleyRecovery *recovery,
      GError        **error)
{
  g_autoptr (GalleyDatabase) database = galley_database_open (new_path, GALLEY_DATABASE_EXCLUSIVE, error);

  return database != NULL && galley_store_schema_migrate (database, error)
         && take_tables (database, folder, path, now, recovery, error)
         && galley_recovery_take_journals (database, folder, TRUE, &recovery->n_from_journals, error)
         && take_rest (database, folder, path, now, recovery, error);
}

/* The files. */

static gboolean
rename_if_there (const char *path,
                 const char *new_path,
                 const char *suffix,
                 GError    **error)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (new_path, suffix, NULL);
  int saved_errno;

  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;
  saved_errno = errno;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), "%s: %s", from,
               g_strerror (saved_errno));
  galley_error_adopt (error);
  return FALSE;
}

static void
sync_folder (const char *folder)
{
  int descriptor = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (descriptor < 0)
    return;
  /* Where that fails the names are the old ones or the new ones after a power cut, and both are good. */
  if (fsync (descriptor) != 0)
    g_info ("%s: %s", folder, g_strerror (errno));
  close (descriptor);
}

/* The log goes first: stopped half-way, the damaged file is found again and nothing is mixed. */
static gboolean
put_in_place (const char *folder,
              const char *path,
              const char *new_path,
              const char *damaged_path,
              GError    **error)
{
  gboolean is_set_aside = rename_if_there (path, damaged_path, "-wal", error)
                          && rename_if_there (path, damaged_path, "-shm", error)
                          && rename_if_there (path, damaged_path, "", error);

  if (!is_set_aside)
    return FALSE;
  sync_folder (folder);
  if (!rename_if_there (new_path, path, "", error))
    return FALSE;
  sync_folder (folder);
  return TRUE;
}

static void
remove_remains (const char *new_path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (new_path, suffixes[i], NULL);

      if (g_unlink (path) != 0 && errno != ENOENT)
        g_info ("%s: %s", path, g_strerror (errno));
    }
}

gboolean
galley_recovery_go_on (const char *folder,
                       const char *damaged_path,
                       GError    **error)
{
  g_autofree char *path = g_build_filename (folder, GALLEY_STORE_FILE, NULL);
  g_autofree char *complete_path = g_build_filename (folder, COMPLETE_FILE, NULL);

  g_return_val_if_fail (folder != NULL && damaged_path != NULL, FALSE);

  if (!is_there (complete_path))
    return TRUE;
  g_message ("%s takes its place", complete_path);
  return put_in_place (folder, path, complete_path, damaged_path, error);
}

/* Closed in order, its log is gone; one that is left could not be written into the file. */
static gboolean
declare_complete (const char *folder,
                  const char *new_path,
                  const char *complete_path,
                  GError    **error)
{
  g_autofree char *log = g_strconcat (new_path, "-wal", NULL);

  if (is_there (log))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FULL, "%s could not be completed", new_path);
      return FALSE;
    }
  if (!rename_if_there (new_path, complete_path, "", error))
    return FALSE;
  sync_folder (folder);
  return TRUE;
}

GalleyRecovery *
galley_recovery_run (const char  *folder,
                     const char  *damaged_path,
                     GalleyClock *clock,
                     GError     **error)
{
  g_autofree char *path = g_build_filename (folder, GALLEY_STORE_FILE, NULL);
  g_autofree char *new_path = g_build_filename (folder, NEW_FILE, NULL);
  g_autofree char *complete_path = g_build_filename (folder, COMPLETE_FILE, NULL);
  g_autoptr (GalleyRecovery) recovery = g_new0 (GalleyRecovery, 1);

  g_return_val_if_fail (folder != NULL && damaged_path != NULL, NULL);

  remove_remains (new_path);
  if (!fill (folder, path, new_path, galley_clock_get_real_time (clock), recovery, error)
      || !declare_complete (folder, new_path, complete_path, error))
    {
      remove_remains (new_path);
      return NULL;
    }
  if (is_there (path))
    recovery->damaged_path = g_strdup (damaged_path);
  if (!put_in_place (folder, path, complete_path, damaged_path, error))
    return NULL;
  g_message ("%u articles: %u from the damaged file, %u from a copy, %u from journals", recovery->n_articles,
             recovery->n_from_file, recovery->n_from_copy, recovery->n_from_journals);
  return g_steal_pointer (&recovery);
}
