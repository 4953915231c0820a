/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing one's password. The old one is asked for although a token was shown: a computer left open must not be enough.
 * Guesses at it count like those at the door. Asked for again, a change that was made answers as the first time. */
#include "server/galley-api.h"

#include "core/base/galley-json.h"
#include "core/base/galley-password.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-audit.h"
#include "server/galley-server-tokens.h"
#include "server/galley-server-users.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_CHANGE_BYTES (16 * 1024)

static GalleyResponse *
refuse (void)
{
  return galley_response_new_problem (403, GALLEY_PROBLEM_CREDENTIALS, N_ ("The old password is not right"));
}

GalleyResponse *
galley_api_put_password (GalleyCall *call)
{
  GalleyResponse *response = NULL;
  g_autoptr (JsonObject) body = galley_call_parse_body (call, MAX_CHANGE_BYTES, &response);
  const char *old_password = galley_json_get_string (body, "old");
  const char *new_password = galley_json_get_string (body, "new");
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    return response;
  if (old_password == NULL || new_password == NULL)
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "old and new are needed, both texts");
  if (g_utf8_strlen (new_password, -1) < GALLEY_PASSWORD_MIN_CHARACTERS
      || strlen (new_password) > GALLEY_PASSWORD_MAX_BYTES || strlen (old_password) > GALLEY_PASSWORD_MAX_BYTES)
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID,
                                        "A password has at least %d characters and at most %d bytes",
                                        GALLEY_PASSWORD_MIN_CHARACTERS, GALLEY_PASSWORD_MAX_BYTES);
  response = galley_api_refuse_rate (call->server, call->user->id);
  if (response != NULL)
    return response;
  hash = galley_server_users_dup_password (call->server->database, call->user->id, &error);
  if (hash == NULL)
    return galley_server_fail (call->server, g_steal_pointer (&error));

  response = galley_response_new (0);
  response->kind = GALLEY_RESPONSE_PASSWORD;
  response->user = g_strdup (call->user->id);
  response->password = g_strdup (old_password);
  response->password_hash = g_steal_pointer (&hash);
  response->new_password = g_strdup (new_password);
  response->kept_token = g_strdup (call->request->token);
  return response;
}

/* FALSE without error: somebody else changed it meanwhile. */
static gboolean
change (GalleyServer         *self,
        const GalleyResponse *asked,
        GError              **error)
{
  g_autoptr (GalleyUser) user = galley_server_users_load (self->database, asked->user, error);

  return user != NULL && galley_database_begin (self->database, error)
         && galley_server_users_change_password (self->database, user->id, asked->password_hash, asked->new_hash, error)
         && galley_server_tokens_revoke_others (self->database, user->id, asked->kept_token, error)
         && galley_server_audit_add (self->database, "", user, "change-password", "", "",
                                     galley_clock_get_real_time (self->clock), NULL, error)
         && galley_server_commit (self, error);
}

GalleyResponse *
galley_api_finish_password (GalleyServer         *server,
                            const GalleyResponse *asked)
{
  g_autoptr (GError) error = NULL;
  GalleyResponse *response;

  if (!asked->is_right)
    return refuse ();
  galley_limiter_clear (server->limiter, asked->user);
  if (!asked->is_same && asked->new_hash == NULL)
    return galley_server_fail (server, NULL);
  if (!asked->is_same && !change (server, asked, &error))
    {
      if (error != NULL)
        return galley_server_fail (server, g_steal_pointer (&error));
      galley_database_rollback (server->database);
      return refuse ();
    }
  response = galley_response_new (204);
  response->user = g_strdup (asked->user);
  return response;
}
