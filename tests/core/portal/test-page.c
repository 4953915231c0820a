/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links, blocks, and the pages other than the article's. */
#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-pack.h"
#include "core/portal/galley-page-home.h"
#include "core/portal/galley-page-list.h"
#include "core/portal/galley-page.h"
#include "core/portal/galley-punctuation.h"
#include "portal-support.h"

static void
test_relative (void)
{
  static const char *const cases[][3] = {
    { "/2026/11/23/a.html", "/assets/style.css", "../../../assets/style.css" },
    { "/2026/11/23/a.html", "/", "../../../" },
    { "/2026/11/23/a.html", "/2026/11/23/b.html", "b.html" },
    { "/2026/11/23/a.html", "/2026/11/22/b.html", "../22/b.html" },
    { "/2026/11/23/a.html", "/2026/11/23/", "./" },
    { "/index.html", "/", "./" },
    { "/index.html", "/channels/news/", "channels/news/" },
    { "/channels/news/index.html", "/channels/news/", "./" },
    { "/channels/news/index.html", "/channels/newsroom/", "../newsroom/" },
    { "/", "/a.html", "a.html" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *link = galley_page_make_relative (cases[i][0], cases[i][1]);

      g_assert_cmpstr (link, ==, cases[i][2]);
    }
}

static void
test_channel_path (void)
{
  g_autofree char *path = galley_page_list_dup_path (GALLEY_LIST_CHANNEL, "news", 1);

  g_assert_cmpstr (path, ==, "/channels/news/index.html");
}

#define HASH "3f9a000000000000000000000000000000000000000000000000000000000000"
#define PATH "/2026/11/23/a.html"

static const GalleyPageFrame frame = { .path = PATH };

static char *
render_block (GalleyBlock *block)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();

  g_ptr_array_add (blocks, galley_block_ref (block));
  return galley_page_render_element (&frame, blocks, 0);
}

/* Blanks around go, an empty item keeps its place, and an item without text that others hang on is seen. */
static void
test_list (void)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autofree char *html = NULL;

  g_ptr_array_add (blocks, galley_block_new_item (GALLEY_BLOCK_NUMBERED, 0, "\343\200\200好。”", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new_item (GALLEY_BLOCK_NUMBERED, 0, " ", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new_item (GALLEY_BLOCK_BULLETED, 1, "甲", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new_item (GALLEY_BLOCK_BULLETED, 1, "", NULL, 0));
  html = galley_page_render_element (&frame, blocks, 0);
  g_assert_cmpstr (html, ==,
                   "<ol><li data-before=\"\343\200\200\">好<span class=\"hp\">。</span>”</li>"
                   "<li data-before=\" \"><ul><li>甲</li><li hidden></li></ul></li></ol>");
}

static void
test_blocks (void)
{
  static const GalleyMark marks[] = { { GALLEY_MARK_BOLD, 2, 4, NULL },
                                      { GALLEY_MARK_LINK, 5, 6, "https://a.example/?b&c" } };
  static const struct
  {
    GalleyBlockKind kind;
    const char *text;
    const char *expected;
  } cases[] = {
    { GALLEY_BLOCK_PARAGRAPH, "南湖", "<p>南湖</p>" },
    { GALLEY_BLOCK_HEADING_1, "南湖", "<h2>南湖</h2>" },
    { GALLEY_BLOCK_HEADING_2, "南湖", "<h3>南湖</h3>" },
    { GALLEY_BLOCK_QUOTE, "南湖", "<blockquote><p>南湖</p></blockquote>" },
    { GALLEY_BLOCK_BULLETED, "南湖", "<ul><li>南湖</li></ul>" },
    { GALLEY_BLOCK_NUMBERED, "南湖", "<ol><li>南湖</li></ol>" },
    { GALLEY_BLOCK_RULE, "", "<hr>" },
    { GALLEY_BLOCK_PAGE_BREAK, "", "<hr class=\"page\" hidden>" },
    { GALLEY_BLOCK_PARAGRAPH, "", "<p hidden></p>" },
    { GALLEY_BLOCK_QUOTE, "", "<blockquote hidden></blockquote>" },
    { GALLEY_BLOCK_PARAGRAPH, " \343\200\200\302\240\t",
      "<p hidden data-before=\" \343\200\200\302\240\t\"></p>" },
    { GALLEY_BLOCK_QUOTE, " ", "<blockquote hidden data-before=\" \"></blockquote>" },
    { GALLEY_BLOCK_QUOTE, "引 ", "<blockquote><p data-after=\" \">引</p></blockquote>" },
    { GALLEY_BLOCK_PARAGRAPH, "\343\200\200\343\200\200南 湖 ",
      "<p data-before=\"\343\200\200\343\200\200\" data-after=\" \">南 湖</p>" },
    { GALLEY_BLOCK_PARAGRAPH, "\342\200\250南\342\200\250湖\342\200\250",
      "<p data-before=\"&lt;br/&gt;\" data-after=\"&lt;br/&gt;\">南<br/>湖</p>" },
    { GALLEY_BLOCK_PARAGRAPH, "a<b>&\"c", "<p>a&lt;b&gt;&amp;\"c</p>" },
  };
  g_autoptr (GalleyBlock) marked = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "\343\200\200南湖区新闻", marks, 2);
  g_autofree char *text = render_block (marked);

  g_assert_cmpstr (text, ==,
                   "<p data-before=\"\343\200\200\">南<strong>湖区</strong>新<a href=\"https://a.example/?b&amp;c\">闻</a></p>");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyBlock) block = galley_block_new (cases[i].kind, cases[i].text, NULL, 0);
      g_autofree char *html = render_block (block);

      g_assert_cmpstr (html, ==, cases[i].expected);
    }
}

/* What is blank vanishes; the picture's address is seen from the page. */
static void
test_figure (void)
{
#define IMG "<img src=\"../../../media/3f/" HASH ".jpg\" width=\"1600\" height=\"900\" alt=\"甲 &amp; 乙\">"
#define PICTURE "<figure>" IMG
  static const char *const cases[][2] = {
    { "\342\200\250", PICTURE "</figure>" },
    { " 图\342\200\250 ",
      "<figure data-before=\" \" data-credit-before=\" \">" IMG "<figcaption>图</figcaption></figure>" },
    { "\342\200\250某 摄", PICTURE "<figcaption><small>某 摄</small></figcaption></figure>" },
    { "“图。”\342\200\250某\342\200\250社",
      PICTURE "<figcaption>“图<span class=\"hp\">。</span>”<small>某<br/>社</small></figcaption></figure>" },
  };
  g_autoptr (GalleyFigure) figure = galley_figure_new (HASH, "image/jpeg", 1600, 900, "甲 & 乙");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyBlock) block = galley_block_new_figure (figure, cases[i][0], NULL, 0);
      g_autofree char *html = render_block (block);

      g_assert_cmpstr (html, ==, cases[i][1]);
    }
}

/* Where a layout cuts a picture, what matters stays in sight; nothing leads to what it was cut from. */
static void
test_focus (void)
{
  const GalleyCrop crop = { HASH, "image/png", 0, 0, 0, 16, 9 };
  g_autoptr (GalleyFigure) bare = galley_figure_new (HASH, "image/jpeg", 16, 9, "");
  g_autoptr (GalleyFigure) figure = galley_figure_with_edit (bare, &crop, &(GalleyFocus){ 40, 0 });
  g_autoptr (GalleyBlock) block = galley_block_new_figure (figure, NULL, NULL, 0);
  g_autofree char *html = render_block (block);

  g_assert_cmpstr (html, ==, "<figure><img src=\"../../../media/3f/" HASH ".jpg\" width=\"16\" height=\"9\" alt=\"\""
                             " style=\"object-position: 40% 0%\"></figure>");
}

/* What stands on the page of an attachment, a video file, and a player. */
static void
test_enclosed (void)
{
#define MEDIA "../../../media/3f/" HASH
  g_autoptr (GalleyFigure) poster = galley_figure_new (HASH, "image/jpeg", 640, 360, NULL);
  g_autoptr (GalleyEnclosure) file = galley_enclosure_new_file (HASH, "application/pdf", 2048, "甲 & 乙.pdf", NULL);
  g_autoptr (GalleyEnclosure) bare = galley_enclosure_new_file (HASH, "video/mp4", 2048, "a.mp4", NULL);
  g_autoptr (GalleyEnclosure) video = galley_enclosure_with_poster (bare, poster);
  g_autoptr (GalleyEnclosure) player = galley_enclosure_new_player ("https://v.example/x?a=1&b=2", NULL);
  g_autoptr (GalleyEnclosure) shown = galley_enclosure_with_poster (player, poster);
  const struct
  {
    GalleyBlockKind kind;
    GalleyEnclosure *enclosure;
    const char *title;
    const char *html;
  } cases[] = {
    { GALLEY_BLOCK_ATTACHMENT, file, " “名单。” ",
      "<p class=\"attachment\" data-before=\" \" data-after=\" \">"
      "<a href=\"" MEDIA ".pdf\" download=\"甲 &amp; 乙.pdf\" type=\"application/pdf\">"
      "“名单<span class=\"hp\">。</span>”</a> <small>PDF, 2.0 KB</small></p>" },
    { GALLEY_BLOCK_ATTACHMENT, file, " ",
      "<p class=\"attachment\" data-before=\" \">"
      "<a href=\"" MEDIA ".pdf\" download=\"甲 &amp; 乙.pdf\" type=\"application/pdf\">"
      "甲 &amp; 乙.pdf</a> <small>PDF, 2.0 KB</small></p>" },
    { GALLEY_BLOCK_ATTACHMENT, file, "甲 & 乙.pdf",
      "<p class=\"attachment\" data-after=\"\">"
      "<a href=\"" MEDIA ".pdf\" download=\"甲 &amp; 乙.pdf\" type=\"application/pdf\">"
      "甲 &amp; 乙.pdf</a> <small>PDF, 2.0 KB</small></p>" },
    { GALLEY_BLOCK_VIDEO, bare, "",
      "<figure class=\"video\"><video controls preload=\"none\" src=\"" MEDIA ".mp4\" aria-label=\"a.mp4\">"
      "<a href=\"" MEDIA ".mp4\" download=\"a.mp4\" type=\"video/mp4\">a.mp4</a></video></figure>" },
    { GALLEY_BLOCK_VIDEO, video, "<甲>",
      "<figure class=\"video\"><video controls preload=\"none\" src=\"" MEDIA ".mp4\" poster=\"" MEDIA ".jpg\""
      " width=\"640\" height=\"360\" aria-label=\"&lt;甲&gt;\"><a href=\"" MEDIA ".mp4\" download=\"a.mp4\""
      " type=\"video/mp4\"><img src=\"" MEDIA ".jpg\" width=\"640\" height=\"360\" alt=\"\">a.mp4</a></video>"
      "<figcaption>&lt;甲&gt;</figcaption></figure>" },
    { GALLEY_BLOCK_VIDEO, player, "",
      "<figure class=\"video\"><a href=\"https://v.example/x?a=1&amp;b=2\"><span>https://v.example/x?a=1&amp;b=2"
      " <small>v.example</small></span></a></figure>" },
    { GALLEY_BLOCK_VIDEO, shown, "现场",
      "<figure class=\"video\"><a href=\"https://v.example/x?a=1&amp;b=2\"><img src=\"" MEDIA ".jpg\" width=\"640\""
      " height=\"360\" alt=\"\"><span>现场 <small>v.example</small></span></a></figure>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyBlock) block = galley_block_new_enclosed (cases[i].kind, cases[i].enclosure, cases[i].title);
      g_autofree char *html = render_block (block);

      g_assert_cmpstr (html, ==, cases[i].html);
    }
}

/* Header and rows, blanks trimmed, in a box that may scroll; one without a word is not seen. */
static void
test_table (void)
{
  static const char *const words[] = { "年份", " 亩 ", "“2025。”", "" };
  GalleyBlock *cells[4];
  g_autoptr (GalleyTable) table = NULL;
  g_autoptr (GalleyTable) header = NULL;
  g_autoptr (GalleyTable) empty = galley_table_new (1, 1, TRUE, NULL);
  g_autoptr (GalleyBlock) empty_block = galley_block_new_table (empty);
  g_autofree char *empty_html = render_block (empty_block);

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    cells[i] = galley_block_new (GALLEY_BLOCK_PARAGRAPH, words[i], NULL, 0);
  table = galley_table_new (2, 2, FALSE, cells);
  header = galley_table_with_header (table, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GalleyBlock) block = galley_block_new_table (i == 0 ? table : header);
      g_autofree char *html = render_block (block);

      g_assert_cmpstr (html, ==,
                       i == 0 ? "<div class=\"table\" tabindex=\"0\"><table><tbody><tr><td>年份</td>"
                                "<td data-before=\" \" data-after=\" \">亩</td></tr>"
                                "<tr><td>“2025<span class=\"hp\">。</span>”</td><td></td></tr></tbody></table></div>"
                              : "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">年份</th>"
                                "<th scope=\"col\" data-before=\" \" data-after=\" \">亩</th></tr></thead>"
                                "<tbody><tr><td>“2025<span class=\"hp\">。</span>”</td><td></td></tr></tbody></table></div>");
    }
  g_assert_cmpstr (empty_html, ==,
                   "<div class=\"table\" tabindex=\"0\" hidden><table><thead><tr><th scope=\"col\"></th></tr></thead>"
                   "</table></div>");
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    galley_block_unref (cells[i]);
}

static void
test_figure_anywhere (void)
{
  g_autoptr (GalleyFigure) figure = galley_figure_new (HASH, "image/png", 1, 2, NULL);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autofree char *html = NULL;

  g_ptr_array_add (blocks, galley_block_new_figure (figure, NULL, NULL, 0));
  html = galley_page_render_element (&(GalleyPageFrame){ 0 }, blocks, 0);
  g_assert_cmpstr (html, ==, "<figure><img src=\"/media/3f/" HASH ".png\" width=\"1\" height=\"2\" alt=\"\"></figure>");
}

#define HP(marks) "<span class=\"hp\">" marks "</span>"

static void
test_squeezed (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { "南，湖。", "南，湖。" },
    { "“好。”他说", "“好" HP ("。") "”他说" },
    { "说：“好", "说" HP ("：") "“好" },
    { "“《好》”", "“" HP ("《") "好" HP ("》") "”" },
    { "（一）、（二）", "（一" HP ("）、") "（二）" },
    { "”，“", HP ("”，") "“" },
    { "“好<strong>。</strong>”", "“好<strong>" HP ("。") "</strong>”" },
    { "好。<br/>”", "好。<br/>”" },
    { "……——", "……——" },
    { "a,\"b\".", "a,\"b\"." },
    { "好。&amp;”", "好。&amp;”" },
    { "好。）", "好" HP ("。") "）" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *squeezed = g_strconcat ("好。”", cases[i][1], NULL);
      g_autoptr (GString) out = g_string_new ("好。”");
      gsize start = out->len;

      /* What stands before it is left alone. */
      g_string_append (out, cases[i][0]);
      galley_punctuation_squeeze (out, start);
      g_assert_cmpstr (out->str, ==, squeezed);
    }
}

static void
assert_link (const char *tag,
             GHashTable *attributes,
             gpointer    data)
{
  const char *href = g_hash_table_lookup (attributes, "href");

  g_assert_cmpstr (tag, !=, "script");
  if (href == NULL || g_str_has_prefix (href, "https://") || *href == '#')
    return;
  if (g_strcmp0 (data, "/") == 0)
    g_assert_cmpint (*href, ==, '/');
  else
    g_assert_cmpint (*href, !=, '/');
}

static char *
take_text (GBytes *bytes,
           GError *error)
{
  gsize length;
  char *text;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, &length), g_bytes_get_size (bytes));
  g_assert_cmpuint (strlen (text), ==, length);
  g_bytes_unref (bytes);
  return text;
}

static guint
count (const char *text,
       const char *what)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, what)) != NULL; p++)
    n++;
  return n;
}

static GBytes *
render_page (GalleyLayout  *layout,
             GalleyListKind kind,
             const char    *id,
             guint          number,
             GPtrArray     *items,
             GError       **error)
{
  g_autoptr (GPtrArray) chosen = galley_page_list_choose (layout, kind, id, items);

  return galley_page_list_render (layout, kind, id, chosen, number, items, error);
}

static GBytes *
render_channel (GalleyLayout *layout,
                const char   *id,
                GPtrArray    *items,
                GError      **error)
{
  return render_page (layout, GALLEY_LIST_CHANNEL, id, 1, items, error);
}

static void
test_channel (gconstpointer data)
{
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  guint n;
  const char *first = galley_site_get_channels (galley_layout_get_site (layout), &n)[0].id;
  g_autoptr (GPtrArray) items = support_make_items (60, first, "列表<b>");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *page = take_text (render_channel (layout, first, items, &error), error);
  g_autofree char *empty = take_text (render_channel (layout, first, none, &error), error);

  support_walk_html (page, assert_link, NULL);
  support_walk_html (empty, assert_link, NULL);
  g_assert_nonnull (strstr (page, "href=\"../../2026/11/22/0192d4c8-2222-7abc-8def-000000000099.html\">"
                                  "列表&lt;b&gt; 1</a>"));
  g_assert_cmpuint (count (page, "<h2><a"), ==, 40);
  g_assert_cmpuint (count (empty, "<h2><a"), ==, 0);
  g_assert_nonnull (strstr (empty, "暂时没有稿件。"));
}

/* A channel lists what lies below it, and what lies beside it does not show. */
static void
test_below (void)
{
  g_autoptr (GalleyLayout) layout = support_open_layout ("portal");
  g_autoptr (GPtrArray) items = support_make_items (2, "local", "文");
  g_autoptr (GError) error = NULL;
  GalleyPageItem *second = items->pdata[1];
  g_autofree char *page = NULL;

  g_free (second->channel);
  second->channel = g_strdup ("rural");
  page = take_text (render_channel (layout, "news", items, &error), error);
  g_assert_cmpuint (count (page, "<h2><a"), ==, 1);
  g_assert_nonnull (strstr (page, "<h2><a href=\"../../2026/11/22/0192d4c8-2222-7abc-8def-000000000099.html\">文 1"));
}

static void
test_unknown_channel (void)
{
  g_autoptr (GalleyLayout) layout = galley_layout_new_built_in ();
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (render_channel (layout, "nowhere", items, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
}

static void
test_home (gconstpointer data)
{
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  guint n;
  const char *first = galley_site_get_channels (galley_layout_get_site (layout), &n)[0].id;
  g_autoptr (GPtrArray) items = support_make_items (30, first, "首页\"'&");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *page = take_text (galley_page_render_home (layout, items, NULL, &error), error);
  g_autofree char *again = take_text (galley_page_render_home (layout, items, NULL, &error), error);
  g_autofree char *empty = take_text (galley_page_render_home (layout, none, NULL, &error), error);

  support_walk_html (page, assert_link, NULL);
  support_walk_html (empty, assert_link, NULL);
  g_assert_cmpstr (page, ==, again);
  g_assert_nonnull (strstr (page, "<h1><a href=\"2026/11/22/0192d4c8-2222-7abc-8def-000000000099.html\">"
                                  "首页&quot;&#39;&amp; 1</a></h1>"));
  g_assert_cmpuint (count (page, g_str_equal (data, "portal") ? "<h3><a" : "<h2><a"), ==, 11);
  g_assert_cmpuint (count (page, "<section class=\"lead\">"), ==, 1);
  g_assert_cmpuint (count (empty, "<section"), ==, 0);
}

/* A row has its picture and leads where the article leads; the focus area has those with a focus picture. */
static void
test_rows_with_pictures (gconstpointer data)
{
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  guint n;
  const char *channel = galley_site_get_channels (galley_layout_get_site (layout), &n)[0].id;
  g_autoptr (GPtrArray) items = support_make_items (4, channel, "图");
  GalleyPageItem *second = items->pdata[1], *third = items->pdata[2];
  g_autoptr (GalleyFigure) bare = galley_figure_new (HASH, "image/jpeg", 1600, 900, "甲");
  g_autoptr (GError) error = NULL;
  g_autofree char *list = NULL;
  g_autofree char *home = NULL;

#define THUMBNAIL(root, href, position) \
  "<a class=\"thumbnail\" href=\"" href "\" tabindex=\"-1\" aria-hidden=\"true\"><img src=\"" root "media/3f/" HASH \
  ".jpg\" width=\"1600\" height=\"900\" alt=\"\" loading=\"lazy\" style=\"object-position: " position "\"></a>\n"
  second->picture = galley_figure_with_edit (bare, NULL, &(GalleyFocus){ 30, 0 });
  second->kind = GALLEY_KIND_PICTURES;
  third->picture = galley_figure_ref (bare);
  third->focus_picture = galley_figure_ref (bare);
  third->kind = GALLEY_KIND_LINK;
  third->link = g_strdup ("https://example.org/");
  list = take_text (render_channel (layout, channel, items, &error), error);
  home = take_text (galley_page_render_home (layout, items, NULL, &error), error);
  support_walk_html (list, NULL, NULL);
  support_walk_html (home, NULL, NULL);
  g_assert_cmpuint (count (list, "class=\"thumbnail\""), ==, 2);
  g_assert_nonnull (strstr (list, "<li>\n" THUMBNAIL ("../../", "../../2026/11/22/0192d4c8-2222-7abc-8def-000000000098.html",
                                                     "30% 0%")));
  g_assert_nonnull (strstr (list, THUMBNAIL ("../../", "https://example.org/", "50% 50%")
                                  "<h2><a href=\"https://example.org/\">图 3</a></h2>"));
  g_assert_cmpuint (count (list, "<span class=\"mark\">组图</span>"), ==, 1);
  g_assert_cmpuint (count (list, "<span class=\"mark\">链接</span>"), ==, 1);
  g_assert_cmpuint (count (list, "class=\"mark\""), ==, 2);
  if (g_str_equal (data, "portal"))
    {
      g_assert_nonnull (strstr (home, "<section class=\"focus\" aria-label=\"焦点图\">\n<ul class=\"slides\">\n"
                                      "<li><a href=\"https://example.org/\"><img src=\"media/3f/" HASH
                                      ".jpg\" width=\"1600\" height=\"900\" alt=\"甲\" style=\"object-position: 50% 50%\">"
                                      "<span>图 3</span></a></li>\n</ul>"));
      g_assert_nonnull (strstr (list, "<section class=\"module module-slider\">"));
      g_assert_cmpuint (count (list, "<span>图 2</span></a></li>"), ==, 1);
    }
}

/* A site without a word for withdrawn pages has no page for them. */
static void
test_no_notice (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "layouts", "portal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTree) files = galley_pack_read_folder (folder, &error);
  GBytes *before = g_tree_lookup (files, "site.json");
  g_autoptr (JsonObject) site =
    galley_json_parse_object (g_bytes_get_data (before, NULL), g_bytes_get_size (before), 1024 * 1024, &error);
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (GalleyLayout) layout = NULL;
  g_autoptr (GBytes) gone = NULL;
  g_autoptr (GBytes) unknown = NULL;
  char *text;

  json_object_remove_member (site, "notices");
  text = galley_json_write_object (site);
  g_tree_replace (files, g_strdup ("site.json"), g_bytes_new_take (text, strlen (text)));
  zip = galley_pack_write_zip (files, &error);
  layout = galley_layout_new_from_zip (zip, &error);
  gone = galley_page_render_notice (layout, 410, &error);
  unknown = galley_page_render_notice (layout, 404, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (gone), ==, 0);
  g_assert_cmpuint (g_bytes_get_size (unknown), >, 0);
}

static void
test_notice (gconstpointer data)
{
  g_autoptr (GalleyLayout) layout = support_open_layout (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *gone = take_text (galley_page_render_notice (layout, 410, &error), error);
  g_autofree char *unknown = take_text (galley_page_render_notice (layout, 404, &error), error);
  g_autofree char *other = take_text (galley_page_render_notice (layout, 418, &error), error);

  support_walk_html (gone, assert_link, (gpointer) "/");
  support_walk_html (other, assert_link, (gpointer) "/");
  g_assert_nonnull (strstr (gone, "这篇稿件已经撤下"));
  g_assert_nonnull (strstr (unknown, "没有找到这个页面"));
  g_assert_nonnull (strstr (other, "<h1>418</h1>"));
  g_assert_nonnull (strstr (gone, "href=\"/assets/style.css\""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/page/relative", test_relative);
  g_test_add_func ("/portal/page/channel-path", test_channel_path);
  g_test_add_func ("/portal/page/blocks", test_blocks);
  g_test_add_func ("/portal/page/figure", test_figure);
  g_test_add_func ("/portal/page/focus", test_focus);
  g_test_add_func ("/portal/page/table", test_table);
  g_test_add_func ("/portal/page/enclosed", test_enclosed);
  g_test_add_func ("/portal/page/figure-anywhere", test_figure_anywhere);
  g_test_add_func ("/portal/page/list", test_list);
  g_test_add_func ("/portal/page/squeezed", test_squeezed);
  g_test_add_data_func ("/portal/page/channel", "portal", test_channel);
  g_test_add_data_func ("/portal/page/channel-plain", "plain", test_channel);
  g_test_add_func ("/portal/page/below", test_below);
  g_test_add_func ("/portal/page/unknown-channel", test_unknown_channel);
  g_test_add_data_func ("/portal/page/home", "portal", test_home);
  g_test_add_data_func ("/portal/page/home-plain", "plain", test_home);
  g_test_add_data_func ("/portal/page/rows-with-pictures", "portal", test_rows_with_pictures);
  g_test_add_data_func ("/portal/page/rows-with-pictures-plain", "plain", test_rows_with_pictures);
  g_test_add_data_func ("/portal/page/notice", "portal", test_notice);
  g_test_add_func ("/portal/page/no-notice", test_no_notice);
  g_test_add_data_func ("/portal/page/notice-plain", "plain", test_notice);
  return g_test_run ();
}
