/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole texts into articles: a printed page, a hand-out of the same shape, other shapes, and what is refused. */
#include "core/intake/galley-intake.h"

#include "core/base/galley-file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define ID "019ab000-0000-7000-8000-000000000001"

static GalleyRevision *
read_text (const char         *text,
           GalleyIntakeNotes **notes)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision = galley_intake_read_text (ID, bytes, notes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (galley_revision_get_id (revision), ==, ID);
  return revision;
}

static char *
dup_body (GalleyRevision *revision)
{
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyBlock *block = g_ptr_array_index (blocks, i);

      g_assert_cmpint (galley_block_get_kind (block), ==, GALLEY_BLOCK_PARAGRAPH);
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", galley_block_get_text (block));
    }
  return g_string_free (text, FALSE);
}

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + strlen (part), part))
    n++;
  return n;
}

static void
assert_field (GalleyRevision *revision,
              GalleyField     field,
              const char     *expected)
{
  g_assert_cmpstr (galley_revision_get_field (revision, field), ==, expected);
}

static void
assert_byline (GalleyRevision *revision,
               guint           index,
               const char     *name,
               const char     *organisation,
               const char     *role)
{
  const GalleyByline *byline = g_ptr_array_index (galley_revision_get_bylines (revision), index);

  g_assert_cmpstr (byline->name, ==, name);
  g_assert_cmpstr (byline->organisation, ==, organisation);
  g_assert_cmpstr (byline->role, ==, role);
}

/* Without the ASCII letters and digits of @text nothing may be missing from @body. */
static char *
dup_ascii_words (const char *text)
{
  GString *words = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text))
      g_string_append_c (words, *text);
  return g_string_free (words, FALSE);
}

static void
assert_sample (GalleyRevision    *revision,
               GalleyIntakeNotes *notes)
{
  g_autofree char *body = dup_body (revision);
  g_autofree char *breadcrumb = g_strjoinv ("|", notes->breadcrumb);

  assert_field (revision, GALLEY_FIELD_KICKER, "朱苗在南湖区四季度主体例会上强调");
  assert_field (revision, GALLEY_FIELD_HEADLINE, "对标对表 决胜冲刺确保实现各项目标任务“全年红”");
  assert_field (revision, GALLEY_FIELD_SUBTITLE, "");
  assert_field (revision, GALLEY_FIELD_CONTENT_CREATED, "2018-10-18T00:00:00+08:00");
  assert_field (revision, GALLEY_FIELD_SOURCE, "嘉兴日报");
  assert_field (revision, GALLEY_FIELD_EDITOR, "徐卉");
  g_assert_cmpuint (galley_revision_get_bylines (revision)->len, ==, 2);
  assert_byline (revision, 0, "杨秀娟", "", "");
  assert_byline (revision, 1, "宋翰卿", "区新闻中心", "");
  g_assert_null (galley_revision_get_set (revision, GALLEY_SET_TAGS)[0]);
  g_assert_cmpuint (galley_revision_get_blocks (revision)->len, ==, 9);
  g_assert_cmpstr (notes->banner, ==, "南湖区“大走访、大宣讲、大解放”活动");
  g_assert_cmpstr (breadcrumb, ==, "浙江在线|南湖新闻网|新闻中心|南湖新闻");
  g_assert_cmpuint (notes->n_restored, ==, 96);
  g_assert_cmpuint (count (body, "，"), ==, 96);
  g_assert_cmpuint (count (body, ","), ==, 0);
  g_assert_cmpuint (count (body, "（"), ==, 2);
  g_assert_cmpuint (count (body, "）"), ==, 2);
  g_assert_cmpuint (count (body, "("), ==, 0);
  g_assert_cmpuint (count (body, "\n "), ==, 0);
  g_assert_true (g_str_has_prefix (body, "全力抓好查漏补缺，决胜冲刺“全年红”，谋划2019年工作思路"));
  g_assert_true (g_str_has_suffix (body, "不断开创南湖高质量发展新局面。"));
  g_assert_nonnull (strstr (body, "嘉兴科技城（大桥镇）、湘家荡区域、南湖新区（东栅街道）"));
  g_assert_nonnull (strstr (body, "GDP增速"));
  g_assert_nonnull (strstr (body, "58%左右"));
}

static char *
find_sample (void)
{
  return g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "..", "shared", "samples", "000_26724bb509e46516.txt", NULL);
}

static void
test_sample (void)
{
  g_autofree char *path = find_sample ();
  g_autofree char *text = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;
  g_autofree char *words = NULL;
  g_autofree char *words_after = NULL;
  g_autofree char *gb18030 = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GalleyIntakeNotes) notes = NULL;
  g_autoptr (GalleyIntakeNotes) notes_again = NULL;
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GalleyRevision) again = NULL;
  gsize length;
  guint n_commas;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("the sample page is not here");
      return;
    }
  revision = read_text (text, &notes);
  assert_sample (revision, notes);
  g_assert_cmpstr (notes->encoding, ==, "UTF-8");

  once = galley_intake_restore_punctuation (text, &n_commas);
  twice = galley_intake_restore_punctuation (once, NULL);
  g_assert_cmpstr (once, ==, twice);
  g_assert_cmpuint (n_commas, ==, 97);
  g_assert_cmpuint (count (once, "，"), ==, 97);
  g_assert_cmpuint (count (once, ","), ==, 0);
  g_assert_cmpuint (count (once, "："), ==, 6);
  g_assert_cmpuint (count (once, ":"), ==, 0);
  g_assert_cmpuint (count (once, "（"), ==, 2);
  g_assert_cmpuint (count (once, "）"), ==, 2);
  words = dup_ascii_words (text);
  words_after = dup_ascii_words (once);
  g_assert_cmpstr (words, ==, words_after);

  gb18030 = g_convert (once, -1, "GB18030", "UTF-8", NULL, &length, NULL);
  bytes = g_bytes_new (gb18030, length);
  again = galley_intake_read_text (ID, bytes, &notes_again, NULL);
  g_assert_cmpstr (notes_again->encoding, ==, "GB18030");
  g_assert_true (galley_revision_has_same_content (revision, again));
  g_assert_cmpuint (notes_again->n_restored, ==, 0);
}

static char *
read_handout (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "tests", "data", "handout.txt", NULL);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
assert_handout (GalleyRevision    *revision,
                GalleyIntakeNotes *notes)
{
  g_autofree char *body = dup_body (revision);
  g_autofree char *breadcrumb = g_strjoinv ("|", notes->breadcrumb);
  g_autofree char *tags = g_strjoinv ("|", (char **) galley_revision_get_set (revision, GALLEY_SET_TAGS));

  assert_field (revision, GALLEY_FIELD_KICKER, "沈岚在流动书屋启用仪式上说");
  assert_field (revision, GALLEY_FIELD_HEADLINE, "把书送到家门口 青石镇十二座流动书屋“开门”");
  assert_field (revision, GALLEY_FIELD_CONTENT_CREATED, "2026-11-20T08:30:00+08:00");
  assert_field (revision, GALLEY_FIELD_SOURCE, "清河日报");
  assert_field (revision, GALLEY_FIELD_EDITOR, "顾青");
  g_assert_cmpstr (tags, ==, "流动书屋|全民阅读|乡村文化");
  g_assert_cmpuint (galley_revision_get_bylines (revision)->len, ==, 2);
  assert_byline (revision, 0, "陆远", "", "记者");
  assert_byline (revision, 1, "何小满", "镇融媒体中心", "");
  g_assert_cmpstr (notes->banner, ==, "“书香进村”读书季");
  g_assert_cmpstr (breadcrumb, ==, "清河网|清河新闻|文化");
  g_assert_cmpstr (body, ==,
                   "本报讯（记者 陆远）昨天上午，青石镇十二座流动书屋同时启用，首批4,800册图书上架。村民凭身份证借阅，每次最多借5本，"
                   "借期30天。\n"
                   "“过去借一本书要坐40分钟公交车，现在走到村口就行。”青石村村民老罗说。他借的第一本书是《种茶笔记》，还替孙女挑了本"
                   "漫画。\n"
                   "流动书屋的书单由读者定：谁想看什么书？扫码点单，三天内送到！镇文化站站长沈岚介绍，书屋由旧校车改造，装了太阳能板"
                   "（峰值600W），续航约120公里；详情可查http://books.example.org/list?a=1,2，或致电0573-0000:10:30前有人接听。");
}

static void
test_handout (void)
{
  g_autofree char *text = read_handout ();
  g_autofree char *with_mark = g_strconcat ("\357\273\277", text, NULL);
  g_autofree char *gb18030 = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GalleyIntakeNotes) notes = NULL;
  g_autoptr (GalleyIntakeNotes) mark_notes = NULL;
  g_autoptr (GalleyIntakeNotes) gb_notes = NULL;
  g_autoptr (GalleyRevision) revision = read_text (text, &notes);
  g_autoptr (GalleyRevision) marked = read_text (with_mark, &mark_notes);
  g_autoptr (GalleyRevision) from_gb = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  assert_handout (revision, notes);
  g_assert_cmpstr (notes->encoding, ==, "UTF-8");
  assert_handout (marked, mark_notes);
  gb18030 = g_convert (text, -1, "GB18030", "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new (gb18030, length);
  from_gb = galley_intake_read_text (ID, bytes, &gb_notes, &error);
  g_assert_no_error (error);
  assert_handout (from_gb, gb_notes);
  g_assert_cmpstr (gb_notes->encoding, ==, "GB18030");
}

/* The hand-out with the line ends and blanks of other programs. */
static void
test_line_ends_and_blanks (void)
{
  static const char *const ends[] = { "\r\n", "\r", "\n\n\n", "\342\200\251" };
  static const char *const indents[] = { "　　", "\302\240\302\240", "  ", "\t", " 　\302\240\342\200\213" };
  g_autofree char *text = read_handout ();

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (guint k = 0; k < G_N_ELEMENTS (indents); k++)
      {
        g_autoptr (GString) other = g_string_new (text);
        g_autoptr (GalleyIntakeNotes) notes = NULL;
        g_autoptr (GalleyRevision) revision = NULL;

        g_string_replace (other, "　　", indents[k], 0);
        g_string_replace (other, "\n", ends[i], 0);
        revision = read_text (other->str, &notes);
        assert_handout (revision, notes);
      }
}

static void
test_shapes (void)
{
  static const struct
  {
    const char *text;
    const char *kicker;
    const char *headline;
    const char *subtitle;
    const char *body;
    const char *editor;
  } cases[] = {
    { "只有标题", "", "只有标题", "", "", "" },
    { "标题\n第一段。\n第二段。", "", "标题", "", "第一段。\n第二段。", "" },
    { "第一段没有标题。\n第二段。", "", "", "", "第一段没有标题。\n第二段。", "" },
    { "标题\n第一段。\n编辑：甲", "", "标题", "", "第一段。", "甲" },
    { "标题\n短行\n责任编辑：甲", "", "标题", "", "短行", "甲" },
    { "标题\n来源：乙报\n第一段。", "", "标题", "", "第一段。", "" },
    { "标题\n责任编辑：甲\n第一段。", "", "标题", "", "第一段。", "甲" },
    { "标题\n2018-10-18\n来源：乙报\n作者：丙\n编辑：甲\n第一段。\n第二段", "", "标题", "", "第一段。\n第二段", "甲" },
    { "引题\n标题\n——副题\n2018-10-18 来源：乙报\n第一段。", "引题", "标题", "——副题", "第一段。", "" },
    { "标题\n——副题\n2018-10-18 来源：乙报\n第一段。", "", "标题", "——副题", "第一段。", "" },
    { "首页 > 新闻 > 要闻\n引题\n标题\n副题\n2018-10-18\n第一段。", "引题", "标题", "副题", "第一段。", "" },
    { "2018-10-18 来源：乙报\n标题\n第一段。", "", "标题", "", "第一段。", "" },
    /* Short lines above a line of labels are not dropped: it closes the text. */
    { "诗\n一行\n二行\n三行\n四行\n作者：丙", "", "诗", "", "一行\n二行\n三行\n四行", "" },
    /* A notice ends with its date. */
    { "公告\n各镇、街道：\n现公告如下。\n区人民政府\n2018年10月18日", "", "公告", "",
      "各镇、街道：\n现公告如下。\n区人民政府\n2018年10月18日", "" },
    { "标题\n第一段说2 > 1。\n第二段。", "", "标题", "", "第一段说2 > 1。\n第二段。", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyRevision) revision = read_text (cases[i].text, NULL);
      g_autofree char *body = dup_body (revision);

      g_test_message ("%s", cases[i].text);
      assert_field (revision, GALLEY_FIELD_KICKER, cases[i].kicker);
      assert_field (revision, GALLEY_FIELD_HEADLINE, cases[i].headline);
      assert_field (revision, GALLEY_FIELD_SUBTITLE, cases[i].subtitle);
      assert_field (revision, GALLEY_FIELD_EDITOR, cases[i].editor);
      g_assert_cmpstr (body, ==, cases[i].body);
    }
}

static void
assert_refused (const void *data,
                gsize       length,
                const char *message)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_intake_read_text (ID, bytes, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused (void)
{
  assert_refused ("", 0, "the file is empty");
  assert_refused (" \n\t\r\n", 5, "the file holds nothing but blanks");
  assert_refused ("\357\273\277", 3, "the file holds nothing but blanks");
  assert_refused ("PK\3\4\0\0", 6, "byte 4: a NUL, this is no text");
  assert_refused ("\xb1\xea\xcc\xe2\xff\xff", 6, "byte 4: neither UTF-8 nor GB18030");
  assert_refused ("\xb1\xea\xcc\xe2\xb1", 5, "byte 4: neither UTF-8 nor GB18030");
  /* A UTF-8 text with one broken byte would be nonsense in GB18030. */
  assert_refused ("南湖区四季度主体例会\xe5\x8d\n", 33, "byte 30: not UTF-8, though the text around it is");
}

static void
test_too_large (void)
{
  g_autofree char *folder = g_dir_make_tmp ("galley-intake-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "large.txt", NULL);
  g_autofree char *text = g_malloc (GALLEY_INTAKE_MAX_BYTES + 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;
  int descriptor;

  memset (text, 'x', GALLEY_INTAKE_MAX_BYTES + 1);
  bytes = g_bytes_new (text, GALLEY_INTAKE_MAX_BYTES + 1);
  g_assert_null (galley_intake_read_text (ID, bytes, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  g_clear_error (&error);

  /* 200 MB that are not there: refused by the size, not by reading. */
  descriptor = g_open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  g_assert_cmpint (ftruncate (descriptor, 200 * 1024 * 1024), ==, 0);
  g_close (descriptor, NULL);
  file = galley_file_read (path, GALLEY_INTAKE_MAX_BYTES, &error);
  g_assert_null (file);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  g_remove (path);
  g_rmdir (folder);
}

/* Four megabytes made to be slow cost their bytes, not their square: the test's time limit is the judge. */
static void
test_hostile (void)
{
  static const char *const pieces[] = { " ", "(", ",", "来源:", "甲>", "www.", "甲(", "记者 ", "来源:甲\n", "甲\n", "> ", "甲 ," };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new ("x");
      g_autoptr (GalleyRevision) revision = NULL;

      while (text->len + strlen (pieces[i]) + 1 < GALLEY_INTAKE_MAX_BYTES)
        g_string_append (text, pieces[i]);
      g_string_append_c (text, 'x');
      revision = read_text (text->str, NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/text/sample", test_sample);
  g_test_add_func ("/intake/text/handout", test_handout);
  g_test_add_func ("/intake/text/line-ends-and-blanks", test_line_ends_and_blanks);
  g_test_add_func ("/intake/text/shapes", test_shapes);
  g_test_add_func ("/intake/text/refused", test_refused);
  g_test_add_func ("/intake/text/too-large", test_too_large);
  g_test_add_func ("/intake/text/hostile", test_hostile);
  return g_test_run ();
}
