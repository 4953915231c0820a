/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acts: from the draft to the page and away again, for the content that was looked at; and what a crash between commit and
 * page leaves behind. That each is answered once is in test-order-answers.c. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/portal/galley-page.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "server/galley-public-folder.h"
#include "server/galley-server-pages.h"

#include <glib/gstdio.h>
#include <string.h>

#define NO_HASH "0000000000000000000000000000000000000000000000000000000000000000"

static char *
get_path (Fixture    *self,
          const char *id)
{
  g_autoptr (GalleyRevision) revision = fixture_load (self, id);

  return g_strdup (galley_revision_get_state (revision)->published_path);
}

static char *
get_file (Fixture    *self,
          const char *path)
{
  return g_build_filename (self->folder, "public", path, NULL);
}

/* What the page must be: a function of the article, the layout and the context that came with the answer. */
static void
check_page (Fixture    *self,
            const char *id)
{
  g_autoptr (GalleyRevision) revision = fixture_load (self, id);
  const GalleyState *state = galley_revision_get_state (revision);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) expected =
    galley_page_render_article (revision, self->server->layout, state->context, &error);
  g_autofree char *page = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (fixture_read_page (self, state->published_path, &page), ==, 200);
  g_assert_cmpmem (page, strlen (page), g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
}

static gboolean
page_names (Fixture    *self,
            const char *path,
            const char *text)
{
  g_autofree char *page = NULL;

  g_assert_cmpuint (fixture_read_page (self, path, &page), ==, 200);
  return strstr (page, text) != NULL;
}

static void
test_whole_way (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "白鹭归来");
  g_autofree char *path = NULL;
  g_autofree char *expected = g_strdup_printf ("/2026/11/23/%s.html", id);
  g_autoptr (GalleyRevision) revision = NULL;
  const GalleyState *state;

  fixture_must_act (self, "reporter", id, "submit", 200);
  g_assert_cmpint (fixture_get_status (self, id), ==, GALLEY_STATUS_REVIEW_1);
  fixture_must_act (self, "editor", id, "sign", 200);
  g_assert_cmpint (fixture_get_status (self, id), ==, GALLEY_STATUS_REVIEW_3);
  fixture_must_act (self, "chief", id, "sign", 200);
  g_assert_cmpint (fixture_get_status (self, id), ==, GALLEY_STATUS_APPROVED);
  g_assert_cmpuint (fixture_read_page (self, expected, NULL), ==, 404);
  fixture_must_act (self, "editor", id, "publish", 200);
  revision = fixture_load (self, id);
  state = galley_revision_get_state (revision);
  g_assert_cmpint (state->status, ==, GALLEY_STATUS_PUBLISHED);
  g_assert_cmpstr (state->published_path, ==, expected);
  g_assert_cmpint (state->published_at, ==, galley_clock_get_real_time (self->clock));
  g_assert_cmpstr (state->published_hash, ==, galley_wire_get_content_hash (revision));
  g_assert_cmpstr (state->layout_version, ==, galley_layout_get_version (self->server->layout));
  check_page (self, id);
  /* In its channel, in the channel above, and on the home page. */
  g_assert_true (page_names (self, "/channels/towns/", "白鹭归来"));
  g_assert_true (page_names (self, "/", "白鹭归来"));

  path = get_path (self, id);
  fixture_must_act (self, "chief", id, "withdraw", 200);
  g_assert_cmpint (fixture_get_status (self, id), ==, GALLEY_STATUS_WITHDRAWN);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 410);
  g_assert_false (page_names (self, "/channels/towns/", "白鹭归来"));
  g_assert_false (page_names (self, "/", "白鹭归来"));
  fixture_restart (self);
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 410);
}

static void
test_rights (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "editor", "编辑自己的稿");

  fixture_must_act (self, "chief", id, "submit", 404);
  fixture_must_act (self, "editor", id, "publish", 409);
  fixture_must_act (self, "editor", id, "submit", 200);
  /* Nobody signs what he wrote, nor two reviews of the same content. */
  fixture_must_act (self, "editor", id, "sign", 403);
  fixture_must_act (self, "colleague", id, "sign", 404);
  fixture_must_act (self, "admin", id, "sign", 200);
  fixture_must_act (self, "admin", id, "sign", 403);
  fixture_must_act (self, "chief", id, "return", 200);
  fixture_must_act (self, "editor", id, "submit", 200);
  /* What comes again is read again from the first review on. */
  g_assert_cmpint (fixture_get_status (self, id), ==, GALLEY_STATUS_REVIEW_1);
}

static char *
make_target (const char *id,
             const char *name)
{
  return g_strconcat (GALLEY_API_ARTICLES "/", id, "/actions/", name, NULL);
}

static char *
make_order (const char *action,
            const char *hash,
            const char *comment)
{
  return g_strdup_printf ("{\"action\":\"%s\",\"comment\":\"%s\",\"content_hash\":\"%s\"}", action, comment, hash);
}

/* An order by a name of its own. */
static void
refuse_new (Fixture    *self,
            guint       status,
            const char *problem,
            const char *user,
            const char *id,
            const char *order)
{
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = make_target (id, name);

  fixture_refuse (self, status, problem, user, "PUT", target, NULL, order);
}

static void
test_content_changed (Fixture      *self,
                      gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = make_target (id, name);
  g_autofree char *submit = make_order ("submit", NO_HASH, "");
  g_autofree char *sign = make_order ("sign", NO_HASH, "");
  g_autofree char *publish = make_order ("publish", NO_HASH, "");
  g_autofree char *withdraw = make_order ("withdraw", NO_HASH, "");
  g_autofree char *take_back = make_order ("take-back", NO_HASH, "");
  g_autofree char *no_hash = make_order ("submit", "abc", "");

  refuse_new (self, 409, GALLEY_PROBLEM_HASH, "reporter", id, submit);
  refuse_new (self, 422, GALLEY_PROBLEM_INVALID, "reporter", id, no_hash);
  fixture_bring_to (self, id, GALLEY_STATUS_REVIEW_1);
  refuse_new (self, 409, GALLEY_PROBLEM_HASH, "editor", id, sign);
  /* Taking back and withdrawing are never held up by that. */
  galley_response_free (fixture_expect (self, 200, "reporter", "PUT", target, NULL, take_back));
  fixture_bring_to (self, id, GALLEY_STATUS_APPROVED);
  g_clear_pointer (&target, g_free);
  g_clear_pointer (&name, g_free);
  name = fixture_make_id (self);
  target = make_target (id, name);
  refuse_new (self, 409, GALLEY_PROBLEM_HASH, "editor", id, publish);
  fixture_must_act (self, "editor", id, "publish", 200);
  galley_response_free (fixture_expect (self, 200, "chief", "PUT", target, NULL, withdraw));
}

static void
test_return (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autoptr (GalleyRevision) revision = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_RETURNED);
  revision = fixture_load (self, id);
  g_assert_cmpint (galley_revision_get_state (revision)->status, ==, GALLEY_STATUS_RETURNED);
  g_assert_cmpstr (galley_revision_get_state (revision)->return_reason, ==, "因为");
}

static char *
add_copy (Fixture    *self,
          const char *id,
          const char *hash)
{
  char *copy = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (copy);
  g_autofree char *article = g_strdup_printf (
    "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"<p>更正后的正文。</p>\"}],"
    "\"galley\":{\"channel\":\"towns\",\"corrects\":{\"hash\":\"%s\",\"id\":\"%s\"}},"
    "\"headlines\":[{\"role\":\"main\",\"value\":\"更正\"}],\"uri\":\"urn:uuid:%s\"}", hash, id, copy);

  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
  return copy;
}

static void
test_correction (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "原题");
  g_autofree char *copy = NULL;
  g_autofree char *late_copy = NULL;
  g_autofree char *path = NULL;
  g_autofree char *page = NULL;
  g_autoptr (GalleyRevision) before = NULL;
  g_autoptr (GalleyRevision) after = NULL;
  g_autoptr (GalleyRevision) closed = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  before = fixture_load (self, id);
  path = get_path (self, id);
  copy = add_copy (self, id, galley_wire_get_content_hash (before));
  late_copy = add_copy (self, id, galley_wire_get_content_hash (before));
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 60 * G_USEC_PER_SEC);
  fixture_bring_to (self, copy, GALLEY_STATUS_PUBLISHED);

  after = fixture_load (self, id);
  g_assert_cmpstr (galley_revision_get_field (after, GALLEY_FIELD_HEADLINE), ==, "更正");
  g_assert_cmpstr (galley_revision_get_field (after, GALLEY_FIELD_CORRECTS), ==, "");
  g_assert_cmpstr (galley_revision_get_state (after)->published_path, ==, path);
  /* It stands when and where it first stood. */
  g_assert_cmpint (galley_revision_get_state (after)->published_at, ==,
                   galley_revision_get_state (before)->published_at);
  check_page (self, id);
  fixture_read_page (self, path, &page);
  g_assert_nonnull (strstr (page, "更正后的正文"));
  closed = fixture_load (self, copy);
  g_assert_cmpint (galley_revision_get_state (closed)->status, ==, GALLEY_STATUS_CLOSED);
  g_assert_cmpstr (galley_revision_get_state (closed)->published_path, ==, "");
  g_assert_false (page_names (self, "/", "原题"));

  /* Who corrected what stood there before is told, and nothing is done. */
  fixture_bring_to (self, late_copy, GALLEY_STATUS_APPROVED);
  fixture_must_act (self, "editor", late_copy, "publish", 409);
  g_assert_cmpint (fixture_get_status (self, late_copy), ==, GALLEY_STATUS_APPROVED);
  fixture_must_act (self, "chief", id, "withdraw", 200);
  fixture_must_act (self, "editor", late_copy, "publish", 409);
}

static GalleyResponse *
publish_with_note (Fixture    *self,
                   const char *id,
                   const char *note)
{
  g_autoptr (GalleyRevision) present = fixture_load (self, id);
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = g_strdup_printf (GALLEY_API_ARTICLES "/%s/actions/%s", id, name);
  g_autofree char *body = g_strdup_printf (
    "{\"action\":\"publish\",\"comment\":\"社内\",\"content_hash\":\"%s\",\"note\":%s}",
    galley_wire_get_content_hash (present), note);

  return fixture_call (self, "editor", "PUT", target, NULL, body);
}

/* Corrects @id, with @note for its readers. (transfer full) */
static char *
correct_with_note (Fixture    *self,
                   const char *id,
                   const char *note)
{
  g_autoptr (GalleyRevision) before = fixture_load (self, id);
  g_autofree char *copy = add_copy (self, id, galley_wire_get_content_hash (before));
  g_autofree char *path = get_path (self, id);
  g_autoptr (GalleyResponse) response = NULL;
  char *page = NULL;

  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 60 * G_USEC_PER_SEC);
  fixture_bring_to (self, copy, GALLEY_STATUS_APPROVED);
  response = publish_with_note (self, copy, note);
  g_assert_cmpuint (response->status, ==, 200);
  check_page (self, id);
  fixture_read_page (self, path, &page);
  return page;
}

/* What readers are told stays with the page, through the next correction as well; the record has the comment alone. */
static void
test_correction_note (Fixture      *self,
                      gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "原题");
  g_autofree char *path = NULL;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  g_autofree char *long_note = g_strdup_printf ("\"%02001d\"", 0);
  g_autofree char *audit_target = g_strdup_printf (GALLEY_API_ARTICLES "/%s/audit", id);
  g_autoptr (GalleyResponse) audit = NULL;
  const char *const bad_notes[] = { "1", "\"无\"", long_note };

  fixture_bring_to (self, id, GALLEY_STATUS_APPROVED);
  for (guint i = 0; i < G_N_ELEMENTS (bad_notes); i++)
    {
      g_autoptr (GalleyResponse) refusal = publish_with_note (self, id, bad_notes[i]);

      g_assert_cmpuint (refusal->status, ==, 422);
      g_assert_cmpint (fixture_get_status (self, id), ==, GALLEY_STATUS_APPROVED);
    }
  fixture_must_act (self, "editor", id, "publish", 200);
  path = get_path (self, id);
  fixture_read_page (self, path, &first);
  g_assert_null (strstr (first, "更正说明"));
  g_assert_null (strstr (first, "dateModified"));
  g_free (g_steal_pointer (&first));

  first = correct_with_note (self, id, "\"人数<十>应为 12 人。\"");
  g_assert_nonnull (strstr (first, "<b>更正说明：</b>人数&lt;十&gt;应为 12 人。 <time datetime=\"2026-11-23T"));
  g_assert_nonnull (strstr (first, "\"dateModified\":\"2026-11-23T"));
  g_assert_nonnull (strstr (first, "\"@type\":\"CorrectionComment\""));
  second = correct_with_note (self, id, "\"\"");
  g_assert_nonnull (strstr (second, "应为 12 人"));
  third = correct_with_note (self, id, "\"地点也更正了。\"");
  g_assert_nonnull (strstr (third, "应为 12 人"));
  g_assert_nonnull (strstr (third, "地点也更正了"));
  audit = fixture_expect (self, 200, "editor", "GET", audit_target, NULL, NULL);
  g_assert_nonnull (strstr (fixture_get_text (audit), "社内"));
  g_assert_null (strstr (fixture_get_text (audit), "12 人"));
}

/* The transaction is there, the page is not: as when the machine stopped in between. */
static void
test_crash_before_the_page (Fixture      *self,
                            gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "断电之前");
  g_autofree char *gone_id = fixture_add_article (self, "reporter", "撤回之前");
  g_autofree char *path = NULL;
  g_autofree char *gone_path = NULL;
  g_autofree char *file = NULL;
  g_autofree char *gone_file = NULL;
  g_autofree char *marker = NULL;
  g_autofree char *page = NULL;
  g_autofree char *home = get_file (self, "index.html");
  g_autoptr (GError) error = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  fixture_bring_to (self, gone_id, GALLEY_STATUS_PUBLISHED);
  path = get_path (self, id);
  gone_path = get_path (self, gone_id);
  file = get_file (self, path);
  gone_file = get_file (self, gone_path);
  fixture_read_page (self, gone_path, &page);
  fixture_must_act (self, "chief", gone_id, "withdraw", 200);

  /* One page was not written yet, the other not yet removed. */
  galley_server_jobs_add (self->server->database, id, &error);
  galley_server_jobs_add (self->server->database, gone_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_remove (file), ==, 0);
  g_assert_cmpint (g_remove (home), ==, 0);
  marker = g_strconcat (gone_file, GALLEY_PUBLIC_GONE, NULL);
  g_assert_cmpint (g_remove (marker), ==, 0);
  g_assert_true (g_file_set_contents (gone_file, page, -1, NULL));
  g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, 404);
  g_assert_cmpuint (fixture_read_page (self, gone_path, NULL), ==, 200);

  fixture_restart (self);
  check_page (self, id);
  g_assert_cmpuint (fixture_read_page (self, gone_path, NULL), ==, 410);
  g_assert_true (page_names (self, "/", "断电之前"));
  g_assert_false (self->server->has_left_jobs);
}

/* A page that cannot be written now is written later, and a withdrawal does not wait for it. */
static void
test_page_in_the_way (Fixture      *self,
                      gconstpointer data)
{
  g_autofree char *gone_id = fixture_add_article (self, "reporter", "先发");
  g_autofree char *id = fixture_add_article (self, "reporter", "后发");
  g_autofree char *expected = g_strdup_printf ("/2026/11/23/%s.html", id);
  g_autofree char *file = get_file (self, expected);
  g_autofree char *gone_path = NULL;

  fixture_bring_to (self, gone_id, GALLEY_STATUS_PUBLISHED);
  gone_path = get_path (self, gone_id);
  g_assert_cmpint (g_mkdir_with_parents (file, 0700), ==, 0);
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  g_assert_true (self->server->has_left_jobs);
  fixture_must_act (self, "chief", gone_id, "withdraw", 200);
  g_assert_cmpuint (fixture_read_page (self, gone_path, NULL), ==, 410);
  g_assert_true (self->server->has_left_jobs);

  g_assert_cmpint (g_rmdir (file), ==, 0);
  g_assert_cmpuint (fixture_read_page (self, expected, NULL), ==, 404);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 10 * G_USEC_PER_SEC);
  check_page (self, id);
  g_assert_false (self->server->has_left_jobs);
}

/* A page is rendered for ever with the layout that it was published with. */
static void
test_old_layout (Fixture      *self,
                 gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "旧版");
  g_autofree char *path = NULL;
  g_autofree char *file = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  path = get_path (self, id);
  file = get_file (self, path);
  fixture_read_page (self, path, &before);
  galley_server_set_base_address (self->server, "https://other.example", &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_remove (file), ==, 0);
  galley_server_jobs_add (self->server->database, id, &error);
  fixture_restart (self);
  fixture_read_page (self, path, &after);
  g_assert_cmpstr (before, ==, after);
}

/* @article, which stands in one line, as the reporter's draft of that id, and its way up to the order to publish. */
static void
assert_lack (Fixture    *self,
             const char *id,
             const char *article,
             const char *sentence)
{
  g_autofree char *target = fixture_make_target (id);
  g_autoptr (GalleyResponse) response = NULL;

  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
  fixture_bring_to (self, id, GALLEY_STATUS_APPROVED);
  response = fixture_act (self, "editor", id, "publish");
  g_assert_cmpuint (response->status, ==, sentence != NULL ? 409 : 200);
  if (sentence == NULL)
    return;
  g_assert_nonnull (strstr (fixture_get_text (response), GALLEY_PROBLEM_INCOMPLETE));
  g_assert_nonnull (strstr (fixture_get_text (response), sentence));
  g_assert_cmpint (fixture_get_status (self, id), ==, GALLEY_STATUS_APPROVED);
}

#define PLAYER "<figure class=\\\"video\\\"><a href=\\\"https://v.example/x\\\"></a><figcaption></figcaption></figure>"

/* What a page of its kind needs has to be there before it is public: one sentence says what is missing. */
static void
test_incomplete (Fixture      *self,
                 gconstpointer data)
{
  static const struct
  {
    const char *headline, *channel, *kind, *link, *body;
    const char *sentence; /* NULL: it is published */
  } cases[] = {
    { "", "towns", "", "", "<p>a</p>", "no headline" },
    { "题", "", "", "", "<p>a</p>", "in no channel" },
    { "题", "towns", "link", "", "<p>a</p>", "has no address" },
    { "题", "towns", "link", "javascript:alert(1)", "<p>a</p>", "has no address" },
    { "题", "towns", "link", "https://example.com/", "<p></p>", NULL },
    { "题", "towns", "video", "", "<p>a</p>", "is a video" },
    { "题", "towns", "video", "", "<p>a</p>" PLAYER, NULL },
    { "题", "towns", "pictures", "", "<p>a</p>", "is a picture story" },
    { "题", "towns", "another", "", "<p>a</p>", NULL },
  };
  static const struct
  {
    const char *members; /* behind "origin" */
    const char *sources;
    const char *sentence;
  } reprints[] = {
    { ",\"original\":{\"author\":\"甲\",\"headline\":\"原题\"}", "{\"name\":\"乙\",\"role\":\"editor\"}", "its source" },
    { ",\"original\":{\"author\":\"甲\"}", "{\"name\":\"某报\",\"role\":\"source\"}", "the original headline" },
    { ",\"original\":{\"headline\":\"原题\"}", "{\"name\":\"某报\",\"role\":\"source\"}", "the original author" },
    { ",\"original\":{\"author\":\"甲\",\"headline\":\"原题\"}", "{\"name\":\"某报\",\"role\":\"source\"}",
      "the responsible editor" },
    { ",\"original\":{\"author\":\"甲\",\"headline\":\"原题\"}",
      "{\"name\":\"某报\",\"role\":\"source\"},{\"name\":\"乙\",\"role\":\"editor\"}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = fixture_make_id (self);
      g_autofree char *json = g_strdup_printf (
          "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"%s\"}],\"galley\":{"
          "\"channel\":\"%s\",\"kind\":\"%s\",\"link\":\"%s\"},\"headlines\":[{\"role\":\"main\",\"value\":\"%s\"}],"
          "\"type\":\"text\",\"uri\":\"urn:uuid:%s\"}",
          cases[i].body, cases[i].channel, cases[i].kind, cases[i].link, cases[i].headline, id);

      g_test_message ("case %u", i);
      assert_lack (self, id, json, cases[i].sentence);
    }
  for (guint i = 0; i < G_N_ELEMENTS (reprints); i++)
    {
      g_autofree char *id = fixture_make_id (self);
      g_autofree char *json = g_strdup_printf (
          "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"<p>a</p>\"}],\"galley\":{"
          "\"channel\":\"towns\",\"origin\":\"reprint\"%s},\"headlines\":[{\"role\":\"main\",\"value\":\"题\"}],"
          "\"infoSources\":[%s],\"type\":\"text\",\"uri\":\"urn:uuid:%s\"}",
          reprints[i].members, reprints[i].sources, id);

      g_test_message ("reprint %u", i);
      assert_lack (self, id, json, reprints[i].sentence);
    }
}

#define add(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/server/actions/whole-way", test_whole_way);
  add ("/server/actions/rights", test_rights);
  add ("/server/actions/content-changed", test_content_changed);
  add ("/server/actions/return", test_return);
  add ("/server/actions/incomplete", test_incomplete);
  add ("/server/actions/correction", test_correction);
  add ("/server/actions/correction-note", test_correction_note);
  add ("/server/actions/crash-before-the-page", test_crash_before_the_page);
  add ("/server/actions/page-in-the-way", test_page_in_the_way);
  add ("/server/actions/old-layout", test_old_layout);
  return g_test_run ();
}
