/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-document.h"
#include "core/model/galley-list.h"

#include "model-support.h"

#include <string.h>

typedef struct
{
  GalleyDocument *document;
  guint n_spliced;
  GalleySpliceOrigin origin;
  guint first, n_inserted;
  GPtrArray *removed;
} Watch;

static void
spliced_cb (GalleyDocument *document,
            guint           first,
            GPtrArray      *removed,
            guint           n_inserted,
            guint           origin,
            gpointer        data)
{
  Watch *watch = data;
  watch->n_spliced++;
  watch->first = first;
  watch->n_inserted = n_inserted;
  watch->origin = origin;
  g_clear_pointer (&watch->removed, g_ptr_array_unref);
  watch->removed = g_ptr_array_ref (removed);
}

static void
watch_init (Watch     *watch,
            GPtrArray *blocks)
{
  *watch = (Watch) { .document = blocks != NULL ? galley_document_new_from_blocks (blocks) : galley_document_new () };
  g_signal_connect (watch->document, "spliced", G_CALLBACK (spliced_cb), watch);
}

static void
watch_clear (Watch *watch)
{
  g_clear_pointer (&watch->removed, g_ptr_array_unref);
  g_assert_finalize_object (watch->document);
}

static void
assert_text (GalleyDocument *document,
             const char     *wanted)
{
  g_autofree char *text = galley_document_dup_text (document, (GalleyPosition) { 0, 0 },
                                                    (GalleyPosition) { G_MAXUINT, 0 });
  g_assert_cmpstr (text, ==, wanted);
}

static void
assert_lines (GalleyDocument *document,
              const char     *wanted)
{
  g_autoptr (GPtrArray) blocks = galley_document_dup_blocks (document);
  g_autofree char *lines = model_support_write_lines (blocks);
  g_assert_cmpstr (lines, ==, wanted);
}

static void
test_replace_text (void)
{
  Watch watch;
  watch_init (&watch, NULL);

  GalleyPosition place = galley_document_replace_text (watch.document, (GalleyPosition) { 0, 0 },
                                                       (GalleyPosition) { 0, 0 }, "一\n二三\n", (GalleyStyle) { 0 });
  assert_text (watch.document, "一\n二三\n");
  g_assert_cmpuint (place.block, ==, 2);
  g_assert_cmpuint (place.offset, ==, 0);
  g_assert_cmpuint (watch.n_spliced, ==, 1);
  g_assert_cmpuint (galley_document_get_generation (watch.document), ==, 1);

  /* Across blocks, with places beyond the end. */
  place = galley_document_replace_text (watch.document, (GalleyPosition) { 0, 1 }, (GalleyPosition) { 1, 1 }, "x",
                                        (GalleyStyle) { 0 });
  assert_text (watch.document, "一x三\n");
  g_assert_cmpuint (place.block, ==, 0);
  g_assert_cmpuint (place.offset, ==, 2);
  place = galley_document_replace_text (watch.document, (GalleyPosition) { 9, 9 }, (GalleyPosition) { 9, 9 }, "e",
                                        (GalleyStyle) { 0 });
  place = galley_document_replace_text (watch.document, place, place, "\314\201", (GalleyStyle) { 0 });
  assert_text (watch.document, "一x三\né");
  g_assert_cmpuint (place.offset, ==, 1);

  /* What changes nothing is no splice. */
  guint n_spliced = watch.n_spliced;
  galley_document_replace_text (watch.document, (GalleyPosition) { 0, 0 }, (GalleyPosition) { 0, 1 }, "一",
                                (GalleyStyle) { 0 });
  g_assert_cmpuint (watch.n_spliced, ==, n_spliced);
  watch_clear (&watch);
}

static void
test_line_end_in_heading (void)
{
  Watch watch;
  watch_init (&watch, NULL);
  galley_document_replace_text (watch.document, (GalleyPosition) { 0, 0 }, (GalleyPosition) { 0, 0 }, "题目",
                                (GalleyStyle) { 0 });
  galley_document_set_kind (watch.document, 0, 0, GALLEY_BLOCK_HEADING_1);

  galley_document_replace_text (watch.document, (GalleyPosition) { 0, 1 }, (GalleyPosition) { 0, 1 }, "\n",
                                (GalleyStyle) { 0 });
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (watch.document, 0)), ==, GALLEY_BLOCK_HEADING_1);
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (watch.document, 1)), ==, GALLEY_BLOCK_PARAGRAPH);

  /* At its start the heading moves down. */
  galley_document_replace_text (watch.document, (GalleyPosition) { 0, 0 }, (GalleyPosition) { 0, 0 }, "\n",
                                (GalleyStyle) { 0 });
  assert_text (watch.document, "\n题\n目");
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (watch.document, 0)), ==, GALLEY_BLOCK_PARAGRAPH);
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (watch.document, 1)), ==, GALLEY_BLOCK_HEADING_1);
  watch_clear (&watch);
}

static void
replace (GalleyDocument *document,
         guint           block,
         guint           offset,
         guint           end_block,
         guint           end_offset,
         const char     *text)
{
  galley_document_replace_text (document, (GalleyPosition) { block, offset },
                                (GalleyPosition) { end_block, end_offset }, text, (GalleyStyle) { 0 });
}

/* One item out at a time, and what hung on it with it. */
static void
test_leave_item (void)
{
  g_autoptr (GPtrArray) blocks = model_support_lines ("*a **b ***c ***d e ---");
  Watch watch;
  watch_init (&watch, blocks);

  g_assert_true (galley_document_leave_item (watch.document, 1));
  assert_lines (watch.document, "*a *b **c **d e ---");
  g_assert_cmpuint (watch.n_spliced, ==, 1);
  g_assert_cmpuint (watch.first, ==, 1);
  g_assert_cmpuint (watch.n_inserted, ==, 3);
  g_assert_true (galley_document_leave_item (watch.document, 1));
  assert_lines (watch.document, "*a b *c *d e ---");
  g_assert_false (galley_document_leave_item (watch.document, 1));
  g_assert_false (galley_document_leave_item (watch.document, 4));
  g_assert_true (galley_document_leave_item (watch.document, 5));
  assert_lines (watch.document, "*a b *c *d e ");
  g_assert_cmpuint (watch.n_spliced, ==, 3);
  watch_clear (&watch);
}

static void
test_shift_level (void)
{
  g_autoptr (GPtrArray) blocks = model_support_lines ("p #a #b ##c d");
  Watch watch;
  watch_init (&watch, blocks);

  /* The whole list has nothing to hang on. */
  galley_document_shift_level (watch.document, 0, 4, 1);
  g_assert_cmpuint (watch.n_spliced, ==, 0);
  galley_document_shift_level (watch.document, 2, 9, 1);
  assert_lines (watch.document, "p #a ##b ###c d");
  g_assert_cmpuint (watch.n_spliced, ==, 1);
  galley_document_shift_level (watch.document, 2, 2, -1);
  assert_lines (watch.document, "p #a #b ##c d");
  galley_document_shift_level (watch.document, 1, 1, -1);
  galley_document_shift_level (watch.document, 1, 1, 1);
  galley_document_shift_level (watch.document, 0, 0, 1);
  g_assert_cmpuint (watch.n_spliced, ==, 2);
  galley_document_set_kind (watch.document, 0, 4, GALLEY_BLOCK_BULLETED);
  assert_lines (watch.document, "*p *a *b **c *d");
  galley_document_set_kind (watch.document, 2, 3, GALLEY_BLOCK_QUOTE);
  assert_lines (watch.document, "*p *a >b >c *d");
  watch_clear (&watch);
}

/* A page break stands where a rule would. */
static void
test_insert_divider (void)
{
  static const struct
  {
    const char *before;
    guint block, offset;
    const char *after;
    guint below;
  } cases[] = {
    { "ab c", 0, 1, "a --- b c", 2 },
    { "ab c", 0, 2, "ab --- c", 2 },
    { "ab c", 0, 0, "--- ab c", 1 },
    { "ab c", 1, 1, "ab c --- ", 3 },
    { "ab ", 1, 0, "ab --- ", 2 },
    { "*ab **c", 0, 1, "*a --- *b **c", 2 },
    { "*ab **c", 0, 2, "*ab --- *c", 2 },
    { "a --- b", 0, 1, "a ---  --- b", 2 },
    { "a --- b", 1, 0, "a --- --- b", 3 },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      gboolean is_break = i >= G_N_ELEMENTS (cases);
      g_autofree char *before = g_strdup (cases[i % G_N_ELEMENTS (cases)].before);
      g_autofree char *after = g_strdup (cases[i % G_N_ELEMENTS (cases)].after);
      g_autoptr (GPtrArray) blocks = model_support_lines (is_break ? g_strdelimit (before, "-", '=') : before);
      Watch watch;
      watch_init (&watch, blocks);
      const GalleyPosition place = { cases[i % G_N_ELEMENTS (cases)].block, cases[i % G_N_ELEMENTS (cases)].offset };
      GalleyPosition below = galley_document_insert_divider (watch.document, place,
                                                             is_break ? GALLEY_BLOCK_PAGE_BREAK : GALLEY_BLOCK_RULE);
      assert_lines (watch.document, is_break ? g_strdelimit (after, "-", '=') : after);
      g_assert_cmpuint (watch.n_spliced, ==, 1);
      g_assert_cmpuint (below.block, ==, cases[i % G_N_ELEMENTS (cases)].below);
      g_assert_cmpuint (below.offset, ==, 0);
      watch_clear (&watch);
    }
}

/* Typing and deleting in lists and over rules. */
static void
test_text_in_lists (void)
{
  g_autoptr (GPtrArray) blocks = model_support_lines ("*ab **c --- d");
  Watch watch;
  watch_init (&watch, blocks);

  replace (watch.document, 1, 1, 1, 1, "\ne\nf");
  assert_lines (watch.document, "*ab **c **e **f --- d");
  replace (watch.document, 4, 0, 4, 0, "x");
  assert_lines (watch.document, "*ab **c **e **f x d");
  replace (watch.document, 0, 1, 1, 1, "");
  assert_lines (watch.document, "*a **e **f x d");
  galley_document_splice (watch.document, GALLEY_SPLICE_TYPED, 0, 1, NULL, 0);
  assert_lines (watch.document, "*e *f x d");
  g_assert_cmpuint (watch.removed->len, ==, 3);
  watch_clear (&watch);
}

static void
test_marks (void)
{
  g_autoptr (GPtrArray) blocks = model_support_paragraphs ("abc", "", "def", NULL);
  Watch watch;
  GalleyPosition start = { 0, 1 }, end = { 2, 2 };
  watch_init (&watch, blocks);

  galley_document_set_mark (watch.document, start, end, GALLEY_MARK_BOLD, NULL, TRUE);
  g_assert_true (galley_document_has_mark (watch.document, start, end, GALLEY_MARK_BOLD));
  g_assert_false (galley_document_has_mark (watch.document, (GalleyPosition) { 0, 0 }, end, GALLEY_MARK_BOLD));
  g_assert_false (galley_document_has_mark (watch.document, start, start, GALLEY_MARK_BOLD));
  g_assert_false (galley_document_has_mark (watch.document, (GalleyPosition) { 0, 3 }, (GalleyPosition) { 1, 0 },
                                            GALLEY_MARK_BOLD));
  galley_document_set_mark (watch.document, start, end, GALLEY_MARK_BOLD, NULL, TRUE);
  g_assert_cmpuint (watch.n_spliced, ==, 1);
  galley_document_set_mark (watch.document, start, end, GALLEY_MARK_LINK, "javascript:x", TRUE);
  g_assert_cmpuint (watch.n_spliced, ==, 1);
  watch_clear (&watch);
}

static void
test_never_empty (void)
{
  Watch watch;
  watch_init (&watch, NULL);
  galley_document_splice (watch.document, GALLEY_SPLICE_TYPED, 0, 1, NULL, 0);
  g_assert_cmpuint (watch.n_spliced, ==, 0);
  galley_document_replace_text (watch.document, (GalleyPosition) { 0, 0 }, (GalleyPosition) { 0, 0 }, "a\nb",
                                (GalleyStyle) { 0 });
  galley_document_splice (watch.document, GALLEY_SPLICE_TYPED, 0, 2, NULL, 0);
  g_assert_cmpuint (galley_document_get_n_blocks (watch.document), ==, 1);
  g_assert_cmpuint (watch.n_inserted, ==, 1);
  assert_text (watch.document, "");
  watch_clear (&watch);
}

static void
test_counts (void)
{
  g_autoptr (GPtrArray) blocks = model_support_paragraphs ("全年红", "GDP 好", NULL);
  Watch watch;
  watch_init (&watch, blocks);
  GalleyCounts counts = galley_document_get_counts (watch.document);
  g_assert_cmpuint (counts.characters, ==, 7);
  g_assert_cmpuint (counts.han, ==, 4);
  g_assert_cmpuint (counts.words, ==, 5);
  watch_clear (&watch);
}

/* Kept up with every splice, they are those of a document that counts all of it. */
static void
test_counts_follow (void)
{
  g_autoptr (GPtrArray) blocks = model_support_paragraphs ("全年红", "GDP 好", NULL);
  g_autoptr (GalleyRandom) random = model_support_random ();
  g_autoptr (GalleyDocument) document = galley_document_new_from_blocks (blocks);

  galley_document_get_counts (document);
  for (guint round = 0; round < 1000; round++)
    {
      model_support_edit (random, document);
      g_autoptr (GPtrArray) now = galley_document_dup_blocks (document);
      g_autoptr (GalleyDocument) fresh = galley_document_new_from_blocks (now);
      GalleyCounts kept = galley_document_get_counts (document);
      GalleyCounts counted = galley_document_get_counts (fresh);
      g_assert_cmpuint (kept.characters, ==, counted.characters);
      g_assert_cmpuint (kept.han, ==, counted.han);
      g_assert_cmpuint (kept.words, ==, counted.words);
    }
}

/* The model half: each editing function is one "spliced", with the origin of a person. */
static void
test_only_splice_changes_a_body (void)
{
  g_autoptr (GPtrArray) blocks = model_support_paragraphs ("abc", "def", "ghi", NULL);
  g_autoptr (GalleyRandom) random = model_support_random ();
  Watch watch;
  watch_init (&watch, blocks);

  galley_document_replace_text (watch.document, (GalleyPosition) { 0, 1 }, (GalleyPosition) { 2, 1 }, "x\ny\nz",
                                (GalleyStyle) { 0 });
  g_assert_cmpuint (watch.n_spliced, ==, 1);
  galley_document_set_kind (watch.document, 0, 2, GALLEY_BLOCK_QUOTE);
  g_assert_cmpuint (watch.n_spliced, ==, 2);
  galley_document_set_mark (watch.document, (GalleyPosition) { 0, 0 }, (GalleyPosition) { 2, 3 }, GALLEY_MARK_ITALIC,
                            NULL, TRUE);
  g_assert_cmpuint (watch.n_spliced, ==, 3);

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GPtrArray) before = galley_document_dup_blocks (watch.document);
      guint n_spliced = watch.n_spliced;
      guint64 generation = galley_document_get_generation (watch.document);
      model_support_edit (random, watch.document);
      g_autoptr (GPtrArray) after = galley_document_dup_blocks (watch.document);
      guint wanted = galley_blocks_equal (before, after) ? 0 : 1;
      g_assert_cmpuint (watch.n_spliced - n_spliced, ==, wanted);
      g_assert_cmpuint (galley_document_get_generation (watch.document) - generation, ==, wanted);
      if (wanted > 0)
        g_assert_cmpint (watch.origin, ==, GALLEY_SPLICE_TYPED);
    }
  watch_clear (&watch);
}

/* Against a plain string, and every splice has an inverse. */
static void
test_random (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  g_autoptr (GString) naive = g_string_new (NULL);
  Watch watch;
  watch_init (&watch, NULL);

  for (guint round = 0; round < 3000; round++)
    {
      GalleyPosition a = model_support_position (random, watch.document);
      GalleyPosition b = model_support_position (random, watch.document);
      if (galley_random_below (random, 3) > 0 && naive->len < 400)
        b = a;
      if (a.block > b.block || (a.block == b.block && a.offset > b.offset))
        {
          GalleyPosition c = a;
          a = b;
          b = c;
        }
      g_autofree char *text = model_support_text (random, 8, TRUE);
      g_autofree char *head = galley_document_dup_text (watch.document, (GalleyPosition) { 0, 0 }, a);
      g_autofree char *cut = galley_document_dup_text (watch.document, a, b);
      g_autoptr (GPtrArray) before = galley_document_dup_blocks (watch.document);
      watch.n_spliced = 0;
      GalleyPosition place = galley_document_replace_text (watch.document, a, b, text, (GalleyStyle) { 2, NULL });
      g_string_erase (naive, strlen (head), strlen (cut));
      g_string_insert (naive, strlen (head), text);
      assert_text (watch.document, naive->str);
      g_autofree char *behind = galley_document_dup_text (watch.document, (GalleyPosition) { 0, 0 }, place);
      g_assert_cmpuint (strlen (behind), ==, strlen (head) + strlen (text));
      model_support_check_document (watch.document);

      if (watch.n_spliced == 0)
        continue;
      g_autoptr (GPtrArray) after = galley_document_dup_blocks (watch.document);
      g_autoptr (GPtrArray) removed = g_ptr_array_ref (watch.removed);
      guint first = watch.first;
      galley_document_splice (watch.document, GALLEY_SPLICE_HISTORY, first, watch.n_inserted,
                              (GalleyBlock *const *) removed->pdata, removed->len);
      g_autoptr (GPtrArray) restored = galley_document_dup_blocks (watch.document);
      g_assert_true (galley_blocks_equal (before, restored));
      g_autoptr (GPtrArray) again = g_ptr_array_ref (watch.removed);
      galley_document_splice (watch.document, GALLEY_SPLICE_HISTORY, first, watch.n_inserted,
                              (GalleyBlock *const *) again->pdata, again->len);
      g_autoptr (GPtrArray) redone = galley_document_dup_blocks (watch.document);
      g_assert_true (galley_blocks_equal (after, redone));
    }
  watch_clear (&watch);
}

static void
test_adopt (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GPtrArray) from = model_support_blocks (random, 8);
      g_autoptr (GPtrArray) raw = model_support_raw_blocks (random, 8);
      for (guint i = 0; i < from->len; i++)
        if (galley_random_below (random, 2))
          g_ptr_array_insert (raw, galley_random_below (random, raw->len + 1), galley_block_ref (from->pdata[i]));
      g_autoptr (GPtrArray) to = galley_list_settle (raw);
      if (to->len == 0)
        continue;
      Watch watch;
      watch_init (&watch, from);
      galley_document_adopt (watch.document, to);
      g_autoptr (GPtrArray) now = galley_document_dup_blocks (watch.document);
      g_assert_true (galley_blocks_equal (now, to));
      if (watch.n_spliced > 0)
        g_assert_cmpint (watch.origin, ==, GALLEY_SPLICE_FOREIGN);
      watch.n_spliced = 0;
      galley_document_adopt (watch.document, to);
      g_assert_cmpuint (watch.n_spliced, ==, 0);
      watch_clear (&watch);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/document/replace-text", test_replace_text);
  g_test_add_func ("/model/document/line-end-in-heading", test_line_end_in_heading);
  g_test_add_func ("/model/document/leave-item", test_leave_item);
  g_test_add_func ("/model/document/shift-level", test_shift_level);
  g_test_add_func ("/model/document/insert-divider", test_insert_divider);
  g_test_add_func ("/model/document/text-in-lists", test_text_in_lists);
  g_test_add_func ("/model/document/marks", test_marks);
  g_test_add_func ("/model/document/never-empty", test_never_empty);
  g_test_add_func ("/model/document/counts", test_counts);
  g_test_add_func ("/model/document/counts-follow", test_counts_follow);
  g_test_add_func ("/model/document/random", test_random);
  g_test_add_func ("/model/document/adopt", test_adopt);
  g_test_add_func ("/invariants/1-only-splice-changes-a-body", test_only_splice_changes_a_body);
  return g_test_run ();
}
