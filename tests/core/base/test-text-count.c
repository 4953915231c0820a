/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-text.h"

#define EXTENSION_HAN "\xf0\xac\xad\x8e"
#define FAMILY "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"

static void
test_half_cells (void)
{
  static const struct
  {
    const char *text;
    guint half_cells;
  } cases[] = {
    { "", 0 },
    { "GDP 58%", 7 },
    { "一二三四五六七八九十一二三四五六七八九十一二三四", 48 },
    { "南湖，（2026）", 14 },
    { "　", 2 },
    { "ＡＢ", 4 },
    { "ｱｲ", 2 },
    { "e\xcc\x81", 1 },
    { EXTENSION_HAN, 2 },
    { "\xef\xa8\x99", 2 },
    { "葛\xf3\xa0\x84\x80", 2 },
    { FAMILY, 2 },
    { "\xf0\x9f\x87\xa8\xf0\x9f\x87\xb3", 2 },
    { "각", 2 },
    { "\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8", 2 },
    { "a\xe2\x80\x8b" "b\xc2\xad", 2 },
    { "“”", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (galley_text_count_half_cells (cases[i].text), ==, cases[i].half_cells);
}

static void
test_han (void)
{
  static const struct
  {
    const char *text;
    guint han;
  } cases[] = {
    { "", 0 },
    { "南湖，新起点。", 5 },
    { "南湖 lake 1", 2 },
    { EXTENSION_HAN "\xef\xa8\x99\xf0\xaf\xa0\x80", 3 },
    { "二〇二六年人人々", 8 },
    { "ひらカタ각", 0 },
    { "「」、。！？…—《》", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (galley_text_count_han (cases[i].text), ==, cases[i].han);
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    guint words;
  } cases[] = {
    { "", 0 },
    { " 　\t\n", 0 },
    { "hello", 1 },
    { "hello world", 2 },
    { "don’t — stop", 3 },
    { "“hello”", 1 },
    { "南湖", 2 },
    { "南湖，嘉兴。", 6 },
    { "南湖 嘉兴", 4 },
    { "GDP增长5.8%。", 5 },
    { "2018年10月18日", 6 },
    { "他说：“好。”", 7 },
    { "他说：“hello”。", 7 },
    { "准备……昨天", 6 },
    { "一——二", 4 },
    { "“南湖”", 4 },
    { "……", 1 },
    { "“ 湖", 2 },
    { "南·湖", 3 },
    { "a南b", 3 },
    { EXTENSION_HAN, 1 },
    { FAMILY, 1 },
    { "cafe\xcc\x81 au", 2 },
    { "ひらカタ", 4 },
    { "南\xe2\x80\xa8湖", 2 },
    { "南\xc2\xa0" "a", 2 },
    { "南湖\xcc\x81水城 a", 5 },         /* what hangs on a character counts with it */
    { "“南湖水城”", 6 },
    { "《南湖》！？　！？", 8 },            /* an ideographic blank is no word, */
    { "南湖，。\xe3\x80\xaa水", 5 },        /* what hangs on a mark counts with it, */
    { "ｱｲ（Ａ｀｠｡｢", 6 },                 /* and half-width forms are runs */
    { "一“二三四五六”七，a南湖水b", 15 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (galley_text_count_words (cases[i].text), ==, cases[i].words);
}

static void
test_ellipsize (void)
{
  static const struct
  {
    const char *text;
    guint cells;
    const char *expected;
  } cases[] = {
    { "", 0, "" },
    { "湖", 0, "" },
    { "湖", 1, "湖" },
    { "南湖", 1, "…" },
    { "一二三四五", 5, "一二三四五" },
    { "一二三四五", 4, "一二三…" },
    { "abcdef", 3, "abcdef" },
    { "abcdefg", 3, "abcd…" },
    { "a一二三", 3, "a一…" },
    { "e\xcc\x81" "e\xcc\x81" "e\xcc\x81" "e\xcc\x81" "e\xcc\x81", 2, "e\xcc\x81" "e\xcc\x81…" },
    { "一" FAMILY FAMILY "二", 3, "一" FAMILY "…" },
    { "一二", G_MAXUINT, "一二" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = galley_text_ellipsize (cases[i].text, cases[i].cells);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* Each is a word by itself and stands for one; the dictionary has all of them. */
static void
test_word_ends (void)
{
  static const struct
  {
    const char *text;
    const char *words; /* parted by '|' */
  } cases[] = {
    { "", "" },
    { "下午开会", "下午|开会" },
    { "price 12.5 yuan", "price| |12.5| |yuan" },
    { "不，南湖", "不|，|南湖" },
    { FAMILY "好", FAMILY "|好" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) ends = galley_text_list_word_ends (cases[i].text);
      g_autoptr (GString) words = g_string_new (NULL);
      gsize start = 0;

      for (guint j = 0; j < ends->len; j++)
        {
          gsize end = g_array_index (ends, gsize, j);

          g_string_append_printf (words, "%s%.*s", j > 0 ? "|" : "", (int) (end - start), cases[i].text + start);
          start = end;
        }
      g_assert_cmpstr (words->str, ==, cases[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text-count/half-cells", test_half_cells);
  g_test_add_func ("/base/text-count/han", test_han);
  g_test_add_func ("/base/text-count/words", test_words);
  g_test_add_func ("/base/text-count/word-ends", test_word_ends);
  g_test_add_func ("/base/text-count/ellipsize", test_ellipsize);
  return g_test_run ();
}
