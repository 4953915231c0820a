/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The slots of the home page: who fills them, that nobody is written over, and that what stands there goes at its time or
 * with its article. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/db/galley-statement.h"
#include "core/wire/galley-placements.h"
#include "core/wire/galley-protocol.h"

#include <string.h>

#define LEAD GALLEY_API_SLOTS "/lead"

static char *
make_body (const char *article,
           const char *headline,
           gint64      until)
{
  g_autoptr (GalleyPlacements) empty = galley_placements_new ();
  const GalleyPlacement placement = { article, headline, until };
  g_autoptr (GalleyPlacements) placements = galley_placements_with (empty, &placement, 0, NULL);

  return galley_placements_write (placements);
}

static char *
get_etag (Fixture *self)
{
  g_autoptr (GalleyResponse) response = fixture_expect (self, 200, "reporter", "GET", LEAD, NULL, NULL);

  return g_strdup (response->etag);
}

/* The status of editor's putting @body into the lead as it stands now. */
static guint
put (Fixture    *self,
     const char *body)
{
  g_autofree char *etag = get_etag (self);
  g_autoptr (GalleyResponse) response = fixture_call (self, "editor", "PUT", LEAD, etag, body);

  return response->status;
}

static char *
add_public (Fixture    *self,
            const char *headline)
{
  char *id = fixture_add_article (self, "reporter", headline);

  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  return id;
}

static gboolean
leads (Fixture    *self,
       const char *headline)
{
  g_autofree char *page = NULL;
  g_autofree char *wanted = g_strconcat (headline, "</a></h1>", NULL);

  g_assert_cmpuint (fixture_read_page (self, "/", &page), ==, 200);
  return strstr (page, wanted) != NULL;
}

static gint64
now (Fixture *self)
{
  return galley_clock_get_real_time (self->clock);
}

static void
test_put (Fixture      *self,
          gconstpointer data)
{
  g_autofree char *first = add_public (self, "白鹭归来");
  g_autofree char *second = add_public (self, "老街焕新");
  g_autofree char *body = make_body (first, "", 0);
  g_autofree char *again = make_body (first, "另一个标题", 0);
  g_autofree char *old = get_etag (self);
  g_autoptr (GalleyResponse) response = NULL;

  g_assert_cmpuint (put (self, body), ==, 200);
  g_assert_true (leads (self, "白鹭归来"));
  response = fixture_expect (self, 200, "reporter", "GET", LEAD, NULL, NULL);
  g_assert_cmpstr (fixture_get_text (response), ==, body);
  g_assert_cmpuint (put (self, again), ==, 200);
  g_assert_true (leads (self, "另一个标题"));
  g_assert_cmpuint (put (self, "{\"placements\":[]}"), ==, 200);
  g_assert_false (leads (self, "另一个标题"));
  galley_response_free (g_steal_pointer (&response));
  response = fixture_expect (self, 304, "reporter", "GET", LEAD, old, NULL);
}

/* What was asked for twice is done once; what somebody else has changed is shown instead of written over. */
static void
test_condition (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *first = add_public (self, "白鹭归来");
  g_autofree char *second = add_public (self, "老街焕新");
  g_autofree char *body = make_body (first, "", 0);
  g_autofree char *other = make_body (second, "", 0);
  g_autofree char *old = get_etag (self);
  g_autofree char *present = NULL;
  g_autoptr (GalleyResponse) refused = NULL;
  gint64 sequence;

  fixture_refuse (self, 428, GALLEY_PROBLEM_NO_CONDITION, "editor", "PUT", LEAD, NULL, body);
  galley_response_free (fixture_expect (self, 200, "editor", "PUT", LEAD, old, body));
  sequence = galley_server_get_sequence (self->server);
  galley_response_free (fixture_expect (self, 200, "editor", "PUT", LEAD, old, body));
  refused = fixture_expect (self, 412, "chief", "PUT", LEAD, old, other);
  present = get_etag (self);
  g_assert_cmpstr (fixture_get_text (refused), ==, body);
  g_assert_cmpstr (refused->etag, ==, present);
  g_assert_cmpint (galley_server_get_sequence (self->server), ==, sequence);
  g_assert_true (leads (self, "白鹭归来"));
}

static void
test_refused (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *draft = fixture_add_article (self, "reporter", "草稿");
  g_autofree char *article = add_public (self, "白鹭归来");
  g_autofree char *hidden = make_body (draft, "", 0);
  g_autofree char *body = make_body (article, "", 0);
  g_autofree char *etag = get_etag (self);
  static const char *const nobody[] = { "reporter", "colleague", "stranger" };

  for (guint i = 0; i < G_N_ELEMENTS (nobody); i++)
    fixture_refuse (self, 403, GALLEY_PROBLEM_FORBIDDEN, nobody[i], "PUT", LEAD, etag, body);
  fixture_refuse (self, 401, GALLEY_PROBLEM_TOKEN, NULL, "GET", LEAD, NULL, NULL);
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "chief", "GET", GALLEY_API_SLOTS "/nowhere", NULL, NULL);
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "chief", "PUT", GALLEY_API_SLOTS "/nowhere", etag, body);
  fixture_refuse (self, 409, GALLEY_PROBLEM_STATE, "chief", "PUT", LEAD, etag, hidden);
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "chief", "PUT", LEAD, etag, "[");
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "chief", "PUT", LEAD, etag, "{\"placements\":1}");
  g_assert_false (leads (self, "草稿"));
  galley_response_free (fixture_expect (self, 200, "chief", "PUT", LEAD, etag, body));
}

static char *
find_in_feed (Fixture *self)
{
  g_autoptr (GalleyResponse) response =
    fixture_expect (self, 200, "reporter", "GET", GALLEY_API_CHANGES "?limit=500", NULL, NULL);
  g_autoptr (JsonObject) feed = fixture_parse (response);
  JsonArray *changes = galley_json_get_array (feed, "changes");

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = galley_json_array_get_object (changes, i);

      if (g_strcmp0 (galley_json_get_string (change, "list"), GALLEY_LIST_SLOTS) == 0
          && g_strcmp0 (galley_json_get_string (change, "id"), "lead") == 0)
        return g_strdup (galley_json_get_string (change, "value"));
    }
  return NULL;
}

/* By the clock alone, without a request that asks for it; also where the server was not running then. */
static void
test_ends (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *article = add_public (self, "白鹭归来");
  g_autofree char *newer = add_public (self, "老街焕新");
  g_autofree char *body = make_body (article, "", now (self) + G_TIME_SPAN_HOUR);
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;
  g_autofree char *late = NULL;

  g_assert_cmpint (galley_server_get_time_left (self->server), <, 0);
  g_assert_cmpuint (put (self, body), ==, 200);
  during = find_in_feed (self);
  g_assert_cmpstr (during, ==, body);
  g_assert_cmpint (galley_server_get_time_left (self->server), ==, G_TIME_SPAN_HOUR);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), G_TIME_SPAN_HOUR - 1);
  galley_server_keep_time (self->server);
  g_assert_true (leads (self, "白鹭归来"));
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 1);
  g_assert_cmpint (galley_server_get_time_left (self->server), ==, 0);
  galley_server_keep_time (self->server);
  g_assert_cmpint (galley_server_get_time_left (self->server), <, 0);
  g_assert_false (leads (self, "白鹭归来"));
  after = find_in_feed (self);
  g_assert_cmpstr (after, ==, "{\"placements\":[]}");

  late = make_body (article, "", now (self) + G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (put (self, late), ==, 200);
  g_assert_true (leads (self, "白鹭归来"));
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), G_TIME_SPAN_DAY);
  fixture_restart (self);
  g_assert_false (leads (self, "白鹭归来"));
  /* What comes too late stands nowhere. */
  g_assert_cmpuint (put (self, late), ==, 200);
  g_assert_false (leads (self, "白鹭归来"));
}

/* A withdrawn article is out of every slot at once, and does not come back with its next publication. */
static void
test_withdrawn (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *article = add_public (self, "白鹭归来");
  g_autofree char *other = add_public (self, "老街焕新");
  g_autofree char *body = make_body (article, "鹭", 0);
  g_autofree char *etag = get_etag (self);
  g_autofree char *after = NULL;
  g_autofree char *page = NULL;

  galley_response_free (fixture_expect (self, 200, "chief", "PUT", LEAD, etag, body));
  galley_response_free (fixture_expect (self, 200, "chief", "PUT", GALLEY_API_SLOTS "/picks", etag, body));
  g_assert_true (leads (self, "鹭"));
  galley_response_free (fixture_act (self, "chief", article, "withdraw"));
  fixture_read_page (self, "/", &page);
  g_assert_null (strstr (page, "鹭"));
  after = get_etag (self);
  g_assert_cmpstr (after, ==, etag);
}

static void
test_record (Fixture      *self,
             gconstpointer data)
{
  static const char sql[] = "SELECT user, action, comment FROM audit ORDER BY number DESC LIMIT 1";
  g_autofree char *article = add_public (self, "白鹭归来");
  g_autofree char *body = make_body (article, "", 0);
  g_autofree char *comment = g_strconcat ("lead ", body, NULL);
  g_autoptr (GalleyStatement) statement = NULL;

  g_assert_cmpuint (put (self, body), ==, 200);
  statement = galley_statement_get (self->server->database, sql);
  g_assert_true (galley_statement_step (statement, NULL));
  g_assert_cmpstr (galley_statement_get_text (statement, 0), ==, "editor");
  g_assert_cmpstr (galley_statement_get_text (statement, 1), ==, "place");
  g_assert_cmpstr (galley_statement_get_text (statement, 2), ==, comment);
}

/* A change of a slot writes the home page and no other; a site that is built anew has the same. */
static void
test_home_alone (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *article = add_public (self, "白鹭归来");
  g_autofree char *body = make_body (article, "鹭", 0);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *rebuilt = NULL;
  g_autofree char *list = g_build_filename (galley_server_get_public_folder (self->server), "channels", "towns",
                                            "index.html", NULL);
  g_autoptr (GError) error = NULL;

  fixture_read_page (self, "/", &before);
  g_assert_true (g_file_set_contents (list, "as it stood", -1, NULL));
  g_assert_cmpuint (put (self, body), ==, 200);
  fixture_read_page (self, "/", &after);
  g_assert_cmpstr (before, !=, after);
  g_assert_true (g_file_get_contents (list, &rebuilt, NULL, NULL));
  g_assert_cmpstr (rebuilt, ==, "as it stood");
  g_free (g_steal_pointer (&rebuilt));
  galley_server_rebuild (self->server, &error);
  g_assert_no_error (error);
  fixture_read_page (self, "/", &rebuilt);
  g_assert_cmpstr (after, ==, rebuilt);
}

static void
add (const char *path,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/server/slots/put", test_put);
  add ("/server/slots/condition", test_condition);
  add ("/server/slots/refused", test_refused);
  add ("/server/slots/ends", test_ends);
  add ("/server/slots/withdrawn", test_withdrawn);
  add ("/server/slots/record", test_record);
  add ("/server/slots/home-alone", test_home_alone);
  return g_test_run ();
}
