/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run of items means: its normal form, against a slow and plain model; elements, numbers, markers. */

#include "core/model/galley-list.h"

#include "core/model/galley-document.h"
#include "model-support.h"

static void
assert_settled (const char *raw,
                const char *settled)
{
  g_autoptr (GPtrArray) blocks = model_support_lines (raw);
  g_autoptr (GPtrArray) result = galley_list_settle (blocks);
  g_autoptr (GPtrArray) again = galley_list_settle (result);
  g_autofree char *text = model_support_write_lines (result);

  g_assert_cmpstr (text, ==, settled);
  g_assert_true (again == result);
  g_assert_true ((result == blocks) == (g_strcmp0 (raw, settled) == 0));
}

static void
test_settle (void)
{
  static const char *const cases[][2] = {
    { "a b", "a b" },
    { "*a **b ***c **d *e", "*a **b ***c **d *e" },
    { "*a #b **c ##d", "*a #b **c ##d" },
    { "***a", "*a" },
    { "**a ***b **c *d", "*a **b *c *d" },
    { "*a ***b ***c", "*a **b **c" },           /* side by side they stay */
    { "*a ***b **c ***d", "*a **b **c ***d" },
    { "***a **b ***c", "*a *b **c" },
    { "p **a --- **b >q ##c", "p *a --- *b >q #c" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_settled (cases[i][0], cases[i][1]);
}

/* The level of each item, one below the nearest before it in its run that was meant to be less deep. */
static GPtrArray *
settle_plainly (GPtrArray *raw)
{
  GPtrArray *out = galley_blocks_new ();

  for (guint i = 0; i < raw->len; i++)
    {
      GalleyBlock *block = raw->pdata[i];
      guint level = 0;

      for (guint j = i; j > 0 && galley_block_is_item (block) && galley_block_is_item (raw->pdata[j - 1]); j--)
        if (galley_block_get_level (raw->pdata[j - 1]) < galley_block_get_level (block))
          {
            level = galley_block_get_level (out->pdata[j - 1]) + 1;
            break;
          }
      g_ptr_array_add (out, galley_block_with_level (block, level));
    }
  return out;
}

static void
note_splice_cb (GalleyDocument *document,
                guint           first,
                GPtrArray      *removed,
                guint           n_inserted,
                guint           origin,
                guint          *end)
{
  *end = first + n_inserted;
}

/* Every splice of a document, with items of any level, is a splice of a plain array that is settled as a whole; "spliced"
 * tells of all that changed; and its inverse brings everything back. */
static void
test_splice (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GPtrArray) before = model_support_body (random, 9);
      g_autoptr (GPtrArray) inserted = model_support_raw_blocks (random, 4);
      g_autoptr (GPtrArray) raw = galley_blocks_copy (before);
      g_autoptr (GalleyDocument) document = galley_document_new_from_blocks (before);
      guint first = galley_random_below (random, before->len + 1);
      guint n_removed = galley_random_below (random, MIN (before->len - first, 3) + 1);
      guint end = 0;

      if (n_removed == before->len && inserted->len == 0)
        continue;
      if (n_removed > 0)
        g_ptr_array_remove_range (raw, first, n_removed);
      for (guint i = 0; i < inserted->len; i++)
        g_ptr_array_insert (raw, first + i, galley_block_ref (inserted->pdata[i]));
      g_autoptr (GPtrArray) wanted = settle_plainly (raw);
      g_signal_connect (document, "spliced", G_CALLBACK (note_splice_cb), &end);
      galley_document_splice (document, GALLEY_SPLICE_TYPED, first, n_removed,
                              (GalleyBlock *const *) inserted->pdata, inserted->len);
      g_autoptr (GPtrArray) now = galley_document_dup_blocks (document);
      g_assert_true (galley_blocks_equal (now, wanted));
      for (guint i = 1; now->len >= i && before->len >= i && now->len - i >= end && end > 0; i++)
        g_assert_true (galley_block_equal (now->pdata[now->len - i], before->pdata[before->len - i]));

      galley_document_adopt (document, before);
      g_autoptr (GPtrArray) restored = galley_document_dup_blocks (document);
      g_assert_true (galley_blocks_equal (restored, before));
    }
}

static void
test_random_settle (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GPtrArray) raw = model_support_raw_blocks (random, 12);
      g_autoptr (GPtrArray) plain = settle_plainly (raw);
      g_autoptr (GPtrArray) settled = galley_list_settle (raw);

      g_assert_true (galley_blocks_equal (plain, settled));
    }
}

static void
test_elements (void)
{
  g_autoptr (GPtrArray) blocks = model_support_lines ("a *b #c ##d *e **f ##g #h --- #i p");
  /* A kind that changes deeper down (##g) begins no element. */
  static const guint starts[] = { 0, 1, 2, 2, 4, 4, 4, 7, 8, 9, 10 };
  static const guint ends[] = { 1, 2, 4, 4, 7, 7, 7, 8, 9, 10, 11 };

  for (guint i = 0; i < blocks->len; i++)
    {
      g_assert_cmpuint (galley_list_get_element_start (blocks, i), ==, starts[i]);
      g_assert_cmpuint (galley_list_get_element_end (blocks, starts[i]), ==, ends[i]);
    }
}

static void
test_numbers (void)
{
  static const char lines[] = "#a #b ##c ##d ###e #f ##g **h ##i p #j *k #l";
  static const guint numbers[] = { 1, 2, 1, 2, 1, 3, 1, 1, 1, 0, 1, 1, 1 };
  g_autoptr (GPtrArray) blocks = model_support_lines (lines);
  GalleyListCounter counter = { 0 };

  g_assert_cmpuint (blocks->len, ==, G_N_ELEMENTS (numbers));
  for (guint i = 0; i < blocks->len; i++)
    g_assert_cmpuint (galley_list_counter_step (&counter, blocks->pdata[i]), ==, numbers[i]);
}

static void
test_markers (void)
{
  static const struct
  {
    GalleyBlockKind kind;
    guint level, number;
    const char *marker;
  } cases[] = {
    { GALLEY_BLOCK_BULLETED, 0, 1, "•" },   { GALLEY_BLOCK_BULLETED, 1, 7, "◦" }, { GALLEY_BLOCK_BULLETED, 2, 1, "▪" },
    { GALLEY_BLOCK_NUMBERED, 0, 12, "12." }, { GALLEY_BLOCK_NUMBERED, 1, 3, "（3）" },
    { GALLEY_BLOCK_NUMBERED, 2, 1, "①" },   { GALLEY_BLOCK_NUMBERED, 2, 20, "⑳" }, { GALLEY_BLOCK_NUMBERED, 2, 21, "㉑" },
    { GALLEY_BLOCK_NUMBERED, 2, 36, "㊱" },  { GALLEY_BLOCK_NUMBERED, 2, 50, "㊿" }, { GALLEY_BLOCK_NUMBERED, 2, 51, "51." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *marker = galley_list_dup_marker (cases[i].kind, cases[i].level, cases[i].number);
      g_assert_cmpstr (marker, ==, cases[i].marker);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/list/settle", test_settle);
  g_test_add_func ("/model/list/random-settle", test_random_settle);
  g_test_add_func ("/model/list/splice", test_splice);
  g_test_add_func ("/model/list/elements", test_elements);
  g_test_add_func ("/model/list/numbers", test_numbers);
  g_test_add_func ("/model/list/markers", test_markers);
  return g_test_run ();
}
