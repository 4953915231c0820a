/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in and out, and what a client learns first. */
#include "server/galley-api.h"

#include "core/base/galley-json.h"
#include "core/base/galley-password.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "galley-config.h"
#include "server/galley-server-tokens.h"
#include "server/galley-server-users.h"

#include <glib/gi18n.h>

#include <string.h>

#define MAX_SIGN_IN_BYTES (16 * 1024)
#define MAX_NAME_BYTES 64

GalleyResponse *
galley_api_refuse_rate (GalleyServer *server,
                        const char   *user)
{
  guint seconds = galley_limiter_try (server->limiter, user, galley_clock_get_boot_time (server->clock));
  GalleyResponse *response;

  if (seconds == 0)
    return NULL;
  response =
    galley_response_new_problem (429, GALLEY_PROBLEM_RATE, N_ ("Too many attempts for this name: wait %u seconds"), seconds);
  response->retry_after = seconds;
  return response;
}

GalleyResponse *
galley_api_sign_in (GalleyCall *call)
{
  GalleyServer *self = call->server;
  GalleyResponse *response = NULL;
  g_autoptr (JsonObject) body = galley_call_parse_body (call, MAX_SIGN_IN_BYTES, &response);
  const char *user = galley_json_get_string (body, "user");
  const char *password = galley_json_get_string (body, "password");
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;

  if (body == NULL)
    return response;
  if (user == NULL || password == NULL)
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "user and password are needed, both texts");
  if (*user == '\0' || strlen (user) > MAX_NAME_BYTES || strlen (password) > GALLEY_PASSWORD_MAX_BYTES)
    return galley_response_new_problem (401, GALLEY_PROBLEM_CREDENTIALS, "The name or the password is not right");
  response = galley_api_refuse_rate (self, user);
  if (response != NULL)
    return response;
  hash = galley_server_users_dup_password (self->database, user, &error);
  if (error != NULL)
    return galley_server_fail (self, g_steal_pointer (&error));

  /* A name that is not there takes as long as a wrong password. */
  response = galley_response_new (0);
  response->kind = GALLEY_RESPONSE_PASSWORD;
  response->user = g_strdup (user);
  response->password = g_strdup (password);
  response->password_hash = g_strdup (hash != NULL ? hash : self->decoy);
  return response;
}

static GalleyResponse *
finish_sign_in (GalleyServer         *self,
                const GalleyResponse *asked)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *present = NULL;
  g_autofree char *token = NULL;
  JsonObject *answer;
  GalleyResponse *response;

  /* Nobody has the decoy's password; it is no way in even if somebody had. Nor is one that was changed meanwhile. */
  present = galley_server_users_dup_password (self->database, asked->user, &error);
  if (error != NULL)
    return galley_server_fail (self, g_steal_pointer (&error));
  if (!asked->is_right || g_strcmp0 (asked->password_hash, present) != 0)
    return galley_response_new_problem (401, GALLEY_PROBLEM_CREDENTIALS, "The name or the password is not right");
  galley_limiter_clear (self->limiter, asked->user);
  token = galley_server_tokens_new (self->database, self->random, asked->user,
                                    galley_clock_get_real_time (self->clock), &error);
  if (token == NULL)
    return galley_server_fail (self, g_steal_pointer (&error));
  answer = json_object_new ();
  json_object_set_string_member (answer, "token", token);
  json_object_set_string_member (answer, "user", asked->user);
  response = galley_response_new_json (201, answer);
  response->user = g_strdup (asked->user);
  return response;
}

GalleyResponse *
galley_server_finish_password (GalleyServer         *self,
                               const GalleyResponse *asked)
{
  g_return_val_if_fail (self != NULL && asked != NULL, NULL);
  g_return_val_if_fail (asked->kind == GALLEY_RESPONSE_PASSWORD, NULL);

  return asked->new_password != NULL ? galley_api_finish_password (self, asked) : finish_sign_in (self, asked);
}

GalleyResponse *
galley_api_sign_out (GalleyCall *call)
{
  g_autoptr (GError) error = NULL;

  if (!galley_server_tokens_revoke (call->server->database, call->request->token, &error))
    return galley_server_fail (call->server, g_steal_pointer (&error));
  return galley_response_new (204);
}

static JsonObject *
make_user (const GalleyUser *user)
{
  JsonObject *object = json_object_new ();
  JsonArray *roles = json_array_new ();

  json_object_set_string_member (object, "id", user->id);
  json_object_set_string_member (object, "name", user->name);
  json_object_set_string_member (object, "department", user->department);
  for (char **role = user->roles; *role != NULL; role++)
    json_array_add_string_element (roles, *role);
  json_object_set_array_member (object, "roles", roles);
  return object;
}

GalleyResponse *
galley_api_get_session (GalleyCall *call)
{
  JsonObject *session = json_object_new ();
  JsonObject *limits = json_object_new ();
  JsonArray *features = json_array_new ();

  json_array_add_string_element (features, GALLEY_FEATURE_BATCHES);
  json_array_add_string_element (features, GALLEY_FEATURE_WAIT);
  json_array_add_string_element (features, GALLEY_FEATURE_PASSWORD);
  json_array_add_string_element (features, GALLEY_FEATURE_MEDIA);
  json_array_add_string_element (features, GALLEY_FEATURE_SLOTS);
  if (galley_site_tells_presence (galley_layout_get_site (call->server->layout)))
    json_array_add_string_element (features, GALLEY_FEATURE_PRESENCE);
  json_object_set_int_member (limits, "article", GALLEY_WIRE_MAX_BYTES);
  json_object_set_int_member (limits, "batch_items", GALLEY_BATCH_MAX_ITEMS);
  json_object_set_int_member (limits, "batch_bytes", GALLEY_BATCH_MAX_BYTES);
  json_object_set_object_member (session, "user", make_user (call->user));
  json_object_set_string_member (session, "epoch", call->server->epoch);
  json_object_set_string_member (session, "server", "galley-server " GALLEY_VERSION);
  json_object_set_string_member (session, "min_client", GALLEY_SERVER_MIN_CLIENT);
  json_object_set_array_member (session, "features", features);
  json_object_set_object_member (session, "limits", limits);
  json_object_set_string_member (session, "site",
                                 galley_site_get_name (galley_layout_get_site (call->server->layout)));
  return galley_response_new_json (200, session);
}

GalleyResponse *
galley_api_get_layout (GalleyCall *call)
{
  g_autofree char *etag = g_strdup_printf ("\"%s\"", galley_layout_get_version (call->server->layout));
  gboolean is_known = galley_etag_matches (call->request->if_none_match, etag);
  GalleyResponse *response = galley_response_new (is_known ? 304 : 200);

  response->etag = g_steal_pointer (&etag);
  if (is_known)
    return response;
  response->content_type = "application/zip";
  response->body = g_bytes_ref (call->server->layout_zip);
  return response;
}
