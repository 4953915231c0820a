/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server says of itself to who keeps it: that it is well, what is wrong, and its figures. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-backup.h"
#include "server/galley-metrics.h"

#include <glib/gstdio.h>
#include <string.h>

static void
assert_line (const char *text,
             const char *line)
{
  g_autofree char *whole = g_strconcat ("\n", line, "\n", NULL);

  if (strstr (text, whole) == NULL)
    g_test_message ("%s is not in\n%s", line, text);
  g_assert_nonnull (strstr (text, whole));
}

static void
test_well (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (GalleyResponse) response = fixture_expect (self, 200, NULL, "GET", "/healthz", NULL, NULL);
  g_autoptr (GalleyRequest) forwarded = fixture_ask (self, NULL, "GET", "/metrics", NULL, NULL);
  g_autoptr (GalleyResponse) refusal = NULL;

  g_assert_cmpstr (fixture_get_text (response), ==, "{\"faults\":[],\"status\":\"ok\"}");
  fixture_refuse (self, 405, GALLEY_PROBLEM_METHOD, NULL, "PUT", "/healthz", NULL, "{}");
  /* The public is told nothing. */
  forwarded->is_forwarded = TRUE;
  refusal = galley_server_handle (self->server, forwarded);
  g_assert_cmpuint (refusal->status, ==, 404);
}

/* A page that cannot be written is said until it is. */
static void
test_fault (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "健康");
  g_autofree char *index = g_build_filename (self->folder, "public", "index.html", NULL);
  g_autoptr (GalleyResponse) response = NULL;
  g_autoptr (GalleyResponse) metrics = NULL;
  g_autoptr (JsonObject) object = NULL;

  g_assert_cmpint (g_remove (index), ==, 0);
  g_assert_cmpint (g_mkdir (index, 0700), ==, 0);
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  response = fixture_expect (self, 503, NULL, "GET", "/healthz", NULL, NULL);
  object = fixture_parse (response);
  g_assert_cmpstr (galley_json_get_string (object, "status"), ==, "fault");
  g_assert_cmpuint (json_array_get_length (galley_json_get_array (object, "faults")), ==, 1);
  metrics = fixture_expect (self, 200, NULL, "GET", "/metrics", NULL, NULL);
  assert_line (fixture_get_text (metrics), "galley_publisher_jobs 1");

  g_assert_cmpint (g_rmdir (index), ==, 0);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 11 * G_USEC_PER_SEC);
  galley_response_free (fixture_expect (self, 200, NULL, "GET", "/healthz", NULL, NULL));
}

static void
test_metrics (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", "数字");
  g_autofree char *file = g_strconcat (self->folder, ".tar", NULL);
  g_autoptr (GalleyResponse) response = fixture_expect (self, 200, NULL, "GET", "/metrics", NULL, NULL);
  const char *text = fixture_get_text (response);
  g_autoptr (GError) error = NULL;
  guint n_damaged;

  g_assert_cmpstr (response->content_type, ==, "text/plain; version=0.0.4; charset=utf-8");
  assert_line (text, "galley_feed_sequence 1");
  assert_line (text, "galley_publisher_jobs 0");
  assert_line (text, "galley_media_bytes 0");
  g_assert_null (strstr (text, "\ngalley_database_bytes 0\n"));
  g_assert_null (strstr (text, "galley_backup_age_seconds"));

  galley_backup_write (self->folder, file, self->clock, &n_damaged, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_remove (file), ==, 0);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 90 * G_USEC_PER_SEC);
  g_clear_pointer (&response, galley_response_free);
  response = fixture_expect (self, 200, NULL, "GET", "/metrics", NULL, NULL);
  assert_line (fixture_get_text (response), "galley_backup_age_seconds 90");
}

static void
test_counts (void)
{
  g_autoptr (GalleyMetrics) metrics = galley_metrics_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  galley_metrics_note (metrics, "page", 200, 1000);
  galley_metrics_note (metrics, "page", 200, 1001);
  galley_metrics_note (metrics, "page", 404, 20 * G_USEC_PER_SEC);
  galley_metrics_note (metrics, GALLEY_API_TOKENS, 401, 1);
  galley_metrics_note (metrics, GALLEY_API_TOKENS, 429, 1);
  galley_metrics_note (metrics, GALLEY_API_TOKENS, 201, 1);
  galley_metrics_set_in_hand (metrics, 3, 2);
  galley_metrics_write (metrics, text);
  assert_line (text->str, "galley_requests_total{route=\"page\",status=\"200\"} 2");
  assert_line (text->str, "galley_requests_total{route=\"page\",status=\"404\"} 1");
  assert_line (text->str, "galley_request_duration_seconds_bucket{route=\"page\",le=\"0.001000\"} 1");
  assert_line (text->str, "galley_request_duration_seconds_bucket{route=\"page\",le=\"0.005000\"} 2");
  assert_line (text->str, "galley_request_duration_seconds_bucket{route=\"page\",le=\"10.000000\"} 2");
  assert_line (text->str, "galley_request_duration_seconds_bucket{route=\"page\",le=\"+Inf\"} 3");
  assert_line (text->str, "galley_request_duration_seconds_sum{route=\"page\"} 20.002001");
  assert_line (text->str, "galley_request_duration_seconds_count{route=\"page\"} 3");
  assert_line (text->str, "galley_sign_ins_refused_total 2");
  assert_line (text->str, "galley_requests_in_hand 3");
  assert_line (text->str, "galley_requests_waiting 2");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/health/well", Fixture, NULL, fixture_set_up, test_well, fixture_tear_down);
  g_test_add ("/server/health/fault", Fixture, NULL, fixture_set_up, test_fault, fixture_tear_down);
  g_test_add ("/server/health/metrics", Fixture, NULL, fixture_set_up, test_metrics, fixture_tear_down);
  g_test_add_func ("/server/health/counts", test_counts);
  return g_test_run ();
}
