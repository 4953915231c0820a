/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each part of an article gives to another system. */
#include "core/wire/galley-handover.h"

#include "core/wire/galley-wechat.h"

#include <string.h>

#define ID "0193a000-0000-7000-8000-000000000001"

static GalleyRevision *
make_article (void)
{
  static const char *const tags[] = { "环湖路", "公交", NULL };
  const GalleyMark bold = { .kind = GALLEY_MARK_BOLD, .start = 0, .end = 2 };
  const GalleyMark link = { .kind = GALLEY_MARK_LINK, .start = 0, .end = 2, .target = "https://example.org/?a=1&b=2" };
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GPtrArray) bylines = galley_bylines_parse ("记者 周小禾 通讯员 李明");
  GalleyContent content = {
    .fields = { [GALLEY_FIELD_KICKER] = "对标对表", [GALLEY_FIELD_HEADLINE] = "环湖路 <全线> 通车",
                [GALLEY_FIELD_SUBTITLE] = "副题", [GALLEY_FIELD_SHORT_HEADLINE] = "环湖路通车",
                [GALLEY_FIELD_SUMMARY] = "上\xe2\x80\xa8下", [GALLEY_FIELD_SOURCE] = "澜江新闻网",
                [GALLEY_FIELD_EDITOR] = "陈砚" },
    .sets = { [GALLEY_SET_TAGS] = tags },
    .bylines = bylines,
    .blocks = blocks,
  };

  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_HEADING_1, "开通", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "今天 A&B\xe2\x80\xa8第二行", &bold, 1));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_QUOTE, "来源", &link, 1));
  g_ptr_array_add (blocks, galley_block_new_item (GALLEY_BLOCK_NUMBERED, 0, "报名", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new_item (GALLEY_BLOCK_NUMBERED, 1, "网上", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new_item (GALLEY_BLOCK_BULLETED, 2, "平台", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new_item (GALLEY_BLOCK_NUMBERED, 0, "缴费", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_RULE, NULL, NULL, 0));
  return galley_revision_new (ID, &content, NULL);
}

static void
assert_text (GalleyRevision *revision,
             GalleyPart      part,
             const char     *expected)
{
  g_autofree char *text = galley_handover_dup_text (revision, part);

  g_assert_cmpstr (text, ==, expected);
}

#define HTML                                                                                                           \
  "<h2>开通</h2>\n<p><strong>今天</strong> A&amp;B<br/>第二行</p>\n"                                                   \
  "<blockquote><p><a href=\"https://example.org/?a=1&amp;b=2\">来源</a></p></blockquote>\n"                          \
  "<ol><li>报名<ol><li>网上<ul><li>平台</li></ul></li></ol></li><li>缴费</li></ol>\n<hr/>"

#define PLAIN "开通\n今天 A&B\n第二行\n来源\n1. 报名\n（1）网上\n▪ 平台\n2. 缴费\n————————"

static void
test_texts (void)
{
  g_autoptr (GalleyRevision) revision = make_article ();

  assert_text (revision, GALLEY_PART_KICKER, "对标对表");
  assert_text (revision, GALLEY_PART_HEADLINE, "环湖路 <全线> 通车");
  assert_text (revision, GALLEY_PART_SUBTITLE, "副题");
  assert_text (revision, GALLEY_PART_SHORT_HEADLINE, "环湖路通车");
  assert_text (revision, GALLEY_PART_SUMMARY, "上\n下");
  assert_text (revision, GALLEY_PART_SOURCE, "澜江新闻网");
  assert_text (revision, GALLEY_PART_BYLINES, "记者 周小禾 通讯员 李明");
  assert_text (revision, GALLEY_PART_EDITOR, "陈砚");
  assert_text (revision, GALLEY_PART_TAGS, "环湖路 公交");
  assert_text (revision, GALLEY_PART_BODY_HTML, HTML);
  assert_text (revision, GALLEY_PART_BODY_RICH, PLAIN);
  assert_text (revision, GALLEY_PART_BODY_PLAIN, PLAIN);
  assert_text (revision, GALLEY_PART_BODY_WECHAT, PLAIN);
  assert_text (revision, GALLEY_PART_HANDOUT,
               "对标对表\n环湖路 <全线> 通车\n副题\n记者 周小禾 通讯员 李明\n\n开通\n　　今天 A&B\n第二行\n　　来源\n"
               "　　1. 报名\n　　（1）网上\n　　▪ 平台\n　　2. 缴费\n————————\n");
}

/* Where pages begin is the portal's: text elsewhere goes on. */
static void
test_page_breaks (void)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  const GalleyContent content = { .fields = { [GALLEY_FIELD_HEADLINE] = "题" }, .blocks = blocks };
  g_autoptr (GalleyRevision) revision = NULL;
  g_autofree char *wechat = NULL;

  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PAGE_BREAK, NULL, NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "甲", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PAGE_BREAK, NULL, NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "乙", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PAGE_BREAK, NULL, NULL, 0));
  revision = galley_revision_new (ID, &content, NULL);
  assert_text (revision, GALLEY_PART_BODY_HTML, "<p>甲</p>\n<p>乙</p>");
  assert_text (revision, GALLEY_PART_BODY_PLAIN, "甲\n乙");
  assert_text (revision, GALLEY_PART_BODY_WECHAT, "甲\n乙");
  assert_text (revision, GALLEY_PART_HANDOUT, "题\n\n　　甲\n　　乙\n");
  wechat = galley_wechat_write (blocks, FALSE);
  g_assert_null (strstr (wechat, "<hr"));
}

static void
test_html (void)
{
  g_autoptr (GalleyRevision) revision = make_article ();
  g_autofree char *html = galley_handover_dup_html (revision, GALLEY_PART_BODY_RICH, TRUE);

  g_assert_cmpstr (html, ==, HTML);
  for (int part = 0; part < GALLEY_N_PARTS; part++)
    if (part != GALLEY_PART_BODY_RICH && part != GALLEY_PART_BODY_WECHAT)
      g_assert_null (galley_handover_dup_html (revision, part, TRUE));
}

static void
test_wechat (void)
{
  g_autoptr (GalleyRevision) revision = make_article ();
  g_autofree char *html = galley_handover_dup_html (revision, GALLEY_PART_BODY_WECHAT, TRUE);
  g_autofree char *flush_left = galley_handover_dup_html (revision, GALLEY_PART_BODY_WECHAT, FALSE);
  const GalleyMark own = { GALLEY_MARK_LINK, 0, 1, "https://mp.weixin.qq.com/s/abc" };
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autofree char *linked = NULL;

  g_assert_nonnull (strstr (html, ";text-indent:2em\"><strong>今天</strong> A&amp;B<br/>第二行</p>"));
  g_assert_nonnull (strstr (html, "font-weight:bold\">开通</p>"));
  g_assert_nonnull (strstr (html, ";color:#666666\">来源</blockquote>"));
  g_assert_null (strstr (html, "class"));
  g_assert_null (strstr (html, "href"));
  g_assert_null (strstr (flush_left, "indent"));
  g_assert_nonnull (strstr (flush_left, "\"><strong>今天</strong>"));

  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "甲乙", &own, 1));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, " ", NULL, 0));
  linked = galley_wechat_write (blocks, FALSE);
  g_assert_true (g_str_has_suffix (linked, "<a href=\"https://mp.weixin.qq.com/s/abc\">甲</a>乙</p>"));
  g_assert_true (g_str_has_prefix (linked, "<p style="));
  g_assert_null (strstr (linked + 1, "<p"));
}

/* Nested as they are, without items that a page would hide, and the rule. */
static void
test_wechat_lists (void)
{
  static const struct
  {
    GalleyBlockKind kind;
    guint level;
    const char *text;
  } rows[] = {
    { GALLEY_BLOCK_NUMBERED, 0, "甲" }, { GALLEY_BLOCK_BULLETED, 1, "乙" }, { GALLEY_BLOCK_BULLETED, 1, " " },
    { GALLEY_BLOCK_NUMBERED, 0, "丙" }, { GALLEY_BLOCK_RULE, 0, "" },       { GALLEY_BLOCK_BULLETED, 0, "" },
    { GALLEY_BLOCK_RULE, 0, "" },       { GALLEY_BLOCK_BULLETED, 0, "" },   { GALLEY_BLOCK_BULLETED, 1, "丁" },
  };
  const GalleyMark foreign = { GALLEY_MARK_LINK, 0, 1, "https://example.org/" };
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autofree char *html = NULL;
  g_autoptr (GRegex) styles = g_regex_new (" style=\"[^\"]*\"", 0, 0, NULL);
  g_autofree char *bare = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GalleyBlock) block = galley_block_new (rows[i].kind, rows[i].text, &foreign, 1);

      g_ptr_array_add (blocks, galley_block_with_level (block, rows[i].level));
    }
  html = galley_wechat_write (blocks, TRUE);
  bare = g_regex_replace_literal (styles, html, -1, 0, "", 0, NULL);
  g_assert_cmpstr (bare, ==,
                   "<ol><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol><hr><hr><ul><li><ul><li>丁</li></ul></li></ul>");
  /* Each element has its style, and none is indented as a paragraph is. */
  g_assert_null (strstr (html, "<ol>"));
  g_assert_null (strstr (html, "<ul>"));
  g_assert_null (strstr (html, "<li>"));
  g_assert_null (strstr (html, "text-indent"));
  g_assert_nonnull (strstr (html, "list-style-type:decimal\"><li"));
  g_assert_nonnull (strstr (html, "list-style-type:circle\"><li"));
}

static GPtrArray *
make_table_body (void)
{
  GPtrArray *blocks = galley_blocks_new ();
  const GalleyMark foreign = { GALLEY_MARK_LINK, 0, 1, "https://example.org/" };
  g_autoptr (GalleyBlock) head = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "年份", NULL, 0);
  g_autoptr (GalleyBlock) cell = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "甲\342\200\250乙", &foreign, 1);
  GalleyBlock *cells[] = { head, NULL, cell, NULL };
  g_autoptr (GalleyTable) table = galley_table_new (2, 2, TRUE, cells);

  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "前", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new_table (table));
  return blocks;
}

static void
test_tables (void)
{
  g_autoptr (GPtrArray) blocks = make_table_body ();
  GalleyContent content = { .blocks = blocks };
  g_autoptr (GalleyRevision) revision = galley_revision_new (ID, &content, NULL);
  g_autofree char *plain = galley_handover_write_plain (blocks);
  g_autofree char *html = galley_wechat_write (blocks, TRUE);
  g_autoptr (GRegex) styles = g_regex_new (" style=\"[^\"]*\"", 0, 0, NULL);
  g_autofree char *bare = g_regex_replace_literal (styles, html, -1, 0, "", 0, NULL);

  g_assert_cmpstr (plain, ==, "前\n年份\t\n甲 乙\t");
  assert_text (revision, GALLEY_PART_HANDOUT, "　　前\n年份\t\n甲 乙\t\n");
  assert_text (revision, GALLEY_PART_BODY_HTML,
               "<p>前</p>\n<table><tr><th>年份</th><th></th></tr>"
               "<tr><td><a href=\"https://example.org/\">甲</a><br/>乙</td><td></td></tr></table>");
  g_assert_cmpstr (bare, ==,
                   "<p>前</p><section><table><tbody><tr><th>年份</th><th></th></tr>"
                   "<tr><td>甲<br/>乙</td><td></td></tr></tbody></table></section>");
}

/* As a hand-out says it: empty items are no numbers, and an empty paragraph ends a list. */
static void
test_handout_lists (void)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  GalleyContent content = { .blocks = blocks };
  g_autoptr (GalleyRevision) revision = NULL;

  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_NUMBERED, "甲", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_NUMBERED, NULL, NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_NUMBERED, "乙", NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0));
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_NUMBERED, "丙", NULL, 0));
  revision = galley_revision_new (ID, &content, NULL);
  assert_text (revision, GALLEY_PART_HANDOUT, "　　1. 甲\n　　2. 乙\n　　1. 丙\n");
}

static void
test_nothing_written (void)
{
  GalleyContent content = { 0 };
  g_autoptr (GalleyRevision) revision = galley_revision_new (ID, &content, NULL);
  g_autofree char *html = galley_handover_dup_html (revision, GALLEY_PART_BODY_RICH, TRUE);

  for (int part = 0; part < GALLEY_N_PARTS; part++)
    assert_text (revision, part, "");
  g_assert_cmpstr (html, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handover/texts", test_texts);
  g_test_add_func ("/handover/html", test_html);
  g_test_add_func ("/handover/page-breaks", test_page_breaks);
  g_test_add_func ("/handover/wechat", test_wechat);
  g_test_add_func ("/handover/wechat-lists", test_wechat_lists);
  g_test_add_func ("/handover/tables", test_tables);
  g_test_add_func ("/handover/handout-lists", test_handout_lists);
  g_test_add_func ("/handover/nothing-written", test_nothing_written);
  return g_test_run ();
}
