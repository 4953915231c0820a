/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that Galley made gives its article back. What no page carries: pictures and files (their captions and titles
 * come as paragraphs), channels, topic, kind, short headline, lead and focus picture, an origin that shows nothing, state.
 * GALLEY_ROUNDS: how many articles are made up. */
#include "core/intake/galley-intake-html.h"

#include "../portal/portal-support.h"
#include "../wire/random-article.h"
#include "core/base/galley-file.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define ROUNDS 20
#define N_DEMO 30

static const GalleyField carried[] = {
  GALLEY_FIELD_KICKER,     GALLEY_FIELD_HEADLINE,  GALLEY_FIELD_SUBTITLE,          GALLEY_FIELD_SUMMARY,
  GALLEY_FIELD_SOURCE,     GALLEY_FIELD_EDITOR,    GALLEY_FIELD_ORIGINAL_HEADLINE, GALLEY_FIELD_ORIGINAL_AUTHOR,
  GALLEY_FIELD_SOURCE_URI,
};

static GBytes *
render (GalleyRevision *revision,
        GalleyLayout   *layout)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autofree char *context = galley_context_new (layout, revision, NULL, SUPPORT_TIME, nobody, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *page = galley_page_render_article (revision, layout, context, &error);

  g_assert_no_error (error);
  return page;
}

static GalleyRevision *
import (GBytes *page)
{
  g_autoptr (GalleyIntakeNotes) notes = NULL;
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision = galley_intake_read_html_article (SUPPORT_ID, page, &notes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (notes->encoding, ==, "UTF-8");
  return revision;
}

static GalleyRevision *
read_demo (guint number)
{
  g_autofree char *name = g_strdup_printf ("%02u.json", number);
  g_autofree char *path = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "demo", "articles", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_strchomp (text);
  revision = galley_wire_read (text, strlen (text), &error);
  g_assert_no_error (error);
  return revision;
}

static void
assert_same_fields (GalleyRevision *before,
                    GalleyRevision *after)
{
  for (guint i = 0; i < G_N_ELEMENTS (carried); i++)
    g_assert_cmpstr (galley_revision_get_field (after, carried[i]), ==, galley_revision_get_field (before, carried[i]));
  g_assert_cmpstr (galley_revision_get_field (after, GALLEY_FIELD_CONTENT_CREATED), ==, "2026-11-23T08:00:00+08:00");
  g_assert_true (galley_bylines_equal (galley_revision_get_bylines (after), galley_revision_get_bylines (before)));
  g_assert_cmpstrv ((char **) galley_revision_get_set (after, GALLEY_SET_TAGS),
                    (char **) galley_revision_get_set (before, GALLEY_SET_TAGS));
}

/* What is left of @block on a page: itself, or its words in a paragraph; NULL for nothing. (transfer full) */
static GalleyBlock *
carry (GalleyBlock *block)
{
  guint n_characters = galley_block_get_n_characters (block);
  g_autoptr (GalleyBlock) paragraph = NULL;
  g_autoptr (GalleyBlock) caption = NULL;
  g_autofree char *words = NULL;

  if (galley_block_get_figure (block) == NULL)
    return galley_block_ref (block);
  /* Caption and credit without the break between them. */
  paragraph = galley_block_with_kind (block, GALLEY_BLOCK_PARAGRAPH);
  caption = galley_block_slice (paragraph, 0, galley_block_get_caption_length (block));
  words = g_strconcat (galley_block_get_text (caption),
                       g_utf8_offset_to_pointer (galley_block_get_text (paragraph),
                                                 MIN (galley_block_get_caption_length (block) + 1, n_characters)), NULL);
  return *words != '\0' ? galley_block_new (GALLEY_BLOCK_PARAGRAPH, words, NULL, 0) : NULL;
}

static void
assert_same_blocks (GPtrArray *before,
                    GPtrArray *after)
{
  guint n = 0;

  for (guint i = 0; i < before->len; i++)
    {
      g_autoptr (GalleyBlock) expected = carry (before->pdata[i]);

      if (expected == NULL)
        continue;
      g_assert_cmpuint (n, <, after->len);
      if (!galley_block_equal (after->pdata[n], expected))
        g_error ("block %u: \"%s\" is \"%s\"", i, galley_block_get_text (expected), galley_block_get_text (after->pdata[n]));
      n++;
    }
  g_assert_cmpuint (n, ==, after->len);
}

static void
test_demo (gconstpointer data)
{
  g_autoptr (GalleyLayout) layout = support_open_layout (data);

  for (guint number = 1; number <= N_DEMO; number++)
    {
      g_autoptr (GalleyRevision) before = read_demo (number);
      g_autoptr (GBytes) page = render (before, layout);
      g_autoptr (GalleyRevision) after = import (page);

      g_test_message ("article %u", number);
      assert_same_fields (before, after);
      assert_same_blocks (galley_revision_get_blocks (before), galley_revision_get_blocks (after));
    }
}

/* What a page carries is carried without a loss: what came back once comes back again as the very same. */
static void
test_made_up (gconstpointer data)
{
  const char *rounds = g_getenv ("GALLEY_ROUNDS");
  guint n_rounds = rounds != NULL ? (guint) g_ascii_strtoull (rounds, NULL, 10) : ROUNDS;
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (random_article_seed ());
  g_autoptr (GalleyLayout) layout = support_open_layout (data);

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autoptr (GalleyRevision) made_up = random_revision (random);
      g_autoptr (GBytes) page = render (made_up, layout);
      g_autoptr (GalleyRevision) once = import (page);
      g_autoptr (GBytes) again = render (once, layout);
      g_autoptr (GalleyRevision) twice = import (again);
      g_autofree char *first = galley_wire_write_content (once);
      g_autofree char *second = galley_wire_write_content (twice);

      g_test_message ("round %u", i);
      g_assert_cmpstr (second, ==, first);
      g_assert_cmpstrv ((char **) galley_revision_get_set (once, GALLEY_SET_TAGS),
                        (char **) galley_revision_get_set (made_up, GALLEY_SET_TAGS));
      g_assert_true (galley_bylines_equal (galley_revision_get_bylines (once), galley_revision_get_bylines (made_up)));
      for (guint k = 0; k < G_N_ELEMENTS (carried); k++)
        /* An address alone is no link. */
        if (carried[k] != GALLEY_FIELD_SOURCE_URI || *galley_revision_get_field (made_up, GALLEY_FIELD_SOURCE) != '\0')
          g_assert_cmpstr (galley_revision_get_field (once, carried[k]), ==,
                           galley_revision_get_field (made_up, carried[k]));
    }
}

/* Another portal's page, which says the same in its own way. */
static void
test_foreign (void)
{
  static const char markup[] =
    "<!DOCTYPE html><html><head><meta charset=utf-8><link rel=canonical href='https://other.example/a/1.html'>"
    "<script>var a = '<p class=p-name>no</p>';</script>"
    "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\"},{\"@type\":\"NewsArticle\","
    "\"author\":[{\"@type\":\"Person\",\"name\":\"杨秀娟\",\"affiliation\":{\"name\":\"区新闻中心\"}}],"
    "\"headline\":\"另一个\",\"sourceOrganization\":{\"name\":\"嘉兴日报\"}}]}</script></head><body>"
    "<ul class=breadcrumb><li>首页<li><a href=/n>新闻</a></ul>"
    "<h4 class='introtitle'>引题</h4><h1 itemprop='name headline'>标题 <span>在此</span></h1>"
    "<span id=pubtime_baidu>2018年10月18日 09:10:11</span><span id=source_baidu>来源：<a href='/s'>嘉兴日报</a></span>"
    "<span id=author_baidu>作者：区新闻中心 杨秀娟</span>"
    "<div class='x TRS_Editor y'><p>　　第一段。<script>no</script><a href='/b'>链接</a></p><div><p>第二段。</p></div></div>"
    "<div class=TRS_Editor><p>不是正文</p></div>"
    "<span id=editor_baidu>责任编辑：徐卉</span><a class=p-category>南湖</a><a class=p-category>南湖</a></body></html>";
  g_autoptr (GBytes) page = g_bytes_new_static (markup, strlen (markup));
  g_autoptr (GalleyIntakeNotes) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyRevision) revision = galley_intake_read_html_article (SUPPORT_ID, page, &notes, &error);
  g_autofree char *content = NULL;

  g_assert_no_error (error);
  content = galley_wire_write_content (revision);
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_KICKER), ==, "引题");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE), ==, "标题 在此");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_CONTENT_CREATED), ==, "2018-10-18T09:10:11+08:00");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_SOURCE), ==, "嘉兴日报");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_SOURCE_URI), ==, "https://other.example/s");
  g_assert_cmpstr (galley_revision_get_field (revision, GALLEY_FIELD_EDITOR), ==, "徐卉");
  g_assert_cmpuint (galley_revision_get_bylines (revision)->len, ==, 1);
  g_assert_cmpstr (((const GalleyByline *) galley_revision_get_bylines (revision)->pdata[0])->organisation, ==, "区新闻中心");
  g_assert_cmpstrv ((char **) galley_revision_get_set (revision, GALLEY_SET_TAGS),
                    ((const char *const[]) { "南湖", NULL }));
  g_assert_nonnull (strstr (content, "<p>第一段。<a href=\\\"https://other.example/b\\\">链接</a></p><p>第二段。</p>\""));
  g_assert_cmpstrv (notes->breadcrumb, ((const char *const[]) { "首页", "新闻", NULL }));
}

/* Hidden depth, a body that grows, and a page that says nothing of itself. */
static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new ("<div class=e-content>");
  g_autoptr (GString) large = g_string_new ("<h1 class=p-name>a</h1><div class=e-content>");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) large_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) large_bytes = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append (deep, "<div>");
  bytes = g_bytes_new_static (deep->str, deep->len);
  g_assert_null (galley_intake_read_html_article (SUPPORT_ID, bytes, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  /* Each of these bytes becomes six. */
  while (large->len < 2 * 1024 * 1024)
    g_string_append (large, "\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"");
  large_bytes = g_bytes_new_static (large->str, large->len);
  {
    g_autoptr (GalleyRevision) revision = galley_intake_read_html_article (SUPPORT_ID, large_bytes, NULL, &large_error);

    g_assert_null (revision);
    g_assert_error (large_error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/intake/round-trip/demo", "portal", test_demo);
  g_test_add_data_func ("/intake/round-trip/demo-plain", "plain", test_demo);
  g_test_add_data_func ("/intake/round-trip/made-up", "portal", test_made_up);
  g_test_add_data_func ("/intake/round-trip/made-up-plain", "plain", test_made_up);
  g_test_add_func ("/intake/round-trip/foreign", test_foreign);
  g_test_add_func ("/intake/round-trip/bounds", test_bounds);
  return g_test_run ();
}
