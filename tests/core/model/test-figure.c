/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures: what they show, the break between caption and credit, and how they stand among other blocks. */
#include "model-support.h"

#include "core/base/galley-text.h"
#include "core/model/galley-figure.h"
#include "core/model/galley-history.h"
#include "core/model/galley-media-type.h"
#include "core/model/galley-merge.h"

#define HASH "3f9a000000000000000000000000000000000000000000000000000000000000"
#define BR GALLEY_LINE_SEPARATOR

static GalleyBlock *
make_block (guint       number,
            const char *text)
{
  g_autoptr (GalleyFigure) figure = model_support_figure (number);

  return galley_block_new_figure (figure, text, NULL, 0);
}

/* Paragraphs "a" and "b" with the figure of that text between. */
static GalleyDocument *
make_document (const char *text)
{
  g_autoptr (GPtrArray) blocks = model_support_lines ("a b");

  g_ptr_array_insert (blocks, 1, make_block (1, text));
  return galley_document_new_from_blocks (blocks);
}

static void
assert_lines (GalleyDocument *document,
              const char     *expected)
{
  g_autoptr (GPtrArray) blocks = galley_document_dup_blocks (document);
  g_autofree char *lines = model_support_write_lines (blocks);

  g_assert_cmpstr (lines, ==, expected);
  model_support_check_document (document);
}

static void
test_picture (void)
{
  g_autoptr (GalleyFigure) figure = galley_figure_new (HASH, "image/jpeg", 1600, 900, " 甲\r\n乙" BR "丙");
  g_autoptr (GalleyFigure) same = galley_figure_new (HASH, GALLEY_MEDIA_TYPE_JPEG, 1600, 900, " 甲乙 丙");
  g_autoptr (GalleyFigure) other = galley_figure_with_alternative (figure, NULL);
  g_autofree char *name = galley_figure_dup_name (figure);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GalleyFigure) long_one = NULL;

  g_assert_cmpstr (galley_figure_get_alternative (figure), ==, " 甲乙 丙");
  g_assert_cmpstr (galley_figure_get_media_type (figure), ==, "image/jpeg");
  g_assert_cmpstr (name, ==, "3f/" HASH ".jpg");
  g_assert_true (galley_figure_equal (figure, same));
  g_assert_false (galley_figure_equal (figure, other));
  g_assert_false (galley_figure_equal (figure, NULL));
  g_assert_true (galley_figure_equal (NULL, NULL));

  for (guint i = 0; i <= GALLEY_FIGURE_MAX_ALTERNATIVE; i++)
    g_string_append (text, "国");
  long_one = galley_figure_with_alternative (figure, text->str);
  g_assert_cmpint (g_utf8_strlen (galley_figure_get_alternative (long_one), -1), ==, GALLEY_FIGURE_MAX_ALTERNATIVE);
}

/* How it was made is part of what it is, and stays with it. */
static void
test_edit (void)
{
  GalleyCrop crop = { HASH, GALLEY_MEDIA_TYPE_PNG, 3, 10, 20, 300, 200 };
  GalleyFocus focus = { 40, 100 };
  g_autoptr (GalleyFigure) bare = model_support_figure (1);
  g_autoptr (GalleyFigure) edited = galley_figure_with_edit (bare, &crop, &focus);
  g_autoptr (GalleyFigure) same = galley_figure_with_edit (bare, &crop, &focus);
  g_autoptr (GalleyFigure) described = galley_figure_with_alternative (edited, "words");
  g_autoptr (GalleyFigure) again = galley_figure_with_edit (edited, NULL, NULL);
  g_autoptr (GalleyBlock) block = galley_block_new_figure (edited, "", NULL, 0);
  GalleyFigure *others[4];

  g_assert_true (galley_figure_equal (edited, same));
  g_assert_true (galley_figure_equal (bare, again));
  g_assert_true (galley_crop_equal (galley_figure_get_crop (described), &crop));
  g_assert_true (galley_focus_equal (galley_figure_get_focus (described), &focus));
  g_assert_null (galley_figure_get_crop (bare));
  g_assert_null (galley_figure_get_focus (bare));

  others[0] = galley_figure_with_edit (bare, &crop, NULL);
  others[1] = galley_figure_with_edit (bare, NULL, &focus);
  focus.x = 41;
  others[2] = galley_figure_with_edit (bare, &crop, &focus);
  focus.x = 40;
  crop.quarter_turns = 2;
  others[3] = galley_figure_with_edit (bare, &crop, &focus);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GalleyBlock) other = galley_block_new_figure (others[i], "", NULL, 0);

      g_assert_false (galley_figure_equal (edited, others[i]));
      g_assert_cmpuint (galley_block_hash (block), !=, galley_block_hash (other));
      g_clear_pointer (&others[i], galley_figure_unref);
    }
}

static void
test_edit_valid (void)
{
  const GalleyCrop good = { HASH, GALLEY_MEDIA_TYPE_JPEG, 3, GALLEY_FIGURE_MAX_SIDE - 1, 0, 1, GALLEY_FIGURE_MAX_SIDE };
  GalleyCrop bad = good;

  g_assert_true (galley_crop_is_valid (&good));
  bad.quarter_turns = 4;
  g_assert_false (galley_crop_is_valid (&bad));
  bad = good;
  bad.x++;
  g_assert_false (galley_crop_is_valid (&bad));
  bad = good;
  bad.height = 0;
  g_assert_false (galley_crop_is_valid (&bad));
  bad = good;
  bad.width = G_MAXUINT;
  g_assert_false (galley_crop_is_valid (&bad));
  bad = good;
  bad.origin[3] = 'x';
  g_assert_false (galley_crop_is_valid (&bad));
  bad = good;
  bad.media_type = "image/gif";
  g_assert_false (galley_crop_is_valid (&bad));
  g_assert_true (galley_focus_is_valid (&(GalleyFocus){ 100, 0 }));
  g_assert_false (galley_focus_is_valid (&(GalleyFocus){ 0, 101 }));
}

static void
assert_text (GalleyBlock *block,
             const char  *expected,
             guint        caption_length)
{
  g_assert_cmpstr (galley_block_get_text (block), ==, expected);
  g_assert_cmpuint (galley_block_get_caption_length (block), ==, caption_length);
  model_support_check_block (block);
}

/* Whatever is made of a figure has the break; what is something else then does not. */
static void
test_break (void)
{
  static const GalleyMark all[] = { { GALLEY_MARK_BOLD, 0, 99, NULL } };
  g_autoptr (GalleyFigure) figure = model_support_figure (1);
  g_autoptr (GalleyBlock) empty = galley_block_new_figure (figure, NULL, NULL, 0);
  g_autoptr (GalleyBlock) marked = galley_block_new_figure (figure, "图", all, 1);
  g_autoptr (GalleyBlock) full = make_block (1, "图" BR "文" BR "摄");
  g_autoptr (GalleyBlock) cut = galley_block_slice (full, 0, 1);
  g_autoptr (GalleyBlock) joined = galley_block_replace (full, 1, 2, "", (GalleyStyle) { 0 });
  g_autoptr (GalleyBlock) bare = galley_block_replace (full, 0, 5, "x", (GalleyStyle) { 0 });
  g_autoptr (GalleyBlock) paragraph = galley_block_with_kind (cut, GALLEY_BLOCK_PARAGRAPH);
  g_autoptr (GalleyBlock) both = galley_block_with_kind (full, GALLEY_BLOCK_PARAGRAPH);
  g_autoptr (GalleyBlock) head = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "p", NULL, 0);
  g_autoptr (GalleyBlock) behind = galley_block_join (head, cut);
  g_autoptr (GalleyBlock) before = galley_block_join_parts (cut, 1, head, 0);
  guint n_marks;

  assert_text (empty, BR, 0);
  assert_text (marked, "图" BR, 1);
  galley_block_get_marks (marked, &n_marks);
  g_assert_cmpuint (n_marks, ==, 1);
  assert_text (full, "图" BR "文" BR "摄", 1);
  assert_text (cut, "图" BR, 1);
  assert_text (joined, "图文" BR "摄", 2);
  assert_text (bare, "x" BR, 1);
  assert_text (before, "图p" BR, 2);
  g_assert_true (galley_figure_equal (galley_block_get_figure (bare), figure));
  g_assert_cmpstr (galley_block_get_text (paragraph), ==, "图");
  g_assert_cmpstr (galley_block_get_text (both), ==, "图" BR "文" BR "摄");
  g_assert_cmpstr (galley_block_get_text (behind), ==, "p图");
  g_assert_null (galley_block_get_figure (behind));
}

static void
test_equal (void)
{
  g_autoptr (GalleyBlock) a = make_block (1, "图"), b = make_block (1, "图"), c = make_block (2, "图");
  g_autoptr (GalleyFigure) other = model_support_figure (2);
  g_autoptr (GalleyBlock) changed = galley_block_with_figure (a, other);

  g_assert_true (galley_block_equal (a, b));
  g_assert_cmpuint (galley_block_hash (a), ==, galley_block_hash (b));
  g_assert_false (galley_block_equal (a, c));
  g_assert_cmpuint (galley_block_hash (a), !=, galley_block_hash (c));
  g_assert_true (galley_block_equal (changed, c));
}

static void
test_insert (void)
{
  static const struct
  {
    const char *before;
    GalleyPosition at;
    const char *after;
    GalleyPosition caret;
  } cases[] = {
    { "ab", { 0, 1 }, "a !x" BR " !y" BR " b", { 1, 0 } },
    { "ab", { 0, 0 }, "!x" BR " !y" BR " ab", { 0, 0 } },
    { "ab", { 0, 2 }, "ab !x" BR " !y" BR " ", { 1, 0 } },
    { "ab c", { 0, 2 }, "ab !x" BR " !y" BR " c", { 1, 0 } },
    { "ab ---", { 0, 2 }, "ab !x" BR " !y" BR "  ---", { 1, 0 } },
    { "--- ab", { 0, 0 }, "--- !x" BR " !y" BR " ab", { 1, 0 } },
    { "", { 9, 9 }, "!x" BR " !y" BR " ", { 0, 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) blocks = model_support_lines (cases[i].before);
      g_autoptr (GalleyDocument) document = galley_document_new_from_blocks (blocks);
      g_autoptr (GPtrArray) figures = galley_blocks_new ();
      GalleyPosition caret;

      g_ptr_array_add (figures, make_block (1, "x"));
      g_ptr_array_add (figures, make_block (2, "y"));
      caret = galley_document_insert_figures (document, cases[i].at, figures);
      assert_lines (document, cases[i].after);
      g_assert_cmpuint (caret.block, ==, cases[i].caret.block);
      g_assert_cmpuint (caret.offset, ==, cases[i].caret.offset);
      g_assert_cmpuint (galley_document_get_generation (document), ==, 1);
    }
}

/* Nothing that is put in cuts a figure. */
static void
test_insert_in_figure (void)
{
  g_autoptr (GalleyDocument) document = make_document ("图" BR "文");
  g_autoptr (GPtrArray) figures = galley_blocks_new ();

  g_ptr_array_add (figures, make_block (2, "y"));
  g_assert_cmpuint (galley_document_insert_figures (document, (GalleyPosition) { 1, 1 }, figures).block, ==, 2);
  assert_lines (document, "a !图" BR "文 !y" BR " b");
  g_assert_cmpuint (galley_document_insert_divider (document, (GalleyPosition) { 1, 0 }, GALLEY_BLOCK_RULE).block, ==, 3);
  assert_lines (document, "a !图" BR "文 ---  !y" BR " b");
}

static void
test_type (void)
{
  g_autoptr (GalleyDocument) document = make_document ("图" BR "文");
  GalleyPosition start = { 1, 0 }, end = { 1, 3 };

  galley_document_replace_text (document, start, start, "\n", (GalleyStyle) { 0 });
  assert_lines (document, "a  !图" BR "文 b");
  start.block = end.block = 2;
  galley_document_replace_text (document, end, end, "\nc", (GalleyStyle) { 0 });
  assert_lines (document, "a  !图" BR "文 c b");
  galley_document_set_kind (document, 0, 3, GALLEY_BLOCK_QUOTE);
  assert_lines (document, ">a > !图" BR "文 >c b");
  g_assert_false (galley_document_leave_item (document, 2));
  /* The words of a figure that is joined to another block stay, its picture does not. */
  galley_document_replace_text (document, (GalleyPosition) { 1, 0 }, start, "", (GalleyStyle) { 0 });
  assert_lines (document, ">a >图" BR "文 >c b");
}

static void
test_undo (void)
{
  g_autoptr (GalleyDocument) document = make_document ("图" BR "文");
  g_autoptr (GalleyClock) clock = galley_test_clock_new (0);
  g_autoptr (GalleyHistory) history = galley_history_new (document, clock);
  g_autoptr (GalleyFigure) first = model_support_figure (1), other = model_support_figure (2);
  GalleyPosition place;

  galley_document_set_figure (document, 1, other);
  galley_document_remove_block (document, 1);
  assert_lines (document, "a b");
  galley_history_undo (history, &place);
  assert_lines (document, "a !图" BR "文 b");
  g_assert_true (galley_figure_equal (galley_block_get_figure (galley_document_get_block (document, 1)), other));
  galley_history_undo (history, &place);
  g_assert_true (galley_figure_equal (galley_block_get_figure (galley_document_get_block (document, 1)), first));
  g_assert_false (galley_history_get_can_undo (history));
}

static void
test_only_figure (void)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GalleyDocument) document = NULL;

  g_ptr_array_add (blocks, make_block (1, ""));
  document = galley_document_new_from_blocks (blocks);
  galley_document_remove_block (document, 0);
  assert_lines (document, "");
}

/* A caption written here, a picture exchanged there: both sides are read, and neither is lost. */
static void
test_merge (void)
{
  g_autoptr (GPtrArray) base = galley_blocks_new (), mine = galley_blocks_new (), theirs = galley_blocks_new ();
  g_autoptr (GPtrArray) conflicts = NULL, merged = NULL, taken = NULL;
  const GalleyConflict *conflict;

  g_ptr_array_add (base, make_block (1, ""));
  g_ptr_array_add (mine, make_block (1, "图" BR "文"));
  g_ptr_array_add (theirs, make_block (2, ""));
  merged = galley_merge_blocks (base, mine, theirs, &conflicts);
  g_assert_true (galley_blocks_equal (merged, mine));
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpstr (conflict->mine, ==, "[641 × 480 picture 1] 图" BR "文");
  g_assert_cmpstr (conflict->theirs, ==, "[642 × 480 picture 2] " BR);

  g_clear_pointer (&conflicts, g_ptr_array_unref);
  taken = galley_merge_blocks (base, base, theirs, &conflicts);
  g_assert_true (galley_blocks_equal (taken, theirs));
  g_assert_cmpuint (conflicts->len, ==, 0);
}

/* Cut here and there: one picture is shown, the other can be read; cut here and written there as well. */
static void
test_merge_edits (void)
{
  GalleyCrop crop = { HASH, GALLEY_MEDIA_TYPE_PNG, 0, 10, 20, 641, 480 };
  GalleyFocus focus = { 25, 75 };
  g_autoptr (GPtrArray) base = galley_blocks_new (), mine = galley_blocks_new (), theirs = galley_blocks_new ();
  g_autoptr (GPtrArray) conflicts = NULL, merged = NULL, taken = NULL;
  g_autoptr (GalleyFigure) whole = model_support_figure (1);
  g_autoptr (GalleyFigure) cut = galley_figure_with_edit (whole, &crop, NULL);
  g_autoptr (GalleyFigure) focused = galley_figure_with_edit (whole, NULL, &focus);
  const GalleyConflict *conflict;

  g_ptr_array_add (base, galley_block_new_figure (whole, "", NULL, 0));
  g_ptr_array_add (mine, galley_block_new_figure (cut, "", NULL, 0));
  g_ptr_array_add (theirs, galley_block_new_figure (focused, "", NULL, 0));
  merged = galley_merge_blocks (base, mine, theirs, &conflicts);
  g_assert_true (galley_blocks_equal (merged, mine));
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpstr (conflict->mine, ==, "[641 × 480 (10, 20) picture 1] " BR);
  g_assert_cmpstr (conflict->theirs, ==, "[641 × 480 ⌖ 25 %, 75 % picture 1] " BR);

  g_clear_pointer (&conflicts, g_ptr_array_unref);
  taken = galley_merge_blocks (base, mine, base, &conflicts);
  g_assert_true (galley_blocks_equal (taken, mine));
  g_assert_cmpuint (conflicts->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/figure/picture", test_picture);
  g_test_add_func ("/model/figure/edit", test_edit);
  g_test_add_func ("/model/figure/edit-valid", test_edit_valid);
  g_test_add_func ("/model/figure/break", test_break);
  g_test_add_func ("/model/figure/equal", test_equal);
  g_test_add_func ("/model/figure/insert", test_insert);
  g_test_add_func ("/model/figure/insert-in-figure", test_insert_in_figure);
  g_test_add_func ("/model/figure/type", test_type);
  g_test_add_func ("/model/figure/undo", test_undo);
  g_test_add_func ("/model/figure/only-figure", test_only_figure);
  g_test_add_func ("/model/figure/merge", test_merge);
  g_test_add_func ("/model/figure/merge-edits", test_merge_edits);
  return g_test_run ();
}
