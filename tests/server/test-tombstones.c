/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tombstone is in the feed for 90 days. Who has not read it by then is sent to the manifest, and who begins anew reads the
 * whole feed without being sent back. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-cursor.h"
#include "server/galley-server-articles.h"

#include <string.h>

#define HOUR G_TIME_SPAN_HOUR

static void
remove_article (Fixture    *self,
                const char *id)
{
  g_autofree char *target = fixture_make_target (id);
  g_autoptr (GalleyResponse) got = fixture_expect (self, 200, "reporter", "GET", target, NULL, NULL);

  galley_response_free (fixture_expect (self, 204, "reporter", "DELETE", target, got->etag, NULL));
}

/* A page behind @cursor (NULL: the first). */
static JsonObject *
get_page (Fixture    *self,
          const char *cursor,
          guint       limit)
{
  g_autofree char *target = cursor != NULL ? g_strdup_printf (GALLEY_API_CHANGES "?limit=%u&since=%s", limit, cursor)
                                           : g_strdup_printf (GALLEY_API_CHANGES "?limit=%u", limit);
  g_autoptr (GalleyResponse) response = fixture_expect (self, 200, "reporter", "GET", target, NULL, NULL);

  return fixture_parse (response);
}

static char *
dup_cursor (JsonObject *page)
{
  return g_strdup (galley_json_get_string (page, "cursor"));
}

static guint
count_changes (JsonObject *page)
{
  return json_array_get_length (galley_json_get_array (page, "changes"));
}

static void
refuse_cursor (Fixture    *self,
               const char *cursor)
{
  g_autofree char *target = g_strconcat (GALLEY_API_CHANGES "?since=", cursor, NULL);

  fixture_refuse (self, 410, GALLEY_PROBLEM_CURSOR, "reporter", "GET", target, NULL, NULL);
}

static void
pass (Fixture *self,
      gint64   days,
      gint64   rest)
{
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), days * G_TIME_SPAN_DAY + rest);
}

static void
test_leaves (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *first = fixture_add_article (self, "reporter", "先删");
  g_autofree char *second = fixture_add_article (self, "reporter", "留下");
  g_autofree char *target = fixture_make_target (first);
  g_autoptr (JsonObject) before = get_page (self, NULL, 100);
  g_autofree char *old = dup_cursor (before);
  g_autofree char *present = NULL;
  g_autoptr (JsonObject) page = NULL;
  g_autoptr (GalleyResponse) response = NULL;

  remove_article (self, first);
  /* Within the time it is told, to the last hour. */
  pass (self, 80, 0);
  fixture_renew_tokens (self);
  page = get_page (self, old, 100);
  g_assert_cmpuint (count_changes (page), ==, 1);
  pass (self, 10, -HOUR);
  json_object_unref (page);
  page = get_page (self, old, 100);
  g_assert_cmpuint (count_changes (page), ==, 1);
  present = dup_cursor (page);

  pass (self, 0, 2 * HOUR);
  refuse_cursor (self, old);
  json_object_unref (page);
  page = get_page (self, present, 100);
  g_assert_cmpuint (count_changes (page), ==, 0);
  json_object_unref (page);
  page = get_page (self, NULL, 100);
  g_assert_cmpuint (count_changes (page), ==, 1);

  /* So it stays, over a restart, and the article stays deleted and can be restored. */
  fixture_restart (self);
  refuse_cursor (self, old);
  response = fixture_expect (self, 410, "reporter", "GET", target, NULL, NULL);
  {
    g_autofree char *article = fixture_make_article (first, "回来", "<p>回来。</p>");

    galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, response->etag, article));
  }
  json_object_unref (page);
  page = get_page (self, present, 100);
  g_assert_cmpuint (count_changes (page), ==, 1);
}

/* Pages of who began behind the departure lead to the end, below the floor as well; and below the next one they do not. */
static void
test_anew (Fixture      *self,
           gconstpointer data)
{
  char *ids[8];
  g_autoptr (JsonObject) page = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *early = NULL;
  guint n_changes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = fixture_add_article (self, "reporter", "稿");
  remove_article (self, ids[7]);
  pass (self, 91, 0);
  fixture_renew_tokens (self);
  do
    {
      g_clear_pointer (&page, json_object_unref);
      page = get_page (self, cursor, 3);
      n_changes += count_changes (page);
      g_free (cursor);
      cursor = dup_cursor (page);
      if (early == NULL)
        early = g_strdup (cursor);
    }
  while (galley_json_get_boolean (page, "more"));
  g_assert_cmpuint (n_changes, ==, 7);
  g_assert_null (strchr (cursor, '-'));

  remove_article (self, ids[6]);
  pass (self, 91, 0);
  fixture_renew_tokens (self);
  refuse_cursor (self, early);
  refuse_cursor (self, cursor);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_free (ids[i]);
}

static void
test_cursor (void)
{
  static const struct
  {
    const char *text;
    GalleyCursorVerdict verdict;
    gint64 sequence;
    gint64 floor;
  } cases[] = {
    { "ab.7", GALLEY_CURSOR_GOOD, 7, 0 },         { "ab.3-5", GALLEY_CURSOR_GOOD, 3, 5 },
    { "ab.4", GALLEY_CURSOR_UNKNOWN, 4, 0 },      { "ab.3-4", GALLEY_CURSOR_UNKNOWN, 3, 4 },
    { "ab.11", GALLEY_CURSOR_UNKNOWN, 11, 0 },    { "ab.3-11", GALLEY_CURSOR_UNKNOWN, 3, 11 },
    { "ac.7", GALLEY_CURSOR_UNKNOWN, 7, 0 },      { "ab.7-", GALLEY_CURSOR_MALFORMED, 7, 0 },
    { "ab.-7", GALLEY_CURSOR_MALFORMED, 0, 0 },   { "ab.7-8-9", GALLEY_CURSOR_MALFORMED, 0, 0 },
    { "ab.", GALLEY_CURSOR_MALFORMED, 0, 0 },     { "ab.7--8", GALLEY_CURSOR_MALFORMED, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GalleyCursor cursor;
      GalleyCursorVerdict verdict = galley_cursor_parse (&cursor, cases[i].text, "ab", 10, 5);

      g_assert_cmpint (verdict, ==, cases[i].verdict);
      if (verdict == GALLEY_CURSOR_GOOD)
        {
          g_autofree char *again = galley_cursor_format (&cursor, "ab");

          g_assert_cmpint (cursor.sequence, ==, cases[i].sequence);
          g_assert_cmpint (cursor.floor, ==, cases[i].floor);
          g_assert_cmpstr (again, ==, cases[i].text);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/tombstones/leaves", Fixture, NULL, fixture_set_up, test_leaves, fixture_tear_down);
  g_test_add ("/server/tombstones/anew", Fixture, NULL, fixture_set_up, test_anew, fixture_tear_down);
  g_test_add_func ("/server/tombstones/cursor", test_cursor);
  return g_test_run ();
}
