/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET, PUT and DELETE of one article: conditions, tags, tombstones. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "server/galley-article-write.h"

#include <string.h>

static gint64
count_changes (Fixture *self)
{
  return galley_server_get_sequence (self->server);
}

static GalleyRevision *
read_revision (GalleyResponse *response)
{
  g_autoptr (GError) error = NULL;
  const char *text = fixture_get_text (response);
  GalleyRevision *revision = galley_wire_read (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (response->content_type, ==, GALLEY_WIRE_CONTENT_TYPE);
  g_assert_cmpstr (galley_revision_get_state (revision)->etag, ==, response->etag);
  return revision;
}

static void
test_create (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  /* A client's state is never taken. */
  g_autofree char *article = g_strdup_printf (
    "{\"galley\":{\"state\":{\"owner\":\"chief\",\"status\":\"published\"}},\"x-own\":{\"a\":1},"
    "\"uri\":\"urn:uuid:%s\"}", id);
  g_autoptr (GalleyResponse) created =
    fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article);
  g_autoptr (GalleyRevision) revision = read_revision (created);
  const GalleyState *state = galley_revision_get_state (revision);
  g_autoptr (GalleyResponse) got = NULL;

  g_assert_cmpint (state->status, ==, GALLEY_STATUS_DRAFT);
  g_assert_cmpstr (state->owner, ==, "reporter");
  g_assert_cmpstr (state->owner_name, ==, "小何");
  g_assert_cmpstr (state->department, ==, "要闻部");
  g_assert_cmpstr (state->modified_by, ==, "小何");
  g_assert_cmpint (state->created, ==, galley_clock_get_real_time (self->clock));
  g_assert_nonnull (strstr (fixture_get_text (created), "\"x-own\":{\"a\":1}"));
  got = fixture_expect (self, 200, "reporter", "GET", target, NULL, NULL);
  g_assert_true (g_bytes_equal (got->body, created->body));
  g_assert_cmpstr (got->etag, ==, created->etag);
  galley_response_free (fixture_expect (self, 304, "reporter", "GET", target, created->etag, NULL));
  galley_response_free (fixture_expect (self, 200, "reporter", "GET", target, "W/\"x\"", NULL));
}

static void
test_conditions (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "一稿");
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *article = fixture_make_article (id, "二稿", "<p>改。</p>");
  g_autoptr (GalleyResponse) first = fixture_expect (self, 200, "reporter", "GET", target, NULL, NULL);
  g_autoptr (GalleyResponse) failed = NULL;
  g_autoptr (GalleyResponse) second = NULL;

  fixture_refuse (self, 428, GALLEY_PROBLEM_NO_CONDITION, "reporter", "PUT", target, NULL, article);
  failed = fixture_expect (self, 412, "reporter", "PUT", target, FIXTURE_NOTHING, article);
  g_assert_true (g_bytes_equal (failed->body, first->body));
  g_assert_cmpstr (failed->etag, ==, first->etag);
  g_assert_cmpstr (failed->content_type, ==, GALLEY_WIRE_CONTENT_TYPE);
  second = fixture_expect (self, 200, "reporter", "PUT", target, first->etag, article);
  g_assert_cmpstr (second->etag, !=, first->etag);
  galley_response_free (fixture_expect (self, 412, "reporter", "PUT", target, first->etag, article));
}

static void
test_same_content (Fixture      *self,
                   gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *same = fixture_make_article (id, "稿", "<p>正文。</p>");
  g_autoptr (GalleyResponse) first = fixture_expect (self, 200, "reporter", "GET", target, NULL, NULL);
  gint64 changes = count_changes (self);
  g_autoptr (GalleyResponse) second = fixture_expect (self, 200, "reporter", "PUT", target, first->etag, same);

  g_assert_cmpstr (second->etag, ==, first->etag);
  g_assert_cmpint (count_changes (self), ==, changes);
}

static void
test_invalid (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *id = fixture_make_id (self);
  g_autofree char *other = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *wrong_id = fixture_make_article (other, "稿", "<p></p>");
  g_autofree char *loose = fixture_make_article (id, "稿", "<p>a</p> <p>b</p>");
  g_autofree char *script = fixture_make_article (id, "稿", "<script>1</script>");
  g_autofree char *opening = g_strnfill (GALLEY_ARTICLE_MAX_DEPTH, '[');
  g_autofree char *closing = g_strnfill (GALLEY_ARTICLE_MAX_DEPTH, ']');
  g_autofree char *deep = g_strdup_printf ("{\"uri\":\"urn:uuid:%s\",\"x\":%s%s}", id, opening, closing);
  g_autofree char *large = g_strnfill (GALLEY_WIRE_MAX_BYTES + 1, ' ');

  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, FIXTURE_NOTHING, wrong_id);
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, FIXTURE_NOTHING, loose);
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, FIXTURE_NOTHING, script);
  fixture_refuse (self, 422, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, FIXTURE_NOTHING, deep);
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "reporter", "PUT", target, FIXTURE_NOTHING, "{\"a\":1,\"a\":2}");
  fixture_refuse (self, 413, GALLEY_PROBLEM_TOO_LARGE, "reporter", "PUT", target, FIXTURE_NOTHING, large);
  fixture_refuse (self, 400, GALLEY_PROBLEM_INVALID, "reporter", "PUT", GALLEY_API_ARTICLES "/x", FIXTURE_NOTHING,
                  "{}");
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "reporter", "PUT", target, "\"x\"", loose);
  g_assert_cmpint (count_changes (self), ==, 0);
}

static void
test_rights (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *changed = fixture_make_article (id, "稿", "<p>改。</p>");
  g_autoptr (GalleyResponse) response = NULL;

  /* A draft is its author's alone. */
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "editor", "PUT", target, "*", changed);
  fixture_refuse (self, 403, GALLEY_PROBLEM_FORBIDDEN, "editor", "PUT", target, FIXTURE_NOTHING, changed);
  /* In review it is the reviewer's; its author reads. */
  fixture_bring_to (self, id, GALLEY_STATUS_REVIEW_1);
  fixture_refuse (self, 403, GALLEY_PROBLEM_FORBIDDEN, "reporter", "PUT", target, "*", changed);
  fixture_refuse (self, 403, GALLEY_PROBLEM_FORBIDDEN, "colleague", "PUT", target, "*", changed);
  response = fixture_expect (self, 200, "editor", "PUT", target, "*", changed);
}

static void
test_edit_voids_signatures (Fixture      *self,
                            gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *changed = fixture_make_article (id, "稿", "<p>总编改。</p>");
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GalleyResponse) signing = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_REVIEW_3);
  galley_response_free (fixture_expect (self, 200, "chief", "PUT", target, "*", changed));
  signing = fixture_act (self, "chief", id, "sign");
  g_assert_cmpuint (signing->status, ==, 200);
  revision = fixture_load (self, id);
  /* The editor's signature is on record, but for other content: his review is open again. */
  g_assert_cmpuint (galley_revision_get_state (revision)->signatures->len, ==, 2);
  g_assert_cmpint (galley_revision_get_state (revision)->status, ==, GALLEY_STATUS_REVIEW_1);
}

static void
test_delete_and_restore (Fixture      *self,
                         gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *article = fixture_make_article (id, "稿", "<p>正文。</p>");
  g_autoptr (GalleyResponse) first = fixture_expect (self, 200, "reporter", "GET", target, NULL, NULL);
  g_autoptr (GalleyResponse) gone = NULL;
  g_autoptr (GalleyResponse) again = NULL;
  g_autoptr (GalleyResponse) looked = NULL;
  g_autoptr (GalleyResponse) failed = NULL;
  g_autoptr (GalleyResponse) restored = NULL;

  fixture_refuse (self, 428, GALLEY_PROBLEM_NO_CONDITION, "reporter", "DELETE", target, NULL, NULL);
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "stranger", "DELETE", target, first->etag, NULL);
  failed = fixture_expect (self, 412, "reporter", "DELETE", target, "\"x\"", NULL);
  g_assert_true (g_bytes_equal (failed->body, first->body));
  gone = fixture_expect (self, 204, "reporter", "DELETE", target, first->etag, NULL);
  g_assert_cmpstr (gone->etag, !=, first->etag);
  again = fixture_expect (self, 204, "reporter", "DELETE", target, first->etag, NULL);
  g_assert_cmpstr (again->etag, ==, gone->etag);
  looked = fixture_expect (self, 410, "reporter", "GET", target, NULL, NULL);
  g_assert_cmpstr (looked->etag, ==, gone->etag);

  fixture_refuse (self, 412, GALLEY_PROBLEM_CONDITION, "reporter", "PUT", target, first->etag, article);
  fixture_refuse (self, 412, GALLEY_PROBLEM_CONDITION, "reporter", "PUT", target, "*", article);
  restored = fixture_expect (self, 201, "reporter", "PUT", target, gone->etag, article);
  galley_response_free (fixture_expect (self, 304, "reporter", "GET", target, restored->etag, NULL));
}

/* What made it arrives once more behind the deletion: it is told the tombstone's tag, by which it could be had back. */
static void
test_made_once (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *article = fixture_make_article (id, "稿", "<p>正文。</p>");
  g_autoptr (GalleyResponse) made = fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article);
  g_autoptr (GalleyResponse) gone = fixture_expect (self, 204, "reporter", "DELETE", target, made->etag, NULL);
  g_autoptr (GalleyResponse) late = NULL;
  gint64 sequence = galley_server_get_sequence (self->server);

  fixture_restart (self);
  late = fixture_expect (self, 412, "reporter", "PUT", target, FIXTURE_NOTHING, article);
  g_assert_cmpstr (late->etag, ==, gone->etag);
  g_assert_cmpstr (late->content_type, ==, GALLEY_PROBLEM_CONTENT_TYPE);
  fixture_refuse (self, 403, GALLEY_PROBLEM_FORBIDDEN, "stranger", "PUT", target, FIXTURE_NOTHING, article);
  galley_response_free (fixture_expect (self, 410, "reporter", "GET", target, NULL, NULL));
  g_assert_cmpint (galley_server_get_sequence (self->server), ==, sequence);
  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, late->etag, article));
}

static void
test_delete_rights (Fixture      *self,
                    gconstpointer data)
{
  static const struct
  {
    GalleyStatus status;
    const char *user;
    guint answer;
  } cases[] = {
    { GALLEY_STATUS_DRAFT, "reporter", 204 },     { GALLEY_STATUS_REVIEW_1, "reporter", 409 },
    { GALLEY_STATUS_REVIEW_1, "editor", 403 },    { GALLEY_STATUS_REVIEW_1, "admin", 204 },
    { GALLEY_STATUS_RETURNED, "reporter", 204 },  { GALLEY_STATUS_RETURNED, "colleague", 403 },
    { GALLEY_STATUS_APPROVED, "reporter", 409 },  { GALLEY_STATUS_PUBLISHED, "reporter", 409 },
    { GALLEY_STATUS_PUBLISHED, "admin", 409 },    { GALLEY_STATUS_WITHDRAWN, "reporter", 204 },
    { GALLEY_STATUS_WITHDRAWN, "stranger", 403 }, { GALLEY_STATUS_DRAFT, "admin", 404 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = fixture_add_article (self, "reporter", "稿");
      g_autofree char *target = fixture_make_target (id);

      fixture_bring_to (self, id, cases[i].status);
      galley_response_free (fixture_expect (self, cases[i].answer, cases[i].user, "DELETE", target, "*", NULL));
    }
}

static void
test_audit (Fixture      *self,
            gconstpointer data)
{
  static const char *const acts[] = { "create", "submit", "return", "edit", "delete", "restore" };
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *record = g_strconcat (target, "/audit", NULL);
  g_autofree char *changed = fixture_make_article (id, "稿", "<p>改。</p>");
  g_autoptr (GalleyResponse) gone = NULL;
  g_autoptr (GalleyResponse) response = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *entries;

  fixture_bring_to (self, id, GALLEY_STATUS_RETURNED);
  galley_response_free (fixture_expect (self, 200, "reporter", "PUT", target, "*", changed));
  gone = fixture_expect (self, 204, "reporter", "DELETE", target, "*", NULL);
  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, gone->etag, changed));
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "stranger", "GET", record, NULL, NULL);
  response = fixture_expect (self, 200, "reporter", "GET", record, NULL, NULL);
  object = fixture_parse (response);
  entries = galley_json_get_array (object, "entries");
  g_assert_cmpuint (json_array_get_length (entries), ==, G_N_ELEMENTS (acts));
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    g_assert_cmpstr (galley_json_get_string (galley_json_array_get_object (entries, i), "action"), ==, acts[i]);
  g_assert_cmpstr (galley_json_get_string (galley_json_array_get_object (entries, 2), "user"), ==, "editor");
  g_assert_cmpstr (galley_json_get_string (galley_json_array_get_object (entries, 2), "comment"), ==, "因为");
  g_assert_cmpstr (galley_json_get_string (galley_json_array_get_object (entries, 0), "time"), ==,
                   "2026-11-23T00:00:00.000Z");

  /* Nobody changes what was done. */
  g_assert_false (galley_database_exec (self->server->database, "UPDATE audit SET user = 'x'", &error));
  g_clear_error (&error);
  g_assert_false (galley_database_exec (self->server->database, "DELETE FROM audit", &error));
}

#define add(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/server/articles/create", test_create);
  add ("/server/articles/conditions", test_conditions);
  add ("/server/articles/same-content", test_same_content);
  add ("/server/articles/invalid", test_invalid);
  add ("/server/articles/rights", test_rights);
  add ("/server/articles/edit-voids-signatures", test_edit_voids_signatures);
  add ("/server/articles/delete-and-restore", test_delete_and_restore);
  add ("/server/articles/made-once", test_made_once);
  add ("/server/articles/delete-rights", test_delete_rights);
  add ("/server/articles/audit", test_audit);
  return g_test_run ();
}
