/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-counts.h"

#include "model-support.h"

#define END { G_MAXUINT, 0 }

static const struct
{
  GalleyPosition start, end;
  guint words, han, characters, all_characters, paragraphs;
} cases[] = {
  { { 0, 0 }, END, 11, 7, 13, 18, 2 },
  { { 0, 0 }, { 0, 2 }, 2, 2, 2, 2, 1 },
  { { 0, 3 }, { 3, 1 }, 4, 3, 4, 6, 2 },
  /* Half a Latin word counts as one, a blank as none. */
  { { 3, 1 }, { 3, 3 }, 1, 0, 1, 2, 1 },
  { { 1, 0 }, { 2, 2 }, 0, 0, 0, 2, 0 },
  { { 0, 2 }, { 0, 2 }, 0, 0, 0, 0, 0 },
  { { 3, 1 }, { 0, 1 }, 0, 0, 0, 0, 0 },
  { { 9, 0 }, END, 0, 0, 0, 0, 0 },
};

static void
test_ranges (void)
{
  g_autoptr (GPtrArray) blocks = model_support_paragraphs ("南湖区，开会", "", "  ", "用 GTK 4 写。", NULL);
  g_autoptr (GalleyDocument) document = galley_document_new_from_blocks (blocks);
  GalleyCounts all = galley_document_get_counts (document);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GalleyLength length = galley_length_of_range (document, cases[i].start, cases[i].end);

      g_test_message ("case %u", i);
      g_assert_cmpuint (length.text.words, ==, cases[i].words);
      g_assert_cmpuint (length.text.han, ==, cases[i].han);
      g_assert_cmpuint (length.text.characters, ==, cases[i].characters);
      g_assert_cmpuint (length.all_characters, ==, cases[i].all_characters);
      g_assert_cmpuint (length.paragraphs, ==, cases[i].paragraphs);
    }
  g_assert_cmpuint (all.words, ==, cases[0].words);
  g_assert_cmpuint (all.han, ==, cases[0].han);
}

static void
test_minutes (void)
{
  static const guint words[][2] = { { 0, 0 }, { 1, 1 }, { 400, 1 }, { 401, 2 }, { 1699, 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      GalleyLength length = { .text.words = words[i][0] };

      g_assert_cmpuint (galley_length_get_minutes (&length), ==, words[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counts/ranges", test_ranges);
  g_test_add_func ("/counts/minutes", test_minutes);
  return g_test_run ();
}
