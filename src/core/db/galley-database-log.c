/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A descriptor of the log, and a connection of its own to the file for the thread that copies. The log is one file for as
 * long as the database is open: SQLite cuts it back and begins it anew, but removes it only behind the last connection. Its
 * name in the folder is on the disk with its head, for which SQLite waits itself. */
#include "core/db/galley-database-log.h"
#include "core/db/galley-database-private.h"

#include <fcntl.h>
#include <unistd.h>

/* Pages that are worth copying in the midst of work. */
#define LONG 2000
/* A log of so many is copied when nobody writes. */
#define WORTH_A_REST 1000
/* Who writes all the time never lets it begin anew: at so many pages he waits until it is copied. */
#define VERY_LONG 16000

struct _GalleyDatabaseLog
{
  GalleyDatabase *database; /* borrowed */
  int descriptor;
  GThread *thread;          /* (nullable) it copies, or has */
  sqlite3 *handle;          /* (nullable) the thread's */
  gint is_copying;          /* atomic */
  int n_pages;              /* in the log behind the last commit */
  gint n_copied;            /* atomic: of them are in the file */
  gboolean has_failed;
};

/* Looking at the file makes SQLite open its log. */
static gboolean
open_log (sqlite3 *handle)
{
  return sqlite3_exec (handle, "SELECT count (*) FROM sqlite_schema", NULL, NULL, NULL) == SQLITE_OK;
}

static gboolean
open_connection (GalleyDatabaseLog *self)
{
  const char *path = sqlite3_db_filename (self->database->handle, "main");

  if (self->handle != NULL)
    return TRUE;
  if (sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK
      && sqlite3_exec (self->handle, "PRAGMA synchronous=FULL", NULL, NULL, NULL) == SQLITE_OK
      && open_log (self->handle))
    return TRUE;
  sqlite3_close (g_steal_pointer (&self->handle));
  return FALSE;
}

static gpointer
copy (gpointer data)
{
  GalleyDatabaseLog *self = data;
  int n_pages, n_copied;

  if (open_connection (self)
      && sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_PASSIVE, &n_pages, &n_copied) == SQLITE_OK)
    g_atomic_int_set (&self->n_copied, n_copied);
  g_atomic_int_set (&self->is_copying, FALSE);
  return NULL;
}

void
galley_database_log_end_copy (GalleyDatabaseLog *self)
{
  g_return_if_fail (self != NULL);

  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

static void
begin_copy (GalleyDatabaseLog *self)
{
  if (g_atomic_int_get (&self->is_copying))
    return;
  galley_database_log_end_copy (self);
  g_atomic_int_set (&self->is_copying, TRUE);
  self->thread = g_thread_new ("galley-log", copy, self);
}

/* Behind each commit, on the thread of the database; takes the place of SQLite's own. */
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
  else if (galley_database_log_count_pages (self) >= LONG)
    begin_copy (self);
  return SQLITE_OK;
}

GalleyDatabaseLog *
galley_database_log_new (GalleyDatabase *database)
{
  GalleyDatabaseLog *self;
  const char *path = sqlite3_db_filename (database->handle, "main");
  int descriptor = open_log (database->handle) ? open (sqlite3_filename_wal (path), O_RDONLY | O_CLOEXEC) : -1;

  if (descriptor < 0)
    return NULL;
  self = g_new0 (GalleyDatabaseLog, 1);
  self->database = database;
  self->descriptor = descriptor;
  sqlite3_wal_hook (database->handle, committed_cb, self);
  return self;
}

void
galley_database_log_free (GalleyDatabaseLog *self)
{
  if (self == NULL)
    return;
  sqlite3_wal_hook (self->database->handle, NULL, NULL);
  galley_database_log_end_copy (self);
  sqlite3_close (self->handle);
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

void
galley_database_log_rest (GalleyDatabaseLog *self)
{
  g_return_if_fail (self != NULL);

  if (self->n_pages >= WORTH_A_REST && galley_database_log_count_pages (self) > 0)
    begin_copy (self);
}

guint
galley_database_log_count_pages (GalleyDatabaseLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint) MAX (self->n_pages - g_atomic_int_get (&self->n_copied), 0);
}
