/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lines of a plain text are clearly a list or a rule, and which only look like one. */
#include "core/intake/galley-intake.h"

#include <string.h>

/* The body below a headline, each block with its kind: p, b, n, r. */
static void
assert_body (const char *body,
             const char *expected)
{
  static const char kinds[GALLEY_N_BLOCK_KINDS] = {
    [GALLEY_BLOCK_PARAGRAPH] = 'p', [GALLEY_BLOCK_BULLETED] = 'b', [GALLEY_BLOCK_NUMBERED] = 'n', [GALLEY_BLOCK_RULE] = 'r',
  };
  g_autofree char *text = g_strconcat ("报名须知\n", body, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GString) read = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  revision = galley_intake_read_text ("019ab000-0000-7000-8000-000000000001", bytes, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < galley_revision_get_blocks (revision)->len; i++)
    {
      GalleyBlock *block = galley_revision_get_blocks (revision)->pdata[i];

      g_assert_cmpuint (galley_block_get_level (block), ==, 0);
      g_string_append_printf (read, "%s%c%s", i > 0 ? "\n" : "", kinds[galley_block_get_kind (block)],
                              galley_block_get_text (block));
    }
  g_assert_cmpstr (read->str, ==, expected);
}

static void
test_bullets (void)
{
  assert_body ("要带：\n• 身份证\n•　照片\n完。", "p要带：\nb身份证\nb照片\np完。");
  assert_body ("- 甲\n- 乙", "b甲\nb乙");
  assert_body ("●甲\n●乙\n○丙\n○丁", "b甲\nb乙\nb丙\nb丁");
}

static void
test_numbers (void)
{
  assert_body ("步骤：\n1. 报名\n2. 缴费\n3. 考试\n完。", "p步骤：\nn报名\nn缴费\nn考试\np完。");
  assert_body ("1、甲\n2、乙", "n甲\nn乙");
  assert_body ("（1）甲\n（2）乙", "n甲\nn乙");
  assert_body ("①甲\n②乙", "n甲\nn乙");
  assert_body ("1.甲\n2.乙\n3.丙\n1.丁\n2.戊", "n甲\nn乙\nn丙\nn丁\nn戊");
}

static void
test_not_a_list (void)
{
  static const char *const texts[] = {
    "• 只有一行\n后面是正文。",
    "1. 只有一行\n正文。",
    "2. 不从一开始\n3. 接着",
    "1. 有缺口\n3. 接着",
    "1.5万人参加\n2.3万人观看",
    "1. 一种写法\n2、另一种",
    "-5℃的早晨\n-3℃的中午",
    "2018年10月\n2019年10月",
    "1.\n2.",
    "一、抓落实\n二、抓推进",
    "——他这样说\n——她这样答",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (GStrv) lines = g_strsplit (texts[i], "\n", -1);
      g_autofree char *joined = g_strjoinv ("\np", lines);
      g_autofree char *expected = g_strconcat ("p", joined, NULL);

      assert_body (texts[i], expected);
    }
}

static void
test_rules (void)
{
  assert_body ("上面。\n————————\n下面。\n---\n* * *\n＊＊＊", "p上面。\nr\np下面。\nr\np* * *\nr");
  assert_body ("上面。\n——\n--\n-=-\n下面。", "p上面。\np——\np--\np-=-\np下面。");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/list/bullets", test_bullets);
  g_test_add_func ("/intake/list/numbers", test_numbers);
  g_test_add_func ("/intake/list/not-a-list", test_not_a_list);
  g_test_add_func ("/intake/list/rules", test_rules);
  return g_test_run ();
}
