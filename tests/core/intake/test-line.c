/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and labels as newsrooms print them, in any order. */
#include "core/intake/galley-intake-date.h"
#include "core/intake/galley-intake-line.h"

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    const char *date;
  } cases[] = {
    { "2018/10/18", "2018-10-18T00:00:00+08:00" },
    { "2018-10-18 06:23", "2018-10-18T06:23:00+08:00" },
    { "2019年06月15日08:18", "2019-06-15T08:18:00+08:00" },
    { "2018年10月18日 09:10:11", "2018-10-18T09:10:11+08:00" },
    { "2018.10.18", "2018-10-18T00:00:00+08:00" },
    { "2018年1月8日", "2018-01-08T00:00:00+08:00" },
    { "2018-10-18　06：23", "2018-10-18T06:23:00+08:00" },
    { "2016-10-31 09:28:27.0", "2016-10-31T09:28:27+08:00" },
    { "2018-10-18T06:23:00Z", "2018-10-18T06:23:00Z" },
    { "2018-10-18T06:23:00+09:00", "2018-10-18T06:23:00+09:00" },
    { "2018-13-18", NULL },
    { "2018-02-30", NULL },
    { "2018-10/18", NULL },
    { "2018-10-18 26:00", NULL },
    { "12018-10-18", NULL },
    { "0573-82-12345", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize start;
      gsize end;
      g_autofree char *date = galley_intake_find_date (cases[i].text, &start, &end);

      g_assert_cmpstr (date, ==, cases[i].date);
    }
}

static void
test_labels (void)
{
  static const struct
  {
    const char *line;
    const char *date;
    const char *source;
    const char *authors;
    const char *editor;
    const char *tags;
  } cases[] = {
    { "2018/10/18 来源：嘉兴日报 作者：杨秀娟 区新闻中心 宋翰卿", "2018-10-18T00:00:00+08:00", "嘉兴日报",
      "杨秀娟 区新闻中心 宋翰卿", NULL, NULL },
    { "作者：杨秀娟 来源：嘉兴日报 2018-10-18 06:23", "2018-10-18T06:23:00+08:00", "嘉兴日报", "杨秀娟", NULL, NULL },
    { "稿源:嘉兴日报|编辑:徐卉|2018.10.18", "2018-10-18T00:00:00+08:00", "嘉兴日报", NULL, "徐卉", NULL },
    { "发布时间：2018年10月18日 09:10:11　稿源：嘉兴日报　责任编辑：徐卉", "2018-10-18T09:10:11+08:00", "嘉兴日报",
      NULL, "徐卉", NULL },
    { "来源：嘉兴日报作者：甲责任编辑：乙", NULL, "嘉兴日报", "甲", "乙", NULL },
    { "2018-10-18 记者 甲 通讯员 乙", "2018-10-18T00:00:00+08:00", NULL, "记者 甲 通讯员 乙", NULL, NULL },
    { "记者：甲、乙", NULL, NULL, "记者 甲 乙", NULL, NULL },
    { "标签：编辑：徐卉", NULL, NULL, NULL, "徐卉", "" },
    { "标签：a b 编辑：X", NULL, NULL, NULL, "X", "a|b" },
    { "标签:a b 编辑:X", NULL, NULL, NULL, "X", "a|b" },
    { "编辑：X 标签：a、b，c", NULL, NULL, NULL, "X", "a|b|c" },
    { "【责任编辑：徐卉】", NULL, NULL, NULL, "徐卉", NULL },
    { "（责编：徐卉）", NULL, NULL, NULL, "徐卉", NULL },
    { "关键词：南湖", NULL, NULL, NULL, NULL, "南湖" },
    { "2018年10月18日 星期四", "2018-10-18T00:00:00+08:00", NULL, NULL, NULL, NULL },
    { "编辑：徐卉 校对：甲 审核：乙", NULL, NULL, NULL, "徐卉", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GalleyIntakeLine) line = { NULL };
      g_autofree char *tags = NULL;

      if (!galley_intake_line_read (&line, cases[i].line))
        g_error ("%s: no line of labels", cases[i].line);
      g_assert_cmpstr (line.date, ==, cases[i].date);
      g_assert_cmpstr (line.source, ==, cases[i].source);
      g_assert_cmpstr (line.authors, ==, cases[i].authors);
      g_assert_cmpstr (line.editor, ==, cases[i].editor);
      if (line.tags != NULL)
        {
          g_ptr_array_add (line.tags, NULL);
          tags = g_strjoinv ("|", (char **) line.tags->pdata);
        }
      g_assert_cmpstr (tags, ==, cases[i].tags);
    }
}

static void
test_text_is_no_line (void)
{
  static const char *const lines[] = {
    "",
    "会上，各主体",
    "2018年10月18日，南湖区召开会议",
    "据悉，来源：嘉兴日报",
    "记者在现场看到",
    "编辑：您怎么看这件事？",
    "编辑：大家好，今天我们请到了几位老师来谈一谈这几年里南湖区的变化以及他们自己的故事",
    "新闻编辑部",
    "作者",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (galley_intake_line_get_kind (lines[i]) != GALLEY_INTAKE_LINE_TEXT)
      g_error ("%s: taken for labels", lines[i]);
}

static void
test_kinds (void)
{
  g_assert_cmpint (galley_intake_line_get_kind ("2018-10-18"), ==, GALLEY_INTAKE_LINE_DATE);
  g_assert_cmpint (galley_intake_line_get_kind ("来源：嘉兴日报"), ==, GALLEY_INTAKE_LINE_CREDITS);
  g_assert_cmpint (galley_intake_line_get_kind ("作者：甲"), ==, GALLEY_INTAKE_LINE_CREDITS);
  g_assert_cmpint (galley_intake_line_get_kind ("标签："), ==, GALLEY_INTAKE_LINE_CLOSING);
  g_assert_cmpint (galley_intake_line_get_kind ("编辑："), ==, GALLEY_INTAKE_LINE_CLOSING);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/line/dates", test_dates);
  g_test_add_func ("/intake/line/labels", test_labels);
  g_test_add_func ("/intake/line/text-is-no-line", test_text_is_no_line);
  g_test_add_func ("/intake/line/kinds", test_kinds);
  return g_test_run ();
}
