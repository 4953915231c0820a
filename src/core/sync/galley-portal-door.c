/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with a password. It is sent once and kept nowhere. */
#include "core/sync/galley-portal-door.h"

#include "core/base/galley-json.h"
#include "core/sync/galley-portal-line.h"
#include "core/sync/galley-portal-transport.h"
#include "core/wire/galley-protocol.h"

#include <string.h>

/* Seconds. Somebody stands there and waits. */
#define SILENCE 15
#define MAX_ANSWER (256 * 1024)

/* Two texts as the body of a request. */
static GBytes *
make_body (const char *first_name,
           const char *first,
           const char *second_name,
           const char *second)
{
  g_autoptr (JsonObject) object = json_object_new ();
  char *text;

  json_object_set_string_member (object, first_name, first);
  json_object_set_string_member (object, second_name, second);
  text = galley_json_write_object (object);
  return g_bytes_new_take (text, strlen (text));
}

static char *
ask_for_token (GalleyPortalLine *line,
               const char       *user,
               const char       *password,
               GCancellable     *cancellable,
               GError          **error)
{
  g_auto (GalleyPortalAnswer) answer = { 0 };
  g_autoptr (GBytes) body = make_body ("user", user, "password", password);
  g_autoptr (JsonObject) object = NULL;
  GalleyPortalRequest request = {
    .method = "POST", .path = GALLEY_API_TOKENS, .content_type = "application/json", .body = body, .limit = MAX_ANSWER,
  };
  const char *token;
  const char *text;
  gsize length;

  if (!galley_portal_line_call (line, &request, &answer, cancellable, error))
    return NULL;
  text = g_bytes_get_data (answer.body, &length);
  object = galley_json_parse_object (length > 0 ? text : "", length, MAX_ANSWER, error);
  if (object == NULL)
    return NULL;
  token = galley_json_get_string (object, "token");
  if (token == NULL || *token == '\0')
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "The portal gave no token");
      return NULL;
    }
  return g_strdup (token);
}

char *
galley_portal_sign_in (const char   *address,
                       const char   *user,
                       const char   *password,
                       GCancellable *cancellable,
                       GError      **error)
{
  g_autoptr (GalleyPortalLine) line = NULL;

  g_return_val_if_fail (address != NULL && user != NULL && password != NULL, NULL);

  line = galley_portal_line_new (address, NULL, SILENCE);
  return ask_for_token (line, user, password, cancellable, error);
}

/* Whether the system sends calls for @address through somebody else. */
static gboolean
has_proxy (const char   *address,
           GCancellable *cancellable)
{
  /* Who cannot be asked counts as nobody. */
  g_auto (GStrv) proxies = g_proxy_resolver_lookup (g_proxy_resolver_get_default (), address, cancellable, NULL);

  return proxies != NULL && proxies[0] != NULL && strcmp (proxies[0], "direct://") != 0;
}

static GalleyPortalTrouble
judge_refusal (GalleyPortalLine *line,
               const char       *address,
               GCancellable     *cancellable,
               const GError     *error)
{
  GalleyPortalTrouble trouble = galley_portal_line_get_trouble (line);

  if ((trouble == GALLEY_PORTAL_TROUBLE_NO_HOST || trouble == GALLEY_PORTAL_TROUBLE_NO_ANSWER)
      && has_proxy (address, cancellable))
    return GALLEY_PORTAL_TROUBLE_PROXY;
  if (trouble != GALLEY_PORTAL_TROUBLE_NONE || error->domain != GALLEY_ERROR)
    return trouble;
  /* A portal gives tokens, whatever its age. */
  return error->code == GALLEY_ERROR_AUTH || error->code == GALLEY_ERROR_BUSY ? GALLEY_PORTAL_TROUBLE_NONE
                                                                              : GALLEY_PORTAL_TROUBLE_NO_PORTAL;
}

static gboolean
check_session (GalleyTransport     *transport,
               GalleyPortalTrouble *trouble,
               GCancellable        *cancellable,
               GError             **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GalleySession) session = galley_transport_hello (transport, cancellable, &cause);

  if (session == NULL)
    {
      if (g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND)
          || g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_INVALID))
        *trouble = GALLEY_PORTAL_TROUBLE_OLD_SERVER;
      else
        *trouble = galley_transport_get_trouble (transport);
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (!galley_session_check_client (session, error))
    {
      *trouble = GALLEY_PORTAL_TROUBLE_OLD_GALLEY;
      return FALSE;
    }
  if (!galley_session_has_feature (session, GALLEY_FEATURE_WAIT))
    {
      *trouble = GALLEY_PORTAL_TROUBLE_OLD_SERVER;
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "The portal lacks \"" GALLEY_FEATURE_WAIT "\"");
      return FALSE;
    }
  return TRUE;
}

char *
galley_portal_enter (const char            *address,
                     const GalleyAuthority *authority,
                     const char            *user,
                     const char            *password,
                     GalleyPortalTrouble   *trouble,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_autoptr (GalleyPortalLine) line = NULL;
  g_autoptr (GalleyTransport) transport = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *token = NULL;

  g_return_val_if_fail (address != NULL && user != NULL && password != NULL, NULL);
  g_return_val_if_fail (trouble != NULL, NULL);

  *trouble = GALLEY_PORTAL_TROUBLE_NONE;
  line = galley_portal_line_new (address, NULL, SILENCE);
  galley_portal_line_set_authority (line, authority);
  token = ask_for_token (line, user, password, cancellable, &cause);
  if (token == NULL)
    {
      *trouble = judge_refusal (line, address, cancellable, cause);
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  transport = galley_portal_transport_new (address, token);
  galley_portal_transport_set_authority (GALLEY_PORTAL_TRANSPORT (transport), authority);
  if (check_session (transport, trouble, cancellable, error))
    return g_steal_pointer (&token);
  /* A token that stays behind runs out by itself. */
  galley_portal_transport_sign_out (GALLEY_PORTAL_TRANSPORT (transport), cancellable, NULL);
  return NULL;
}

gboolean
galley_portal_change_password (const char            *address,
                               const GalleyAuthority *authority,
                               const char            *token,
                               const char            *old_password,
                               const char            *new_password,
                               GCancellable          *cancellable,
                               GError               **error)
{
  g_auto (GalleyPortalAnswer) answer = { 0 };
  g_autoptr (GalleyPortalLine) line = NULL;
  g_autoptr (GBytes) body = NULL;
  GalleyPortalRequest request = {
    .method = "PUT", .path = GALLEY_API_PASSWORD, .content_type = "application/json", .limit = MAX_ANSWER,
  };

  g_return_val_if_fail (address != NULL && token != NULL, FALSE);
  g_return_val_if_fail (old_password != NULL && new_password != NULL, FALSE);

  body = make_body ("new", new_password, "old", old_password);
  request.body = body;
  line = galley_portal_line_new (address, token, SILENCE);
  galley_portal_line_set_authority (line, authority);
  return galley_portal_line_call (line, &request, &answer, cancellable, error);
}
