/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-diff.h"

#include "model-support.h"

#include <string.h>

/* The number of blocks that stay, by the textbook's table. */
static guint
longest_common (GPtrArray *a,
                GPtrArray *b)
{
  g_autofree guint *table = g_new0 (guint, (a->len + 1) * (b->len + 1));
  guint width = b->len + 1;
  for (guint i = 1; i <= a->len; i++)
    for (guint j = 1; j <= b->len; j++)
      table[i * width + j] = galley_block_equal (a->pdata[i - 1], b->pdata[j - 1])
                                 ? table[(i - 1) * width + j - 1] + 1
                                 : MAX (table[(i - 1) * width + j], table[i * width + j - 1]);
  return table[a->len * width + b->len];
}

static void
test_random (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  static const char *const texts[] = { "a", "b", "c", "d", "e", "f" };

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GPtrArray) a = galley_blocks_new ();
      g_autoptr (GPtrArray) b = galley_blocks_new ();
      guint n_texts = 2 + galley_random_below (random, 5);
      for (guint i = galley_random_below (random, 14); i > 0; i--)
        g_ptr_array_add (a, galley_block_new (0, texts[galley_random_below (random, n_texts)], NULL, 0));
      for (guint i = galley_random_below (random, 14); i > 0; i--)
        g_ptr_array_add (b, galley_block_new (0, texts[galley_random_below (random, n_texts)], NULL, 0));

      g_autoptr (GArray) hunks = galley_diff_blocks (a, b);
      guint x = 0, y = 0, n_same = 0;
      for (guint i = 0; i <= hunks->len; i++)
        {
          GalleyHunk end = { a->len, a->len, b->len, b->len };
          GalleyHunk hunk = i < hunks->len ? g_array_index (hunks, GalleyHunk, i) : end;
          g_assert_cmpuint (hunk.a_start - x, ==, hunk.b_start - y);
          if (i > 0 && i < hunks->len)
            g_assert_cmpuint (hunk.a_start, >, x);
          if (i < hunks->len)
            g_assert_true (hunk.a_start < hunk.a_end || hunk.b_start < hunk.b_end);
          for (; x < hunk.a_start; x++, y++, n_same++)
            g_assert_true (galley_block_equal (a->pdata[x], b->pdata[y]));
          x = hunk.a_end;
          y = hunk.b_end;
        }
      g_assert_cmpuint (n_same, ==, longest_common (a, b));
    }
}

/* Nothing in common and much in another order: bounded work, and still right. */
static void
test_large (void)
{
  g_autoptr (GPtrArray) a = galley_blocks_new ();
  g_autoptr (GPtrArray) b = galley_blocks_new ();
  g_autoptr (GPtrArray) c = galley_blocks_new ();
  for (guint i = 0; i < 6000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);
      g_autofree char *other = g_strdup_printf ("%u", (i * 3671) % 6000);
      g_autofree char *third = g_strdup_printf ("x%u", i);
      g_ptr_array_add (a, galley_block_new (0, text, NULL, 0));
      g_ptr_array_add (b, galley_block_new (0, other, NULL, 0));
      g_ptr_array_add (c, galley_block_new (0, third, NULL, 0));
    }
  g_autoptr (GArray) apart = galley_diff_blocks (a, c);
  g_assert_cmpuint (apart->len, ==, 1);
  g_autoptr (GArray) shuffled = galley_diff_blocks (a, b);
  g_assert_cmpuint (shuffled->len, >, 0);
}

static void
test_text (void)
{
  static const struct
  {
    const char *a, *b;
    guint start, a_end, b_end;
  } examples[] = {
    { "", "", 0, 0, 0 },
    { "abc", "abc", 3, 3, 3 },
    { "abc", "axc", 1, 2, 2 },
    { "全年红", "全年更红", 2, 2, 3 },
    { "国", "图", 0, 1, 1 },
    { "aa", "aaa", 2, 2, 3 },
    { "xé", "xè", 1, 2, 2 },
    /* One family of emoji, changed in its last member, is one grapheme. */
    { "a\360\237\221\250\342\200\215\360\237\221\251b", "a\360\237\221\250\342\200\215\360\237\221\250b", 1, 4, 4 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      guint start, a_end, b_end;
      galley_diff_text (examples[i].a, examples[i].b, &start, &a_end, &b_end);
      g_assert_cmpuint (start, ==, examples[i].start);
      g_assert_cmpuint (a_end, ==, examples[i].a_end);
      g_assert_cmpuint (b_end, ==, examples[i].b_end);
    }
}

static void
test_text_random (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  for (guint round = 0; round < 3000; round++)
    {
      guint start, a_end, b_end;
      g_autofree char *a = model_support_text (random, 10, FALSE);
      g_autofree char *b = model_support_text (random, 10, FALSE);
      galley_diff_text (a, b, &start, &a_end, &b_end);
      g_assert_cmpuint (start, <=, MIN (a_end, b_end));
      g_autofree char *head = g_utf8_substring (a, 0, start);
      g_autofree char *middle = g_utf8_substring (b, start, b_end);
      g_autofree char *whole = g_strconcat (head, middle, g_utf8_offset_to_pointer (a, a_end), NULL);
      g_assert_cmpstr (whole, ==, b);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/diff/random", test_random);
  g_test_add_func ("/model/diff/large", test_large);
  g_test_add_func ("/model/diff/text", test_text);
  g_test_add_func ("/model/diff/text-random", test_text_random);
  return g_test_run ();
}
