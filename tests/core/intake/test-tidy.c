/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tidying, by a table: what comes in, what comes out, and how many places that is. */
#include "core/base/galley-id.h"
#include "core/intake/galley-tidy.h"

#include "core/base/galley-random.h"
#include "core/wire/galley-body.h"

#include <string.h>

static GPtrArray *
read_body (const char *body)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *blocks = galley_body_read (body, strlen (body), &error);

  g_assert_no_error (error);
  return blocks;
}

static void
assert_tidied (const char *body,
               const char *expected,
               guint       n_expected)
{
  g_autoptr (GPtrArray) blocks = read_body (body);
  guint n_places = 0;
  guint n_again = 0;
  g_autoptr (GPtrArray) once = galley_tidy_blocks (blocks, &n_places);
  g_autoptr (GPtrArray) twice = galley_tidy_blocks (once, &n_again);
  g_autofree char *text = galley_body_write (once);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (n_places, ==, n_expected);
  g_assert_cmpuint (n_again, ==, 0);
  g_assert_true (galley_blocks_equal (once, twice));
}

static void
test_table (void)
{
  static const struct
  {
    const char *body;
    const char *expected;
    guint n_places;
  } rows[] = {
    /* blanks and paragraphs */
    { "<p>　　甲</p>", "<p>甲</p>", 1 },
    { "<p>  甲 </p>", "<p>甲</p>", 2 },
    { "<p>甲</p><p></p><p>　</p><p>乙</p>", "<p>甲</p><p>乙</p>", 2 },
    { "<p>a  b\302\240c</p>", "<p>a b c</p>", 2 },
    { "<p>甲<br/>　　乙</p>", "<p>甲</p><p>乙</p>", 1 },
    { "<p>甲\342\200\213乙</p>", "<p>甲乙</p>", 1 },
    { "<p></p>", "<p></p>", 0 },
    { "<p> </p><h2></h2>", "<p></p>", 2 },
    { "<h2>　对标对表　决胜冲刺</h2>", "<h2>对标对表　决胜冲刺</h2>", 1 },
    /* lists and rules */
    { "<ul><li>　甲,乙<ol><li>丙。。</li></ol></li></ul><hr/>", "<ul><li>甲，乙<ol><li>丙。</li></ol></li></ul><hr/>", 3 },
    { "<ol><li>甲<br/>　　乙</li></ol>", "<ol><li>甲</li><li>乙</li></ol>", 1 },
    { "<ol><li>甲</li><li></li><li> </li></ol>", "<ol><li>甲</li></ol>", 2 },
    { "<ol><li><ul><li>甲</li></ul></li></ol>", "<ol><li><ul><li>甲</li></ul></li></ol>", 0 },
    { "<hr/>", "<hr/>", 0 },
    /* widths */
    { "<p>２０１８年ＧＤＰ增长５．８％</p>", "<p>2018年GDP增长5.8%</p>", 3 },
    { "<p>2018年</p>", "<p>2018年</p>", 0 },
    { "<p>全角！不动：这些，（括号）。</p>", "<p>全角！不动：这些，（括号）。</p>", 0 },
    /* marks of half width */
    { "<p>会上,各主体(东栅街道)表态:好</p>", "<p>会上，各主体（东栅街道）表态：好</p>", 4 },
    { "<p>会上 , 各主体</p>", "<p>会上，各主体</p>", 1 },
    { "<p>1,000元, 10:30见http://a.example/?a,b</p>", "<p>1,000元，10:30见http://a.example/?a,b</p>", 1 },
    { "<p>Hello, world. (yes)</p>", "<p>Hello, world. (yes)</p>", 0 },
    { "<p>他说好.</p>", "<p>他说好。</p>", 1 },
    { "<p>第1.5节，文件.docx</p>", "<p>第1.5节，文件.docx</p>", 0 },
    { "<p>等等...昨天</p>", "<p>等等……昨天</p>", 1 },
    { "<p>等等。。。</p>", "<p>等等……</p>", 1 },
    { "<p>等等…昨天</p>", "<p>等等……昨天</p>", 1 },
    { "<p>等等……昨天</p>", "<p>等等……昨天</p>", 0 },
    { "<p>他--张三</p>", "<p>他——张三</p>", 1 },
    { "<p>wait... a--b</p>", "<p>wait... a--b</p>", 0 },
    /* quotation marks */
    { "<p>\"全年红\"和\"开门红\"</p>", "<p>“全年红”和“开门红”</p>", 4 },
    { "<p>屏幕5\"大</p>", "<p>屏幕5\"大</p>", 0 },
    { "<p>say \"hello\"</p>", "<p>say \"hello\"</p>", 0 },
    { "<p>「全年『红』」</p>", "<p>“全年‘红’”</p>", 4 },
    { "<p>\"甲\",乙</p>", "<p>“甲”，乙</p>", 3 },
    /* doubled and clashing */
    { "<p>好，，坏。。</p>", "<p>好，坏。</p>", 2 },
    { "<p>好,,坏</p>", "<p>好，坏</p>", 3 },
    { "<p>真的！！！是吗？？</p>", "<p>真的！是吗？</p>", 2 },
    { "<p>真的？！是吗？！？！</p>", "<p>真的？！是吗？！</p>", 1 },
    { "<p>甲、，乙，。</p>", "<p>甲，乙。</p>", 2 },
    /* marks and links stay with their words */
    { "<p>　　甲<strong>乙,丙</strong>丁</p>", "<p>甲<strong>乙，丙</strong>丁</p>", 2 },
    { "<p>甲，<a href=\"https://a.example/\">２乙，，丙</a></p>", "<p>甲，<a href=\"https://a.example/\">2乙，丙</a></p>", 2 },
    { "<blockquote><p>　　“引,文”</p></blockquote>", "<blockquote><p>“引，文”</p></blockquote>", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].body);
      assert_tidied (rows[i].body, rows[i].expected, rows[i].n_places);
    }
}

/* A block with nothing to do is the very block: merge and preview see that nothing happened. */
static void
test_shares (void)
{
  g_autoptr (GPtrArray) blocks = read_body ("<p>甲。</p><p>乙,丙</p>");
  guint n_places;
  g_autoptr (GPtrArray) tidied = galley_tidy_blocks (blocks, &n_places);

  g_assert_cmpuint (n_places, ==, 1);
  g_assert_true (g_ptr_array_index (tidied, 0) == g_ptr_array_index (blocks, 0));
  g_assert_true (g_ptr_array_index (tidied, 1) != g_ptr_array_index (blocks, 1));
}

static guint
count_words (GPtrArray *blocks)
{
  guint n = 0;

  for (guint i = 0; i < blocks->len; i++)
    n += galley_block_get_counts (g_ptr_array_index (blocks, i)).han;
  return n;
}

static GalleyBlock *
make_block (GalleyBlockKind   kind,
            const char       *text,
            const GalleyMark *mark)
{
  g_autofree char *hash = galley_hash_bytes ("x", 1);
  g_autoptr (GalleyFigure) figure = galley_figure_new (hash, "image/jpeg", 640, 480, "");

  g_autoptr (GalleyBlock) cell = galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, mark, 1);
  g_autoptr (GalleyTable) table = galley_table_new (1, 1, FALSE, &cell);
  g_autoptr (GalleyEnclosure) player = galley_enclosure_new_player ("https://v.example/1", NULL);
  g_autoptr (GalleyEnclosure) file = galley_enclosure_new_file (hash, "application/pdf", 1, "a.pdf", NULL);

  if (kind == GALLEY_BLOCK_TABLE)
    return galley_block_new_table (table);
  if (kind == GALLEY_BLOCK_ATTACHMENT || kind == GALLEY_BLOCK_VIDEO)
    return galley_block_new_enclosed (kind, kind == GALLEY_BLOCK_VIDEO ? player : file, text);
  return kind == GALLEY_BLOCK_FIGURE ? galley_block_new_figure (figure, text, mark, 1)
                                     : galley_block_new (kind, text, mark, 1);
}

/* Whatever stands there: twice is once, and no Han is lost. */
static void
test_random (void)
{
  static const char *const pieces[] = {
    "甲", "乙", "a", "Z", "1", "２", "Ａ", "５．６％", ",", ".", "...", "。", "。。。", "，", "、", "；", ":", "：", "!", "！", "？",
    "?", "\"", "'", "“", "”", "「", "」", "『", "』", "(", ")", "（", "）", "-", "--", "—", "…", " ", "　", "\302\240",
    "\342\200\213", "\342\200\250", "e\314\201", "\314\201", "http://a.example/,x", "\t",
  };
  guint64 seed = g_test_rand_int ();
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (seed);

  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GPtrArray) blocks = galley_blocks_new ();
      guint n_blocks = 1 + (guint) galley_random_below (random, 3);
      guint n_places;
      guint n_again;
      g_autoptr (GPtrArray) once = NULL;
      g_autoptr (GPtrArray) twice = NULL;
      g_autofree char *text_once = NULL;
      g_autofree char *text_twice = NULL;

      while (n_blocks-- > 0)
        {
          g_autoptr (GString) text = g_string_new (NULL);
          g_autoptr (GalleyBlock) block = NULL;
          guint n = (guint) galley_random_below (random, 16);
          GalleyMark mark = { GALLEY_MARK_BOLD, (guint) galley_random_below (random, 4), 6, NULL };

          while (n-- > 0)
            g_string_append (text, pieces[galley_random_below (random, G_N_ELEMENTS (pieces))]);
          block = make_block ((guint) galley_random_below (random, GALLEY_N_BLOCK_KINDS), text->str, &mark);
          g_ptr_array_add (blocks, galley_block_with_level (
                                       block, (guint) galley_random_below (random, GALLEY_MAX_LEVEL + 1)));
        }
      once = galley_tidy_blocks (blocks, &n_places);
      twice = galley_tidy_blocks (once, &n_again);
      text_once = galley_body_write (once);
      text_twice = galley_body_write (twice);
      g_assert_cmpstr (text_twice, ==, text_once);
      g_assert_cmpuint (n_again, ==, 0);
      g_assert_cmpuint (count_words (once), ==, count_words (blocks));
      g_assert_cmpint (galley_blocks_equal (once, blocks), ==, n_places == 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/tidy/table", test_table);
  g_test_add_func ("/intake/tidy/shares", test_shares);
  g_test_add_func ("/intake/tidy/random", test_random);
  return g_test_run ();
}
