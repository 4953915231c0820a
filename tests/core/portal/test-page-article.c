/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-json.h"
#include "core/model/galley-list.h"
#include "core/portal/galley-article-page.h"
#include "core/portal/galley-page.h"
#include "portal-support.h"

#define PATH "/2026/11/23/a.html"

static const GalleyPageFrame frame = { .path = PATH };

#define CONTEXT_HEAD "{\"modules\":[],\"path\":\"/2026/11/23/a.html\""
#define CONTEXT CONTEXT_HEAD ",\"published\":\"2026-11-23T00:00:00.000Z\"}"

static char *
render (GalleyRevision *revision,
        GalleyLayout   *layout,
        const char     *context)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = galley_page_render_article (revision, layout, context, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_harmless (const char *tag,
                 GHashTable *attributes,
                 gpointer    data)
{
  const char *href = g_hash_table_lookup (attributes, "href");
  GHashTableIter iter;
  gpointer name;

  if (g_str_equal (tag, "script"))
    g_assert_cmpstr (g_hash_table_lookup (attributes, "type"), ==, "application/ld+json");
  g_assert_true (href == NULL || *href == '.' || *href == '#' || g_str_has_prefix (href, "https://") ||
                 g_str_has_prefix (href, "channels/"));
  g_hash_table_iter_init (&iter, attributes);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_assert_false (g_str_has_prefix (name, "on"));
}

/* Text that would break out wherever it stands. */
static void
test_hostile (gconstpointer data)
{
  static const char *const texts[] = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></script></style><tt>",
    "{{#a}}{{{body}}}{{/a}}",
    "<!-- ]]> --> &lt;b&gt; &amp; \\u003c",
    "javascript:alert(1)",
  };
  g_autoptr (GalleyLayout) layout = support_open_layout (data);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *const body[] = { texts[i], NULL };
      g_autoptr (GPtrArray) blocks = support_make_blocks (body);
      g_autoptr (GalleyRevision) revision = support_make_revision (texts[i], blocks);
      g_autoptr (GPtrArray) items = support_make_items (5, "local", texts[i]);
      g_autofree char *context = galley_context_new (layout, revision, "/2026/11/23/a.html", SUPPORT_TIME, items, NULL);
      g_autofree char *page = render (revision, layout, context);

      support_walk_html (page, assert_harmless, NULL);
      g_assert_null (strstr (page, "<img"));
      g_assert_null (strstr (page, "<tt>"));
      g_assert_null (strstr (page, "<script>"));
    }
}

/* An address that is none is no link; the name stays. */
static void
test_bad_addresses (void)
{
  static const char *const addresses[] = { "javascript:alert(1)", "data:text/html,x", "//evil.example/", "file:///etc",
                                           "https:// x", "../x" };
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      GalleyContent content = { .fields[GALLEY_FIELD_SOURCE] = "某报",
                                .fields[GALLEY_FIELD_SOURCE_URI] = addresses[i],
                                .fields[GALLEY_FIELD_ORIGINAL_HEADLINE] = "原题",
                                .fields[GALLEY_FIELD_ORIGINAL_URI] = addresses[i] };
      g_autoptr (GalleyRevision) revision = galley_revision_new (SUPPORT_ID, &content, NULL);
      g_autofree char *page = render (revision, layout, CONTEXT);

      g_assert_nonnull (strstr (page, "<span id=\"source_baidu\">来源：某报</span>"));
      g_assert_nonnull (strstr (page, "原标题：<span class=\"p-name\">原题</span></p>"));
      g_assert_null (strstr (page, addresses[i]));
    }
}

static void
test_children (gconstpointer data)
{
  static const char *const texts[] = { "一。", "", "\343\200\200", "二“。”三", "<p>", "六", NULL };
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  g_autoptr (GPtrArray) blocks = support_make_blocks (texts);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GPtrArray) children = NULL;
  g_autofree char *page = NULL;
  guint n_children = 0;

  g_ptr_array_insert (blocks, 2, galley_block_new (GALLEY_BLOCK_QUOTE, "引", NULL, 0));
  g_ptr_array_insert (blocks, 0, galley_block_new (GALLEY_BLOCK_HEADING_1, "题", NULL, 0));
  g_ptr_array_insert (blocks, 4, galley_block_new_item (GALLEY_BLOCK_NUMBERED, 0, "甲", NULL, 0));
  g_ptr_array_insert (blocks, 5, galley_block_new_item (GALLEY_BLOCK_BULLETED, 1, "", NULL, 0));
  g_ptr_array_insert (blocks, 6, galley_block_new_item (GALLEY_BLOCK_BULLETED, 0, "乙", NULL, 0));
  g_ptr_array_insert (blocks, 7, galley_block_new (GALLEY_BLOCK_RULE, NULL, NULL, 0));
  revision = support_make_revision ("题", blocks);
  page = render (revision, layout, CONTEXT);
  children = support_get_body_children (page);
  for (guint i = 0; i < blocks->len; i = galley_list_get_element_end (blocks, i))
    {
      g_autofree char *element = galley_page_render_element (&frame, blocks, i);

      g_assert_cmpuint (n_children, <, children->len);
      g_assert_cmpstr (children->pdata[n_children++], ==, element);
    }
  g_assert_cmpuint (n_children, ==, children->len);
  g_assert_cmpuint (n_children, ==, blocks->len - 1);
}

/* Pages in one letter a block: p is a paragraph, - an empty one, r a rule, = a page break, | where a page begins. */
static void
test_page_bounds (void)
{
  static const char *const cases[] = {
    "",      "p",      "=",     "=p",      "p=",       "p=-",     "==p==",      "p=|p",      "p==|p",
    "p=-=|p", "p=|-p", "=p=|p=", "-=p=|p", "pp=|pp=|p", "p=|r=|p", "-p-=-=|-p-=", "p=|p=|p=|p",
  };
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) blocks = galley_blocks_new ();
      g_autoptr (GString) found = g_string_new (NULL);

      for (const char *c = cases[i]; *c != '\0'; c++)
        if (*c != '|')
          g_ptr_array_add (blocks, galley_block_new (*c == '='   ? GALLEY_BLOCK_PAGE_BREAK
                                                     : *c == 'r' ? GALLEY_BLOCK_RULE
                                                                 : GALLEY_BLOCK_PARAGRAPH,
                                                     *c == 'p' ? "文" : "", NULL, 0));
      for (guint number = 1, end = 0; number <= galley_article_page_get (blocks, layout, 1).count; number++)
        {
          GalleyArticlePage page = galley_article_page_get (blocks, layout, number);

          g_assert_cmpuint (page.number, ==, number);
          g_assert_cmpuint (page.first, ==, end);
          end = page.end;
          g_string_append (found, number > 1 ? "|" : "");
          for (guint block = page.first; block < page.end; block++)
            {
              GalleyArticlePage other = galley_article_page_find (blocks, layout, block);

              g_assert_cmpuint (other.number, ==, number);
              g_assert_cmpuint (other.first, ==, page.first);
              g_assert_cmpuint (other.end, ==, page.end);
              g_string_append_c (found, galley_block_get_kind (blocks->pdata[block]) == GALLEY_BLOCK_PAGE_BREAK ? '='
                                        : galley_block_get_kind (blocks->pdata[block]) == GALLEY_BLOCK_RULE     ? 'r'
                                        : *galley_block_get_text (blocks->pdata[block]) != '\0'                 ? 'p'
                                                                                                               : '-');
            }
        }
      g_assert_cmpstr (found->str, ==, cases[i]);
    }
}

static void
test_page_paths (void)
{
  g_autofree char *first = galley_article_page_dup_path (PATH, 1);
  g_autofree char *third = galley_article_page_dup_path (PATH, 3);
  g_autofree char *again = galley_article_page_dup_first_path (third);
  static const char *const others[] = { PATH, "/a_1.html", "/a_.html", "/a_02.html", "/a_2", "/a_2.htm", "/a_101.html" };

  g_assert_cmpstr (first, ==, PATH);
  g_assert_cmpstr (third, ==, "/2026/11/23/a_3.html");
  g_assert_cmpstr (again, ==, PATH);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_null (galley_article_page_dup_first_path (others[i]));
}

/* Three pages: each has its own blocks, its address and the way to the others; the data stand on the first. */
static void
test_pages (gconstpointer data)
{
  static const char *const texts[] = { "一。", "", "二。", "", "三。", NULL };
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  g_autoptr (GPtrArray) blocks = support_make_blocks (texts);
  g_autoptr (GalleyRevision) revision = NULL;

  for (guint i = 1; i < 4; i += 2)
    {
      galley_block_unref (blocks->pdata[i]);
      blocks->pdata[i] = galley_block_new (GALLEY_BLOCK_PAGE_BREAK, NULL, NULL, 0);
    }
  revision = support_make_revision ("题", blocks);
  for (guint number = 1; number <= 3; number++)
    {
      g_autoptr (GBytes) bytes = galley_page_render_article_page (revision, layout, CONTEXT, number, NULL);
      g_autofree char *page = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_autofree char *current =
        g_strdup_printf ("<span class=\"current\" aria-current=\"page\">%u</span>", number);
      g_autofree char *title = g_strdup_printf ("<title>题（%u/3）", number);
      g_autoptr (GPtrArray) children = support_get_body_children (page);

      support_walk_html (page, NULL, NULL);
      g_assert_cmpuint (children->len, ==, number < 3 ? 2 : 1);
      g_assert_nonnull (strstr (children->pdata[0], texts[2 * (number - 1)]));
      g_assert_nonnull (strstr (page, current));
      g_assert_nonnull (strstr (page, "<nav class=\"pages\" aria-label=\"分页\">"));
      g_assert_cmpint (strstr (page, title) != NULL, ==, number > 1);
      g_assert_cmpint (strstr (page, "ld+json") != NULL, ==, number == 1);
      g_assert_cmpint (strstr (page, "<link rel=\"prev\"") != NULL, ==, number > 1);
      g_assert_cmpint (strstr (page, "<link rel=\"next\"") != NULL, ==, number < 3);
      g_assert_cmpint (strstr (page, "<a href=\"a.html\">1</a>") != NULL, ==, number != 1);
      g_assert_cmpint (strstr (page, "<a href=\"a_2.html\">2</a>") != NULL, ==, number != 2);
      g_assert_cmpint (strstr (page, "rel=\"canonical\" href=\"https://lanjiang.example/2026/11/23/a_2.html\"") != NULL, ==,
                       number == 2 && g_str_equal (data, "portal"));
      g_assert_nonnull (strstr (page, "<h1 class=\"p-name\">题</h1>"));
      g_assert_nonnull (strstr (page, "editor_baidu"));
    }
}

/* Equal content, layout and context: equal bytes, whatever the state and whichever copy of the pack. */
static void
test_same_bytes (void)
{
  static const char *const texts[] = { "正文。", NULL };
  g_autoptr (GPtrArray) blocks = support_make_blocks (texts);
  g_autoptr (GalleyRevision) revision = support_make_revision ("题", blocks);
  g_autoptr (GalleyState) state = galley_state_new ();
  g_autoptr (GalleyRevision) other = NULL;
  g_autoptr (GalleyLayout) folder = support_open_layout ("portal");
  g_autoptr (GBytes) zip = galley_layout_to_zip (folder, NULL);
  g_autoptr (GalleyLayout) unzipped = galley_layout_new_from_zip (zip, NULL);
  g_autofree char *first = render (revision, folder, CONTEXT);
  g_autofree char *second = NULL;

  state->status = GALLEY_STATUS_PUBLISHED;
  state->published_at = SUPPORT_TIME + 1;
  galley_state_set_text (&state->published_path, "/elsewhere.html");
  other = galley_revision_with_state (revision, state);
  second = render (other, unzipped, CONTEXT);
  g_assert_cmpstr (first, ==, second);
}

static void
test_full (void)
{
  static const char *const parts[] = {
    "<title>题_澜江新闻_澜江新闻网</title>",
    "<link rel=\"canonical\" href=\"https://lanjiang.example/2026/11/23/a.html\">",
    "<link rel=\"stylesheet\" href=\"../../../assets/style.css\">",
    "<meta property=\"og:title\" content=\"题\">",
    "<meta property=\"article:published_time\" content=\"2026-11-23T08:00:00+08:00\">",
    "<p class=\"campaign\"><a href=\"../../../topics/harvest/\">“颗粒归仓”澜江秋收进行时</a></p>",
    "<li><a href=\"../../../channels/news/\">新闻中心</a></li>\n<li><a href=\"../../../channels/local/\">澜江新闻</a></li>",
    "<p class=\"kicker\">题</p>\n<h1 class=\"p-name\">题</h1>\n<p class=\"subtitle\">题</p>",
    "<span id=\"pubtime_baidu\"><time class=\"dt-published\" datetime=\"2026-11-23T08:00:00+08:00\">2026/11/23</time>",
    "<span id=\"source_baidu\">来源：<a href=\"https://source.example/\">题</a></span>",
    "<span id=\"author_baidu\">作者：<span class=\"p-author h-card\">题 记者 题</span></span>",
    "<span class=\"label\">标签：</span><span class=\"p-category\">题</span><span class=\"p-category\">第二个标签</span>",
    "<span id=\"editor_baidu\">责任编辑：题</span>",
    "原标题：<a class=\"u-url p-name\" href=\"https://original.example/a\">题</a>",
    "本网转载稿件均注明来源",
    "虚ICP备00000000号-0",
  };
  static const char *const texts[] = { "正文。", NULL };
  g_autoptr (GPtrArray) blocks = support_make_blocks (texts);
  g_autoptr (GalleyRevision) revision = support_make_revision ("题", blocks);
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autofree char *page = render (revision, layout, CONTEXT);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (page, parts[i]) == NULL)
      g_error ("the page lacks %s", parts[i]);
}

/* A blank article has none of the slots, and none of their labels. */
static void
test_empty (gconstpointer data)
{
  static const char *const parts[] = { "来源：", "作者：", "标签：", "责任编辑", "原标题", "导读", "上一篇", "<h1", "_baidu",
                                       "kicker", "subtitle", "<aside", "campaign\"", "og:description", "p-category",
                                       "更正说明", "modified", "Modified", "<script>" };
  GalleyContent content = { 0 };
  g_autoptr (GalleyRevision) revision = galley_revision_new (SUPPORT_ID, &content, NULL);
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  g_autofree char *page = render (revision, layout, CONTEXT_HEAD "}");
  g_autoptr (GPtrArray) children = support_get_body_children (page);

  support_walk_html (page, assert_harmless, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (page, parts[i]) != NULL && !(g_str_equal (data, "portal") && g_str_equal (parts[i], "campaign\"")))
      g_error ("the blank page has %s", parts[i]);
  g_assert_cmpuint (children->len, ==, 1);
  g_assert_cmpstr (children->pdata[0], ==, "<p hidden></p>");
}

/* What readers are told of corrections, oldest first, and when the page was last another. */
static void
test_corrections (gconstpointer data)
{
  GalleyContent content = { .fields[GALLEY_FIELD_HEADLINE] = "题" };
  g_autoptr (GalleyRevision) revision = galley_revision_new (SUPPORT_ID, &content, NULL);
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  g_autofree char *first = galley_context_correct (CONTEXT, CONTEXT, "甲 & <乙>", SUPPORT_TIME);
  g_autofree char *second = galley_context_correct (CONTEXT, first, "丙", SUPPORT_TIME + G_TIME_SPAN_DAY);
  g_autofree char *page = render (revision, layout, second);

  support_walk_html (page, assert_harmless, NULL);
  g_assert_nonnull (strstr (page, "<aside class=\"corrections\">\n<p><b>更正说明：</b>甲 &amp; &lt;乙&gt; "
                                  "<time datetime=\"2026-11-23T08:00:00+08:00\">"));
  g_assert_nonnull (strstr (page, "<p><b>更正说明：</b>丙 <time datetime=\"2026-11-24T08:00:00+08:00\">"));
  g_assert_nonnull (strstr (page, "<meta property=\"article:modified_time\" content=\"2026-11-24T08:00:00+08:00\">"));
  g_assert_nonnull (strstr (page, "\"dateModified\":\"2026-11-24T08:00:00+08:00\""));
}

/* Before the publication the date of the hand-out stands there. */
static void
test_dates (void)
{
  GalleyContent content = { .fields[GALLEY_FIELD_CONTENT_CREATED] = "2018-10-18T20:00:00Z" };
  g_autoptr (GalleyRevision) revision = galley_revision_new (SUPPORT_ID, &content, NULL);
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autofree char *before = render (revision, layout, CONTEXT_HEAD "}");
  g_autofree char *after = render (revision, layout, CONTEXT);

  g_assert_nonnull (strstr (before, ">2018/10/19</time>"));
  g_assert_nonnull (strstr (after, ">2026/11/23</time>"));
}

static void
test_data (void)
{
  static const char *const texts[] = { "正文。", NULL };
  g_autoptr (GPtrArray) blocks = support_make_blocks (texts);
  g_autoptr (GalleyRevision) revision = support_make_revision ("</script><题>&", blocks);
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autofree char *page = render (revision, layout, CONTEXT);
  const char *start = strstr (page, "application/ld+json\">") + strlen ("application/ld+json\">");
  gsize length = strstr (start, "</script>") - start;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) data = galley_json_parse_object (start, length, 65536, &error);

  g_assert_no_error (error);
  g_assert_null (memchr (start, '<', length));
  g_assert_cmpstr (galley_json_get_string (data, "@type"), ==, "NewsArticle");
  g_assert_cmpstr (galley_json_get_string (data, "headline"), ==, "</script><题>&");
  g_assert_cmpstr (galley_json_get_string (data, "datePublished"), ==, "2026-11-23T08:00:00+08:00");
  g_assert_cmpstr (galley_json_get_string (data, "pubDate"), ==, "2026-11-23T08:00:00");
  g_assert_cmpstr (galley_json_get_string (data, "isBasedOn"), ==, "https://original.example/a");
  g_assert_cmpint (galley_json_get_integer (data, "wordCount"), ==, 3);
}

/* The first picture goes along with a shared link, by its whole address; a page without one says nothing of it. */
static void
test_shared_picture (gconstpointer data)
{
#define HASH "3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f"
#define OTHER "4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e"
#define ADDRESS "https://lanjiang.example/media/3f/" HASH ".jpg"
  static const char *const texts[] = { "正文。", NULL };
  static const char *const after[] = { "后来。", NULL };
  g_autoptr (GPtrArray) blocks = support_make_blocks (texts);
  g_autoptr (GPtrArray) without = support_make_blocks (after);
  g_autoptr (GalleyFigure) first = galley_figure_new (HASH, "image/jpeg", 1600, 900, "\"渡轮\" <1>");
  g_autoptr (GalleyFigure) second = galley_figure_new (OTHER, "image/png", 30, 40, NULL);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GalleyRevision) bare = support_make_revision ("题", without);
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  gboolean has_address = *galley_site_get_base_address (galley_layout_get_site (layout)) != '\0';
  g_autofree char *page = NULL;
  g_autofree char *bare_page = render (bare, layout, CONTEXT);

  g_ptr_array_add (blocks, galley_block_new_figure (first, NULL, NULL, 0));
  g_ptr_array_add (blocks, galley_block_new_figure (second, NULL, NULL, 0));
  revision = support_make_revision ("题", blocks);
  page = render (revision, layout, CONTEXT);
  g_assert_null (strstr (bare_page, "og:image"));
  g_assert_null (strstr (bare_page, "\"image\""));
  if (!has_address)
    {
      g_assert_cmpstr (data, ==, "plain");
      g_assert_null (strstr (page, "og:image"));
      return;
    }
  g_assert_nonnull (strstr (page, "<meta property=\"og:image\" content=\"" ADDRESS "\">\n"
                                  "<meta property=\"og:image:width\" content=\"1600\">\n"
                                  "<meta property=\"og:image:height\" content=\"900\">\n"
                                  "<meta property=\"og:image:alt\" content=\"&quot;渡轮&quot; &lt;1&gt;\">\n"));
  g_assert_nonnull (strstr (page, "\"image\":\"" ADDRESS "\""));
  g_assert_null (strstr (page, "https://lanjiang.example/media/4e"));
  /* In the page itself it is linked as seen from the page. */
  g_assert_nonnull (strstr (page, "<img src=\"../../../media/3f/" HASH ".jpg\""));
}

/* A lead picture that was chosen comes before the body's first. */
static void
test_shared_lead_picture (void)
{
  static const char *const texts[] = { "正文。", NULL };
  g_autoptr (GPtrArray) blocks = support_make_blocks (texts);
  g_autoptr (GalleyFigure) first = galley_figure_new (HASH, "image/jpeg", 1600, 900, NULL);
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GalleyRevision) revision = NULL;
  g_autofree char *page = NULL;
  GalleyContent content = { .blocks = blocks };

  g_ptr_array_add (blocks, galley_block_new_figure (first, NULL, NULL, 0));
  content.fields[GALLEY_FIELD_LEAD_PICTURE] =
    "<img src=\"media/4e/" OTHER ".png\" width=\"30\" height=\"40\" alt=\"题图\"/>";
  revision = galley_revision_new (SUPPORT_ID, &content, NULL);
  page = render (revision, layout, CONTEXT);
  g_assert_nonnull (strstr (page, "<meta property=\"og:image\" content=\"https://lanjiang.example/media/4e/" OTHER
                                  ".png\">\n"
                                  "<meta property=\"og:image:width\" content=\"30\">\n"
                                  "<meta property=\"og:image:height\" content=\"40\">\n"
                                  "<meta property=\"og:image:alt\" content=\"题图\">\n"));
}

/* A picture story counts its pictures around the body, which is the same as any article's. */
static void
test_story (gconstpointer data)
{
  static const char *const texts[] = { "正文。", NULL };
  g_autoptr (GPtrArray) blocks = support_make_blocks (texts);
  g_autoptr (GalleyFigure) figure = galley_figure_new (HASH, "image/jpeg", 16, 9, NULL);
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  GalleyContent content = { .blocks = blocks };

  for (guint n_pictures = 0; n_pictures < 3; n_pictures++)
    for (guint is_story = 0; is_story < 2; is_story++)
      {
        g_autofree char *opening = g_strdup_printf ("<div class=\"story\" style=\"--pictures: '%u'\">\n"
                                                    "<div class=\"e-content\">", n_pictures);
        g_autoptr (GalleyRevision) revision = NULL;
        g_autoptr (GPtrArray) children = NULL;
        g_autofree char *page = NULL;

        content.fields[GALLEY_FIELD_KIND] = is_story ? "pictures" : "";
        g_ptr_array_set_size (blocks, 1);
        for (guint i = 0; i < n_pictures; i++)
          g_ptr_array_add (blocks, galley_block_new_figure (figure, NULL, NULL, 0));
        revision = galley_revision_new (SUPPORT_ID, &content, NULL);
        page = render (revision, layout, CONTEXT);
        children = support_get_body_children (page);
        support_walk_html (page, assert_harmless, NULL);
        g_assert_cmpuint (children->len, ==, 1 + n_pictures);
        g_assert_true ((strstr (page, opening) != NULL) == (is_story && n_pictures > 0));
        g_assert_true ((strstr (page, "class=\"story\"") != NULL) == (is_story && n_pictures > 0));
      }
}

/* A link's own page leads on, but only to an address. */
static void
test_link (gconstpointer data)
{
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  GalleyContent content = { .fields = { [GALLEY_FIELD_KIND] = "link",
                                        [GALLEY_FIELD_LINK] = "https://example.org/?a=1&b=\"2\"" } };
  g_autoptr (GalleyRevision) link = galley_revision_new (SUPPORT_ID, &content, NULL);
  g_autoptr (GalleyRevision) text = NULL, bad = NULL;
  g_autofree char *link_page = render (link, layout, CONTEXT);
  g_autofree char *text_page = NULL;
  g_autofree char *bad_page = NULL;

  content.fields[GALLEY_FIELD_KIND] = "";
  text = galley_revision_new (SUPPORT_ID, &content, NULL);
  content.fields[GALLEY_FIELD_KIND] = "link";
  content.fields[GALLEY_FIELD_LINK] = "javascript:alert(1)";
  bad = galley_revision_new (SUPPORT_ID, &content, NULL);
  text_page = render (text, layout, CONTEXT);
  bad_page = render (bad, layout, CONTEXT);
  support_walk_html (link_page, assert_harmless, NULL);
  g_assert_nonnull (strstr (link_page, "<p class=\"elsewhere\"><a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">"
                                       "前往原文</a></p>"));
  g_assert_null (strstr (text_page, "elsewhere"));
  g_assert_null (strstr (bad_page, "elsewhere"));
  g_assert_null (strstr (bad_page, "javascript"));
}

/* A thread has pages made while another has its own: nothing of a layout is written after it was read. */
static gpointer
render_in_thread (gpointer data)
{
  static const char *const texts[] = { "正文。", NULL };
  g_autoptr (GPtrArray) blocks = support_make_blocks (texts);
  g_autoptr (GalleyRevision) revision = support_make_revision ("题", blocks);
  char *page = NULL;

  for (guint i = 0; i < 200; i++)
    {
      g_free (page);
      page = render (revision, data, CONTEXT);
    }
  return page;
}

static void
test_threads (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  GThread *threads[4];
  g_autofree char *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("render", render_in_thread, layout);
  first = g_thread_join (threads[0]);
  for (gsize i = 1; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *page = g_thread_join (threads[i]);

      g_assert_cmpstr (page, ==, first);
    }
}

static GalleyRevision *
make_long (gsize n_bytes)
{
  static const char text[] = "“要保质保量抓好今年几项重点工作的推进。”她说，（各镇、街道）要扎扎实实地推进，"
                             "以切实解决群众的合理诉求为目标，并注意总结经验、提炼特色。";
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autofree char *paragraph = g_strconcat (text, text, text, NULL);

  for (gsize n = 0; n < n_bytes; n += strlen (paragraph))
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, paragraph, NULL, 0));
  return support_make_revision ("题", blocks);
}

/* The best of some rounds, so that a busy machine does not fail the test. */
static void
test_speed (gconstpointer data)
{
  gsize n_bytes = GPOINTER_TO_SIZE (data);
  gint64 limit = n_bytes > 100000 ? 60000 : 1000;
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GalleyRevision) revision = make_long (n_bytes);
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 40; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autofree char *page = render (revision, layout, CONTEXT);

      g_assert_nonnull (page);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  g_test_minimized_result (best, "%" G_GSIZE_FORMAT " bytes in %" G_GINT64_FORMAT " us", n_bytes, best);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (best, <, limit);
#else
  (void) limit;
#endif
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/portal/page-article/hostile", "portal", test_hostile);
  g_test_add_data_func ("/portal/page-article/hostile-plain", "plain", test_hostile);
  g_test_add_data_func ("/portal/page-article/shared-picture", "portal", test_shared_picture);
  g_test_add_data_func ("/portal/page-article/shared-picture-plain", "plain", test_shared_picture);
  g_test_add_func ("/portal/page-article/shared-lead-picture", test_shared_lead_picture);
  g_test_add_data_func ("/portal/page-article/story", "portal", test_story);
  g_test_add_data_func ("/portal/page-article/story-plain", "plain", test_story);
  g_test_add_data_func ("/portal/page-article/link", "portal", test_link);
  g_test_add_data_func ("/portal/page-article/link-plain", "plain", test_link);
  g_test_add_func ("/portal/page-article/bad-addresses", test_bad_addresses);
  g_test_add_data_func ("/portal/page-article/children", "portal", test_children);
  g_test_add_data_func ("/portal/page-article/children-plain", "plain", test_children);
  g_test_add_func ("/portal/page-article/page-bounds", test_page_bounds);
  g_test_add_func ("/portal/page-article/page-paths", test_page_paths);
  g_test_add_data_func ("/portal/page-article/pages", "portal", test_pages);
  g_test_add_data_func ("/portal/page-article/pages-plain", "plain", test_pages);
  g_test_add_func ("/portal/page-article/same-bytes", test_same_bytes);
  g_test_add_func ("/portal/page-article/full", test_full);
  g_test_add_data_func ("/portal/page-article/empty", "portal", test_empty);
  g_test_add_data_func ("/portal/page-article/empty-plain", "plain", test_empty);
  g_test_add_data_func ("/portal/page-article/corrections", "portal", test_corrections);
  g_test_add_data_func ("/portal/page-article/corrections-plain", "plain", test_corrections);
  g_test_add_func ("/portal/page-article/dates", test_dates);
  g_test_add_func ("/portal/page-article/data", test_data);
  g_test_add_func ("/portal/page-article/threads", test_threads);
  g_test_add_data_func ("/portal/page-article/speed-small", GSIZE_TO_POINTER (10 * 1024), test_speed);
  g_test_add_data_func ("/portal/page-article/speed-large", GSIZE_TO_POINTER (1024 * 1024), test_speed);
  return g_test_run ();
}
