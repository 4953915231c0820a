/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign HTML into blocks. tests/data/paste holds clipboards in the shape that each program writes them, NAME.html, and
 * what shall stand in the article, NAME.xhtml, a block a line. */
#include "core/intake/galley-intake-html.h"

#include "core/base/galley-random.h"
#include "core/wire/galley-body.h"

#include <string.h>
#include <time.h>

#define ID "019ab000-0000-7000-8000-000000000001"

static GalleyIntakeFragment *
read_bytes (const void *data,
            gsize       size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  GalleyIntakeFragment *fragment = galley_intake_read_html (bytes, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return fragment;
}

static GalleyIntakeFragment *
read_string (const char *html)
{
  return read_bytes (html, strlen (html));
}

/* An element a line. */
static char *
dup_lines (GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < blocks->len;)
    {
      i = galley_body_append_element (out, blocks, i);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

static void
assert_html (const char *html,
             const char *expected)
{
  g_autoptr (GalleyIntakeFragment) fragment = read_string (html);
  g_autofree char *lines = dup_lines (fragment->blocks);

  g_assert_cmpstr (lines, ==, expected);
}

static void
assert_is_visible (const char *text)
{
  g_assert_cmpuint (*text, !=, ' ');
  g_assert_false (g_str_has_suffix (text, " "));
  g_assert_null (strstr (text, "\302\240"));
  g_assert_null (strstr (text, "\342\200\213"));
  g_assert_null (strstr (text, "  "));
}

/* What stands in an article can be written and read again, and holds nothing that is invisible. */
static void
assert_is_a_body (GPtrArray *blocks)
{
  g_autofree char *body = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      const char *text = galley_block_get_text (g_ptr_array_index (blocks, i));
      GalleyTable *table = galley_block_get_table (g_ptr_array_index (blocks, i));
      guint n_cells = 0;
      GalleyBlock *const *cells = table != NULL ? galley_table_get_cells (table, &n_cells) : NULL;

      for (guint j = 0; j < n_cells; j++)
        assert_is_visible (galley_block_get_text (cells[j]));
      if (table != NULL)
        continue;
      if (galley_block_get_kind (g_ptr_array_index (blocks, i)) != GALLEY_BLOCK_RULE)
        g_assert_cmpuint (*text, !=, '\0');
      assert_is_visible (text);
    }
  if (blocks->len == 0)
    return;
  body = galley_body_write (blocks);
  again = galley_body_read (body, strlen (body), &error);
  g_assert_no_error (error);
  g_assert_true (galley_blocks_equal (blocks, again));
}

static char *
find_data (const char *name)
{
  return g_build_filename (g_getenv ("G_TEST_SRCDIR"), "data", "paste", name, NULL);
}

static void
test_corpus (gconstpointer data)
{
  const char *name = data;
  g_autofree char *html_name = g_strconcat (name, ".html", NULL);
  g_autofree char *xhtml_name = g_strconcat (name, ".xhtml", NULL);
  g_autofree char *html_path = find_data (html_name);
  g_autofree char *xhtml_path = find_data (xhtml_name);
  g_autofree char *html = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *lines = NULL;
  g_autoptr (GalleyIntakeFragment) fragment = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (html_path, &html, &size, &error);
  g_assert_no_error (error);
  fragment = read_bytes (html, size);
  lines = dup_lines (fragment->blocks);
  if (!g_file_get_contents (xhtml_path, &expected, NULL, NULL))
    g_print ("# %s:\n%s", name, lines);
  g_assert_cmpstr (lines, ==, expected);
  assert_is_a_body (fragment->blocks);
}

/* --- the rest by one line each ----------------------------------------------------------------------------------- */

static void
test_marks (void)
{
  assert_html ("<p>a<b>b</b><strong>c</strong></p>", "<p>a<strong>bc</strong></p>\n");
  assert_html ("<p><span style='font-weight:600'>a</span><span style='font-weight:500'>b</span></p>",
               "<p><strong>a</strong>b</p>\n");
  assert_html ("<p><b>a<span style='font-weight:normal'>b</span></b></p>", "<p><strong>a</strong>b</p>\n");
  assert_html ("<p><span style='FONT-STYLE: Italic'>a</span></p>", "<p><em>a</em></p>\n");
  assert_html ("<p><span style='text-decoration:line-through underline'>a</span></p>", "<p><u>a</u></p>\n");
  assert_html ("<p><ins>a</ins><del>b</del></p>", "<p><u>a</u>b</p>\n");
  assert_html ("<a href='https://a.example/'><u>a</u></a>", "<p><a href=\"https://a.example/\">a</a></p>\n");
  assert_html ("<h2><b>a</b></h2><h2>a<b>b</b></h2>", "<h2>a</h2>\n<h2>a<strong>b</strong></h2>\n");
}

static void
test_links (void)
{
  assert_html ("<a href='javascript:alert(1)'>a</a>", "<p>a</p>\n");
  assert_html ("<a href='java\nscript:alert(1)'>a</a>", "<p>a</p>\n");
  assert_html ("<a href='data:text/html,x'>a</a><a href='file:///etc/passwd'>b</a><a href='#top'>c</a>",
               "<p>abc</p>\n");
  assert_html ("<a href=' https://a.example/?a=1&amp;b=2 '>a</a>",
               "<p><a href=\"https://a.example/?a=1&amp;b=2\">a</a></p>\n");
  assert_html ("<a href='/x'>a</a>", "<p>a</p>\n");
  assert_html ("<base href='https://a.example/d/'><a href='../x'>a</a>",
               "<p><a href=\"https://a.example/x\">a</a></p>\n");
}

static void
test_blanks (void)
{
  assert_html ("<p>　　甲&nbsp;&nbsp;乙 \n 丙\n</p>", "<p>甲 乙丙</p>\n");
  assert_html ("<p>two\nwords 三\n四</p>", "<p>two words 三四</p>\n");
  assert_html ("<p>对标对表　决胜冲刺</p>", "<p>对标对表　决胜冲刺</p>\n");
  assert_html ("<p>a<b> b</b></p>", "<p>a<strong> b</strong></p>\n");
  assert_html ("<p>&nbsp;</p><p>　</p><p>&#8203;</p><div></div>", "");
  assert_html ("", "");
  assert_html ("   ", "");
  assert_html ("甲", "<p>甲</p>\n");
  assert_html ("<pre>a  b\nc\n\nd</pre>", "<p>a b<br/>c</p>\n<p>d</p>\n");
}

static void
test_breaks (void)
{
  assert_html ("<p>a<br>b</p>", "<p>a<br/>b</p>\n");
  assert_html ("<p><br>a<br><br>b<br></p>", "<p>a</p>\n<p>b</p>\n");
  assert_html ("<p>甲<br>　　乙</p>", "<p>甲</p>\n<p>乙</p>\n");
  assert_html ("<p>甲<br>\n&nbsp;&nbsp;&nbsp;乙</p>", "<p>甲</p>\n<p>乙</p>\n");
  assert_html ("<div>甲<br></div><div>乙</div>", "<p>甲</p>\n<p>乙</p>\n");
}

static void
test_lists (void)
{
  assert_html ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>\n");
  assert_html ("<ol><li>a</li><li>b</li></ol><p>c</p>", "<ol><li>a</li><li>b</li></ol>\n<p>c</p>\n");
  assert_html ("<ol><li><p>a</p><p>more</p></li><li></li><li>b</li></ol>",
               "<ol><li>a<br/>more</li><li>b</li></ol>\n");
  assert_html ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
               "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>\n");
  /* Deeper than there are levels, without anything above, and outside of any list. */
  assert_html ("<ul><li>a<ul><li>b<ul><li>c<ul><li>d</ul></ul></ul></ul>",
               "<ul><li>a<ul><li>b<ul><li>c</li><li>d</li></ul></li></ul></li></ul>\n");
  assert_html ("<ul><ul><li>a</li></ul><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>\n");
  assert_html ("<li>a</li>b", "<ul><li>a</li></ul>\n<p>b</p>\n");
  /* What stands behind the list in an item is the item's no more. */
  assert_html ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>\n<p>c</p>\n");
  assert_html ("<ul><li>a<table><tr><td>b<td>c</table></ul>",
               "<ul><li>a</li></ul>\n<table><tr><td>b</td><td>c</td></tr></table>\n");
}

/* A number that the body would show as another one is text. */
static void
test_numbers (void)
{
  assert_html ("<ol start=9><li>a</li><li>b</li></ol>", "<p>9. a</p>\n<p>10. b</p>\n");
  assert_html ("<ol><li>a</li><li value=3>b</li></ol>", "<ol><li>a</li></ol>\n<p>3. b</p>\n");
  assert_html ("<ol><li>a</li></ol><p>x</p><ol start=2><li>b</li></ol>",
               "<ol><li>a</li></ol>\n<p>x</p>\n<p>2. b</p>\n");
  assert_html ("<ol><li>a</li></ol><ol><li>b</li></ol>", "<ol><li>a</li></ol>\n<p>1. b</p>\n");
  assert_html ("<ol><li>a</li></ol><ul><li>x</li></ul><ol><li>b</li></ol>",
               "<ol><li>a</li></ol>\n<ul><li>x</li></ul>\n<ol><li>b</li></ol>\n");
}

static void
test_word_lists (void)
{
  assert_html ("<p class=MsoListParagraph>·&nbsp;&nbsp;&nbsp; a</p>", "<ul><li>a</li></ul>\n");
  assert_html ("<p class=MsoListParagraphCxSpFirst>3、&nbsp;&nbsp; a</p><p class=MsoListParagraph>no</p>",
               "<p>3. a</p>\n<p>no</p>\n");
  assert_html ("<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>a)</span>x</p>"
               "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·</span>y</p>"
               "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>b)</span>z</p>",
               "<ol><li>x<ul><li>y</li></ul></li><li>z</li></ol>\n");
  assert_html ("<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>"
               "这样长的记号没有人写过，可是读的时候也不能从一个字的中间切开</span>x</p>",
               "<p>这样长的记号没有人写过，可是读的时候也不能从一个字的中间切开x</p>\n");
}

static void
test_rules (void)
{
  assert_html ("a<hr>b", "<p>a</p>\n<hr/>\n<p>b</p>\n");
  assert_html ("<p>a<hr/>b</p>", "<p>a</p>\n<hr/>\n<p>b</p>\n");
  assert_html ("<div hidden><hr></div><ul><li>a<li><hr>b</ul>", "<ul><li>a</li></ul>\n<hr/>\n<ul><li>b</li></ul>\n");
  assert_html ("<table><tr><td>a<hr><td><td></table>", "<p>a</p>\n<hr/>\n");
}

static void
test_tables (void)
{
  assert_html ("<table><tr><td>a<td>b<tr><td>c<td></table>",
               "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></table>\n");
  assert_html ("<table><tr><td>a<td><td>c</table>", "<table><tr><td>a</td><td></td><td>c</td></tr></table>\n");
  /* Columns of a page, one cell, and nothing at all. */
  assert_html ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "<p>a</p>\n<p>b</p>\n<p>c</p>\n");
  assert_html ("<table><tr><td>a</td></tr></table>", "<p>a</p>\n");
  assert_html ("<p>x</p><table><tr><td><td><tr><td><td></table>", "<p>x</p>\n");
  assert_html ("<table><tr><td><h2>a</h2><td>b<tr><td>c<td>d</table>", "<h2>a</h2>\n<p>b</p>\n<p>c | d</p>\n");
  /* What is nested is lines of its cell. */
  assert_html ("<table><tr><td><table><tr><td>a<td>b</table></td></tr></table>", "<p>a | b</p>\n");
  assert_html ("<table><tr><td>x<td><table><tr><td>a<td>b<tr><td>c<td>d</table></td></tr><tr><td>y</table>",
               "<table><tr><td>x</td><td>a | b<br/>c | d</td></tr><tr><td>y</td><td></td></tr></table>\n");
  /* A header, spans, paragraphs in cells, a caption, marks. */
  assert_html ("<table><caption>t</caption><thead><tr><th><b>a</b><td>b</thead><tr><td>c<td><i>d</i></table>",
               "<p>t</p>\n<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td><em>d</em></td></tr></table>\n");
  assert_html ("<table><tr><td colspan=2>a<td rowspan=2>b<tr><td>c<td>d<tr><td>e</table>",
               "<table><tr><td>a</td><td></td><td>b</td></tr><tr><td>c</td><td>d</td><td></td></tr>"
               "<tr><td>e</td><td></td><td></td></tr></table>\n");
  assert_html ("<table><tr><td rowspan=9999 colspan=9999>a<tr><td>b</table>", "<p>a</p>\n<p>b</p>\n");
  assert_html ("<table><tr><td>a<td><p>b</p><ul><li>c</ul><tr><td>d<td></table>e",
               "<table><tr><td>a</td><td>b<br/>c</td></tr><tr><td>d</td><td></td></tr></table>\n<p>e</p>\n");
  /* As a spreadsheet and a part of a table are copied. */
  assert_html ("<table><!--StartFragment--><col><tr><td>a</td><td>b</td></tr><!--EndFragment--></table>",
               "<table><tr><td>a</td><td>b</td></tr></table>\n");
  assert_html ("<td>a</td><td></td>", "<p>a</p>\n");
}

/* More columns than a table has are lines; more rows are another table. */
static void
test_large_tables (void)
{
  g_autoptr (GString) wide = g_string_new ("<table><tr>");
  g_autoptr (GString) high = g_string_new ("<table>");
  g_autoptr (GalleyIntakeFragment) fragment = NULL;

  for (guint i = 0; i <= GALLEY_TABLE_MAX_COLUMNS; i++)
    g_string_append (wide, "<td>a");
  fragment = read_string (wide->str);
  g_assert_cmpuint (fragment->blocks->len, ==, 1);
  g_assert_null (galley_block_get_table (fragment->blocks->pdata[0]));
  galley_intake_fragment_free (g_steal_pointer (&fragment));

  for (guint i = 0; i <= GALLEY_TABLE_MAX_ROWS; i++)
    g_string_append (high, "<tr><td>a<td>b");
  fragment = read_string (high->str);
  g_assert_cmpuint (fragment->blocks->len, ==, 2);
  g_assert_cmpuint (galley_table_get_n_rows (galley_block_get_table (fragment->blocks->pdata[1])), ==, 1);
}

static void
test_nothing_hidden (void)
{
  assert_html ("<p>a<script>b()</script><style>c</style><span style='display:none'>d</span><span hidden>e</span></p>",
               "<p>a</p>\n");
  assert_html ("<head><title>t</title></head><!-- c --><noscript>n</noscript><p>a</p>", "<p>a</p>\n");
  assert_html ("<svg><text>x</text></svg><math><mi>y</mi></math><p>a</p>", "<p>a</p>\n");
  assert_html ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
  assert_html ("<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>", "<p>]&gt;</p>\n<p>&amp;x;</p>\n");
}

static void
test_notes (void)
{
  g_autoptr (GalleyIntakeFragment) fragment =
      read_string ("Version:0.9\r\nSourceURL:https://a.example/d/p.html\r\n<img><!--StartFragment--><img><a href='x'>a</a>"
                   "<!--EndFragment--><img>b");
  g_autofree char *lines = dup_lines (fragment->blocks);

  g_assert_cmpstr (fragment->source_uri, ==, "https://a.example/d/p.html");
  g_assert_cmpuint (fragment->n_pictures, ==, 1);
  g_assert_cmpstr (lines, ==, "<p><a href=\"https://a.example/d/x\">a</a></p>\n");
  g_assert_cmpstr (fragment->encoding, ==, "UTF-8");
}

static void
test_article (void)
{
  static const char html[] =
      "<html><head><title>x</title></head><body><p>南湖新闻网</p><p>您当前的位置 : 浙江在线 &gt;&gt; 南湖新闻网</p>"
      "<p>区里开会强调</p><h1>绿道全线贯通</h1><p>2018/10/18 来源:嘉兴日报 作者:杨秀娟</p>"
      "<p>　　正文<b>第一段</b>。</p><p>　　第二段。</p><p>标签:编辑:徐卉</p><p>关于我们</p></body></html>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  g_autoptr (GalleyIntakeNotes) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyRevision) revision = galley_intake_read_html_article (ID, bytes, NULL, &notes, &error);
  g_autofree char *lines = NULL;

  g_assert_no_error (error);
  lines = dup_lines (galley_revision_get_blocks (revision));
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_KICKER), ==, "区里开会强调");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE), ==, "绿道全线贯通");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_SOURCE), ==, "嘉兴日报");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_EDITOR), ==, "徐卉");
  g_assert_cmpuint (galley_revision_get_bylines (revision)->len, ==, 1);
  g_assert_cmpstr (notes->banner, ==, "南湖新闻网");
  g_assert_cmpstr (notes->breadcrumb[1], ==, "南湖新闻网");
  g_assert_cmpstr (lines, ==, "<p>正文<strong>第一段</strong>。</p>\n<p>第二段。</p>\n");
}

/* --- bounds ------------------------------------------------------------------------------------------------------ */

static double
get_processor_seconds (void)
{
  struct timespec now;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now), ==, 0);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* What the sanitizers check at each access takes its time. */
#ifdef __SANITIZE_ADDRESS__
#define SECONDS 10
#else
#define SECONDS 2
#endif

/* Read or refused within two seconds of the processor, whatever the machine has to do beside. */
static void
assert_bounded (const char *html,
                gsize       size,
                int         code)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, size);
  g_autoptr (GError) error = NULL;
  const char *scale = g_getenv ("GALLEY_BUDGET_SCALE");
  double budget = SECONDS * (scale != NULL ? g_ascii_strtod (scale, NULL) : 1);
  double begin = get_processor_seconds ();
  g_autoptr (GalleyIntakeFragment) fragment = galley_intake_read_html (bytes, NULL, NULL, NULL, &error);
  double seconds = get_processor_seconds () - begin;

  g_test_message ("%" G_GSIZE_FORMAT " bytes: %.3f s", size, seconds);
  g_assert_cmpfloat (seconds, <, budget);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, GALLEY_ERROR, code);
}

static char *
repeat (const char *piece,
        guint       n)
{
  GString *out = g_string_sized_new (strlen (piece) * n + 1);

  while (n-- > 0)
    g_string_append (out, piece);
  return g_string_free (out, FALSE);
}

static void
test_bounds (void)
{
  static const struct
  {
    const char *head;
    const char *piece;
    guint n;
    int code; /* -1: is read */
  } bombs[] = {
    { "", "<div>", 100 * 1000, GALLEY_ERROR_TOO_LARGE },
    { "", "<b><i>", 100 * 1000, GALLEY_ERROR_TOO_LARGE },
    { "", "<ul><li>", 100 * 1000, GALLEY_ERROR_TOO_LARGE },
    { "", "<table><tr><td>", 100 * 1000, GALLEY_ERROR_TOO_LARGE },
    { "", "<p>a</p>", 130 * 1000, -1 },
    { "", "<i></i>", 300 * 1000 + 1, GALLEY_ERROR_TOO_LARGE },
    { "<a", " b", 4 * 1000 * 1000, GALLEY_ERROR_TOO_LARGE },
    { "<a", " b='c'", 1000 * 1000, GALLEY_ERROR_TOO_LARGE },
    { "<a", "b=\"c\"", 1000 * 1000, GALLEY_ERROR_TOO_LARGE },
    { "", "</b>", 600 * 1000, -1 },
    { "", "</b>", 2 * 1000 * 1000, GALLEY_ERROR_TOO_LARGE },
    { "", "<!--", 600 * 1000, -1 },
    { "", "&amp;", 390 * 1000, -1 },
    { "", "&", 390 * 1000, -1 },
    { "", "&", 4 * 1000 * 1000, GALLEY_ERROR_TOO_LARGE },
    { "<p>", "甲", 1500 * 1000, GALLEY_ERROR_TOO_LARGE },
    { "<p>", "<br>", 190 * 1000, -1 },
    { "<p>", "&nbsp;", 390 * 1000, -1 },
    { "<table>", "<tr><td>a<td>b", 45 * 1000, -1 },
    { "<table><tr>", "<td>a", 130 * 1000, -1 },
    { "", "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>a", 50 * 1000, -1 },
    { "<ol>", "<li>a", 130 * 1000, -1 },
    { "<ul><li>", "<p>a</p>", 130 * 1000, -1 },
    { "<ul><li>", "a<br><br>", 70 * 1000, -1 },
    { "", "<hr>", 190 * 1000, -1 },
    { "<span style='", "a:b;", 2 * 1000 * 1000, -1 },
    { "<a href='https://a.example/", "x", 4 * 1000 * 1000, -1 },
    { "", "<a href='https://a.example/x'>b</a>", 100 * 1000, -1 },
    { "<script>", "<", 600 * 1000 - 1, -1 },
    { "", "<a href=x", 590 * 1000, GALLEY_ERROR_TOO_LARGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      g_autofree char *pieces = repeat (bombs[i].piece, bombs[i].n);
      g_autofree char *html = g_strconcat (bombs[i].head, pieces, NULL);

      g_test_message ("%u times %s%s", bombs[i].n, bombs[i].head, bombs[i].piece);
      assert_bounded (html, strlen (html), bombs[i].code);
    }
}

/* 50 MB of text, as plain text and as HTML: refused before anything is done with them. */
static void
test_large (void)
{
  gsize size = 50 * 1000 * 1000;
  g_autofree char *text = g_malloc (size);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  memset (text, 'a', size);
  bytes = g_bytes_new_static (text, size);
  g_assert_null (galley_intake_read_plain (bytes, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  assert_bounded (text, size, GALLEY_ERROR_TOO_LARGE);
}

static void
test_cancel (void)
{
  g_autofree char *html = repeat ("<p>a</p>", 100 * 1000);
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GalleyIntakeProgress progress = { 0 };

  g_cancellable_cancel (cancellable);
  g_assert_null (galley_intake_read_html (bytes, NULL, &progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (progress.thousandths, <, 10);
}

static void
test_progress (void)
{
  g_autofree char *html = repeat ("<p>a</p>", 100 * 1000);
  g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
  GalleyIntakeProgress progress = { 0 };
  g_autoptr (GalleyIntakeFragment) fragment = galley_intake_read_html (bytes, NULL, &progress, NULL, NULL);

  g_assert_cmpuint (fragment->blocks->len, ==, 100 * 1000);
  g_assert_cmpint (progress.thousandths, >=, 990);
  g_assert_cmpint (progress.thousandths, <=, 1000);
}

/* Whatever tags come in whatever order: a body that can be read again, and reading what was written gives the same. */
static void
test_random (void)
{
  static const char *const pieces[] = {
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "<a href='https://a.example/'>",
    "</a>", "<h1>", "</h1>", "<h3>", "</h3>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<table>", "</table>",
    "<tr>", "<td>", "</td>", "<blockquote>", "</blockquote>", "<br>", "<pre>", "</pre>", "<span style='font-weight:700'>",
    "<span style='display:block'>", "</span>", "甲", "乙，", " ", "\n", "&nbsp;", "　　", "a b", "&#8203;", "e\314\201",
    "\342\200\250", "<!--StartFragment-->", "<!-- x -->", "<p class=MsoListParagraph>1.&nbsp;&nbsp;",
    "<span style='mso-list:Ignore'>", "<hr>", "<ol start=3>", "<li value=2>",
  };
  guint64 seed = g_test_rand_int ();
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (seed);

  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autoptr (GalleyIntakeFragment) fragment = NULL;
      guint n = 1 + (guint) galley_random_below (random, 40);

      while (n-- > 0)
        g_string_append (html, pieces[galley_random_below (random, G_N_ELEMENTS (pieces))]);
      fragment = read_string (html->str);
      assert_is_a_body (fragment->blocks);
      if (fragment->blocks->len > 0)
        {
          g_autofree char *body = galley_body_write (fragment->blocks);
          g_autoptr (GalleyIntakeFragment) again = read_string (body);
          g_autofree char *body_again = galley_body_write (again->blocks);

          g_assert_cmpstr (body_again, ==, body);
        }
    }
}

/* --- plain text -------------------------------------------------------------------------------------------------- */

static void
assert_plain (const char *text,
              const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyIntakeFragment) fragment = galley_intake_read_plain (bytes, NULL, &error);
  g_autofree char *lines = NULL;

  g_assert_no_error (error);
  lines = dup_lines (fragment->blocks);
  g_assert_cmpstr (lines, ==, expected);
}

static void
test_plain (void)
{
  assert_plain ("　　甲\r\n\r\n　　乙 \n\n", "<p>甲</p>\n<p>乙</p>\n");
  assert_plain ("甲\r乙\n丙", "<p>甲</p>\n<p>乙</p>\n<p>丙</p>\n");
  assert_plain (" 一个词 ", "<p> 一个词 </p>\n");
  assert_plain ("a\302\240b\342\200\213", "<p>a b</p>\n");
  assert_plain ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>\n");
  assert_plain ("\n\n", "");
  assert_plain ("\342\200\213", "");
}

int
main (int    argc,
      char **argv)
{
  static const char *const corpus[] = {
    "word", "wps", "libreoffice", "chromium", "word-table", "wps-table", "libreoffice-table",
    "chromium-table", "firefox", "wechat", "cms", "nested", "galley-older", "cf-html",
    "gb18030", "utf-16le", "utf-16be", "utf-16-bare", "utf-8-bom",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (corpus); i++)
    {
      g_autofree char *path = g_strconcat ("/intake/html/corpus/", corpus[i], NULL);

      g_test_add_data_func (path, corpus[i], test_corpus);
    }
  g_test_add_func ("/intake/html/marks", test_marks);
  g_test_add_func ("/intake/html/links", test_links);
  g_test_add_func ("/intake/html/blanks", test_blanks);
  g_test_add_func ("/intake/html/breaks", test_breaks);
  g_test_add_func ("/intake/html/lists", test_lists);
  g_test_add_func ("/intake/html/numbers", test_numbers);
  g_test_add_func ("/intake/html/word-lists", test_word_lists);
  g_test_add_func ("/intake/html/rules", test_rules);
  g_test_add_func ("/intake/html/tables", test_tables);
  g_test_add_func ("/intake/html/large-tables", test_large_tables);
  g_test_add_func ("/intake/html/nothing-hidden", test_nothing_hidden);
  g_test_add_func ("/intake/html/notes", test_notes);
  g_test_add_func ("/intake/html/article", test_article);
  g_test_add_func ("/intake/html/bounds", test_bounds);
  g_test_add_func ("/intake/html/large", test_large);
  g_test_add_func ("/intake/html/cancel", test_cancel);
  g_test_add_func ("/intake/html/progress", test_progress);
  g_test_add_func ("/intake/html/random", test_random);
  g_test_add_func ("/intake/html/plain", test_plain);
  return g_test_run ();
}
