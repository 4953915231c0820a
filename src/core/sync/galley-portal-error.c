/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a status of the Portal API tells the caller to do, see galley-transport.h. */
#include "core/sync/galley-portal-line.h"

#include "core/sync/galley-refusal.h"

static GalleyError
get_code (guint status)
{
  switch (status)
    {
    case 401:
      return GALLEY_ERROR_AUTH;
    case 403:
      return GALLEY_ERROR_FORBIDDEN;
    case 404:
      return GALLEY_ERROR_NOT_FOUND;
    case 408:
      return GALLEY_ERROR_OFFLINE;
    case 410:
      return GALLEY_ERROR_GONE;
    case 412:
      return GALLEY_ERROR_CONFLICT;
    case 429:
      return GALLEY_ERROR_BUSY;
    default:
      /* A redirect is somebody else's answer: it is never followed with a token. */
      return status >= 400 && status < 500 ? GALLEY_ERROR_REJECTED : GALLEY_ERROR_OFFLINE;
    }
}

GError *
galley_portal_error_new (guint       status,
                         const char *type,
                         const char *sentence)
{
  g_autofree char *refusal = galley_refusal_write (status, type, sentence);

  return g_error_new_literal (GALLEY_ERROR, (int) get_code (status), refusal);
}
