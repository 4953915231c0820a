/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the store's file. Nothing is ever deleted here: a database that cannot be read keeps its bytes
 * under another name, write-ahead log included, for whoever repairs it. */
#include "core/store/galley-store-file.h"

#include "core/store/galley-store-copies.h"
#include "core/store/galley-store-mend.h"
#include "core/store/galley-store-schema.h"
#include "core/store/galley-store-seal.h"

#include <linux/magic.h>
#include <sys/vfs.h>

#define CIFS_MAGIC 0xff534d42

/* Shared memory for the write-ahead log does not hold between machines. */
static gboolean
is_on_network (const char *folder)
{
  struct statfs info;

  if (statfs (folder, &info) != 0)
    return FALSE;
  switch ((guint32) info.f_type)
    {
    case NFS_SUPER_MAGIC:
    case SMB_SUPER_MAGIC:
    case SMB2_SUPER_MAGIC:
    case CIFS_MAGIC:
    case AFS_SUPER_MAGIC:
    case V9FS_MAGIC:
      return TRUE;
    default:
      return FALSE;
    }
}

static GalleyDatabase *
open_and_migrate (const char         *path,
                  GalleyDatabaseFlags flags,
                  GError            **error)
{
  g_autoptr (GalleyDatabase) database = galley_database_open (path, flags, error);

  if (database == NULL || !galley_store_schema_migrate (database, error))
    return NULL;
  return g_steal_pointer (&database);
}

/* A second one of the same second gets a number. */
static char *
make_damaged_path (const char  *path,
                   GalleyClock *clock)
{
  g_autofree char *stamp = galley_copies_make_stamp (galley_clock_get_real_time (clock));
  char *damaged_path = g_strdup_printf ("%s.damaged-%s", path, stamp);

  for (guint i = 2; g_file_test (damaged_path, G_FILE_TEST_EXISTS); i++)
    {
      g_free (damaged_path);
      damaged_path = g_strdup_printf ("%s.damaged-%s-%u", path, stamp, i);
    }
  return damaged_path;
}

static GalleyDatabase *
recover (const char         *folder,
         const char         *path,
         const char         *damaged_path,
         GalleyDatabaseFlags flags,
         GalleyClock        *clock,
         gint64             *checked,
         GalleyRecovery    **recovery,
         GError            **error)
{
  GalleyRecovery *found = galley_recovery_run (folder, damaged_path, clock, error);

  if (found == NULL)
    return NULL;
  g_clear_pointer (recovery, galley_recovery_free);
  *recovery = found;
  *checked = galley_clock_get_real_time (clock);
  return open_and_migrate (path, flags, error);
}

/* Not closed in order: the journals may know more than the database. Where it says that it was and they are newer, or
 * where its log is not there, the log has gone missing. */
static gboolean
ask_journals (GalleyDatabase *database,
              const char     *folder,
              gboolean        is_sealed,
              gboolean        had_log,
              GError        **error)
{
  if (is_sealed && !galley_recovery_has_newer_journal (folder))
    return TRUE;
  return galley_recovery_take_journals (database, folder, is_sealed || !had_log, NULL, error);
}

/* A log that could not be synced once may be whole in the kernel's memory and not on the disk, and what is written behind
 * the gap would be lost with it: all that it holds goes into the file first, and it begins anew. */
static gboolean
write_log_back (GalleyDatabase *database,
                GError        **error)
{
  return galley_database_exec (database, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

GalleyDatabase *
galley_store_file_open (const char      *folder,
                        GalleyClock     *clock,
                        gboolean         is_again,
                        gint64          *checked,
                        GalleyRecovery **recovery,
                        GError         **error)
{
  g_autofree char *path = g_build_filename (folder, GALLEY_STORE_FILE, NULL);
  g_autofree char *damaged_path = make_damaged_path (path, clock);
  g_autoptr (GalleyDatabase) database = NULL;
  GalleyDatabaseFlags flags = GALLEY_DATABASE_DEFERRED;
  gboolean is_sealed, had_log;
  GError *cause = NULL;

  if (is_on_network (folder))
    {
      g_message ("%s is on a network file system: opened for this Galley alone", folder);
      flags |= GALLEY_DATABASE_EXCLUSIVE;
    }
  if (!galley_recovery_go_on (folder, damaged_path, error))
    return NULL;
  if (galley_recovery_is_called_for (folder))
    {
      g_message ("%s is not there; it is made anew", path);
      return recover (folder, path, damaged_path, flags, clock, checked, recovery, error);
    }

  had_log = galley_store_seal_has_log (path);
  is_sealed = galley_store_seal_holds (path, clock, checked);
  if (!is_sealed)
    *checked = galley_clock_get_real_time (clock);
  database = open_and_migrate (path, flags | (is_sealed ? GALLEY_DATABASE_TRUSTED : GALLEY_DATABASE_NONE), &cause);
  if (database != NULL && (is_again || had_log) && !write_log_back (database, &cause))
    g_clear_pointer (&database, galley_database_close);
  if (database != NULL && !is_sealed && !galley_store_schema_check (database, &cause))
    g_clear_pointer (&database, galley_database_close);
  if (database != NULL && (is_again || ask_journals (database, folder, is_sealed, had_log, &cause))
      && (is_sealed || galley_store_mend (database, folder, *checked, &cause)))
    return g_steal_pointer (&database);
  g_clear_pointer (&database, galley_database_close);
  if (!g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_CORRUPT))
    {
      g_propagate_error (error, cause);
      return NULL;
    }
  g_message ("%s is damaged (%s) and set aside as %s", path, cause->message, damaged_path);
  g_error_free (cause);
  return recover (folder, path, damaged_path, flags, clock, checked, recovery, error);
}

void
galley_store_file_close (const char     *folder,
                         GalleyDatabase *database,
                         gint64          checked)
{
  g_autofree char *path = g_build_filename (folder, GALLEY_STORE_FILE, NULL);

  galley_database_close (database);
  galley_store_seal_put (path, checked);
}

void
galley_store_file_drop (const char     *folder,
                        GalleyDatabase *database)
{
  g_autofree char *path = g_build_filename (folder, GALLEY_STORE_FILE, NULL);

  galley_database_close (database);
  galley_store_seal_break (path);
}
