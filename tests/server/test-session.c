/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in and out, the session, the layout; and what is refused before any handler is asked. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-audit.h"

#include <string.h>

#define DAYS ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)
#define SIGN_IN "{\"password\":\"reporter\",\"user\":\"reporter\"}"

static void
turn (Fixture *self,
      gint64   microseconds)
{
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), microseconds);
}

static void
test_sign_in (Fixture      *self,
              gconstpointer data)
{
  g_autoptr (GalleyResponse) response =
    fixture_expect (self, 201, NULL, "POST", GALLEY_API_TOKENS, NULL, SIGN_IN);
  g_autoptr (JsonObject) object = fixture_parse (response);
  const char *token = galley_json_get_string (object, "token");

  g_assert_cmpuint (strlen (token), ==, 64);
  g_assert_cmpstr (galley_json_get_string (object, "user"), ==, "reporter");
  g_hash_table_insert (self->tokens, g_strdup ("new"), g_strdup (token));
  galley_response_free (fixture_expect (self, 200, "new", "GET", GALLEY_API_SESSION, NULL, NULL));

  /* After a restart, too; and after 90 days no more. */
  turn (self, 89 * DAYS);
  fixture_restart (self);
  galley_response_free (fixture_expect (self, 200, "new", "GET", GALLEY_API_SESSION, NULL, NULL));
  turn (self, 2 * DAYS);
  fixture_refuse (self, 401, GALLEY_PROBLEM_TOKEN, "new", "GET", GALLEY_API_SESSION, NULL, NULL);
}

static void
test_sign_out (Fixture      *self,
               gconstpointer data)
{
  galley_response_free (fixture_expect (self, 204, "editor", "DELETE", GALLEY_API_TOKENS "/current", NULL, NULL));
  fixture_refuse (self, 401, GALLEY_PROBLEM_TOKEN, "editor", "GET", GALLEY_API_SESSION, NULL, NULL);
  /* Another's token is not touched. */
  galley_response_free (fixture_expect (self, 200, "chief", "GET", GALLEY_API_SESSION, NULL, NULL));
}

static void
test_token_is_not_kept (Fixture      *self,
                        gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "galley.db", NULL);
  const char *token = g_hash_table_lookup (self->tokens, "editor");
  g_autofree char *contents = NULL;
  gsize length;

  if (fixture_skips_without_file ())
    return;
  g_clear_pointer (&self->server, galley_server_close);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_null (memmem (contents, length, token, strlen (token)));
}

static void
test_rate (Fixture      *self,
           gconstpointer data)
{
  static const char wrong[] = "{\"password\":\"x\",\"user\":\"reporter\"}";
  g_autoptr (GalleyResponse) response = NULL;

  /* Ten at once: each counts from its beginning. */
  for (guint i = 0; i < GALLEY_LIMITER_FAILURES; i++)
    {
      g_autoptr (GalleyRequest) request = fixture_ask (self, NULL, "POST", GALLEY_API_TOKENS, NULL, wrong);
      g_autoptr (GalleyResponse) asked = galley_server_handle (self->server, request);

      g_assert_cmpint (asked->kind, ==, GALLEY_RESPONSE_PASSWORD);
      turn (self, G_USEC_PER_SEC);
    }
  response = fixture_expect (self, 429, NULL, "POST", GALLEY_API_TOKENS, NULL, SIGN_IN);
  g_assert_cmpuint (response->retry_after, ==, 50);
  /* Another name is not concerned. */
  fixture_refuse (self, 401, GALLEY_PROBLEM_CREDENTIALS, NULL, "POST", GALLEY_API_TOKENS, NULL,
                  "{\"password\":\"x\",\"user\":\"nobody\"}");
  turn (self, 50 * G_USEC_PER_SEC);
  galley_response_free (fixture_expect (self, 201, NULL, "POST", GALLEY_API_TOKENS, NULL, SIGN_IN));
}

static void
test_nobody (Fixture      *self,
             gconstpointer data)
{
  /* Even the one who would know the decoy's password is nobody. */
  g_autoptr (GalleyRequest) request =
    fixture_ask (self, NULL, "POST", GALLEY_API_TOKENS, NULL, "{\"password\":\"x\",\"user\":\"nobody\"}");
  g_autoptr (GalleyResponse) asked = galley_server_handle (self->server, request);
  g_autoptr (GalleyResponse) response = NULL;

  g_assert_cmpint (asked->kind, ==, GALLEY_RESPONSE_PASSWORD);
  g_assert_true (g_str_has_prefix (asked->password_hash, "$argon2id$v=19$m=65536,t=2,p=1$"));
  asked->is_right = TRUE;
  response = galley_server_finish_password (self->server, asked);
  g_assert_cmpuint (response->status, ==, 401);
}

#define CHANGE "{\"new\":\"another one\",\"old\":\"reporter\"}"

static guint
count_changes (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) entries = galley_server_audit_list (self->server->database, "", &error);
  guint n_changes = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      g_assert_cmpstr (galley_json_get_string (entry, "user"), ==, "reporter");
      n_changes += g_str_equal (galley_json_get_string (entry, "action"), "change-password") ? 1 : 0;
    }
  return n_changes;
}

static void
test_change_password (Fixture      *self,
                      gconstpointer data)
{
  g_autoptr (GalleyResponse) response =
    fixture_expect (self, 201, NULL, "POST", GALLEY_API_TOKENS, NULL, SIGN_IN);
  g_autoptr (JsonObject) object = fixture_parse (response);

  g_hash_table_insert (self->tokens, g_strdup ("elsewhere"), g_strdup (galley_json_get_string (object, "token")));
  fixture_refuse (self, 403, GALLEY_PROBLEM_CREDENTIALS, "reporter", "PUT", GALLEY_API_PASSWORD, NULL,
                  "{\"new\":\"another one\",\"old\":\"x\"}");
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", GALLEY_API_PASSWORD, NULL,
                  "{\"new\":\"seven__\",\"old\":\"reporter\"}");
  galley_response_free (fixture_expect (self, 200, "elsewhere", "GET", GALLEY_API_SESSION, NULL, NULL));
  g_assert_cmpuint (count_changes (self), ==, 0);

  /* The second time is the first time's answer over again, and changes nothing. */
  for (guint i = 0; i < 2; i++)
    galley_response_free (fixture_expect (self, 204, "reporter", "PUT", GALLEY_API_PASSWORD, NULL, CHANGE));
  g_assert_cmpuint (count_changes (self), ==, 1);
  galley_response_free (fixture_expect (self, 200, "reporter", "GET", GALLEY_API_SESSION, NULL, NULL));
  galley_response_free (fixture_expect (self, 200, "editor", "GET", GALLEY_API_SESSION, NULL, NULL));
  fixture_refuse (self, 401, GALLEY_PROBLEM_TOKEN, "elsewhere", "GET", GALLEY_API_SESSION, NULL, NULL);
  fixture_refuse (self, 401, GALLEY_PROBLEM_CREDENTIALS, NULL, "POST", GALLEY_API_TOKENS, NULL, SIGN_IN);
  galley_response_free (fixture_expect (self, 201, NULL, "POST", GALLEY_API_TOKENS, NULL,
                                        "{\"password\":\"another one\",\"user\":\"reporter\"}"));
}

/* Whoever was being let in with the old password while it was changed stays outside. */
static void
test_change_password_meanwhile (Fixture      *self,
                                gconstpointer data)
{
  g_autoptr (GalleyRequest) sign_in = fixture_ask (self, NULL, "POST", GALLEY_API_TOKENS, NULL, SIGN_IN);
  g_autoptr (GalleyRequest) change = fixture_ask (self, "reporter", "PUT", GALLEY_API_PASSWORD, NULL, CHANGE);
  g_autoptr (GalleyResponse) entering = galley_server_handle (self->server, sign_in);
  g_autoptr (GalleyResponse) changing = galley_server_handle (self->server, change);
  g_autoptr (GalleyResponse) answer = NULL;

  galley_response_hash (entering);
  galley_response_hash (changing);
  galley_response_free (fixture_expect (self, 204, "reporter", "PUT", GALLEY_API_PASSWORD, NULL, CHANGE));
  answer = galley_server_finish_password (self->server, entering);
  g_assert_cmpuint (answer->status, ==, 401);
  g_clear_pointer (&answer, galley_response_free);
  answer = galley_server_finish_password (self->server, changing);
  g_assert_cmpuint (answer->status, ==, 403);
  g_assert_cmpuint (count_changes (self), ==, 1);
}

/* Guesses count from their beginning, together with those at the door. */
static void
test_change_password_rate (Fixture      *self,
                           gconstpointer data)
{
  g_autoptr (GalleyResponse) response = NULL;

  for (guint i = 0; i < GALLEY_LIMITER_FAILURES; i++)
    {
      g_autoptr (GalleyRequest) request = fixture_ask (self, "reporter", "PUT", GALLEY_API_PASSWORD, NULL, CHANGE);
      g_autoptr (GalleyResponse) asked = galley_server_handle (self->server, request);

      g_assert_cmpint (asked->kind, ==, GALLEY_RESPONSE_PASSWORD);
    }
  response = fixture_expect (self, 429, "reporter", "PUT", GALLEY_API_PASSWORD, NULL, CHANGE);
  g_assert_cmpuint (response->retry_after, ==, GALLEY_LIMITER_SECONDS);
  galley_response_free (fixture_expect (self, 429, NULL, "POST", GALLEY_API_TOKENS, NULL, SIGN_IN));
}

static void
test_session (Fixture      *self,
              gconstpointer data)
{
  g_autoptr (GalleyResponse) response = fixture_expect (self, 200, "chief", "GET", GALLEY_API_SESSION, NULL, NULL);
  g_autoptr (JsonObject) object = fixture_parse (response);
  JsonObject *user = galley_json_get_object (object, "user");
  JsonArray *roles = galley_json_get_array (user, "roles");

  g_assert_cmpstr (galley_json_get_string (user, "id"), ==, "chief");
  g_assert_cmpstr (galley_json_get_string (user, "name"), ==, "沈总");
  g_assert_cmpstr (galley_json_get_string (user, "department"), ==, "总编室");
  g_assert_cmpuint (json_array_get_length (roles), ==, 1);
  g_assert_cmpstr (galley_json_array_get_string (roles, 0), ==, "chief");
  g_assert_cmpstr (galley_json_get_string (object, "epoch"), ==, self->server->epoch);
  g_assert_cmpint (galley_json_get_integer (galley_json_get_object (object, "limits"), "article"), ==, 8388608);
}

static void
test_layout (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (GalleyResponse) response = fixture_expect (self, 200, "chief", "GET", GALLEY_API_LAYOUT, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyLayout) layout = galley_layout_new_from_zip (response->body, &error);
  g_autofree char *etag = g_strdup (response->etag);
  g_autofree char *expected = NULL;

  g_assert_no_error (error);
  expected = g_strdup_printf ("\"%s\"", galley_layout_get_version (layout));
  g_assert_cmpstr (etag, ==, expected);
  g_assert_cmpstr (response->content_type, ==, "application/zip");
  galley_response_free (fixture_expect (self, 304, "chief", "GET", GALLEY_API_LAYOUT, etag, NULL));

  /* Another address makes another pack, which is served and used from then on. */
  galley_server_set_base_address (self->server, "https://news.example", &error);
  g_assert_no_error (error);
  galley_response_free (fixture_expect (self, 200, "chief", "GET", GALLEY_API_LAYOUT, etag, NULL));
  fixture_restart (self);
  g_assert_cmpstr (galley_site_get_base_address (galley_layout_get_site (self->server->layout)), ==,
                   "https://news.example");
}

static void
test_bad_base_address (Fixture      *self,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (galley_server_set_base_address (self->server, "news.example/", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  fixture_restart (self);
}

static void
test_refusals (Fixture      *self,
               gconstpointer data)
{
  g_autoptr (GalleyResponse) response = NULL;

  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "chief", "GET", "/api/v1/nothing", NULL, NULL);
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "chief", "GET", "/api/v2/session", NULL, NULL);
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "chief", "GET", GALLEY_API_ARTICLES "/", NULL, NULL);
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "chief", "GET", GALLEY_API_ARTICLES "/%ff", NULL, NULL);
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "chief", "GET", GALLEY_API_ARTICLES "/%00", NULL, NULL);
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "chief", "GET", GALLEY_API_ARTICLES "/%c0%ae", NULL, NULL);
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "chief", "OPTIONS", "*", NULL, NULL);
  response = fixture_expect (self, 405, "chief", "POST", GALLEY_API_ARTICLES "/x", NULL, "{}");
  g_assert_cmpstr (response->allow, ==, "GET, HEAD, PUT, DELETE");
  fixture_refuse (self, 401, GALLEY_PROBLEM_TOKEN, NULL, "GET", GALLEY_API_MANIFEST, NULL, NULL);
}

static void
test_bodies (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *deep = g_strnfill (20000, '[');
  g_autofree char *large = g_strnfill (17 * 1024, ' ');

  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, NULL, "POST", GALLEY_API_TOKENS, NULL, "");
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, NULL, "POST", GALLEY_API_TOKENS, NULL, "[]");
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, NULL, "POST", GALLEY_API_TOKENS, NULL, "{\"user\":1.5}");
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, NULL, "POST", GALLEY_API_TOKENS, NULL,
                  "{\"user\":\"a\",\"user\":\"b\"}");
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, NULL, "POST", GALLEY_API_TOKENS, NULL, "{\"user\":\"\xff\"}");
  g_assert_cmpuint (strlen (deep), ==, 20000);
  deep[15000] = '\0';
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, NULL, "POST", GALLEY_API_TOKENS, NULL, deep);
  fixture_refuse (self, 413, GALLEY_PROBLEM_TOO_LARGE, NULL, "POST", GALLEY_API_TOKENS, NULL, large);
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, NULL, "POST", GALLEY_API_TOKENS, NULL, "{\"user\":7}");
}

static void
test_second_server (Fixture      *self,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (fixture_skips_without_file ())
    return;
  g_assert_null (galley_server_open (self->folder, self->clock, self->random, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (galley_server_create (self->folder, NULL, NULL, self->random, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
}

#define add(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/server/session/sign-in", test_sign_in);
  add ("/server/session/sign-out", test_sign_out);
  add ("/server/session/token-is-not-kept", test_token_is_not_kept);
  add ("/server/session/rate", test_rate);
  add ("/server/session/nobody", test_nobody);
  add ("/server/session/change-password", test_change_password);
  add ("/server/session/change-password-meanwhile", test_change_password_meanwhile);
  add ("/server/session/change-password-rate", test_change_password_rate);
  add ("/server/session/session", test_session);
  add ("/server/session/layout", test_layout);
  add ("/server/session/bad-base-address", test_bad_base_address);
  add ("/server/session/refusals", test_refusals);
  add ("/server/session/bodies", test_bodies);
  add ("/server/session/second-server", test_second_server);
  return g_test_run ();
}
