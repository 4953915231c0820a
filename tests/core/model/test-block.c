/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-block.h"

#include "core/base/galley-text.h"
#include "core/model/galley-block-private.h"
#include "model-support.h"

#include <string.h>

static void
assert_mark (const GalleyBlock *block,
             guint              index,
             GalleyMarkKind     kind,
             guint              start,
             guint              end)
{
  guint n_marks;
  const GalleyMark *marks = galley_block_get_marks (block, &n_marks);
  g_assert_cmpuint (index, <, n_marks);
  g_assert_cmpint (marks[index].kind, ==, kind);
  g_assert_cmpuint (marks[index].start, ==, start);
  g_assert_cmpuint (marks[index].end, ==, end);
}

static void
assert_n_marks (const GalleyBlock *block,
                guint              wanted)
{
  guint n_marks;
  galley_block_get_marks (block, &n_marks);
  g_assert_cmpuint (n_marks, ==, wanted);
}

static void
test_new (void)
{
  g_autoptr (GalleyBlock) empty = galley_block_new (GALLEY_BLOCK_QUOTE, NULL, NULL, 0);
  g_assert_cmpstr (galley_block_get_text (empty), ==, "");
  g_assert_cmpint (galley_block_get_kind (empty), ==, GALLEY_BLOCK_QUOTE);

  /* e + acute is composed, the object character and the line end go, the marks follow. */
  const GalleyMark marks[] = { { GALLEY_MARK_BOLD, 0, 2, NULL }, { GALLEY_MARK_ITALIC, 4, 6, NULL } };
  g_autoptr (GalleyBlock) block
      = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "e\314\201\357\277\274x\n全年红", marks, G_N_ELEMENTS (marks));
  g_assert_cmpstr (galley_block_get_text (block), ==, "éx全年红");
  g_assert_cmpuint (galley_block_get_n_characters (block), ==, 5);
  assert_n_marks (block, 2);
  assert_mark (block, 0, GALLEY_MARK_BOLD, 0, 1);
  assert_mark (block, 1, GALLEY_MARK_ITALIC, 2, 3);

  g_autoptr (GalleyBlock) broken = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "a\377b", NULL, 0);
  g_assert_cmpstr (galley_block_get_text (broken), ==, "a\357\277\275b");
}

/* What looks like a clean character at its first byte, and is none. */
static void
test_broken (void)
{
  static const char *const texts[] = {
    "国\345\233", "\345\233", "\345", "a\345b国", "\345\233a国", "\340\200\240国", "\355\240\200国", "\300\240国",
    "\357\274", "\357\274a国", "\364\220\200\200国", "\360\240\200", "\302", "\302国", "\200国",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GalleyBlock) block = galley_block_new (GALLEY_BLOCK_PARAGRAPH, texts[i], NULL, 0);
      g_autofree char *valid = g_utf8_make_valid (texts[i], -1);

      g_assert_cmpstr (galley_block_get_text (block), ==, valid);
      g_assert_cmpint (galley_block_get_n_characters (block), ==, g_utf8_strlen (valid, -1));
    }
}

static void
test_normal_form (void)
{
  const GalleyMark marks[] = {
    { GALLEY_MARK_ITALIC, 3, 9, NULL },
    { GALLEY_MARK_BOLD, 4, 6, "ignored" },
    { GALLEY_MARK_BOLD, 2, 4, NULL },
    { GALLEY_MARK_BOLD, 5, 5, NULL },
    { GALLEY_MARK_LINK, 0, 3, "https://a.example/" },
    { GALLEY_MARK_LINK, 2, 5, "https://b.example/" },
    { GALLEY_MARK_LINK, 6, 8, "javascript:alert(1)" },
    { GALLEY_MARK_UNDERLINE, 30, 40, NULL },
  };
  g_autoptr (GalleyBlock) block = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "01234567", marks, G_N_ELEMENTS (marks));

  model_support_check_block (block);
  assert_n_marks (block, 4);
  assert_mark (block, 0, GALLEY_MARK_LINK, 0, 3);
  assert_mark (block, 1, GALLEY_MARK_BOLD, 2, 6);
  assert_mark (block, 2, GALLEY_MARK_LINK, 3, 5);
  assert_mark (block, 3, GALLEY_MARK_ITALIC, 3, 8);
}

static void
test_replace (void)
{
  const GalleyMark bold = { GALLEY_MARK_BOLD, 1, 5, NULL };
  g_autoptr (GalleyBlock) block = galley_block_new (GALLEY_BLOCK_HEADING_1, "abcdef", &bold, 1);

  g_autoptr (GalleyBlock) inside = galley_block_replace (block, 2, 3, "红红", galley_block_get_style_at (block, 2));
  g_assert_cmpstr (galley_block_get_text (inside), ==, "ab红红def");
  assert_n_marks (inside, 1);
  assert_mark (inside, 0, GALLEY_MARK_BOLD, 1, 6);

  g_autoptr (GalleyBlock) plain = galley_block_replace (block, 2, 2, "X", (GalleyStyle) { 0 });
  assert_n_marks (plain, 2);
  assert_mark (plain, 0, GALLEY_MARK_BOLD, 1, 2);
  assert_mark (plain, 1, GALLEY_MARK_BOLD, 3, 6);

  g_assert_cmpuint (galley_block_get_style_at (block, 1).marks, ==, 0);
  g_assert_cmpuint (galley_block_get_style_at (block, 5).marks, ==, 1u << GALLEY_MARK_BOLD);
  g_assert_cmpuint (galley_block_get_style_at (block, 6).marks, ==, 0);
  g_assert_cmpuint (galley_block_get_style_at (block, 4).marks, ==, 1u << GALLEY_MARK_BOLD);

  /* A combining mark that is typed composes with the letter before it, one before a mark takes it up. */
  g_autoptr (GalleyBlock) composed = galley_block_replace (block, 5, 5, "\314\201", (GalleyStyle) { 0 });
  g_assert_cmpstr (galley_block_get_text (composed), ==, "abcdéf");
  g_autoptr (GalleyBlock) joined = galley_block_join (block, composed);
  g_assert_cmpstr (galley_block_get_text (joined), ==, "abcdefabcdéf");
  g_autoptr (GalleyBlock) accent = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "\314\201x", NULL, 0);
  g_autoptr (GalleyBlock) base = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "e", NULL, 0);
  g_autoptr (GalleyBlock) met = galley_block_join (base, accent);
  g_assert_cmpstr (galley_block_get_text (met), ==, "éx");
  g_autoptr (GalleyBlock) clamped = galley_block_replace (base, 7, 3, "\n!", (GalleyStyle) { 0 });
  g_assert_cmpstr (galley_block_get_text (clamped), ==, "e!");
}

static void
test_counts (void)
{
  g_autoptr (GalleyBlock) block = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "GDP 增速\343\200\20058%，好", NULL, 0);
  GalleyCounts counts = galley_block_get_counts (block);
  g_assert_cmpuint (counts.characters, ==, 10);
  g_assert_cmpuint (counts.han, ==, 3);
  g_assert_cmpuint (counts.words, ==, 6);
  counts = galley_block_get_counts (block);
  g_assert_cmpuint (counts.words, ==, 6);
}

static void
test_blank (void)
{
  static const char *const texts[] = { "", " \t", "\343\200\200\302\240", "\343\200\200a", "好", " \302\267" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GalleyBlock) block = galley_block_new (GALLEY_BLOCK_PARAGRAPH, texts[i], NULL, 0);
      g_autoptr (GalleyBlock) blank = galley_block_new (GALLEY_BLOCK_PARAGRAPH, " ", NULL, 0);
      GalleyBlock *cells[] = { blank, block };
      g_autoptr (GalleyTable) table = galley_table_new (1, 2, FALSE, cells);
      g_autoptr (GalleyBlock) with_table = galley_block_new_table (table);
      gboolean is_blank = galley_block_get_counts (block).characters == 0;

      g_assert_cmpint (is_blank, ==, i < 3);
      g_assert_cmpint (galley_block_is_blank (block), ==, is_blank);
      g_assert_cmpint (galley_block_is_blank (with_table), ==, is_blank);
    }
}

static void
test_link_targets (void)
{
  g_assert_true (galley_link_target_is_safe ("https://example.org/新闻?a=1"));
  g_assert_true (galley_link_target_is_safe ("HTTP://example.org"));
  g_assert_true (galley_link_target_is_safe ("mailto:a@example.org"));
  static const char *const unsafe[] = { "", "https://", "mailto:", "javascript:alert(1)", "data:text/html,x", "//a",
                                        "/a", " https://a", "https://a b", "https://a\nb", "https://a\377", "ftp://a" };
  for (guint i = 0; i < G_N_ELEMENTS (unsafe); i++)
    g_assert_false (galley_link_target_is_safe (unsafe[i]));
  g_assert_false (galley_link_target_is_safe (NULL));
  g_assert_false (galley_link_target_is_safe ("https://example.org/\357\277\277"));
}

/* What the fast path lets through is what cleaning leaves alone, for every character there is. */
static void
test_settled (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      char text[16] = "e";
      guint n_characters;
      if (!g_unichar_validate (c))
        continue;
      int length = 1 + g_unichar_to_utf8 (c, text + 1);
      if (!galley_text_is_settled (text, length, &n_characters))
        continue;
      g_autofree char *cleaned = galley_text_clean (text, length);
      if (strncmp (cleaned, text, length) != 0 || cleaned[length] != '\0')
        g_error ("U+%04X is not settled", c);
    }
}

static void
test_random (void)
{
  static const char *const pieces[] = { "e", "\314\201", "\314\243", "a", "国", "ᄒ", "ᅡ", "ᆫ", "한", "ক", "ে", "া",
                                        "\n", "\357\277\274", "が", "か", "\343\202\231", "\357\244\200", " ", "ạ" };
  g_autoptr (GalleyRandom) random = model_support_random ();

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) raw = g_string_new (NULL);
      for (guint i = galley_random_below (random, 10); i > 0; i--)
        g_string_append (raw, pieces[galley_random_below (random, G_N_ELEMENTS (pieces))]);
      GalleyMark mark = { GALLEY_MARK_BOLD, galley_random_below (random, 8), galley_random_below (random, 10), NULL };
      g_autoptr (GalleyBlock) block = galley_block_new (GALLEY_BLOCK_PARAGRAPH, raw->str, &mark, 1);
      g_autofree char *cleaned = galley_text_clean (raw->str, -1);
      g_assert_cmpstr (galley_block_get_text (block), ==, cleaned);
      model_support_check_block (block);

      /* Replacing gives what cleaning the whole gives. */
      guint length = galley_block_get_n_characters (block);
      guint start = galley_random_below (random, length + 1);
      guint end = start + galley_random_below (random, length - start + 1);
      const char *text = pieces[galley_random_below (random, G_N_ELEMENTS (pieces))];
      g_autoptr (GalleyBlock) replaced = galley_block_replace (block, start, end, text, (GalleyStyle) { 0 });
      const char *old = galley_block_get_text (block);
      g_autofree char *head = g_utf8_substring (old, 0, start);
      g_autofree char *whole = g_strconcat (head, text, g_utf8_offset_to_pointer (old, end), NULL);
      g_autofree char *wanted = galley_text_clean (whole, -1);
      g_assert_cmpstr (galley_block_get_text (replaced), ==, wanted);
      model_support_check_block (replaced);

      g_autoptr (GalleyBlock) left = galley_block_slice (block, 0, start);
      g_autoptr (GalleyBlock) right = galley_block_slice (block, start, G_MAXUINT);
      g_autoptr (GalleyBlock) again = galley_block_join (left, right);
      g_assert_true (galley_block_equal (again, block));
      g_assert_true (galley_block_hash (again) == galley_block_hash (block));
    }
}

static void
test_with_mark (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GalleyBlock) block = model_support_block (random);
      guint length = galley_block_get_n_characters (block);
      guint start = galley_random_below (random, length + 1), end = galley_random_below (random, length + 3);
      guint kind = galley_random_below (random, GALLEY_N_MARK_KINDS);
      gboolean is_set = galley_random_below (random, 2);
      g_autoptr (GalleyBlock) marked = galley_block_with_mark (block, start, end, kind, "https://c.example/", is_set);
      model_support_check_block (marked);
      g_assert_cmpstr (galley_block_get_text (marked), ==, galley_block_get_text (block));

      gboolean is_enclosed = galley_block_get_enclosure (block) != NULL;
      g_assert_true (!is_enclosed || galley_block_equal (block, marked));
      /* Letter by letter: inside as wanted, outside as before. A table's letters are in its cells. */
      for (guint i = 0; i < length && galley_block_get_table (block) == NULL && !is_enclosed; i++)
        for (guint other = 0; other < GALLEY_N_MARK_KINDS; other++)
          {
            gboolean had = FALSE, has = FALSE;
            guint n;
            const GalleyMark *marks = galley_block_get_marks (block, &n);
            for (guint j = 0; j < n; j++)
              had = had || (marks[j].kind == other && marks[j].start <= i && i < marks[j].end);
            marks = galley_block_get_marks (marked, &n);
            for (guint j = 0; j < n; j++)
              has = has || (marks[j].kind == other && marks[j].start <= i && i < marks[j].end);
            g_assert_cmpint (has, ==, other == kind && i >= start && i < end ? is_set : had);
          }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/block/new", test_new);
  g_test_add_func ("/model/block/broken", test_broken);
  g_test_add_func ("/model/block/normal-form", test_normal_form);
  g_test_add_func ("/model/block/replace", test_replace);
  g_test_add_func ("/model/block/counts", test_counts);
  g_test_add_func ("/model/block/blank", test_blank);
  g_test_add_func ("/model/block/link-targets", test_link_targets);
  g_test_add_func ("/model/block/settled", test_settled);
  g_test_add_func ("/model/block/random", test_random);
  g_test_add_func ("/model/block/with-mark", test_with_mark);
  return g_test_run ();
}
