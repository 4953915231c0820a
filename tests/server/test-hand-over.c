/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing an article over: whose it is then, who sees it, what the record says, and who may not sign it for that. Who may
 * do it in which state is in test-permissions.c. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-users.h"

#include <string.h>

static char *
make_target (const char *id,
             const char *name)
{
  return g_strconcat (GALLEY_API_ARTICLES "/", id, "/owner/", name, NULL);
}

static void
hand_over (Fixture    *self,
           const char *user,
           const char *id,
           const char *to)
{
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = make_target (id, name);
  g_autofree char *body = g_strdup_printf ("{\"to\":\"%s\"}", to);

  galley_response_free (fixture_expect (self, 204, user, "PUT", target, NULL, body));
}

/* A draft changes hands: its content stays, the one who gave it sees it no more, and is told so by the feed. */
static void
test_draft (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "要转交的稿");
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *audit = g_strconcat (target, "/audit", NULL);
  g_autoptr (GalleyRevision) before = fixture_load (self, id);
  g_autoptr (GalleyResponse) changes = fixture_expect (self, 200, "reporter", "GET", GALLEY_API_CHANGES, NULL, NULL);
  g_autoptr (JsonObject) seen = fixture_parse (changes);
  g_autofree char *since =
    g_strconcat (GALLEY_API_CHANGES "?since=", galley_json_get_string (seen, "cursor"), NULL);
  g_autoptr (GalleyRevision) after = NULL;
  g_autoptr (GalleyResponse) news = NULL;
  g_autoptr (GalleyResponse) record = NULL;
  const GalleyState *state;

  hand_over (self, "reporter", id, "stranger");
  after = fixture_load (self, id);
  state = galley_revision_get_state (after);
  g_assert_true (galley_revision_has_same_content (before, after));
  g_assert_cmpint (state->status, ==, GALLEY_STATUS_DRAFT);
  g_assert_cmpstr (state->owner, ==, "stranger");
  g_assert_cmpstr (state->department, ==, "副刊部");
  galley_response_free (fixture_expect (self, 200, "stranger", "GET", target, NULL, NULL));
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "reporter", "GET", target, NULL, NULL);
  news = fixture_expect (self, 200, "reporter", "GET", since, NULL, NULL);
  g_assert_nonnull (strstr (fixture_get_text (news), "hidden"));
  record = fixture_expect (self, 200, "stranger", "GET", audit, NULL, NULL);
  g_assert_nonnull (strstr (fixture_get_text (record), "\"action\":\"hand-over\""));
  g_assert_nonnull (strstr (fixture_get_text (record), "\"comment\":\"reporter > stranger\""));
}

/* Sent twice it is done once, and says nothing of an article that is no longer his; another order needs another name. */
static void
test_twice (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = make_target (id, name);
  g_autoptr (GalleyResponse) again = NULL;
  gint64 sequence;

  galley_response_free (fixture_expect (self, 204, "reporter", "PUT", target, NULL, "{\"to\":\"colleague\"}"));
  sequence = galley_server_get_sequence (self->server);
  again = fixture_expect (self, 204, "reporter", "PUT", target, NULL, "{\"to\":\"colleague\"}");
  g_assert_cmpint (galley_server_get_sequence (self->server), ==, sequence);
  fixture_refuse (self, 409, GALLEY_PROBLEM_REUSED, "reporter", "PUT", target, NULL, "{\"to\":\"editor\"}");
  fixture_refuse (self, 409, GALLEY_PROBLEM_REUSED, "colleague", "PUT", target, NULL, "{\"to\":\"colleague\"}");
}

/* Who wrote it does not sign it, whoever has it now. */
static void
test_not_signed_by_author (Fixture      *self,
                           gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "editor", "自己写的稿");
  g_autoptr (GalleyResponse) submitted = NULL;
  g_autoptr (GalleyResponse) signed_by_author = NULL;
  g_autoptr (GalleyResponse) signed_by_other = NULL;

  hand_over (self, "editor", id, "reporter");
  submitted = fixture_act (self, "reporter", id, "submit");
  g_assert_cmpuint (submitted->status, ==, 200);
  signed_by_author = fixture_act (self, "editor", id, "sign");
  g_assert_cmpuint (signed_by_author->status, ==, 403);
  signed_by_other = fixture_act (self, "admin", id, "sign");
  g_assert_cmpuint (signed_by_other->status, ==, 200);
}

static void
test_refused (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = make_target (id, name);
  g_autofree char *unnamed = make_target (id, "x");
  g_autoptr (GError) error = NULL;

  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "reporter", "PUT", unnamed, NULL, "{\"to\":\"colleague\"}");
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, NULL, "{}");
  g_free (target);
  g_free (name);
  name = fixture_make_id (self);
  target = make_target (id, name);
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, NULL, "{\"to\":\"nobody\"}");
  galley_server_users_set_disabled (self->server->database, "colleague", TRUE, &error);
  g_assert_no_error (error);
  fixture_refuse (self, 409, GALLEY_PROBLEM_REUSED, "reporter", "PUT", target, NULL, "{\"to\":\"colleague\"}");
  g_free (target);
  g_free (name);
  name = fixture_make_id (self);
  target = make_target (id, name);
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, NULL, "{\"to\":\"colleague\"}");
  /* He is back; what was refused stays so. */
  galley_server_users_set_disabled (self->server->database, "colleague", FALSE, &error);
  g_assert_no_error (error);
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, NULL, "{\"to\":\"colleague\"}");
}

/* Who is gone is not offered; passwords and roles are nobody's business. */
static void
test_people (Fixture      *self,
             gconstpointer data)
{
  g_autoptr (GalleyResponse) response = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *people;
  JsonObject *first;

  galley_server_users_set_disabled (self->server->database, "colleague", TRUE, &error);
  g_assert_no_error (error);
  response = fixture_expect (self, 200, "reporter", "GET", GALLEY_API "/people", NULL, NULL);
  object = fixture_parse (response);
  people = galley_json_get_array (object, "people");
  g_assert_cmpuint (json_array_get_length (people), ==, 5);
  first = json_array_get_object_element (people, 0);
  g_assert_cmpstr (galley_json_get_string (first, "id"), ==, "admin");
  g_assert_cmpstr (galley_json_get_string (first, "department"), ==, "总编室");
  g_assert_cmpuint (json_object_get_size (first), ==, 3);
  g_assert_null (strstr (fixture_get_text (response), "colleague"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                                            \
  g_test_add ("/server/hand-over/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("draft", test_draft);
  ADD ("twice", test_twice);
  ADD ("not-signed-by-author", test_not_signed_by_author);
  ADD ("refused", test_refused);
  ADD ("people", test_people);
#undef ADD
  return g_test_run ();
}
