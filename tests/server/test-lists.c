/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lists articles follows them at once: lists, feeds and site maps, when one is published, corrected or withdrawn. */
#include "server-fixture.h"

#include "core/base/galley-json.h"
#include "core/portal/galley-pack.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEADLINE "白鹭归来"

static const char *const lists[] = { "/", "/channels/towns/", "/channels/news/" };
static const char *const feeds[] = { "/feed.xml", "/atom.xml", "/channels/towns/feed.xml", "/channels/news/atom.xml" };

static gboolean
names (Fixture    *self,
       const char *path,
       const char *text)
{
  g_autofree char *page = NULL;

  g_assert_cmpuint (fixture_read_page (self, path, &page), ==, 200);
  return strstr (page, text) != NULL;
}

static void
assert_listed (Fixture    *self,
               const char *text,
               gboolean    is_listed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_assert_true (names (self, lists[i], text) == is_listed);
  for (gsize i = 0; i < G_N_ELEMENTS (feeds); i++)
    g_assert_true (names (self, feeds[i], text) == is_listed);
}

static void
withdraw (Fixture    *self,
          const char *id)
{
  g_autoptr (GalleyResponse) response = fixture_act (self, "chief", id, "withdraw");

  g_assert_cmpuint (response->status, ==, 200);
}

static void
test_published_and_withdrawn (Fixture      *self,
                              gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", HEADLINE);

  assert_listed (self, HEADLINE, FALSE);
  g_assert_cmpuint (fixture_read_page (self, "/sitemap/2026-11.xml", NULL), ==, 404);
  g_assert_cmpuint (fixture_read_page (self, "/sitemap/news.xml", NULL), ==, 404);
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  assert_listed (self, HEADLINE, TRUE);
  g_assert_false (names (self, "/channels/rural/feed.xml", HEADLINE));
  g_assert_true (names (self, "/robots.txt", "Sitemap: https://lanjiang.example/sitemap.xml"));
  g_assert_true (names (self, "/sitemap.xml", "https://lanjiang.example/sitemap/2026-11.xml"));
  g_assert_true (names (self, "/sitemap/2026-11.xml", id));
  g_assert_true (names (self, "/sitemap/news.xml", HEADLINE));
  g_assert_true (names (self, "/", "href=\"feed.xml\""));
  g_assert_true (names (self, "/channels/towns/", "href=\"atom.xml\""));

  withdraw (self, id);
  assert_listed (self, HEADLINE, FALSE);
  g_assert_false (names (self, "/sitemap.xml", "2026-11"));
  g_assert_cmpuint (fixture_read_page (self, "/sitemap/2026-11.xml", NULL), ==, 404);
  g_assert_cmpuint (fixture_read_page (self, "/sitemap/news.xml", NULL), ==, 404);
}

/* Makes a working copy of @id with another headline, and publishes it a minute later. */
static void
correct (Fixture    *self,
         const char *id,
         const char *headline,
         const char *channel)
{
  g_autoptr (GalleyRevision) present = fixture_load (self, id);
  g_autofree char *copy = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (copy);
  g_autofree char *article = g_strdup_printf (
      "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"<p>正文。</p>\"}],"
      "\"galley\":{\"channel\":\"%s\",\"corrects\":{\"hash\":\"%s\",\"id\":\"%s\"}},"
      "\"headlines\":[{\"role\":\"main\",\"value\":\"%s\"}],\"type\":\"text\",\"uri\":\"urn:uuid:%s\"}",
      channel, galley_wire_get_content_hash (present), id, headline, copy);

  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), G_TIME_SPAN_MINUTE);
  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
  fixture_bring_to (self, copy, GALLEY_STATUS_PUBLISHED);
}

static char *
add_paged (Fixture *self)
{
  char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *article =
    fixture_make_article (id, HEADLINE, "<p>一。</p><hr class=\\\"page\\\"/><p>二。</p><hr class=\\\"page\\\"/><p>三。</p>");

  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  return id;
}

/* The statuses of pages 1 to 4 of the article. */
static void
assert_pages (Fixture    *self,
              const char *id,
              const guint statuses[4])
{
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *suffix = i > 0 ? g_strdup_printf ("_%u", i + 1) : g_strdup ("");
      g_autofree char *path = g_strdup_printf ("/2026/11/23/%s%s.html", id, suffix);
      g_autofree char *file = g_build_filename (self->folder, "public", path, NULL);

      g_assert_cmpuint (fixture_read_page (self, path, NULL), ==, statuses[i]);
      g_assert_cmpint (g_file_test (file, G_FILE_TEST_EXISTS), ==, statuses[i] == 200);
    }
}

/* An article on several pages: all of them come and go with it, and lists know it once. */
static void
test_article_pages (Fixture      *self,
                    gconstpointer data)
{
  g_autofree char *shortened = add_paged (self);
  g_autofree char *withdrawn = add_paged (self);
  g_autofree char *second = g_strdup_printf ("%s_2.html", shortened);
  g_autofree char *path = g_strdup_printf ("/2026/11/23/%s", second);

  assert_pages (self, shortened, (guint[]) { 200, 200, 200, 404 });
  g_assert_true (names (self, path, "<p>二。</p>"));
  g_assert_false (names (self, path, "<p>一。</p>"));
  g_assert_false (names (self, path, "<p>三。</p>"));
  g_assert_false (names (self, "/sitemap/2026-11.xml", "_2.html"));
  g_assert_false (names (self, "/channels/towns/", "_2.html"));

  correct (self, shortened, "白鹭飞走", "rural");
  assert_pages (self, shortened, (guint[]) { 200, 404, 404, 404 });
  withdraw (self, withdrawn);
  assert_pages (self, withdrawn, (guint[]) { 410, 410, 410, 410 });
}

static void
test_corrected (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = fixture_add_article (self, "reporter", HEADLINE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  fixture_read_page (self, "/sitemap/2026-11.xml", &before);
  correct (self, id, "白鹭飞走", "rural");
  assert_listed (self, HEADLINE, FALSE);
  g_assert_true (names (self, "/channels/rural/", "白鹭飞走"));
  g_assert_true (names (self, "/channels/rural/atom.xml", "白鹭飞走"));
  g_assert_false (names (self, "/channels/towns/feed.xml", "白鹭飞走"));
  fixture_read_page (self, "/sitemap/2026-11.xml", &after);
  g_assert_cmpstr (before, !=, after);
  g_assert_nonnull (strstr (after, id));
}

/* An article stands in its further channels as in its own, once. */
static void
test_further_channels (Fixture      *self,
                       gconstpointer data)
{
  g_autofree char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *article = g_strdup_printf (
      "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"<p>正文。</p>\"}],"
      "\"galley\":{\"channel\":\"towns\",\"channels\":[\"rural\",\"local\"]},"
      "\"headlines\":[{\"role\":\"main\",\"value\":\"" HEADLINE "\"}],\"type\":\"text\",\"uri\":\"urn:uuid:%s\"}", id);
  g_autofree char *page = NULL;

  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  assert_listed (self, HEADLINE, TRUE);
  g_assert_true (names (self, "/channels/rural/", HEADLINE));
  g_assert_true (names (self, "/channels/local/feed.xml", HEADLINE));
  g_assert_cmpuint (fixture_read_page (self, "/channels/news/feed.xml", &page), ==, 200);
  g_assert_null (strstr (strstr (page, HEADLINE) + 1, HEADLINE));
  withdraw (self, id);
  assert_listed (self, HEADLINE, FALSE);
  g_assert_false (names (self, "/channels/rural/", HEADLINE));
  g_assert_false (names (self, "/channels/local/feed.xml", HEADLINE));
}

/* The demo portal's layout, with two articles a page. */
static void
set_up_short_pages (Fixture      *self,
                    gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "layouts", "portal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTree) files = galley_pack_read_folder (folder, &error);
  g_autoptr (JsonObject) site = NULL;
  g_autoptr (JsonObject) channel = json_object_new ();
  g_autoptr (GalleyLayout) layout = NULL;
  g_autoptr (GBytes) zip = NULL;
  GBytes *old;
  char *text;

  g_assert_no_error (error);
  old = g_tree_lookup (files, "site.json");
  site = galley_json_parse_object (g_bytes_get_data (old, NULL), g_bytes_get_size (old), 1024 * 1024, &error);
  g_assert_no_error (error);
  json_object_set_int_member (channel, "items", 2);
  json_object_set_object_member (site, "channel", json_object_ref (channel));
  text = galley_json_write_object (site);
  g_tree_replace (files, g_strdup ("site.json"), g_bytes_new_take (text, strlen (text)));
  zip = galley_pack_write_zip (files, &error);
  g_assert_no_error (error);
  layout = galley_layout_new_from_zip (zip, &error);
  g_assert_no_error (error);
  fixture_set_up_with_layout (self, layout);
}

/* A file that is written again is another one. */
static guint64
get_inode (Fixture    *self,
           const char *path)
{
  g_autofree char *name = g_build_filename (self->folder, "public", path, "index.html", NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (name, &status), ==, 0);
  return status.st_ino;
}

/* Rows move up when one goes, and pages that are not needed go. What does not change is not written again. */
static void
test_pages (Fixture      *self,
            gconstpointer data)
{
  static const char *const titles[] = { "第一篇", "第二篇", "第三篇", "第四篇", "第五篇" };
  char *ids[G_N_ELEMENTS (titles)];
  guint64 second, third;

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      ids[i] = fixture_add_article (self, "reporter", titles[i]);
      fixture_bring_to (self, ids[i], GALLEY_STATUS_PUBLISHED);
      galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), G_TIME_SPAN_MINUTE);
    }
  g_assert_true (names (self, "/channels/towns/", "第五篇"));
  g_assert_true (names (self, "/channels/towns/2/", "第三篇"));
  g_assert_true (names (self, "/channels/towns/2/", "第二篇"));
  g_assert_true (names (self, "/channels/towns/3/", "第一篇"));
  g_assert_true (names (self, "/channels/news/3/", "第一篇"));
  g_assert_cmpuint (fixture_read_page (self, "/channels/towns/4/", NULL), ==, 404);

  second = get_inode (self, "/channels/towns/2");
  third = get_inode (self, "/channels/news/3");
  correct (self, ids[3], "第四篇，改过", "towns");
  g_assert_true (names (self, "/channels/towns/", "第四篇，改过"));
  g_assert_cmpuint (get_inode (self, "/channels/towns/2"), ==, second);
  g_assert_cmpuint (get_inode (self, "/channels/news/3"), ==, third);

  withdraw (self, ids[2]);
  g_assert_true (names (self, "/channels/towns/", "第四篇"));
  g_assert_true (names (self, "/channels/towns/2/", "第一篇"));
  g_assert_false (names (self, "/channels/towns/2/", "第三篇"));
  g_assert_cmpuint (fixture_read_page (self, "/channels/towns/3/", NULL), ==, 404);
  g_assert_cmpuint (fixture_read_page (self, "/channels/news/3/", NULL), ==, 404);
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    g_free (ids[i]);
}

/* A topic's page is there before anything stands in it, and follows what does. */
static void
test_topic (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *article = g_strdup_printf (
      "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"<p>正文。</p>\"}],"
      "\"galley\":{\"channel\":\"towns\",\"topic\":\"harvest\"},"
      "\"headlines\":[{\"role\":\"main\",\"value\":\"" HEADLINE "\"}],\"type\":\"text\",\"uri\":\"urn:uuid:%s\"}", id);
  g_autofree char *page = g_strdup_printf ("/2026/11/23/%s.html", id);

  g_assert_true (names (self, "/topics/harvest/", "暂时没有稿件。"));
  galley_response_free (fixture_expect (self, 201, "reporter", "PUT", target, FIXTURE_NOTHING, article));
  fixture_bring_to (self, id, GALLEY_STATUS_PUBLISHED);
  g_assert_true (names (self, "/topics/harvest/", "/2026/11/23/"));
  g_assert_true (names (self, page, "href=\"../../../topics/harvest/\""));
  withdraw (self, id);
  g_assert_true (names (self, "/topics/harvest/", "暂时没有稿件。"));
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
  add ("/server/lists/published-and-withdrawn", test_published_and_withdrawn);
  add ("/server/lists/article-pages", test_article_pages);
  add ("/server/lists/corrected", test_corrected);
  add ("/server/lists/further-channels", test_further_channels);
  add ("/server/lists/topic", test_topic);
  g_test_add ("/server/lists/pages", Fixture, NULL, set_up_short_pages, test_pages, fixture_tear_down);
  return g_test_run ();
}
