/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the Portal API for media. */
#include "core/sync/galley-portal-transport.h"

#include "core/base/galley-error.h"
#include "core/model/galley-media-type.h"
#include "core/sync/galley-portal-private.h"
#include "core/wire/galley-protocol.h"

static char *
make_path (const char *hash)
{
  return g_strconcat (GALLEY_API_MEDIA "/", hash, NULL);
}

gboolean
galley_portal_has_media (GalleyTransport *transport,
                         const char      *hash,
                         gboolean        *is_there,
                         GCancellable    *cancellable,
                         GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autofree char *path = make_path (hash);
  g_auto (GalleyPortalAnswer) answer = { 0 };
  g_autoptr (GError) cause = NULL;
  GalleyPortalRequest request = { .method = "HEAD", .path = path, .expected_type = GALLEY_PORTAL_ANY_MEDIA };

  *is_there = galley_portal_line_call (self->line, &request, &answer, cancellable, &cause);
  if (*is_there || g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
galley_portal_put_media (GalleyTransport      *transport,
                         const char           *hash,
                         const char           *media_type,
                         const char           *path,
                         GFileProgressCallback progress,
                         gpointer              progress_data,
                         GCancellable         *cancellable,
                         GError              **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autofree char *address = make_path (hash);
  g_auto (GalleyPortalAnswer) answer = { 0 };
  GalleyPortalRequest request = {
    .method = "PUT", .path = address, .content_type = media_type, .file = path, .limit = GALLEY_PORTAL_MAX_ANSWER,
    .progress = progress, .progress_data = progress_data,
  };

  return galley_portal_line_call (self->line, &request, &answer, cancellable, error);
}

gboolean
galley_portal_get_media (GalleyTransport      *transport,
                         const char           *hash,
                         GalleyMediaArrival   *arrival,
                         GFileProgressCallback progress,
                         gpointer              progress_data,
                         GCancellable         *cancellable,
                         GError              **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autofree char *address = make_path (hash);
  g_auto (GalleyPortalAnswer) answer = { 0 };
  GalleyPortalRequest request = {
    .method = "GET", .path = address, .expected_type = GALLEY_PORTAL_ANY_MEDIA, .limit = GALLEY_MEDIA_MAX_BYTES,
    .arrival = arrival, .progress = progress, .progress_data = progress_data,
  };

  return galley_portal_line_call (self->line, &request, &answer, cancellable, error);
}
