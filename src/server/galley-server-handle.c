/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a request to its handler: the path, the method, the token, the size. */
#include "server/galley-server.h"

#include "core/base/galley-json.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-language.h"
#include "server/galley-public-files.h"
#include "server/galley-search.h"
#include "server/galley-server-health.h"
#include "server/galley-server-private.h"
#include "server/galley-server-router.h"
#include "server/galley-server-tokens.h"
#include "server/galley-server-users.h"

#include <string.h>

JsonObject *
galley_call_parse_body (GalleyCall      *call,
                        gsize            limit,
                        GalleyResponse **refusal)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (call->request->body, &length);
  JsonObject *object = galley_json_parse_object (text != NULL ? text : "", length, limit, &error);

  if (object == NULL)
    *refusal = g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE)
                 ? galley_response_new_problem (413, GALLEY_PROBLEM_TOO_LARGE, "%s", error->message)
                 : galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "%s", error->message);
  return object;
}

/* NULL: the request carries no token that holds; @refusal then says so. */
static GalleyUser *
authenticate (GalleyCall      *call,
              GalleyResponse **refusal)
{
  GalleyServer *self = call->server;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  GalleyUser *user = NULL;

  if (call->request->token != NULL)
    id = galley_server_tokens_find_user (self->database, call->request->token, call->now, &error);
  if (id != NULL)
    user = galley_server_users_load (self->database, id, &error);
  if (error != NULL)
    *refusal = galley_server_fail (self, g_steal_pointer (&error));
  else if (user == NULL)
    *refusal = galley_response_new_problem (401, GALLEY_PROBLEM_TOKEN, "Sign in with POST " GALLEY_API_TOKENS);
  return user;
}

/* The type alone, in lower case, whatever its parameters; NULL where there is none. (transfer full) */
static char *
dup_type (const GalleyRequest *request)
{
  char *type;

  if (request->content_type == NULL)
    return NULL;
  type = g_ascii_strdown (request->content_type, (gssize) strcspn (request->content_type, ";"));
  return g_strchomp (type);
}

/* A body without a type is taken as what it should be: a file that articles show, or else application/json or what ends
 * in "+json" (RFC 6838). */
static gboolean
has_right_type (const GalleyRoute   *route,
                const GalleyRequest *request)
{
  g_autofree char *type = dup_type (request);

  if (type == NULL)
    return TRUE;
  if (route->is_media)
    return galley_media_type_intern (type) != NULL;
  return strcmp (type, GALLEY_JSON_CONTENT_TYPE) == 0 || g_str_has_suffix (type, "+json");
}

static GalleyResponse *
call_route (GalleyCall *call,
            const char *path)
{
  const char *allow = NULL;
  const GalleyRoute *route = galley_server_router_find (call->request->method, path, call->ids, &allow);
  GalleyResponse *response = NULL;

  if (route == NULL && allow == NULL)
    return galley_response_new_problem (404, GALLEY_PROBLEM_NOT_FOUND, "This server does not know that resource");
  if (route == NULL)
    {
      response = galley_response_new_problem (405, GALLEY_PROBLEM_METHOD, "Possible are %s", allow);
      response->allow = allow;
      return response;
    }
  if (!route->is_open)
    {
      call->user = authenticate (call, &response);
      if (call->user == NULL)
        return response;
    }
  if (route->body_limit > 0 && g_bytes_get_size (call->request->body) > route->body_limit)
    return galley_response_new_problem (413, GALLEY_PROBLEM_TOO_LARGE, "At most %" G_GSIZE_FORMAT " bytes",
                                        route->body_limit);
  if (route->body_limit > 0 && !has_right_type (route, call->request))
    return galley_response_new_problem (415, GALLEY_PROBLEM_INVALID, "The body is to be %s, and called so",
                                        route->is_media ? "a file of a kind that articles show or hand out" : "JSON");
  return route->handler (call);
}

gboolean
galley_server_may_read_ahead (GalleyServer        *self,
                              const GalleyRequest *request)
{
  GalleyCall call = { .server = self, .request = request };
  g_autoptr (GalleyResponse) refusal = NULL;
  g_autoptr (GalleyUser) user = NULL;

  g_return_val_if_fail (self != NULL && request != NULL, FALSE);

  if (strcmp (request->method, "PUT") != 0 || !g_str_has_prefix (request->path, GALLEY_API_BATCHES "/"))
    return FALSE;
  call.now = galley_clock_get_real_time (self->clock);
  user = authenticate (&call, &refusal);
  return user != NULL;
}

static GalleyResponse *
answer (GalleyServer        *self,
        const GalleyRequest *request)
{
  g_autofree char *path = NULL;
  GalleyCall call = { .server = self, .request = request };
  GalleyResponse *response;
  GError *error = NULL;

  path = g_uri_unescape_string (request->path, NULL);
  if (path == NULL || !g_utf8_validate (path, -1, NULL) || *path != '/')
    return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "The path cannot be read");
  if (galley_server_health_knows (path))
    return galley_server_health_answer (self, request);
  if (!g_str_has_prefix (path, "/api/") && !galley_search_knows (path))
    return galley_public_files_answer (self->public_folder, request);

  if (!galley_server_take_note (self, &error))
    return galley_server_fail (self, error);
  if (galley_search_knows (path))
    return galley_search_answer (self, request);
  call.now = galley_clock_get_real_time (self->clock);
  response = call_route (&call, path);
  if (response->user == NULL && call.user != NULL)
    response->user = g_strdup (call.user->id);
  g_clear_pointer (&call.user, galley_user_free);
  g_free (call.ids[0]);
  g_free (call.ids[1]);
  return response;
}

static gboolean
is_publishing_due (GalleyServer *self)
{
  return self->has_left_jobs && galley_clock_get_boot_time (self->clock) >= self->next_run;
}

/* What writes has the database to itself from its first look on, the pages that it publishes included. */
static GalleyResponse *
answer_alone (GalleyServer        *self,
              const GalleyRequest *request)
{
  GalleyResponse *response;
  GError *error = NULL;

  if (!galley_database_reserve (self->database, &error))
    return galley_server_fail (self, error);
  if (is_publishing_due (self))
    galley_server_publish (self);
  response = answer (self, request);
  galley_database_release (self->database);
  return response;
}

GalleyResponse *
galley_server_handle (GalleyServer        *self,
                      const GalleyRequest *request)
{
  GalleyResponse *response;
  gboolean is_reading;

  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  galley_server_keep_up (self);
  galley_server_keep_time (self);
  is_reading = strcmp (request->method, "GET") == 0 || strcmp (request->method, "HEAD") == 0;
  galley_language_enter (request->accept_language);
  response = is_reading && !is_publishing_due (self) ? answer (self, request) : answer_alone (self, request);
  galley_language_leave ();
  return response;
}
