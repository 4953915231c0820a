/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A descriptor of the log. The log is one file for as long as the database is open: SQLite cuts it back and begins it anew,
 * but removes it only behind the last connection. Its name in the folder is on the disk with its head, for which SQLite
 * waits itself.
 *
 * The database's own connection alone brings the log into the file: until 3.51.3 SQLite may lose what was written where two
 * connections copy and write at once. */
#include "core/db/galley-database-log.h"
#include "core/db/galley-database-private.h"

#include <fcntl.h>
#include <unistd.h>

/* A log of so many pages is copied when nobody writes. */
#define WORTH_A_REST 1000
/* Pages, 64 MB, at which it is copied between two pieces of work, and holds up whoever comes: more than ten thousand new
 * articles fill. */
#define LONG 16000
/* No longer, whoever waits. */
#define TOO_LONG 32000

struct _GalleyDatabaseLog
{
  GalleyDatabase *database; /* borrowed */
  int descriptor;
  int n_pages; /* that it holds and the file does not */
  gboolean has_failed;
};

static void
copy (GalleyDatabaseLog *self)
{
  int n_pages, n_copied;

  if (sqlite3_wal_checkpoint_v2 (self->database->handle, "main", SQLITE_CHECKPOINT_PASSIVE, &n_pages, &n_copied)
      == SQLITE_OK)
    self->n_pages = MAX (n_pages - n_copied, 0);
}

/* Behind each commit; takes the place of SQLite's own. */
static int
committed_cb (void       *data,
              sqlite3    *handle,
              const char *name,
              int         n_pages)
{
  GalleyDatabaseLog *self = data;

  self->n_pages = n_pages;
  if (n_pages >= TOO_LONG)
    copy (self);
  return SQLITE_OK;
}

GalleyDatabaseLog *
galley_database_log_new (GalleyDatabase *database)
{
  GalleyDatabaseLog *self;
  const char *path = sqlite3_db_filename (database->handle, "main");
  int descriptor = -1;

  /* Looking at the file makes SQLite open its log. */
  if (sqlite3_exec (database->handle, "SELECT count (*) FROM sqlite_schema", NULL, NULL, NULL) == SQLITE_OK)
    descriptor = open (sqlite3_filename_wal (path), O_RDONLY | O_CLOEXEC);
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

gboolean
galley_database_log_needs_rest (GalleyDatabaseLog *self,
                                gboolean           is_quiet)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->n_pages >= (is_quiet ? WORTH_A_REST : LONG);
}

void
galley_database_log_rest (GalleyDatabaseLog *self)
{
  g_return_if_fail (self != NULL);

  copy (self);
}

guint
galley_database_log_count_pages (GalleyDatabaseLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint) self->n_pages;
}
