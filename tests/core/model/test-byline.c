/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-byline.h"

#include "core/base/galley-random.h"
#include "model-support.h"

typedef struct
{
  const char *line;
  const char *formatted; /* NULL: the line itself */
  const char *parts[12]; /* name, organisation, role each */
} Example;

static const Example examples[] = {
  { "杨秀娟 区新闻中心 宋翰卿", NULL, { "杨秀娟", "", "", "宋翰卿", "区新闻中心", "" } },
  { "", NULL, { NULL } },
  { "徐卉", NULL, { "徐卉", "", "" } },
  { "　徐卉\302\240 \t李明　", "徐卉 李明", { "徐卉", "", "", "李明", "", "" } },
  { "嘉兴日报", NULL, { "", "嘉兴日报", "" } },
  { "记者 张三 李四", NULL, { "张三", "", "记者", "李四", "", "记者" } },
  { "本报记者 张三 通讯员 李四", NULL, { "张三", "", "本报记者", "李四", "", "通讯员" } },
  { "区委宣传部 通讯员 李四 王五", NULL, { "李四", "区委宣传部", "通讯员", "王五", "区委宣传部", "通讯员" } },
  { "区委宣传部 区融媒体 王五", NULL, { "", "区委宣传部", "", "王五", "区融媒体", "" } },
  { "张三 文/图", NULL, { "张三", "", "", "", "", "文/图" } },
  { "记者 陈智 摄影 阿依古丽·买买提 东栅街道", NULL,
    { "陈智", "", "记者", "阿依古丽·买买提", "", "摄影", "", "东栅街道", "" } },
  { "通讯员 区新闻中心 宋翰卿", NULL, { "", "", "通讯员", "宋翰卿", "区新闻中心", "" } },
  { "新华社 记者 唐霁 特约 实习生 李一 某公司", NULL,
    { "唐霁", "新华社", "记者", "", "", "特约", "李一", "", "实习生", "", "某公司", "" } },
};

static void
test_examples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      const Example *example = &examples[i];
      g_autoptr (GPtrArray) bylines = galley_bylines_parse (example->line);
      guint n_wanted = 0;
      for (; n_wanted * 3 < G_N_ELEMENTS (example->parts) && example->parts[n_wanted * 3] != NULL; n_wanted++)
        {
          g_assert_cmpuint (n_wanted, <, bylines->len);
          const GalleyByline *byline = bylines->pdata[n_wanted];
          g_assert_cmpstr (byline->name, ==, example->parts[n_wanted * 3]);
          g_assert_cmpstr (byline->organisation, ==, example->parts[n_wanted * 3 + 1]);
          g_assert_cmpstr (byline->role, ==, example->parts[n_wanted * 3 + 2]);
        }
      g_assert_cmpuint (bylines->len, ==, n_wanted);
      g_autofree char *line = galley_bylines_format (bylines);
      g_assert_cmpstr (line, ==, example->formatted != NULL ? example->formatted : example->line);

      g_autoptr (GPtrArray) copy = galley_bylines_copy (bylines);
      g_assert_true (galley_bylines_equal (copy, bylines));
    }
}

static void
test_random (void)
{
  static const char *const words[] = { "张三", "李四", "王五", "区新闻中心", "嘉兴日报", "某公司", "记者", "通讯员", "摄影" };
  g_autoptr (GalleyRandom) random = model_support_random ();

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      for (guint i = galley_random_below (random, 9); i > 0; i--)
        {
          if (line->len > 0)
            g_string_append_c (line, ' ');
          g_string_append (line, words[galley_random_below (random, G_N_ELEMENTS (words))]);
        }
      g_autoptr (GPtrArray) bylines = galley_bylines_parse (line->str);
      g_autofree char *formatted = galley_bylines_format (bylines);
      g_autoptr (GPtrArray) again = galley_bylines_parse (formatted);
      g_assert_true (galley_bylines_equal (bylines, again));
      /* Printed twice in a row for two persons an organisation is printed once. */
      g_assert_cmpuint (g_utf8_strlen (formatted, -1), <=, g_utf8_strlen (line->str, -1));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/byline/examples", test_examples);
  g_test_add_func ("/model/byline/random", test_random);
  return g_test_run ();
}
