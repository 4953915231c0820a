/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds and site maps, read back by an XML reader. */
#include "portal-support.h"

#include "core/portal/galley-feed.h"
#include "core/portal/galley-sitemap.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#define BASE "https://lanjiang.example"
#define FIRST BASE "/2026/11/22/0192d4c8-2222-7abc-8def-000000000099.html"
/* Markup, an entity, the end of a CDATA section, and what XML cannot hold. */
#define NASTY "<b>甲&amp;</b> ]]> \"'\x01\xef\xbf\xbe&"

typedef struct
{
  xmlDoc *document;
  xmlXPathContext *context;
} Read;

/* Takes @bytes. */
static void
read_xml (Read   *self,
          GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  self->document = xmlReadMemory (text, (int) length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_PEDANTIC);
  g_assert_nonnull (self->document);
  g_assert_cmpstr ((const char *) self->document->encoding, ==, "utf-8");
  self->context = xmlXPathNewContext (self->document);
  xmlXPathRegisterNs (self->context, BAD_CAST "a", BAD_CAST "http://www.w3.org/2005/Atom");
  xmlXPathRegisterNs (self->context, BAD_CAST "s", BAD_CAST "http://www.sitemaps.org/schemas/sitemap/0.9");
  xmlXPathRegisterNs (self->context, BAD_CAST "n", BAD_CAST "http://www.google.com/schemas/sitemap-news/0.9");
  g_bytes_unref (bytes);
}

static void
read_clear (Read *self)
{
  xmlXPathFreeContext (self->context);
  xmlFreeDoc (self->document);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, read_clear)

static void
assert_text (Read       *self,
             const char *path,
             const char *text)
{
  xmlXPathObject *found = xmlXPathEvalExpression (BAD_CAST path, self->context);
  xmlChar *string = xmlXPathCastToString (found);

  g_assert_cmpstr ((const char *) string, ==, text);
  xmlFree (string);
  xmlXPathFreeObject (found);
}

/* "/channels/local/" and three articles of it, the first one a nasty one, the second changed later, the third a link. */
static GPtrArray *
make_items (void)
{
  GPtrArray *items = support_make_items (3, "local", "文");
  GalleyPageItem *first = items->pdata[0], *second = items->pdata[1], *third = items->pdata[2];

  g_free (first->title);
  first->title = g_strdup (NASTY);
  second->changed = SUPPORT_TIME + G_TIME_SPAN_HOUR;
  third->link = g_strdup ("https://elsewhere.example/?a=1&b=2");
  return items;
}

static void
test_rss (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GPtrArray) items = make_items ();
  g_auto (Read) feed = { NULL, NULL };

  read_xml (&feed, galley_feed_render (layout, GALLEY_FEED_RSS, "", items));
  assert_text (&feed, "/rss/@version", "2.0");
  assert_text (&feed, "/rss/channel/title", "澜江新闻网");
  assert_text (&feed, "/rss/channel/link", BASE "/");
  assert_text (&feed, "/rss/channel/description", "澜江新闻网：临澜市澜江区的新闻、镇街、民生与文化。");
  assert_text (&feed, "/rss/channel/language", "zh-Hans");
  assert_text (&feed, "/rss/channel/a:link[@rel='self']/@href", BASE "/feed.xml");
  assert_text (&feed, "/rss/channel/lastBuildDate", "Mon, 23 Nov 2026 09:00:00 +0800");
  assert_text (&feed, "count(/rss/channel/item)", "3");
  assert_text (&feed, "/rss/channel/item[1]/title", "<b>甲&amp;</b> ]]> \"'&");
  assert_text (&feed, "/rss/channel/item[1]/link", FIRST);
  assert_text (&feed, "/rss/channel/item[1]/guid", "urn:uuid:0192d4c8-2222-7abc-8def-000000000099");
  assert_text (&feed, "/rss/channel/item[1]/guid/@isPermaLink", "false");
  assert_text (&feed, "/rss/channel/item[1]/pubDate", "Mon, 23 Nov 2026 07:59:00 +0800");
  assert_text (&feed, "/rss/channel/item[1]/category", "澜江新闻");
  assert_text (&feed, "/rss/channel/item[2]/description", "文");
  assert_text (&feed, "/rss/channel/item[3]/link", "https://elsewhere.example/?a=1&b=2");
}

static void
test_atom (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GPtrArray) items = make_items ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_auto (Read) feed = { NULL, NULL };
  g_auto (Read) empty = { NULL, NULL };

  read_xml (&feed, galley_feed_render (layout, GALLEY_FEED_ATOM, "news", items));
  assert_text (&feed, "/a:feed/a:id", BASE "/channels/news/atom.xml");
  assert_text (&feed, "/a:feed/@xml:lang", "zh-Hans");
  assert_text (&feed, "/a:feed/a:title", "新闻中心_澜江新闻网");
  assert_text (&feed, "/a:feed/a:updated", "2026-11-23T09:00:00+08:00");
  assert_text (&feed, "/a:feed/a:link[@rel='self']/@href", BASE "/channels/news/atom.xml");
  assert_text (&feed, "/a:feed/a:link[@rel='alternate']/@href", BASE "/channels/news/");
  assert_text (&feed, "/a:feed/a:author/a:name", "澜江新闻网");
  assert_text (&feed, "count(/a:feed/a:entry)", "3");
  assert_text (&feed, "/a:feed/a:entry[1]/a:id", "urn:uuid:0192d4c8-2222-7abc-8def-000000000099");
  assert_text (&feed, "/a:feed/a:entry[1]/a:title", "<b>甲&amp;</b> ]]> \"'&");
  assert_text (&feed, "/a:feed/a:entry[1]/a:link/@href", FIRST);
  assert_text (&feed, "/a:feed/a:entry[1]/a:updated", "2026-11-23T07:59:00+08:00");
  assert_text (&feed, "/a:feed/a:entry[2]/a:published", "2026-11-23T07:58:00+08:00");
  assert_text (&feed, "/a:feed/a:entry[2]/a:updated", "2026-11-23T09:00:00+08:00");
  assert_text (&feed, "/a:feed/a:entry[1]/a:category/@term", "local");
  assert_text (&feed, "/a:feed/a:entry[1]/a:category/@label", "澜江新闻");

  read_xml (&empty, galley_feed_render (layout, GALLEY_FEED_ATOM, "", none));
  assert_text (&empty, "count(/a:feed/a:entry)", "0");
  assert_text (&empty, "/a:feed/a:updated", "1970-01-01T08:00:00+08:00");
}

/* A channel's feed has what stands in it: below it, and by a further channel; no more than the newest 50. */
static void
test_which (void)
{
  static char *further[] = { "culture", "rural", NULL };
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GPtrArray) items = support_make_items (60, "local", "文");
  g_auto (Read) whole = { NULL, NULL };
  g_auto (Read) channel = { NULL, NULL };
  g_auto (Read) other = { NULL, NULL };

  ((GalleyPageItem *) items->pdata[55])->channels = g_strdupv (further);
  read_xml (&whole, galley_feed_render (layout, GALLEY_FEED_RSS, "", items));
  assert_text (&whole, "count(//item)", "50");
  assert_text (&whole, "//item[50]/title", "文 50");
  read_xml (&channel, galley_feed_render (layout, GALLEY_FEED_RSS, "rural", items));
  assert_text (&channel, "count(//item)", "1");
  assert_text (&channel, "//item/title", "文 56");
  read_xml (&other, galley_feed_render (layout, GALLEY_FEED_RSS, "life", items));
  assert_text (&other, "count(//item)", "0");
}

/* Without a base address there is nothing that could be linked from elsewhere. */
static void
test_no_address (void)
{
  g_autoptr (GalleyLayout) layout = galley_layout_new_built_in ();
  g_autoptr (GPtrArray) items = make_items ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_assert_null (galley_feed_render (layout, GALLEY_FEED_RSS, "", items));
  g_assert_null (galley_feed_render (layout, GALLEY_FEED_ATOM, "", items));
  g_assert_null (galley_sitemap_render_index (layout, none));
  g_assert_null (galley_sitemap_render_lists (layout));
  g_assert_null (galley_sitemap_render_month (layout, items));
  g_assert_null (galley_sitemap_render_news (layout, items));
  g_assert_null (galley_sitemap_render_robots (layout));
}

static void
test_maps (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GPtrArray) items = make_items ();
  GalleySitemapMonth november = { (char *) "2026-11", SUPPORT_TIME };
  g_autoptr (GPtrArray) months = g_ptr_array_new ();
  g_auto (Read) index = { NULL, NULL };
  g_auto (Read) lists = { NULL, NULL };
  g_auto (Read) month = { NULL, NULL };

  g_ptr_array_add (months, &november);
  read_xml (&index, galley_sitemap_render_index (layout, months));
  assert_text (&index, "count(/s:sitemapindex/s:sitemap)", "3");
  assert_text (&index, "/s:sitemapindex/s:sitemap[1]/s:loc", BASE "/sitemap/lists.xml");
  assert_text (&index, "/s:sitemapindex/s:sitemap[2]/s:loc", BASE "/sitemap/news.xml");
  assert_text (&index, "/s:sitemapindex/s:sitemap[3]/s:loc", BASE "/sitemap/2026-11.xml");
  assert_text (&index, "/s:sitemapindex/s:sitemap[3]/s:lastmod", "2026-11-23T08:00:00+08:00");
  read_xml (&lists, galley_sitemap_render_lists (layout));
  assert_text (&lists, "count(/s:urlset/s:url)", "15");
  assert_text (&lists, "/s:urlset/s:url[1]/s:loc", BASE "/");
  assert_text (&lists, "/s:urlset/s:url[3]/s:loc", BASE "/channels/local/");
  read_xml (&month, galley_sitemap_render_month (layout, items));
  assert_text (&month, "count(/s:urlset/s:url)", "3");
  assert_text (&month, "/s:urlset/s:url[1]/s:loc", FIRST);
  assert_text (&month, "/s:urlset/s:url[1]/s:lastmod", "2026-11-23T07:59:00+08:00");
  assert_text (&month, "/s:urlset/s:url[2]/s:lastmod", "2026-11-23T09:00:00+08:00");
}

static void
test_news (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GPtrArray) items = make_items ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GalleyPageItem *old = items->pdata[2];
  g_auto (Read) news = { NULL, NULL };

  old->published -= 2 * G_TIME_SPAN_DAY;
  read_xml (&news, galley_sitemap_render_news (layout, items));
  assert_text (&news, "count(/s:urlset/s:url)", "2");
  assert_text (&news, "/s:urlset/s:url[1]/s:loc", FIRST);
  assert_text (&news, "/s:urlset/s:url[1]/n:news/n:publication/n:name", "澜江新闻网");
  assert_text (&news, "/s:urlset/s:url[1]/n:news/n:publication/n:language", "zh-cn");
  assert_text (&news, "/s:urlset/s:url[1]/n:news/n:publication_date", "2026-11-23T07:59:00+08:00");
  assert_text (&news, "/s:urlset/s:url[1]/n:news/n:title", "<b>甲&amp;</b> ]]> \"'&");
  g_assert_null (galley_sitemap_render_news (layout, none));
}

static void
test_paths (void)
{
  static const char *const none[] = { "/", "/index.html", "/news/1.html", "/2026/1/a.html", "/20260/11/a.html", "/2026/11" };
  g_autofree char *month = galley_sitemap_dup_month ("/2026/11/23/a.html");
  g_autofree char *path = galley_sitemap_dup_path (month);
  g_autofree char *feed = galley_feed_dup_path (GALLEY_FEED_ATOM, "");

  g_assert_cmpstr (month, ==, "2026-11");
  g_assert_cmpstr (path, ==, "/sitemap/2026-11.xml");
  g_assert_cmpstr (feed, ==, "/atom.xml");
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (galley_sitemap_dup_month (none[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/feed/rss", test_rss);
  g_test_add_func ("/portal/feed/atom", test_atom);
  g_test_add_func ("/portal/feed/which", test_which);
  g_test_add_func ("/portal/feed/no-address", test_no_address);
  g_test_add_func ("/portal/feed/maps", test_maps);
  g_test_add_func ("/portal/feed/news", test_news);
  g_test_add_func ("/portal/feed/paths", test_paths);
  return g_test_run ();
}
