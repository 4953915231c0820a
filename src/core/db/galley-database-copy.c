/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/db/galley-database-copy.h"

#include "core/db/galley-database-private.h"

#include <errno.h>
#include <glib/gstdio.h>

struct _GalleyDatabaseCopy
{
  sqlite3 *target;
  sqlite3_backup *backup;
};

/* A copy that a power cut leaves half made is not used: it needs no journal and no sync of its own. */
static const char settings[] = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF";

static void
set_error (sqlite3 *handle,
           int      result,
           GError **error)
{
  /* The target's own words, but the same codes. */
  GalleyDatabase target = { .handle = handle };

  galley_database_set_error (&target, result, error);
}

void
galley_database_copy_give_up (GalleyDatabase *self)
{
  GalleyDatabaseCopy *copy;

  g_return_if_fail (self != NULL);
  galley_database_assert_thread (self);

  copy = g_steal_pointer (&self->copy);
  if (copy == NULL)
    return;
  /* Both tell again what a step has told. */
  sqlite3_backup_finish (copy->backup);
  sqlite3_close (copy->target);
  g_free (copy);
}

gboolean
galley_database_copy_begin (GalleyDatabase *self,
                            const char     *path,
                            GError        **error)
{
  GalleyDatabaseCopy *copy;
  int result;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);
  g_return_val_if_fail (!galley_database_is_in_transaction (self), FALSE);

  galley_database_copy_give_up (self);
  if (g_unlink (path) != 0 && errno != ENOENT)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  copy = g_new0 (GalleyDatabaseCopy, 1);
  self->copy = copy;
  result = sqlite3_open_v2 (path, &copy->target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_exec (copy->target, settings, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    {
      copy->backup = sqlite3_backup_init (copy->target, "main", self->handle, "main");
      result = copy->backup != NULL ? SQLITE_OK : sqlite3_errcode (copy->target);
    }
  if (result == SQLITE_OK)
    return TRUE;
  set_error (copy->target, result, error);
  galley_database_copy_give_up (self);
  return FALSE;
}

gboolean
galley_database_copy_step (GalleyDatabase *self,
                           int             n_pages,
                           gboolean       *is_done,
                           GError        **error)
{
  int result;

  g_return_val_if_fail (self != NULL && is_done != NULL && n_pages > 0, FALSE);
  g_return_val_if_fail (!galley_database_is_in_transaction (self), FALSE);

  *is_done = FALSE;
  if (self->copy == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "no copy is under way");
      return FALSE;
    }
  result = sqlite3_backup_step (self->copy->backup, n_pages);
  if (result == SQLITE_OK)
    return TRUE;
  if (result == SQLITE_DONE)
    result = sqlite3_backup_finish (g_steal_pointer (&self->copy->backup));
  *is_done = result == SQLITE_OK;
  if (result != SQLITE_OK)
    set_error (self->copy->target, result, error);
  galley_database_copy_give_up (self);
  return *is_done;
}
