/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feed: cursors, pages, waiting; and the lists that come with it. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"

#include <string.h>

#define SECOND G_USEC_PER_SEC

static JsonObject *
get_changes (Fixture    *self,
             const char *user,
             const char *query)
{
  g_autofree char *target = g_strconcat (GALLEY_API_CHANGES "?", query, NULL);
  g_autoptr (GalleyResponse) response = fixture_expect (self, 200, user, "GET", target, NULL, NULL);

  return fixture_parse (response);
}

static char *
make_cursor (Fixture *self,
             gint64   sequence)
{
  return g_strdup_printf ("%s.%" G_GINT64_FORMAT, self->server->epoch, sequence);
}

static void
test_pages (Fixture      *self,
            gconstpointer data)
{
  char *ids[5];
  g_autofree char *last = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autofree char *query = NULL;
  g_autofree char *target = NULL;
  g_autofree char *changed = NULL;
  JsonArray *changes;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = fixture_add_article (self, "reporter", "稿");
  /* The first is changed again: it comes last, and once. */
  target = fixture_make_target (ids[0]);
  changed = fixture_make_article (ids[0], "稿", "<p>改。</p>");
  galley_response_free (fixture_expect (self, 200, "reporter", "PUT", target, "*", changed));

  {
    g_autoptr (GalleyResponse) page =
      fixture_expect (self, 200, "reporter", "GET", GALLEY_API_CHANGES "?limit=3", NULL, NULL);
    g_autofree char *expected = NULL;

    first = fixture_parse (page);
    expected = g_strconcat (GALLEY_API_CHANGES "?limit=3&since=", galley_json_get_string (first, "cursor"), NULL);
    g_assert_cmpstr (page->next, ==, expected);
  }
  changes = galley_json_get_array (first, "changes");
  g_assert_cmpuint (json_array_get_length (changes), ==, 3);
  g_assert_true (galley_json_get_boolean (first, "more"));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (galley_json_get_string (galley_json_array_get_object (changes, i), "id"), ==, ids[i + 1]);
  query = g_strconcat ("limit=3&since=", galley_json_get_string (first, "cursor"), NULL);
  second = get_changes (self, "reporter", query);
  changes = galley_json_get_array (second, "changes");
  g_assert_cmpuint (json_array_get_length (changes), ==, 2);
  g_assert_false (galley_json_get_boolean (second, "more"));
  g_assert_cmpstr (galley_json_get_string (galley_json_array_get_object (changes, 1), "id"), ==, ids[0]);
  last = make_cursor (self, 6);
  g_assert_cmpstr (galley_json_get_string (second, "cursor"), ==, last);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_free (ids[i]);
}

static void
test_large_page (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *text = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *body = g_strconcat ("<p>", text, "</p>", NULL);
  g_autoptr (JsonObject) page = NULL;
  guint n_changes;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = fixture_make_id (self);
      g_autofree char *target = fixture_make_target (id);
      g_autofree char *article = fixture_make_article (id, "长稿", body);

      galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
    }
  page = get_changes (self, "reporter", "limit=500");
  n_changes = json_array_get_length (galley_json_get_array (page, "changes"));
  g_assert_cmpuint (n_changes, ==, 3);
  g_assert_true (galley_json_get_boolean (page, "more"));
}

static void
test_cursors (Fixture      *self,
              gconstpointer data)
{
  static const char *const malformed[] = { "x", "1", ".1", "abc.", "abc.-1", "abc.1.2", "xyz.1", "abc.%201" };
  g_autofree char *ahead = g_strdup_printf (GALLEY_API_CHANGES "?since=%s.1", self->server->epoch);

  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autofree char *target = g_strconcat (GALLEY_API_CHANGES "?since=", malformed[i], NULL);

      fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "reporter", "GET", target, NULL, NULL);
    }
  fixture_refuse (self, 410, GALLEY_PROBLEM_CURSOR, "reporter", "GET", ahead, NULL, NULL);
  fixture_refuse (self, 410, GALLEY_PROBLEM_CURSOR, "reporter", "GET", GALLEY_API_CHANGES "?since=abc.0", NULL, NULL);
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "reporter", "GET", GALLEY_API_CHANGES "?limit=-1", NULL, NULL);
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "reporter", "GET", GALLEY_API_CHANGES "?wait=x", NULL, NULL);
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "reporter", "GET", GALLEY_API_CHANGES "?%ff%", NULL, NULL);
}

/* The sleeping half of a wait: nothing is answered. */
static GalleyResponse *
hold (Fixture       *self,
      GalleyRequest *request)
{
  GalleyResponse *response = galley_server_handle (self->server, request);

  g_assert_cmpint (response->kind, ==, GALLEY_RESPONSE_WAIT);
  return response;
}

static void
test_wait_for_news (Fixture      *self,
                    gconstpointer data)
{
  g_autofree char *cursor = make_cursor (self, 0);
  g_autofree char *target = g_strconcat (GALLEY_API_CHANGES "?limit=0&wait=50&since=", cursor, NULL);
  g_autoptr (GalleyRequest) request = fixture_ask (self, "reporter", "GET", target, NULL, NULL);
  g_autoptr (GalleyResponse) held = hold (self, request);
  g_autoptr (GalleyResponse) held_again = NULL;
  g_autoptr (GalleyResponse) answer = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *id = NULL;
  g_autofree char *others = NULL;

  g_assert_cmpint (held->sequence, ==, 0);
  g_assert_cmpint (held->deadline, ==, galley_clock_get_boot_time (self->clock) + 50 * SECOND);
  request->deadline = held->deadline;
  /* What another keeps to himself is no news. */
  others = fixture_add_article (self, "stranger", "密");
  held_again = hold (self, request);
  g_assert_cmpint (held_again->sequence, ==, 1);
  g_assert_cmpint (held_again->deadline, ==, held->deadline);
  id = fixture_add_article (self, "reporter", "稿");
  answer = galley_server_handle (self->server, request);
  object = fixture_parse (answer);
  g_assert_true (galley_json_get_boolean (object, "more"));
  g_assert_cmpstr (galley_json_get_string (object, "cursor"), ==, cursor);
  g_assert_cmpuint (json_array_get_length (galley_json_get_array (object, "changes")), ==, 0);
}

static void
test_wait_for_time (Fixture      *self,
                    gconstpointer data)
{
  g_autoptr (GalleyRequest) request =
    fixture_ask (self, "reporter", "GET", GALLEY_API_CHANGES "?wait=3000", NULL, NULL);
  g_autoptr (GalleyResponse) held = hold (self, request);
  g_autoptr (GalleyResponse) held_again = NULL;
  g_autoptr (GalleyResponse) answer = NULL;
  g_autoptr (JsonObject) object = NULL;

  request->deadline = held->deadline;
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), GALLEY_CHANGES_MAX_WAIT * SECOND - 1);
  held_again = hold (self, request);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 1);
  answer = galley_server_handle (self->server, request);
  g_assert_cmpint (answer->kind, ==, GALLEY_RESPONSE_BYTES);
  object = fixture_parse (answer);
  g_assert_false (galley_json_get_boolean (object, "more"));
}

static void
test_wait_ends_with_the_token (Fixture      *self,
                               gconstpointer data)
{
  g_autoptr (GalleyRequest) request = fixture_ask (self, "editor", "GET", GALLEY_API_CHANGES "?wait=9", NULL, NULL);
  g_autoptr (GalleyResponse) held = hold (self, request);
  g_autoptr (GalleyResponse) answer = NULL;

  galley_response_free (fixture_expect (self, 204, "editor", "DELETE", GALLEY_API_TOKENS "/current", NULL, NULL));
  request->deadline = held->deadline;
  answer = galley_server_handle (self->server, request);
  g_assert_cmpuint (answer->status, ==, 401);
}

static void
test_lists (Fixture      *self,
            gconstpointer data)
{
  static const char entry[] = GALLEY_API_LISTS "/tags/egret";
  g_autoptr (GalleyResponse) response = NULL;
  g_autoptr (JsonObject) page = NULL;
  g_autoptr (JsonObject) after = NULL;
  g_autoptr (JsonObject) list = NULL;
  JsonObject *change;

  /* Cleaned like any line. */
  response = fixture_expect (self, 200, "editor", "PUT", entry, NULL, "{\"value\":\" 白鹭\\u0001 \"}");
  g_assert_cmpstr (fixture_get_text (response), ==, "{\"id\":\"egret\",\"value\":\"白鹭\"}");
  g_assert_cmpint (galley_server_get_sequence (self->server), ==, 1);
  /* Nothing new is no change. */
  galley_response_free (fixture_expect (self, 200, "chief", "PUT", entry, NULL, "{\"value\":\"白鹭\"}"));
  g_assert_cmpint (galley_server_get_sequence (self->server), ==, 1);
  page = get_changes (self, "stranger", "");
  change = galley_json_array_get_object (galley_json_get_array (page, "changes"), 0);
  g_assert_cmpstr (galley_json_get_string (change, "kind"), ==, "list");
  g_assert_cmpstr (galley_json_get_string (change, "list"), ==, "tags");
  g_assert_cmpstr (galley_json_get_string (change, "value"), ==, "白鹭");

  galley_response_free (fixture_expect (self, 204, "editor", "DELETE", entry, NULL, NULL));
  galley_response_free (fixture_expect (self, 204, "editor", "DELETE", entry, NULL, NULL));
  galley_response_free (fixture_expect (self, 204, "editor", "DELETE", GALLEY_API_LISTS "/tags/never", NULL, NULL));
  g_assert_cmpint (galley_server_get_sequence (self->server), ==, 2);
  after = get_changes (self, "stranger", "");
  g_assert_cmpuint (json_array_get_length (galley_json_get_array (after, "changes")), ==, 1);
  change = galley_json_array_get_object (galley_json_get_array (after, "changes"), 0);
  g_assert_cmpstr (galley_json_get_string (change, "kind"), ==, "list-deleted");
  g_assert_null (galley_json_get_string (change, "value"));
  galley_response_free (g_steal_pointer (&response));
  response = fixture_expect (self, 200, "stranger", "GET", GALLEY_API_LISTS "/tags", NULL, NULL);
  list = fixture_parse (response);
  g_assert_cmpuint (json_array_get_length (galley_json_get_array (list, "entries")), ==, 0);
}

#define add(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/server/changes/pages", test_pages);
  add ("/server/changes/large-page", test_large_page);
  add ("/server/changes/cursors", test_cursors);
  add ("/server/changes/wait-for-news", test_wait_for_news);
  add ("/server/changes/wait-for-time", test_wait_for_time);
  add ("/server/changes/wait-ends-with-the-token", test_wait_ends_with_the_token);
  add ("/server/changes/lists", test_lists);
  return g_test_run ();
}
