/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readers search: what is found, what is not, what it may cost, and what a withdrawal takes away. */
#include "server-fixture.h"

#include "core/portal/galley-page-search.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-search-words.h"
#include "server/galley-search.h"

#include <string.h>

static char *
publish (Fixture    *self,
         const char *headline,
         const char *body)
{
  char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *article = g_strdup_printf (
    "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"%s\"}],"
    "\"galley\":{\"bylines\":[{\"name\":\"陆远\",\"organisation\":\"\",\"role\":\"记者\"}],\"channel\":\"towns\"},"
    "\"headlines\":[{\"role\":\"main\",\"value\":\"%s\"}],"
    "\"subjects\":[{\"literal\":\"全民阅读\",\"rel\":\"tag\"}],\"type\":\"text\",\"uri\":\"urn:uuid:%s\"}", body, headline, id);

  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  return id;
}

/* The page that answers @query, in a second of its own. */
static char *
search (Fixture    *self,
        const char *query,
        const char *rest)
{
  g_autofree char *escaped = g_uri_escape_string (query, NULL, FALSE);
  g_autofree char *target = g_strdup_printf (GALLEY_SEARCH_PATH "?q=%s%s", escaped, rest);
  g_autoptr (GalleyResponse) response = NULL;

  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), G_USEC_PER_SEC);
  response = fixture_expect (self, 200, NULL, "GET", target, NULL, NULL);
  g_assert_cmpstr (response->content_type, ==, "text/html; charset=utf-8");
  return g_strdup (fixture_get_text (response));
}

static void
expect (Fixture    *self,
        const char *query,
        const char *headline,
        gboolean    is_found)
{
  g_autofree char *page = search (self, query, "");
  g_autofree char *shown = g_strdup_printf (">%s</a></h2>", headline);

  if ((strstr (page, shown) != NULL) != is_found)
    g_error ("%s: %s", query, page);
  g_assert_true ((strstr (page, "这里没有含有这些词的稿件") != NULL) == !is_found);
}

static void
test_found (Fixture      *self,
            gconstpointer data)
{
  static const char *const found[] = { "南湖", "夜跑 南湖", "一百二十", "陆远", "全民阅读", "marathon 南湖", "记者，陆远", "2026", "南湖%" };
  static const char *const not_found[] = { "南湖 骑行", "strong", "application", "towns", "湖南" };
  g_autofree char *id = publish (self, "南湖夜跑开跑", "<p>一百<strong>二十</strong>人参加 2026 年 Marathon。一百二十人。</p>");
  g_autofree char *other = publish (self, "另一篇", "<p>正文。</p>");
  g_autofree char *draft = fixture_add_article (self, "reporter", "南湖草稿");
  g_autofree char *page = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    expect (self, found[i], "南湖夜跑开跑", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (not_found); i++)
    expect (self, not_found[i], "南湖夜跑开跑", FALSE);
  expect (self, "草稿", "南湖草稿", FALSE);

  page = search (self, "南湖", "");
  g_assert_null (strstr (page, "另一篇"));
  g_assert_nonnull (strstr (page, "<meta name=\"robots\" content=\"noindex\">"));
  g_assert_nonnull (strstr (page, "action=\"./search\""));
  g_assert_nonnull (strstr (page, "<a href=\"2026/11/23/"));
  g_assert_null (strstr (page, "canonical"));
  g_assert_null (strstr (page, "<script"));
}

static void
test_nothing_asked (Fixture      *self,
                    gconstpointer data)
{
  static const char *const queries[] = { "", "湖", " a ", "，。！？" };
  g_autoptr (GalleyResponse) bare = fixture_expect (self, 200, NULL, "GET", GALLEY_SEARCH_PATH, NULL, NULL);
  g_autofree char *hostile = NULL;
  g_autofree char *many = g_strnfill (5000, 'x');
  g_autofree char *cut = search (self, many, "");

  g_assert_nonnull (strstr (fixture_get_text (bare), "请输入至少两个字"));
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *page = search (self, queries[i], "");

      g_assert_nonnull (strstr (page, "请输入至少两个字"));
    }
  hostile = search (self, "\"><script>alert(1)</script>", "");
  g_assert_null (strstr (hostile, "<script>"));
  g_assert_nonnull (strstr (hostile, "value=\"&quot;&gt;&lt;script&gt;"));
  g_assert_nonnull (strstr (cut, "value=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\""));
}

static void
test_refused (Fixture      *self,
              gconstpointer data)
{
  static const char *const bad[] = { "?q=%ff%fe", "?q=%zz", "?q=ab&before=7" };
  g_autoptr (GalleyResponse) too_many = NULL;
  g_autoptr (GalleyResponse) again = NULL;

  fixture_refuse (self, 405, GALLEY_PROBLEM_METHOD, NULL, "POST", GALLEY_SEARCH_PATH, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *target = g_strconcat (GALLEY_SEARCH_PATH, bad[i], NULL);

      galley_response_free (fixture_expect (self, 404, NULL, "GET", target, NULL, NULL));
    }
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), G_USEC_PER_SEC);
  for (guint i = 0; i < GALLEY_SEARCH_A_SECOND; i++)
    galley_response_free (fixture_expect (self, 200, NULL, "GET", GALLEY_SEARCH_PATH "?q=ab", NULL, NULL));
  too_many = fixture_expect (self, 503, NULL, "GET", GALLEY_SEARCH_PATH "?q=ab", NULL, NULL);
  g_assert_cmpuint (too_many->retry_after, ==, 1);
  g_assert_nonnull (strstr (fixture_get_text (too_many), "现在搜索的人太多"));
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), G_USEC_PER_SEC);
  again = fixture_expect (self, 200, NULL, "GET", GALLEY_SEARCH_PATH "?q=ab", NULL, NULL);
}

static guint
count_rows (const char *page)
{
  guint n = 0;

  for (const char *p = page; (p = strstr (p, "<h2>")) != NULL; p++)
    n++;
  return n;
}

static void
test_older (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *first = publish (self, "最早的灯会", "<p>正文。</p>");
  g_autofree char *newest = NULL, *older = NULL;
  const char *link;
  g_autofree char *before = NULL;

  for (guint i = 0; i < GALLEY_SEARCH_FOUND; i++)
    {
      galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), 1000);
      g_free (publish (self, "灯会", "<p>正文。</p>"));
    }
  newest = search (self, "灯会", "");
  g_assert_cmpuint (count_rows (newest), ==, GALLEY_SEARCH_FOUND);
  g_assert_null (strstr (newest, "最早的灯会"));
  link = strstr (newest, "href=\"?q=%E7%81%AF%E4%BC%9A&amp;before=");
  g_assert_nonnull (link);
  link = strstr (link, "before=");
  before = g_strdup_printf ("&%.*s", (int) strcspn (link, "\""), link);
  older = search (self, "灯会", before);
  g_assert_cmpuint (count_rows (older), ==, 1);
  g_assert_nonnull (strstr (older, "最早的灯会"));
  g_assert_null (strstr (older, "before="));
}

/* It is not found from that moment on, whatever the publisher has still to do. */
static void
test_withdrawn (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = publish (self, "南湖夜跑", "<p>正文。</p>");

  expect (self, "南湖", "南湖夜跑", TRUE);
  galley_response_free (fixture_act (self, "chief", id, "withdraw"));
  expect (self, "南湖", "南湖夜跑", FALSE);
}

static void
test_words (void)
{
  g_autoptr (GalleySearchWords) words = galley_search_words_new ("a b c d e f g");
  g_autoptr (GalleySearchWords) nothing = galley_search_words_new ("-/-a-/-");

  g_assert_null (nothing);
  g_assert_true (galley_search_words_may_be_in (words, "ABCDE"));
  g_assert_false (galley_search_words_may_be_in (words, "ABCD"));
}

#define add(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/server/search/found", test_found);
  add ("/server/search/nothing-asked", test_nothing_asked);
  add ("/server/search/refused", test_refused);
  add ("/server/search/older", test_older);
  add ("/server/search/withdrawn", test_withdrawn);
  g_test_add_func ("/server/search/words", test_words);
  return g_test_run ();
}
