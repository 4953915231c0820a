/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-text.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

/* U+FA19 神 (compatibility), U+2F800, U+20BAD-like Extension B 𬭎 (U+2CB4E). */
#define COMPATIBILITY_GOD "\xef\xa8\x99"
#define COMPATIBILITY_LI "\xf0\xaf\xa0\x80"
#define EXTENSION_HAN "\xf0\xac\xad\x8e"
#define ACUTE "\xcc\x81"
#define CEDILLA "\xcc\xa7"
#define E_ACUTE "\xc3\xa9"
#define ZWJ "\xe2\x80\x8d"
#define FAMILY "\xf0\x9f\x91\xa8" ZWJ "\xf0\x9f\x91\xa9" ZWJ "\xf0\x9f\x91\xa7"
#define FLAG_CN "\xf0\x9f\x87\xa8\xf0\x9f\x87\xb3"
#define SELECTOR_16 "\xef\xb8\x8f"
#define SELECTOR_17 "\xf3\xa0\x84\x80"
#define REPLACEMENT "\xef\xbf\xbd"

static void
assert_normal (const char *text,
               const char *expected)
{
  g_autofree char *normal = galley_text_normalize (text, -1);
  g_autofree char *again = galley_text_normalize (normal, -1);

  g_assert_cmpstr (normal, ==, expected);
  g_assert_cmpstr (again, ==, expected);
}

static void
test_normalize (void)
{
  assert_normal ("", "");
  assert_normal ("plain", "plain");
  assert_normal ("南湖，“新起点”　…", "南湖，“新起点”　…");
  assert_normal ("cafe" ACUTE, "caf" E_ACUTE);
  assert_normal (E_ACUTE, E_ACUTE);
  /* Marks are put in order: cedilla (202) before acute (230). */
  assert_normal ("c" ACUTE CEDILLA, "\xe1\xb8\x89");
  /* Hangul, the angstrom sign, a kana with its mark, and one that NFC takes apart. */
  assert_normal ("\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8", "각");
  assert_normal ("\xe2\x84\xab", "Å");
  assert_normal ("か\xe3\x82\x99", "が");
  assert_normal ("\xe0\xa5\x98", "\xe0\xa4\x95\xe0\xa4\xbc");
  /* Never NFKC. */
  assert_normal ("ｈａ，ﬁ①㎡", "ｈａ，ﬁ①㎡");
}

static void
test_normalize_keeps_ideographs (void)
{
  assert_normal (COMPATIBILITY_GOD, COMPATIBILITY_GOD);
  assert_normal (COMPATIBILITY_LI, COMPATIBILITY_LI);
  assert_normal ("e" ACUTE COMPATIBILITY_GOD "e" ACUTE COMPATIBILITY_LI ACUTE "e" ACUTE,
                 E_ACUTE COMPATIBILITY_GOD E_ACUTE COMPATIBILITY_LI ACUTE E_ACUTE);
  assert_normal (EXTENSION_HAN, EXTENSION_HAN);
}

static void
test_normalize_length (void)
{
  g_autofree char *first = galley_text_normalize ("e" ACUTE "xyz", 3);
  g_autofree char *cut = galley_text_normalize ("abcdef", 2);
  g_autofree char *nothing = galley_text_normalize ("abc", 0);

  g_assert_cmpstr (first, ==, E_ACUTE);
  g_assert_cmpstr (cut, ==, "ab");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_normalize_agrees_with_glib (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *normal = NULL;
      g_autofree char *expected = NULL;

      for (int k = 0; k < 12; k++)
        {
          static const struct
          {
            gint32 first, end;
          } ranges[] = { { 'a', 'z' }, { 0xc0, 0x250 }, { 0x300, 0x345 }, { 0x1100, 0x11ff }, { 0xac00, 0xd7a4 },
                         { 0x3041, 0x309b }, { 0x4e00, 0x9fff }, { 0x900, 0xa00 } };
          guint n = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (ranges));
          gunichar c = (gunichar) g_rand_int_range (rand, ranges[n].first, ranges[n].end);

          if (g_unichar_isdefined (c))
            g_string_append_unichar (text, c);
        }
      normal = galley_text_normalize (text->str, -1);
      expected = g_utf8_normalize (text->str, -1, G_NORMALIZE_NFC);
      g_assert_cmpstr (normal, ==, expected);
    }
}

static void
assert_clean (const char *text,
              gssize      length,
              const char *expected)
{
  g_autofree char *clean = galley_text_clean (text, length);

  g_assert_cmpstr (clean, ==, expected);
  g_assert_true (g_utf8_validate (clean, -1, NULL));
}

static void
test_clean (void)
{
  assert_clean ("", -1, "");
  assert_clean ("a\tb 南湖", -1, "a\tb 南湖");
  assert_clean ("a" GALLEY_LINE_SEPARATOR "b", -1, "a" GALLEY_LINE_SEPARATOR "b");
  assert_clean ("a\0b", 3, "ab");
  assert_clean ("a\r\nb\nc\rd\ve\ff\x01g\x1bh\x7fi", -1, "abcdefghi");
  assert_clean ("a\xc2\x80" "b\xc2\x85" "c\xc2\x9f" "d\xc2\xa0" "e", -1, "abcd\xc2\xa0" "e");
  assert_clean ("\xef\xbb\xbf" "a\xef\xbf\xbc" "b\xef\xbf\xbe" "c\xef\xbf\xbf" "d\xe2\x80\xa9" "e\xef\xb7\x90", -1, "abcde");
  assert_clean (FAMILY FLAG_CN, -1, FAMILY FLAG_CN);
  assert_clean (COMPATIBILITY_GOD EXTENSION_HAN SELECTOR_17, -1, COMPATIBILITY_GOD EXTENSION_HAN SELECTOR_17);
  /* What stood between them gone, the two become one. */
  assert_clean ("e\x01" ACUTE, -1, E_ACUTE);
}

/* What is told to be clean is, of every character, alone and between others. */
static void
test_surely_clean (void)
{
  static const char *const clean[] = { "", "a b", "“最后一公里”接通；骑行一圈。", "（一）！？～", "\343\220\200" };
  static const char *const others[] = { "a\tb", "a\n", "\343\200", "\344", "\xe4\xb8", "a" GALLEY_LINE_SEPARATOR,
                                        "e\xcc\x81" };
  guint n_clean = 0;

  for (guint i = 0; i < G_N_ELEMENTS (clean); i++)
    g_assert_true (galley_text_is_surely_clean (clean[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (galley_text_is_surely_clean (others[i]));
  for (gunichar c = 1; c < 0x20000; c++)
    {
      char text[16] = "";
      char *end = text + g_unichar_to_utf8 (c, text);
      g_autofree char *cleaned = NULL;

      end += g_unichar_to_utf8 (c, end);
      strcpy (end, "a");
      if (!galley_text_is_surely_clean (text))
        continue;
      n_clean++;
      cleaned = galley_text_clean (text, -1);
      g_assert_cmpstr (cleaned, ==, text);
    }
  g_assert_cmpuint (n_clean, >, 20000);
}

static void
test_clean_broken (void)
{
  assert_clean ("a\xff" "b", -1, "a" REPLACEMENT "b");
  assert_clean ("\xe6\xb9", -1, REPLACEMENT REPLACEMENT);
  assert_clean ("湖", 2, REPLACEMENT REPLACEMENT);
  assert_clean ("\xed\xa0\x80", -1, REPLACEMENT REPLACEMENT REPLACEMENT);
  assert_clean ("\xc0\xaf", -1, REPLACEMENT REPLACEMENT);
  assert_clean ("\xe6\0\xb9", 3, REPLACEMENT REPLACEMENT);
}

static void
assert_graphemes (const char *text,
                  glong       expected)
{
  g_assert_cmpint (galley_text_count_graphemes (text), ==, expected);
}

static void
test_graphemes (void)
{
  assert_graphemes ("", 0);
  assert_graphemes ("abc", 3);
  assert_graphemes ("南湖，“新”", 6);
  assert_graphemes ("\r\n", 1);
  assert_graphemes ("e" ACUTE "x", 2);
  assert_graphemes (FAMILY, 1);
  assert_graphemes ("湖" FAMILY "湖", 3);
  assert_graphemes (FLAG_CN FLAG_CN, 2);
  assert_graphemes ("\xf0\x9f\x87\xa8" FLAG_CN, 2);
  assert_graphemes (EXTENSION_HAN "湖", 2);
  assert_graphemes ("葛" SELECTOR_17 "飾", 2);
  assert_graphemes ("1" SELECTOR_16 "\xe2\x83\xa3", 1);
  assert_graphemes ("\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", 1);
  assert_graphemes ("か\xe3\x82\x99き", 2);
  assert_graphemes ("\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8", 1);
  assert_graphemes (ACUTE "a", 2);
  assert_graphemes ("字 ", 2);
}

static void
test_grapheme_borders (void)
{
  /* 湖 e ´ 湖 man ZWJ woman ZWJ girl 湖 */
  static const char text[] = "湖e" ACUTE "湖" FAMILY "湖";
  static const glong before[] = { 0, 1, 1, 3, 4, 4, 4, 4, 4, 9, 10 };
  static const glong after[] = { 0, 1, 3, 3, 4, 9, 9, 9, 9, 9, 10 };

  for (glong i = 0; i < (glong) G_N_ELEMENTS (before); i++)
    {
      g_assert_cmpint (galley_text_grapheme_before (text, i), ==, before[i]);
      g_assert_cmpint (galley_text_grapheme_after (text, i), ==, after[i]);
    }
  g_assert_cmpint (galley_text_grapheme_before ("", 0), ==, 0);
  g_assert_cmpint (galley_text_grapheme_after ("", 0), ==, 0);
  /* Where a flag begins depends on how many letters stand before it. */
  g_assert_cmpint (galley_text_grapheme_before ("a" FLAG_CN FLAG_CN, 4), ==, 3);
  g_assert_cmpint (galley_text_grapheme_after ("a" FLAG_CN FLAG_CN, 4), ==, 5);
}

/* The short cuts against ICU over the whole text. */
static void
test_graphemes_agree_with_icu (void)
{
  static const char *const pieces[] = {
    "a", " ", "湖", "，", "“", ACUTE, ZWJ, FAMILY, FLAG_CN, "\xf0\x9f\x87\xa8", EXTENSION_HAN, SELECTOR_16, "\xf0\x9f\x91\xa8",
    "\r", "\n", "\xe1\x84\x80", "\xe1\x85\xa1", "か", "\xe3\x82\x99", "\xd8\x80", "\xe0\xa4\x95", "\xe0\xa5\x8d", "\xc2\xa9",
    "\xe3\x80\xb0", "\xef\xbe\x9e", "\xe2\x80\x8b", "\xe2\x80\xbc", COMPATIBILITY_GOD, "\xe3\x80\xaa",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (int i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      UText utext = UTEXT_INITIALIZER;
      UErrorCode status = U_ZERO_ERROR;
      UBreakIterator *iterator;
      glong count = 0;
      glong last = 0;
      int border;

      for (int k = g_rand_int_range (rand, 0, 15); k > 0; k--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);

      iterator = ubrk_open (UBRK_CHARACTER, "", NULL, 0, &status);
      utext_openUTF8 (&utext, text->str, (gint64) text->len, &status);
      ubrk_setUText (iterator, &utext, &status);
      g_assert_true (U_SUCCESS (status));
      while ((border = ubrk_next (iterator)) != UBRK_DONE)
        {
          glong offset = g_utf8_pointer_to_offset (text->str, text->str + border);

          for (glong k = last + 1; k < offset; k++)
            {
              g_assert_cmpint (galley_text_grapheme_before (text->str, k), ==, last);
              g_assert_cmpint (galley_text_grapheme_after (text->str, k), ==, offset);
            }
          g_assert_cmpint (galley_text_grapheme_before (text->str, offset), ==, offset);
          g_assert_cmpint (galley_text_grapheme_after (text->str, offset), ==, offset);
          last = offset;
          count++;
        }
      g_assert_cmpint (galley_text_count_graphemes (text->str), ==, count);
      ubrk_close (iterator);
      utext_close (&utext);
    }
}

static void
test_fold (void)
{
  static const char *const table[][2] = {
    { "南湖ＡＢＣ１２", "南湖abc12" }, { "GDP", "gdp" }, { "Straße", "strasse" }, { "e\314\201", "é" }, { "É", "é" }, { "", "" },
    { "ﬁ\302\255ne", "fine" }, { "㎡", "m2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *folded = galley_text_fold (table[i][0]);

      g_assert_cmpstr (folded, ==, table[i][1]);
    }
}

/* Says what GLib says, of whatever bytes, and about the same place. */
static void
test_valid (void)
{
  static const char *const pieces[] = { "a", "南", "é", "\360\240\256\267", "\355\240\200", "\340\200\200",
                                        "\200", "\345", "\345\215", "\357\277\277", "\xff", "\364\220\200\200",
                                        "\302", "　" };

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *exact = NULL;
      const char *ours, *theirs;

      for (guint n = 0; n < 6; n++)
        {
          /* Whole lines between them, every third time. */
          for (int left = i % 3 == 0 ? g_test_rand_int_range (0, 40) : 0; left > 0; left--)
            g_string_append (text, left % 7 == 0 ? "，" : "江");
          g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
        }
      if (i % 7 == 0)
        g_string_insert_len (text, g_test_rand_int_range (0, (int) text->len + 1), "", 1);
      exact = g_memdup2 (text->str, text->len);
      g_assert_cmpint (galley_text_is_valid (exact, text->len, &ours), ==,
                       g_utf8_validate_len (exact, text->len, &theirs));
      g_assert_cmpint (ours - exact, ==, theirs - exact);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text/normalize", test_normalize);
  g_test_add_func ("/base/text/normalize-keeps-ideographs", test_normalize_keeps_ideographs);
  g_test_add_func ("/base/text/normalize-length", test_normalize_length);
  g_test_add_func ("/base/text/normalize-agrees-with-glib", test_normalize_agrees_with_glib);
  g_test_add_func ("/base/text/clean", test_clean);
  g_test_add_func ("/base/text/surely-clean", test_surely_clean);
  g_test_add_func ("/base/text/clean-broken", test_clean_broken);
  g_test_add_func ("/base/text/graphemes", test_graphemes);
  g_test_add_func ("/base/text/grapheme-borders", test_grapheme_borders);
  g_test_add_func ("/base/text/graphemes-agree-with-icu", test_graphemes_agree_with_icu);
  g_test_add_func ("/base/text/valid", test_valid);
  g_test_add_func ("/base/text/fold", test_fold);
  return g_test_run ();
}
