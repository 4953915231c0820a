/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each part of an article gives to another system. */
#include "core/wire/galley-handover.h"

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
}

static void
test_html (void)
{
  g_autoptr (GalleyRevision) revision = make_article ();
  g_autofree char *html = galley_handover_dup_html (revision, GALLEY_PART_BODY_RICH);

  g_assert_cmpstr (html, ==, HTML);
  for (int part = 0; part < GALLEY_N_PARTS; part++)
    if (part != GALLEY_PART_BODY_RICH)
      g_assert_null (galley_handover_dup_html (revision, part));
}

static void
test_nothing_written (void)
{
  GalleyContent content = { 0 };
  g_autoptr (GalleyRevision) revision = galley_revision_new (ID, &content, NULL);
  g_autofree char *html = galley_handover_dup_html (revision, GALLEY_PART_BODY_RICH);

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
  g_test_add_func ("/handover/nothing-written", test_nothing_written);
  return g_test_run ();
}
