/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order is answered once, whatever arrives twice or late: what was done is done once, what was refused stays refused, and
 * what comes after its time is not carried out. */
#include "server-fixture.h"

#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <string.h>

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

static void
test_done_once (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *other_id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = make_target (id, name);
  g_autofree char *other_target = make_target (other_id, name);
  g_autoptr (GalleyRevision) revision = fixture_load (self, id);
  g_autofree char *order = make_order ("submit", galley_wire_get_content_hash (revision), "");
  g_autofree char *other_order = make_order ("submit", galley_wire_get_content_hash (revision), "x");
  g_autoptr (GalleyResponse) first = fixture_expect (self, 200, "reporter", "PUT", target, NULL, order);
  g_autoptr (GalleyResponse) second = NULL;
  g_autoptr (GalleyResponse) third = NULL;
  gint64 sequence;

  fixture_restart (self);
  sequence = galley_server_get_sequence (self->server);
  second = fixture_expect (self, 200, "reporter", "PUT", target, NULL, order);
  g_assert_true (g_bytes_equal (first->body, second->body));
  g_assert_cmpstr (first->etag, ==, second->etag);
  fixture_refuse (self, 409, GALLEY_PROBLEM_REUSED, "reporter", "PUT", target, NULL, other_order);
  fixture_refuse (self, 409, GALLEY_PROBLEM_REUSED, "reporter", "PUT", other_target, NULL, order);
  fixture_refuse (self, 409, GALLEY_PROBLEM_REUSED, "editor", "PUT", target, NULL, order);
  g_assert_cmpint (galley_server_get_sequence (self->server), ==, sequence);
  /* Later the answer is the article as it is by then. */
  fixture_must_act (self, "editor", id, "sign", 200);
  third = fixture_expect (self, 200, "reporter", "PUT", target, NULL, order);
  g_assert_nonnull (strstr (fixture_get_text (third), "\"status\":\"review-3\""));
}

/* A late copy of what was refused is refused as it was, though it could be carried out by then: whoever gave the order was
 * told that nothing came of it. He asks again by another name. */
static void
test_refused_once (Fixture      *self,
                   gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = make_target (id, name);
  g_autoptr (GalleyRevision) revision = fixture_load (self, id);
  g_autofree char *order = make_order ("publish", galley_wire_get_content_hash (revision), "");
  g_autofree char *other_order = make_order ("publish", galley_wire_get_content_hash (revision), "x");
  g_autoptr (GalleyResponse) first = NULL;
  g_autoptr (GalleyResponse) late = NULL;
  gint64 sequence;

  fixture_bring_to (self, id, GALLEY_STATUS_REVIEW_1);
  first = fixture_expect (self, 409, "editor", "PUT", target, NULL, order);
  g_assert_nonnull (strstr (fixture_get_text (first), GALLEY_PROBLEM_STATE));
  fixture_must_act (self, "editor", id, "sign", 200);
  fixture_must_act (self, "chief", id, "sign", 200);
  g_assert_cmpint (fixture_get_status (self, id), ==, GALLEY_STATUS_APPROVED);
  fixture_restart (self);
  sequence = galley_server_get_sequence (self->server);

  late = fixture_expect (self, 409, "editor", "PUT", target, NULL, order);
  g_assert_true (g_bytes_equal (first->body, late->body));
  g_assert_cmpstr (late->content_type, ==, GALLEY_PROBLEM_CONTENT_TYPE);
  fixture_refuse (self, 409, GALLEY_PROBLEM_REUSED, "editor", "PUT", target, NULL, other_order);
  g_assert_cmpint (fixture_get_status (self, id), ==, GALLEY_STATUS_APPROVED);
  g_assert_cmpint (galley_server_get_sequence (self->server), ==, sequence);
  fixture_must_act (self, "editor", id, "publish", 200);
}

/* Nor is what came before its article, or while that was deleted. What could not be judged is not remembered. */
static void
test_refused_without_article (Fixture      *self,
                              gconstpointer data)
{
  g_autofree char *id = fixture_make_id (self);
  g_autofree char *article = fixture_make_article (id, "稿", "<p>正文。</p>");
  g_autofree char *article_target = fixture_make_target (id);
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = make_target (id, name);
  g_autofree char *other_name = fixture_make_id (self);
  g_autofree char *other_target = make_target (id, other_name);
  g_autofree char *order = NULL;
  g_autoptr (GalleyResponse) made = NULL;
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;

  revision = galley_wire_read (article, strlen (article), &error);
  g_assert_no_error (error);
  order = make_order ("submit", galley_wire_get_content_hash (revision), "");
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "reporter", "PUT", target, NULL, order);
  fixture_refuse (self, 401, GALLEY_PROBLEM_TOKEN, NULL, "PUT", other_target, NULL, order);
  made = fixture_expect (self, 201, "reporter", "PUT", article_target, FIXTURE_NOTHING, article);
  fixture_refuse (self, 404, GALLEY_PROBLEM_NOT_FOUND, "reporter", "PUT", target, NULL, order);
  galley_response_free (fixture_expect (self, 200, "reporter", "PUT", other_target, NULL, order));
}

/* (transfer full) */
static GalleyResponse *
act_until (Fixture    *self,
           const char *target,
           const char *order,
           const char *not_after)
{
  g_autoptr (GBytes) body = g_bytes_new (order, strlen (order));
  g_autoptr (GalleyRequest) request = galley_request_new ("PUT", target, body);

  request->token = g_strdup (g_hash_table_lookup (self->tokens, "editor"));
  request->not_after = g_strdup (not_after);
  return galley_server_handle (self->server, request);
}

/* An order says by the server's clock how long it is in force: one that comes later is refused, and stays so. */
static void
test_late (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "稿");
  g_autofree char *late_name = fixture_make_id (self);
  g_autofree char *late_target = make_target (id, late_name);
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = make_target (id, name);
  g_autofree char *broken_name = fixture_make_id (self);
  g_autofree char *broken_target = make_target (id, broken_name);
  g_autofree char *limit = galley_time_format (galley_clock_get_real_time (self->clock) + 10 * G_USEC_PER_SEC);
  g_autoptr (GalleyRevision) revision = fixture_load (self, id);
  g_autofree char *order = make_order ("publish", galley_wire_get_content_hash (revision), "");
  g_autoptr (GalleyResponse) broken = NULL, late = NULL, again = NULL, good = NULL, done = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_APPROVED);
  broken = act_until (self, broken_target, order, "soon");
  g_assert_cmpuint (broken->status, ==, 422);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 11 * G_USEC_PER_SEC);
  late = act_until (self, late_target, order, limit);
  g_assert_cmpuint (late->status, ==, 409);
  g_assert_nonnull (strstr (fixture_get_text (late), GALLEY_PROBLEM_LATE));
  again = act_until (self, late_target, order, NULL);
  g_assert_true (g_bytes_equal (late->body, again->body));
  g_assert_cmpint (fixture_get_status (self, id), ==, GALLEY_STATUS_APPROVED);

  g_clear_pointer (&limit, g_free);
  limit = galley_time_format (galley_clock_get_real_time (self->clock));
  good = act_until (self, target, order, limit);
  g_assert_cmpuint (good->status, ==, 200);
  g_assert_cmpint (fixture_get_status (self, id), ==, GALLEY_STATUS_PUBLISHED);
  /* What was carried out in time is answered so whenever it is asked. */
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 11 * G_USEC_PER_SEC);
  done = act_until (self, target, order, limit);
  g_assert_cmpuint (done->status, ==, 200);
}

#define add(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/server/order-answers/done-once", test_done_once);
  add ("/server/order-answers/refused-once", test_refused_once);
  add ("/server/order-answers/refused-without-article", test_refused_without_article);
  add ("/server/order-answers/late", test_late);
  return g_test_run ();
}
