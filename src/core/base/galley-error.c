/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain, its names, and the way into it from GIO's and GLib's own domains. */
#include "core/base/galley-error.h"

#include <string.h>

static const char *const names[] = {
  [GALLEY_ERROR_FAILED] = "failed",
  [GALLEY_ERROR_OFFLINE] = "offline",
  [GALLEY_ERROR_AUTH] = "auth",
  [GALLEY_ERROR_FORBIDDEN] = "forbidden",
  [GALLEY_ERROR_CONFLICT] = "conflict",
  [GALLEY_ERROR_REJECTED] = "rejected",
  [GALLEY_ERROR_FULL] = "full",
  [GALLEY_ERROR_READ_ONLY] = "read-only",
  [GALLEY_ERROR_CORRUPT] = "corrupt",
  [GALLEY_ERROR_TOO_NEW] = "too-new",
  [GALLEY_ERROR_INVALID] = "invalid",
  [GALLEY_ERROR_TOO_LARGE] = "too-large",
  [GALLEY_ERROR_BUSY] = "busy",
  [GALLEY_ERROR_NOT_FOUND] = "not-found",
  [GALLEY_ERROR_GONE] = "gone",
};

G_DEFINE_QUARK (galley-error-quark, galley_error)

static GalleyError
code_from_io_error (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NO_SPACE:
      return GALLEY_ERROR_FULL;
    case G_IO_ERROR_READ_ONLY:
    case G_IO_ERROR_PERMISSION_DENIED:
      return GALLEY_ERROR_READ_ONLY;
    case G_IO_ERROR_NOT_FOUND:
      return GALLEY_ERROR_NOT_FOUND;
    case G_IO_ERROR_BUSY:
      return GALLEY_ERROR_BUSY;
    case G_IO_ERROR_TIMED_OUT:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_CONNECTION_CLOSED: /* also BROKEN_PIPE */
    case G_IO_ERROR_NOT_CONNECTED:
    case G_IO_ERROR_PARTIAL_INPUT:
    case G_IO_ERROR_PROXY_FAILED:
      return GALLEY_ERROR_OFFLINE;
    default:
      return GALLEY_ERROR_FAILED;
    }
}

static GalleyError
code_from_file_error (int code)
{
  switch (code)
    {
    case G_FILE_ERROR_NOSPC:
      return GALLEY_ERROR_FULL;
    case G_FILE_ERROR_ROFS:
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
      return GALLEY_ERROR_READ_ONLY;
    case G_FILE_ERROR_NOENT:
      return GALLEY_ERROR_NOT_FOUND;
    default:
      return GALLEY_ERROR_FAILED;
    }
}

const char *
galley_error_get_name (GalleyError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (names), names[GALLEY_ERROR_FAILED]);

  return names[code];
}

GalleyError
galley_error_find (const char *name)
{
  g_return_val_if_fail (name != NULL, GALLEY_ERROR_FAILED);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return GALLEY_ERROR_FAILED;
}

void
galley_error_adopt (GError **error)
{
  GError *found = error != NULL ? *error : NULL;

  if (found == NULL || found->domain == GALLEY_ERROR
      || g_error_matches (found, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (found->domain == G_IO_ERROR)
    found->code = code_from_io_error (found->code);
  else if (found->domain == G_FILE_ERROR)
    found->code = code_from_file_error (found->code);
  else if (found->domain == G_RESOLVER_ERROR)
    found->code = GALLEY_ERROR_OFFLINE;
  else
    found->code = GALLEY_ERROR_FAILED;
  found->domain = GALLEY_ERROR;
}
