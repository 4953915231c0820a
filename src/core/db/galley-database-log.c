/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A descriptor of the log, and a connection of its own to the file. The log is one file for as long as the database is open:
 * SQLite cuts it back and begins it anew, but removes it only behind the last connection. Its name in the folder is on the
 * disk with its head, for which SQLite waits itself. */
#include "core/db/galley-database-log.h"

#include <fcntl.h>
#include <unistd.h>

/* Pages at which the writer copies it himself: while he never rests, the log never begins anew. */
#define VERY_LONG 16000

struct _GalleyDatabaseLog
{
  GalleyDatabase *database; /* borrowed */
  int descriptor;
  sqlite3 *handle;          /* of the second connection */
  int n_pages;              /* in the log behind the last commit */
  gint n_copied;            /* atomic: of them are in the file */
  gboolean has_failed;
};

/* Behind each commit, on the writer's thread; takes the place of SQLite's own. */
static int
committed_cb (void       *data,
              sqlite3    *handle,
              const char *name,
              int         n_pages)
{
  GalleyDatabaseLog *self = data;

  /* It has begun anew. */
  if (n_pages < self->n_pages)
    g_atomic_int_set (&self->n_copied, 0);
  self->n_pages = n_pages;
  if (n_pages >= VERY_LONG)
    sqlite3_wal_checkpoint_v2 (handle, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  return SQLITE_OK;
}

static gboolean
open_connection (GalleyDatabaseLog *self,
                 const char        *path,
                 GError           **error)
{
  int result = sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  /* Looking at the file makes it open the log. */
  if (result == SQLITE_OK)
    result = sqlite3_exec (self->handle, "PRAGMA synchronous=FULL; SELECT count (*) FROM sqlite_schema", NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "SQLite: %s", sqlite3_errstr (result));
  return FALSE;
}

GalleyDatabaseLog *
galley_database_log_new (GalleyDatabase *database,
                         GError        **error)
{
  g_autoptr (GalleyDatabaseLog) self = NULL;
  const char *path;

  g_return_val_if_fail (database != NULL && galley_database_get_driver (database) == NULL, NULL);

  path = sqlite3_db_filename (galley_database_get_handle (database), "main");
  self = g_new0 (GalleyDatabaseLog, 1);
  self->database = database;
  self->descriptor = open (sqlite3_filename_wal (path), O_RDONLY | O_CLOEXEC);
  if (self->descriptor < 0)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "%s has no log", path);
      return NULL;
    }
  if (!open_connection (self, path, error))
    return NULL;
  sqlite3_wal_hook (galley_database_get_handle (database), committed_cb, self);
  return g_steal_pointer (&self);
}

void
galley_database_log_free (GalleyDatabaseLog *self)
{
  if (self == NULL)
    return;
  sqlite3_wal_hook (galley_database_get_handle (self->database), NULL, NULL);
  sqlite3_close (self->handle);
  if (self->descriptor >= 0)
    close (self->descriptor);
  g_free (self);
}

gboolean
galley_database_log_sync (GalleyDatabaseLog *self,
                          GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->has_failed = self->has_failed || fdatasync (self->descriptor) != 0;
  if (!self->has_failed)
    return TRUE;
  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "the disk has not taken what was written");
  return FALSE;
}

guint
galley_database_log_count_pages (GalleyDatabaseLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint) MAX (self->n_pages - g_atomic_int_get (&self->n_copied), 0);
}

void
galley_database_log_copy (GalleyDatabaseLog *self)
{
  int n_pages, n_copied;

  g_return_if_fail (self != NULL);

  if (sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_PASSIVE, &n_pages, &n_copied) == SQLITE_OK)
    g_atomic_int_set (&self->n_copied, MAX (n_copied, 0));
}
