/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-order-answer.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-actions.h"

#include <glib/gi18n.h>
#include <string.h>

/* Takes @problem, as galley_response_new_problem() wrote it. */
static GalleyResponse *
say_again (GalleyServer *server,
           char         *problem)
{
  gsize length = strlen (problem);
  GError *error = NULL;
  g_autoptr (JsonObject) object = galley_json_parse_object (problem, length, length, &error);

  if (object != NULL)
    return galley_response_new_text ((guint) galley_json_get_integer (object, "status"), GALLEY_PROBLEM_CONTENT_TYPE,
                                     problem);
  g_free (problem);
  return galley_server_fail (server, error);
}

GalleyResponse *
galley_order_find_answer (GalleyCall *call,
                          char      **hash,
                          gboolean   *is_done)
{
  GalleyServer *server = call->server;
  gsize length;
  const void *bytes = g_bytes_get_data (call->request->body, &length);
  g_autoptr (GError) error = NULL;
  char *refusal = NULL;
  gboolean is_same;

  *hash = galley_hash_bytes (bytes, length);
  *is_done = FALSE;
  if (!galley_id_is_valid (call->ids[1]))
    return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "An action's name is a UUID of version 7");
  if (!galley_server_actions_find (server->database, call->ids[1], call->ids[0], call->user->id, *hash, &is_same, &refusal,
                                   &error))
    return error != NULL ? galley_server_fail (server, g_steal_pointer (&error)) : NULL;
  if (!is_same)
    return galley_response_new_problem (409, GALLEY_PROBLEM_REUSED, N_ ("Another action has this name"));
  *is_done = refusal == NULL;
  return refusal != NULL ? say_again (server, refusal) : NULL;
}

static gboolean
is_for_good (guint status)
{
  return status == 403 || status == 404 || status == 409 || status == 410 || status == 422;
}

/* (transfer full) */
static char *
dup_body (const GalleyResponse *response)
{
  gsize length;
  const char *text = g_bytes_get_data (response->body, &length);

  return g_strndup (text, length);
}

GalleyResponse *
galley_order_keep_answer (GalleyCall     *call,
                          const char     *hash,
                          GalleyResponse *response)
{
  GalleyDatabase *database = call->server->database;
  g_autofree char *problem = NULL;
  GError *error = NULL;

  if (!is_for_good (response->status))
    return response;
  problem = dup_body (response);
  if (galley_database_begin (database, &error)
      && galley_server_actions_add (database, call->ids[1], call->ids[0], call->user->id, hash, problem, call->now, &error)
      && galley_database_commit (database, &error))
    return response;
  galley_response_free (response);
  return galley_server_fail (call->server, error);
}
