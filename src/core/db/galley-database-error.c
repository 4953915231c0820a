/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From SQLite's result codes to what the caller should do. */
#include "core/db/galley-database.h"
#include "core/db/galley-database-private.h"

#include <errno.h>

/* Codes that only say "the file system said no" are told apart by what it said. */
static GalleyError
code_from_errno (int saved_errno)
{
  switch (saved_errno)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return GALLEY_ERROR_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
      return GALLEY_ERROR_READ_ONLY;
    case ENOENT:
      return GALLEY_ERROR_NOT_FOUND;
    default:
      return GALLEY_ERROR_FAILED;
    }
}

static GalleyError
code_from_result (sqlite3 *handle,
                  int      result)
{
  if (result == SQLITE_IOERR_CORRUPTFS)
    return GALLEY_ERROR_CORRUPT;

  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return GALLEY_ERROR_FULL;
    case SQLITE_READONLY:
      return GALLEY_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return GALLEY_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
    case SQLITE_INTERRUPT:
      return GALLEY_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return GALLEY_ERROR_CONFLICT;
    case SQLITE_TOOBIG:
      return GALLEY_ERROR_TOO_LARGE;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return handle != NULL ? code_from_errno (sqlite3_system_errno (handle)) : GALLEY_ERROR_FAILED;
    default:
      return GALLEY_ERROR_FAILED;
    }
}

void
galley_database_set_error (GalleyDatabase *self,
                           int             result,
                           GError        **error)
{
  const char *words = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (result);

  g_set_error (error, GALLEY_ERROR, code_from_result (self->handle, result), "SQLite: %s (%d)", words, result);
}
