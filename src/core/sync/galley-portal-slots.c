/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slot of the home page, to the portal. */
#include "core/sync/galley-portal-transport.h"

#include "core/base/galley-error.h"
#include "core/sync/galley-portal-private.h"
#include "core/wire/galley-placements.h"
#include "core/wire/galley-protocol.h"

#include <string.h>

gboolean
galley_portal_place (GalleyTransport   *transport,
                     const char        *slot,
                     const char        *base,
                     GalleyPlacements  *wanted,
                     GalleyPlacements **present,
                     GCancellable      *cancellable,
                     GError           **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autofree char *path = g_strconcat (GALLEY_API_SLOTS "/", slot, NULL);
  g_autofree char *if_match = g_strdup_printf ("\"%s\"", base);
  char *text = galley_placements_write (wanted);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  g_auto (GalleyPortalAnswer) answer = { 0 };
  GalleyPortalRequest request = {
    .method = "PUT",
    .path = path,
    .if_match = if_match,
    .content_type = "application/json",
    .body = body,
    .limit = 2 * GALLEY_PLACEMENTS_MAX_BYTES,
  };
  gboolean is_taken = galley_portal_line_call (self->line, &request, &answer, cancellable, error);
  gsize length = 0;
  const char *bytes = answer.body != NULL ? g_bytes_get_data (answer.body, &length) : NULL;

  /* Of a refused condition what stands there is a help and no more. */
  if ((is_taken || answer.status == 412) && bytes != NULL)
    *present = galley_placements_read (bytes, length, is_taken ? error : NULL);
  if (is_taken && bytes == NULL)
    g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "The portal's answer says not what stands in the slot");
  return is_taken && *present != NULL;
}
