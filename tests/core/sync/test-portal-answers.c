/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of odd answers: each status and each kind of rubbish comes to the one error that the contract names, and
 * nothing of it gets into the store. */
#include "support/odd-fixture.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "core/sync/galley-portal-transport.h"
#include "core/sync/galley-refusal.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <string.h>

static void
assert_load_fails (OddFixture *fixture,
                   GalleyError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_transport_load (fixture->transport, ID_1, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, (int) code);
}

static void
test_statuses (OddFixture   *fixture,
               gconstpointer data)
{
  static const struct
  {
    guint status;
    GalleyError code;
  } table[] = {
    { 400, GALLEY_ERROR_REJECTED }, { 401, GALLEY_ERROR_AUTH },     { 403, GALLEY_ERROR_FORBIDDEN },
    { 404, GALLEY_ERROR_NOT_FOUND }, { 409, GALLEY_ERROR_REJECTED }, { 410, GALLEY_ERROR_GONE },
    { 412, GALLEY_ERROR_CONFLICT }, { 413, GALLEY_ERROR_REJECTED }, { 422, GALLEY_ERROR_REJECTED },
    { 429, GALLEY_ERROR_BUSY },     { 500, GALLEY_ERROR_OFFLINE },  { 503, GALLEY_ERROR_OFFLINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;

      odd_server_set_answer (fixture->server, GALLEY_API_ARTICLES, table[i].status, GALLEY_PROBLEM_CONTENT_TYPE,
                             "{\"detail\":\"Because of the weather\",\"status\":0,\"title\":\"t\"}", NULL);
      g_assert_null (galley_transport_load (fixture->transport, ID_1, NULL, &error));
      g_assert_error (error, GALLEY_ERROR, (int) table[i].code);
      g_assert_nonnull (strstr (error->message, "Because of the weather"));
    }
}

/* Sentence and kind come through an error's text; foreign kinds do not, and text of others is not taken for ours. */
static void
test_refusals (void)
{
  static const struct
  {
    const char *text;
    const char *problem; /* NULL: none */
    const char *sentence;
  } table[] = {
    { "Ask the desk (403 forbidden)", GALLEY_PROBLEM_FORBIDDEN, "Ask the desk" },
    { "看过之后有改动 (409 content-changed)", GALLEY_PROBLEM_HASH, "看过之后有改动" },
    { "Ask the desk (403)", GALLEY_PROBLEM_FORBIDDEN, "Ask the desk" },
    { "It is (so) (409)", NULL, "It is (so)" },
    { "It is (403) so", NULL, "It is (403) so" },
    { "It is (403 forbidden so)", NULL, "It is" },
    { "It is (about 40)", NULL, "It is (about 40)" },
    { "(403)", NULL, "(403)" },
    { "(", NULL, "(" },
    { "", NULL, "" },
  };
  g_autofree char *ours = galley_refusal_write (403, GALLEY_PROBLEM_FORBIDDEN, "Ask the desk");
  g_autofree char *foreign = galley_refusal_write (409, "https://elsewhere/(403)", "No");
  g_autofree char *none = galley_refusal_write (413, NULL, NULL);
  g_autofree char *endless = g_strnfill (100000, 'x');
  g_autofree char *cut = galley_refusal_write (409, GALLEY_PROBLEM_STATE, endless);

  g_assert_cmpstr (ours, ==, table[0].text);
  g_assert_cmpstr (foreign, ==, "No (409)");
  g_assert_cmpstr (galley_refusal_get_problem (none), ==, GALLEY_PROBLEM_TOO_LARGE);
  g_assert_cmpuint (strlen (cut), <, 1000);
  g_assert_cmpstr (galley_refusal_get_problem (cut), ==, GALLEY_PROBLEM_STATE);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *sentence = galley_refusal_dup_sentence (table[i].text);

      g_assert_cmpstr (galley_refusal_get_problem (table[i].text), ==, table[i].problem);
      g_assert_cmpstr (sentence, ==, table[i].sentence);
    }
}

/* A problem document's kind stands in the error, where the outbox keeps it. */
static void
test_kind (OddFixture   *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  odd_server_set_answer (fixture->server, GALLEY_API_ARTICLES, 409, GALLEY_PROBLEM_CONTENT_TYPE,
                         "{\"detail\":\"Because\",\"type\":\"" GALLEY_PROBLEM_STATE "\"}", NULL);
  g_assert_null (galley_transport_load (fixture->transport, ID_1, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED);
  g_assert_cmpstr (error->message, ==, "Because (409 state)");
}

/* The page that a Link names is asked for before anybody wants it, and not twice. */
static void
test_page_ahead (OddFixture   *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyChanges) first = NULL;
  g_autoptr (GalleyChanges) second = NULL;

  odd_server_set_answer (fixture->server, GALLEY_API_CHANGES, 200, JSON,
                         "{\"changes\":[],\"cursor\":\"e.1\",\"more\":true}",
                         "Link: <" GALLEY_API_CHANGES "?limit=7&since=e.1>; rel=\"next\"");
  first = galley_transport_changes (fixture->transport, NULL, 7, 0, NULL, &error);
  g_assert_no_error (error);
  second = galley_transport_changes (fixture->transport, first->cursor, 7, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second->cursor, ==, "e.1");
  /* The two that were wanted, and perhaps the one behind them already. */
  g_assert_cmpuint (odd_fixture_count_requests (fixture, "GET " GALLEY_API_CHANGES), >=, 2);
  g_assert_cmpuint (odd_fixture_count_requests (fixture, "GET " GALLEY_API_CHANGES), <=, 3);
}

/* A Link to anything else leads nowhere, and one that nobody follows does no harm. */
static void
test_page_ahead_unwanted (OddFixture   *fixture,
                          gconstpointer data)
{
  static const char *const links[] = {
    "Link: </elsewhere?since=e.1>; rel=\"next\"", "Link: <http://other.example/api/v1/changes?>; rel=\"next\"",
    "Link: <" GALLEY_API_CHANGES "?limit=9>; rel=\"next\"", "Link: <", "Link: </",
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    for (guint turn = 0; turn < 2; turn++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GalleyChanges) changes = NULL;

        odd_server_set_answer (fixture->server, GALLEY_API_CHANGES, 200, JSON,
                               "{\"changes\":[],\"cursor\":\"e.1\",\"more\":true}", links[i]);
        changes = galley_transport_changes (fixture->transport, turn == 0 ? NULL : "e.1", 7, 0, NULL, &error);
        g_assert_no_error (error);
        g_assert_nonnull (changes);
      }
  g_assert_cmpuint (odd_fixture_count_requests (fixture, "elsewhere"), ==, 0);
}

static void
test_retry_after (OddFixture   *fixture,
                  gconstpointer data)
{
  odd_server_set_answer (fixture->server, GALLEY_API_ARTICLES, 503, "text/plain", "later", "Retry-After: 17");
  assert_load_fails (fixture, GALLEY_ERROR_OFFLINE);
  g_assert_cmpint (galley_transport_get_retry_after (fixture->transport), ==, 17 * SECOND);
  odd_server_set_answer (fixture->server, GALLEY_API_ARTICLES, 503, "text/plain", "later", NULL);
  assert_load_fails (fixture, GALLEY_ERROR_OFFLINE);
  g_assert_cmpint (galley_transport_get_retry_after (fixture->transport), ==, 0);
}

/* A hotel's sign-in page is no answer, whatever status it comes with, and no redirect to it is followed. */
static void
test_captive_portal (OddFixture   *fixture,
                     gconstpointer data)
{
  static const guint statuses[] = { 200, 401, 403, 404, 409 };
  g_autoptr (GalleyRevision) mine = make_revision (ID_1, "标题", "正文");
  g_autofree char *log = NULL;

  desk_save (fixture->desk, mine);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      odd_server_set_answer (fixture->server, "/", statuses[i], "text/html", "<html>Welcome to the hotel</html>", NULL);
      desk_sync_fails (fixture->desk, fixture->transport, GALLEY_ERROR_OFFLINE);
      desk_assert_outbox (fixture->desk, "put");
    }
  odd_server_set_answer (fixture->server, "/", 302, "text/html", "", "Location: /hotel");
  desk_sync_fails (fixture->desk, fixture->transport, GALLEY_ERROR_OFFLINE);
  desk_assert_outbox (fixture->desk, "put");
  log = odd_server_dup_log (fixture->server);
  g_assert_null (strstr (log, "hotel"));
}

static void
test_too_deep (OddFixture   *fixture,
               gconstpointer data)
{
  g_autofree char *open = g_strnfill (100000, '[');

  odd_server_set_answer (fixture->server, GALLEY_API_CHANGES, 200, JSON, open, NULL);
  desk_sync_fails (fixture->desk, fixture->transport, GALLEY_ERROR_INVALID);
}

static void
test_too_large (OddFixture   *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *blanks = g_strnfill (300 * 1024, ' ');

  odd_server_set_answer (fixture->server, GALLEY_API_SESSION, 200, JSON, blanks, NULL);
  g_assert_null (galley_transport_hello (fixture->transport, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
}

static void
test_duplicate_names (OddFixture   *fixture,
                      gconstpointer data)
{
  odd_server_set_answer (fixture->server, GALLEY_API_CHANGES, 200, JSON,
                         "{\"changes\":[],\"changes\":[],\"cursor\":\"e.1\",\"more\":false}", NULL);
  desk_sync_fails (fixture->desk, fixture->transport, GALLEY_ERROR_INVALID);
}

static void
test_contract_broken (OddFixture   *fixture,
                      gconstpointer data)
{
  static const char *const bodies[] = {
    "{}",
    "[]",
    "{\"changes\":[],\"more\":false}",
    "{\"changes\":[{}],\"cursor\":\"e.1\",\"more\":false}",
    "{\"changes\":[{\"kind\":\"deleted\",\"id\":\"../../etc\"}],\"cursor\":\"e.1\",\"more\":false}",
    "{\"changes\":[{\"kind\":\"upsert\",\"id\":\"" ID_1 "\"}],\"cursor\":\"e.1\",\"more\":false}",
    "{\"changes\":[{\"kind\":\"list\",\"id\":\"a\",\"list\":\"tags\"}],\"cursor\":\"e.1\",\"more\":false}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      odd_server_set_answer (fixture->server, GALLEY_API_CHANGES, 200, JSON, bodies[i], NULL);
      desk_sync_fails (fixture->desk, fixture->transport, GALLEY_ERROR_INVALID);
    }
}

/* A feed that says "more" for ever without moving on. */
static void
test_feed_stands_still (OddFixture   *fixture,
                        gconstpointer data)
{
  odd_server_set_answer (fixture->server, GALLEY_API_CHANGES, 200, JSON,
                         "{\"changes\":[],\"cursor\":\"e.1\",\"more\":true}", NULL);
  desk_sync_fails (fixture->desk, fixture->transport, GALLEY_ERROR_INVALID);
}

static GalleyRevision *
as_served (GalleyRevision *revision,
           const char     *etag)
{
  g_autoptr (GalleyState) state = galley_state_new ();
  GalleyRevision *served;

  galley_state_set_text (&state->etag, etag);
  served = galley_revision_with_state (revision, state);
  galley_revision_unref (revision);
  return served;
}

/* An upsert whose article has @from in its text replaced by @to. */
static void
serve_bent (OddFixture *fixture,
            const char *from,
            const char *to)
{
  g_autoptr (GalleyRevision) revision = as_served (make_revision (ID_1, "标题", "正文甲"), "\"e-2\"");
  g_autofree char *text = galley_wire_write (revision);
  g_auto (GStrv) parts = g_strsplit (text, from, 2);
  g_autofree char *bent = g_strjoinv (to, parts);
  g_autofree char *body = g_strdup_printf (
    "{\"changes\":[{\"kind\":\"upsert\",\"id\":\"%s\",\"article\":%s}],\"cursor\":\"e.2\",\"more\":false}", ID_1, bent);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  odd_server_set_answer (fixture->server, GALLEY_API_CHANGES, 200, JSON, body, NULL);
}

/* 8. Nothing from a network reaches a page but through intake, document and wire: here, the reader refuses a body that
 * is not canonical, and the copy that stands here stays as it is. */
static void
test_hostile_body (OddFixture   *fixture,
                   gconstpointer data)
{
  static const char *const bodies[] = {
    "正文<script>alert(1)</script>",
    "正文<img src=x onerror=alert(1)>",
    "正文</p><iframe src=\\\"//evil.example\\\"></iframe><p>",
    "正文<a href=\\\"javascript:alert(1)\\\">甲</a>",
    "<p>正文",
    "正文&nbsp;甲",
    "正文<b>甲</b>",
    "正文<!-- 甲 -->",
    "正文\\u0000甲",
  };
  g_autofree char *before = NULL;

  serve_bent (fixture, "正文甲", "正文甲");
  desk_sync (fixture->desk, fixture->transport);
  before = desk_dup_setting (fixture->desk, GALLEY_SETTING_CURSOR);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GalleyRecord) record = NULL;
      g_autofree char *body = NULL;
      g_autofree char *after = NULL;

      serve_bent (fixture, "正文甲", bodies[i]);
      desk_sync_fails (fixture->desk, fixture->transport, GALLEY_ERROR_INVALID);
      record = desk_load (fixture->desk, ID_1);
      body = dup_body (record->revision);
      g_assert_cmpstr (body, ==, "正文甲");
      after = desk_dup_setting (fixture->desk, GALLEY_SETTING_CURSOR);
      g_assert_cmpstr (after, ==, before);
    }
}

/* Another article than was asked for, and one without its ETag. */
static void
test_wrong_article (OddFixture   *fixture,
                    gconstpointer data)
{
  g_autoptr (GalleyRevision) other = as_served (make_revision (ID_2, "标题", "正文"), "\"e-2\"");
  g_autoptr (GalleyRevision) bare = make_revision (ID_1, "标题", "正文");
  g_autofree char *other_text = galley_wire_write (other);
  g_autofree char *bare_text = galley_wire_write (bare);

  odd_server_set_answer (fixture->server, GALLEY_API_ARTICLES, 200, GALLEY_WIRE_CONTENT_TYPE, other_text, NULL);
  assert_load_fails (fixture, GALLEY_ERROR_INVALID);
  odd_server_set_answer (fixture->server, GALLEY_API_ARTICLES, 200, GALLEY_WIRE_CONTENT_TYPE, bare_text, NULL);
  assert_load_fails (fixture, GALLEY_ERROR_INVALID);
}

/* A server that answers a push with nonsense: the text stays, the pass says so, and others go on. */
static void
test_push_answered_with_rubbish (OddFixture   *fixture,
                                 gconstpointer data)
{
  g_autoptr (GalleyRevision) mine = make_revision (ID_1, "标题", "正文");

  desk_save (fixture->desk, mine);
  odd_server_set_answer (fixture->server, GALLEY_API_ARTICLES, 200, JSON, "{\"hello\":1}", NULL);
  desk_sync_fails (fixture->desk, fixture->transport, GALLEY_ERROR_INVALID);
  desk_assert_outbox (fixture->desk, "put");
}

/* A layout that cannot be read never takes the place of one that can. */
static void
test_layout_rubbish (OddFixture   *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *session = NULL;
  g_autofree char *etag = NULL;

  odd_server_set_answer (fixture->server, GALLEY_API_LAYOUT, 200, "application/zip", "PK but no zip", "ETag: \"x\"");
  g_assert_false (
    galley_cycle_greet (fixture->desk->store, fixture->transport, fixture->desk->clock, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  session = desk_dup_setting (fixture->desk, GALLEY_SETTING_SESSION);
  g_assert_nonnull (session);
  etag = desk_dup_setting (fixture->desk, GALLEY_SETTING_LAYOUT_ETAG);
  g_assert_null (etag);
}

static void
test_too_old (OddFixture   *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  odd_server_set_answer (fixture->server, GALLEY_API_SESSION, 200, JSON,
                         "{\"epoch\":\"e\",\"min_client\":\"99.0\",\"user\":{\"id\":\"u\"}}", NULL);
  g_assert_false (
    galley_cycle_greet (fixture->desk->store, fixture->transport, fixture->desk->clock, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_NEW);
}

static void
test_nobody_there (OddFixture   *fixture,
                   gconstpointer data)
{
  /* The discard port: nothing listens there. */
  g_autoptr (GalleyTransport) transport = galley_portal_transport_new ("http://127.0.0.1:9", "token");
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_transport_hello (transport, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE);
}

static void
test_cancelled (OddFixture   *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (galley_transport_hello (fixture->transport, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_clean (const char *address,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *clean = galley_portal_address_clean (address, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (clean, ==, expected);
}

static void
assert_unclean (const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *clean = galley_portal_address_clean (address, &error);

  g_assert_null (clean);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
}

static void
test_plain_addresses (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *clean = galley_portal_address_clean_plain (" http://News.Example:8080/x ", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (clean, ==, "http://news.example:8080");
  g_assert_null (galley_portal_address_clean_plain ("ftp://news.example", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
}

static void
test_addresses (void)
{
  assert_clean ("news.example", "https://news.example");
  assert_clean ("  News.Example/ ", "https://news.example");
  assert_clean ("https://news.example:8443/api/v1?x#y", "https://news.example:8443");
  assert_clean ("http://127.0.0.1:8080/", "http://127.0.0.1:8080");
  assert_clean ("http://localhost:8080", "http://localhost:8080");
  assert_clean ("http://[::1]:8080", "http://[::1]:8080");
  assert_clean ("新闻.例子", "https://xn--efvy88h.xn--fsqu00a");
  assert_unclean ("http://news.example");
  assert_unclean ("http://127.0.0.1.evil.example");
  assert_unclean ("ftp://news.example");
  assert_unclean ("https://user:word@news.example");
  assert_unclean ("https://");
  assert_unclean ("");
  assert_unclean ("two words");
}

#define ADD(path, function) g_test_add (path, OddFixture, NULL, odd_fixture_set_up, function, odd_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sync/portal/kind", test_kind);
  g_test_add_func ("/sync/portal/refusals", test_refusals);
  g_test_add_func ("/sync/portal/addresses", test_addresses);
  g_test_add_func ("/sync/portal/plain-addresses", test_plain_addresses);
  ADD ("/sync/portal/statuses", test_statuses);
  ADD ("/sync/portal/page-ahead", test_page_ahead);
  ADD ("/sync/portal/page-ahead-unwanted", test_page_ahead_unwanted);
  ADD ("/sync/portal/retry-after", test_retry_after);
  ADD ("/sync/portal/captive-portal", test_captive_portal);
  ADD ("/sync/portal/too-deep", test_too_deep);
  ADD ("/sync/portal/too-large", test_too_large);
  ADD ("/sync/portal/duplicate-names", test_duplicate_names);
  ADD ("/sync/portal/contract-broken", test_contract_broken);
  ADD ("/sync/portal/feed-stands-still", test_feed_stands_still);
  ADD ("/sync/portal/wrong-article", test_wrong_article);
  ADD ("/sync/portal/push-answered-with-rubbish", test_push_answered_with_rubbish);
  ADD ("/sync/portal/layout-rubbish", test_layout_rubbish);
  ADD ("/sync/portal/too-old", test_too_old);
  ADD ("/sync/portal/nobody-there", test_nobody_there);
  ADD ("/sync/portal/cancelled", test_cancelled);
  ADD ("/invariants/8-nothing-reaches-a-page-but-through-intake-document-wire", test_hostile_body);

  return g_test_run ();
}
