/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Full-width punctuation comes back where it was Chinese, nothing else moves, and twice is once. */
#include "core/intake/galley-intake.h"

#include "core/base/galley-random.h"

static void
assert_restored (const char *text,
                 const char *expected,
                 guint       n_commas)
{
  guint n = 0;
  guint n_again = 0;
  g_autofree char *once = galley_intake_restore_punctuation (text, &n);
  g_autofree char *twice = galley_intake_restore_punctuation (once, &n_again);

  g_assert_cmpstr (once, ==, expected);
  g_assert_cmpuint (n, ==, n_commas);
  g_assert_cmpstr (twice, ==, once);
  g_assert_cmpuint (n_again, ==, 0);
}

static void
test_marks (void)
{
  assert_restored ("会上,各主体", "会上，各主体", 1);
  assert_restored ("顺利,GDP增速", "顺利，GDP增速", 1);
  assert_restored ("“全年红”,谋划2019年", "“全年红”，谋划2019年", 1);
  assert_restored ("达到58%,同比", "达到58%，同比", 1);
  assert_restored ("甲,\"乙\",丙", "甲，\"乙\"，丙", 2);
  assert_restored ("是吗?好!一;二:三", "是吗？好！一；二：三", 0);
  assert_restored ("是吗?\n好!", "是吗？\n好！", 0);
  assert_restored ("甲,,乙", "甲，，乙", 2);
  assert_restored ("位置 : 浙江在线 >> 新闻", "位置：浙江在线 >> 新闻", 0);
  assert_restored ("批准文号: 浙新办[2008]16号", "批准文号：浙新办[2008]16号", 0);
  assert_restored ("会上, 各主体", "会上，各主体", 1);
  assert_restored ("标签:编辑:徐卉", "标签：编辑：徐卉", 0);
  assert_restored ("对标对表 决胜冲刺", "对标对表 决胜冲刺", 0);
}

static void
test_untouched (void)
{
  static const char *const texts[] = {
    "",
    "4,800册",
    "10:30",
    "3:2获胜",
    "a, b; c: d? e! (f)",
    "Hello, world!",
    "GDP,CPI",
    "http://a.example/x?y=1,2;z:3",
    "请看http://a.example/?q=1:2中文",
    "desk@example.org",
    "f(x)",
    "(600W)",
    "，。：；？！（）",
    "2018/10/18",
    "一 二",
    "(",
    ")(",
    ",",
    ":",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_restored (texts[i], texts[i], 0);
}

static void
test_parentheses (void)
{
  assert_restored ("嘉兴科技城(大桥镇)、", "嘉兴科技城（大桥镇）、", 0);
  assert_restored ("GDP(国内生产总值)", "GDP（国内生产总值）", 0);
  assert_restored ("国内生产总值(GDP)", "国内生产总值(GDP)", 0);
  assert_restored ("甲(乙(丙)丁)", "甲（乙（丙）丁）", 0);
  assert_restored ("甲((丙))", "甲（（丙））", 0);
  assert_restored ("甲(乙\n丙)", "甲(乙\n丙)", 0);
  assert_restored ("(见http://a.example/)甲", "（见http://a.example/）甲", 0);
  assert_restored ("(甲),乙", "（甲），乙", 1);
  assert_restored ("甲(b),乙", "甲(b)，乙", 1);
}

static void
test_addresses (void)
{
  assert_restored ("网址http://a.example/,欢迎", "网址http://a.example/，欢迎", 1);
  assert_restored ("网址:www.a.example", "网址：www.a.example", 0);
  assert_restored ("见http://a.example/b,c", "见http://a.example/b,c", 0);
}

/* Any mixture: a second pass finds nothing. */
static void
test_twice_is_once (void)
{
  static const char *const pieces[] = { "甲", "乙", "，", "“", "”", ",", ":", ";", "?", "!", "(", ")", " ", "  ", "\n",
                                        "a", "Z", "9", "%", "\"", "http://", "www.", "/", ".", "（", "）", "\302\240", "　" };
  g_autoptr (GalleyRandom) seeder = galley_random_new ();
  guint64 seed = galley_random_next (seeder);
  g_autoptr (GalleyRandom) random = NULL;

  if (g_getenv ("GALLEY_TEST_SEED") != NULL)
    seed = g_ascii_strtoull (g_getenv ("GALLEY_TEST_SEED"), NULL, 10);
  g_test_message ("GALLEY_TEST_SEED=%" G_GUINT64_FORMAT, seed);
  random = galley_random_new_seeded (seed);
  for (guint i = 0; i < 100000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n = (guint) galley_random_below (random, 12);
      guint n_again;
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;

      for (guint k = 0; k < n; k++)
        g_string_append (text, pieces[galley_random_below (random, G_N_ELEMENTS (pieces))]);
      once = galley_intake_restore_punctuation (text->str, NULL);
      twice = galley_intake_restore_punctuation (once, &n_again);
      if (!g_str_equal (once, twice))
        g_error ("'%s' gives '%s' and then '%s'", text->str, once, twice);
      g_assert_cmpuint (n_again, ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/punctuation/marks", test_marks);
  g_test_add_func ("/intake/punctuation/untouched", test_untouched);
  g_test_add_func ("/intake/punctuation/parentheses", test_parentheses);
  g_test_add_func ("/intake/punctuation/addresses", test_addresses);
  g_test_add_func ("/intake/punctuation/twice-is-once", test_twice_is_once);
  return g_test_run ();
}
