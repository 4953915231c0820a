/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the Portal API about people: who works there, and whose an article shall be. */
#include "core/sync/galley-portal-transport.h"

#include "core/base/galley-json.h"
#include "core/sync/galley-portal-private.h"
#include "core/wire/galley-protocol.h"

#include <string.h>

#define MAX_ANSWER (4 * 1024 * 1024)

char *
galley_portal_load_people (GalleyTransport *transport,
                           GCancellable    *cancellable,
                           GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  const GalleyPortalRequest request = { .method = "GET", .path = GALLEY_API_PEOPLE, .limit = MAX_ANSWER };
  g_auto (GalleyPortalAnswer) answer = { 0 };
  g_autoptr (GalleyJsonDocument) document = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!galley_portal_line_call (self->line, &request, &answer, cancellable, error))
    return NULL;
  document = galley_portal_read_document (&answer, error);
  if (document == NULL)
    return NULL;
  node = galley_json_value_to_node (galley_json_document_get_root (document));
  return galley_json_write (node);
}

gboolean
galley_portal_hand_over (GalleyTransport *transport,
                         const char      *id,
                         const char      *name,
                         const char      *to,
                         GCancellable    *cancellable,
                         GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autofree char *path = g_strconcat (GALLEY_API_ARTICLES "/", id, "/owner/", name, NULL);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) body = NULL;
  g_auto (GalleyPortalAnswer) answer = { 0 };
  GalleyPortalRequest request = {
    .method = "PUT", .path = path, .content_type = "application/json", .limit = GALLEY_PORTAL_MAX_ANSWER,
  };
  char *text;

  json_object_set_string_member (object, "to", to);
  text = galley_json_write_object (object);
  body = g_bytes_new_take (text, strlen (text));
  request.body = body;
  return galley_portal_line_call (self->line, &request, &answer, cancellable, error);
}
