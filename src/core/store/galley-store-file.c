/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the store's file. Nothing is ever deleted here: a database that cannot be read keeps its bytes
 * under another name, write-ahead log included, for whoever repairs it. */
#include "core/store/galley-store-file.h"

#include "core/store/galley-store-schema.h"
#include "core/store/galley-store-seal.h"

#include <errno.h>
#include <glib/gstdio.h>
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

/* "20261123T080000Z"; a second one of the same second gets a number. */
static char *
make_damaged_path (const char  *path,
                   GalleyClock *clock)
{
  g_autofree char *time = galley_time_format (galley_clock_get_real_time (clock));
  g_autoptr (GString) stamp = g_string_new (NULL);
  char *damaged_path;

  for (const char *at = time; *at != '\0' && *at != '.'; at++)
    if (*at != '-' && *at != ':')
      g_string_append_c (stamp, *at);
  damaged_path = g_strdup_printf ("%s.damaged-%sZ", path, stamp->str);
  for (guint i = 2; g_file_test (damaged_path, G_FILE_TEST_EXISTS); i++)
    {
      g_free (damaged_path);
      damaged_path = g_strdup_printf ("%s.damaged-%sZ-%u", path, stamp->str, i);
    }
  return damaged_path;
}

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

/* The log goes first: stopped half-way, the damaged file is found again and nothing is mixed. */
static gboolean
set_aside (const char *path,
           const char *damaged_path,
           GError    **error)
{
  return rename_if_there (path, damaged_path, "-wal", error) &&
         rename_if_there (path, damaged_path, "-shm", error) &&
         rename_if_there (path, damaged_path, "", error);
}

GalleyDatabase *
galley_store_file_open (const char  *folder,
                        GalleyClock *clock,
                        gint64      *checked,
                        char       **damaged_path,
                        GError     **error)
{
  g_autofree char *path = g_build_filename (folder, GALLEY_STORE_FILE, NULL);
  g_autofree char *aside = NULL;
  GalleyDatabaseFlags flags = GALLEY_DATABASE_NONE;
  GalleyDatabase *database;
  GError *local_error = NULL;

  if (is_on_network (folder))
    {
      g_message ("%s is on a network file system: opened for this Galley alone", folder);
      flags |= GALLEY_DATABASE_EXCLUSIVE;
    }

  if (galley_store_seal_holds (path, clock, checked))
    database = open_and_migrate (path, flags | GALLEY_DATABASE_TRUSTED, &local_error);
  else
    {
      *checked = galley_clock_get_real_time (clock);
      database = open_and_migrate (path, flags, &local_error);
    }
  if (database != NULL)
    return database;
  if (!g_error_matches (local_error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT))
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  aside = make_damaged_path (path, clock);
  g_message ("%s is damaged (%s) and set aside as %s", path, local_error->message, aside);
  g_clear_error (&local_error);
  if (!set_aside (path, aside, error))
    return NULL;
  g_free (*damaged_path);
  *damaged_path = g_steal_pointer (&aside);
  *checked = galley_clock_get_real_time (clock);
  return open_and_migrate (path, flags, error);
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
