/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of channels and topics. */
#include "core/base/galley-error.h"
#include "core/portal/galley-page-list.h"
#include "portal-support.h"

#include <string.h>

#define PER_PAGE 40 /* as the demo portal says */

static guint
count (const char *text,
       const char *what)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, what)) != NULL; p++)
    n++;
  return n;
}

/* Page @number of a list of @n articles. */
static char *
render (GalleyLayout  *layout,
        GalleyListKind kind,
        const char    *id,
        guint          number,
        GPtrArray     *items)
{
  g_autoptr (GPtrArray) chosen = galley_page_list_choose (layout, kind, id, items);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = galley_page_list_render (layout, kind, id, chosen, number, items, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
}

static void
test_paths (void)
{
  g_autofree char *first = galley_page_list_dup_address (GALLEY_LIST_CHANNEL, "news", 1);
  g_autofree char *second = galley_page_list_dup_address (GALLEY_LIST_TOPIC, "flood", 2);
  g_autofree char *file = galley_page_list_dup_path (GALLEY_LIST_CHANNEL, "news", 12);

  g_assert_cmpstr (first, ==, "/channels/news/");
  g_assert_cmpstr (second, ==, "/topics/flood/2/");
  g_assert_cmpstr (file, ==, "/channels/news/12/index.html");
}

static void
test_count (void)
{
  static const guint cases[][2] = {
    { 0, 1 }, { 1, 1 }, { PER_PAGE, 1 }, { PER_PAGE + 1, 2 }, { 20 * PER_PAGE, 20 }, { 20 * PER_PAGE + 1, 20 },
  };
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");

  g_assert_cmpuint (galley_page_list_get_limit (layout), ==, 20 * PER_PAGE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) items = support_make_items (cases[i][0], "local", "文");
      g_autoptr (GPtrArray) chosen = galley_page_list_choose (layout, GALLEY_LIST_CHANNEL, "news", items);

      g_assert_cmpuint (galley_page_list_count_pages (layout, chosen), ==, cases[i][1]);
    }
}

/* Every article stands on one page and no other, and each page names its neighbours. */
static void
test_pages (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GPtrArray) items = support_make_items (95, "local", "文");
  g_autofree char *first = render (layout, GALLEY_LIST_CHANNEL, "local", 1, items);
  g_autofree char *second = render (layout, GALLEY_LIST_CHANNEL, "local", 2, items);
  g_autofree char *third = render (layout, GALLEY_LIST_CHANNEL, "local", 3, items);

  support_walk_html (first, NULL, NULL);
  support_walk_html (second, NULL, NULL);
  g_assert_cmpuint (count (first, "<h2><a"), ==, 40);
  g_assert_cmpuint (count (second, "<h2><a"), ==, 40);
  g_assert_cmpuint (count (third, "<h2><a"), ==, 15);
  g_assert_nonnull (strstr (first, ">文 40</a></h2>"));
  g_assert_nonnull (strstr (second, ">文 41</a></h2>"));
  g_assert_nonnull (strstr (second, ">文 80</a></h2>"));
  g_assert_nonnull (strstr (third, ">文 95</a></h2>"));

  g_assert_nonnull (strstr (first, "<title>澜江新闻_澜江新闻网</title>"));
  g_assert_nonnull (strstr (first, "<link rel=\"canonical\" href=\"https://lanjiang.example/channels/local/\">"));
  g_assert_nonnull (strstr (first, "<link rel=\"next\" href=\"2/\">"));
  g_assert_null (strstr (first, "rel=\"prev\""));
  g_assert_nonnull (strstr (first, "<aside"));
  g_assert_nonnull (strstr (second, "<title>澜江新闻（2/3）_澜江新闻网</title>"));
  g_assert_nonnull (strstr (second, "<link rel=\"canonical\" href=\"https://lanjiang.example/channels/local/2/\">"));
  g_assert_nonnull (strstr (second, "<a rel=\"prev\" href=\"../\">上一页</a>"));
  g_assert_nonnull (strstr (second, "<a rel=\"next\" href=\"../3/\">下一页</a>"));
  g_assert_nonnull (strstr (second, "<span class=\"current\" aria-current=\"page\">2</span>"));
  g_assert_nonnull (strstr (second, "href=\"../../../2026/11/22/"));
  g_assert_null (strstr (second, "<aside"));
  g_assert_null (strstr (third, "rel=\"next\""));
}

/* Of many pages the pager names the ends and what is near. */
static void
test_gaps (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GPtrArray) items = support_make_items (20 * PER_PAGE, "local", "文");
  g_autofree char *page = render (layout, GALLEY_LIST_CHANNEL, "local", 10, items);
  const char *pager = strstr (page, "<nav class=\"pages\"");
  g_autofree char *links = g_strndup (pager, strstr (pager, "</nav>") - pager);

  g_assert_cmpuint (count (links, "<a href="), ==, 6); /* 1 … 8 9 11 12 … 20 */
  g_assert_cmpuint (count (links, "<span>…</span>"), ==, 2);
  g_assert_nonnull (strstr (links, "<a href=\"../20/\">20</a>"));
  g_assert_nonnull (strstr (links, "<a href=\"../\">1</a>"));
}

static void
test_one_page (gconstpointer data)
{
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  guint n;
  const char *channel = galley_site_get_channels (galley_layout_get_site (layout), &n)[0].id;
  g_autoptr (GPtrArray) items = support_make_items (3, channel, "文");
  g_autofree char *page = render (layout, GALLEY_LIST_CHANNEL, channel, 1, items);

  support_walk_html (page, NULL, NULL);
  g_assert_null (strstr (page, "class=\"pages\""));
  g_assert_null (strstr (page, "rel=\"next\""));
}

static void
test_topic (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GPtrArray) items = support_make_items (50, "local", "文");
  g_autofree char *page = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < 45; i++)
    ((GalleyPageItem *) items->pdata[i])->topic = g_strdup ("harvest");
  page = render (layout, GALLEY_LIST_TOPIC, "harvest", 1, items);
  second = render (layout, GALLEY_LIST_TOPIC, "harvest", 2, items);
  support_walk_html (page, NULL, NULL);
  g_assert_nonnull (strstr (page, "<h1 class=\"channel-title\">秋收进行时</h1>"));
  g_assert_nonnull (strstr (page, "“颗粒归仓”澜江秋收进行时"));
  g_assert_nonnull (strstr (page, "<link rel=\"canonical\" href=\"https://lanjiang.example/topics/harvest/\">"));
  g_assert_nonnull (strstr (page, "<li><a href=\"./\">秋收进行时</a></li>"));
  g_assert_cmpuint (count (page, "<h2><a"), ==, 40);
  g_assert_cmpuint (count (second, "<h2><a"), ==, 5);
}

static void
test_unknown (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GPtrArray) items = support_make_items (3, "local", "文");
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_page_list_render (layout, GALLEY_LIST_TOPIC, "nowhere", items, 1, items, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (galley_page_list_render (layout, GALLEY_LIST_CHANNEL, "local", items, 2, items, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/page-list/paths", test_paths);
  g_test_add_func ("/portal/page-list/count", test_count);
  g_test_add_func ("/portal/page-list/pages", test_pages);
  g_test_add_func ("/portal/page-list/gaps", test_gaps);
  g_test_add_data_func ("/portal/page-list/one-page/portal", "portal", test_one_page);
  g_test_add_data_func ("/portal/page-list/one-page/plain", "plain", test_one_page);
  g_test_add_func ("/portal/page-list/topic", test_topic);
  g_test_add_func ("/portal/page-list/unknown", test_unknown);
  return g_test_run ();
}
