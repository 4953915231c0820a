/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two hands in one paragraph: what is put together, and what is left to a person. */
#include "model-support.h"

#include "core/base/galley-text.h"
#include "core/model/galley-block-merge.h"

#include <string.h>

/* "甲*乙丙*丁": what stands between stars is bold. */
static GalleyBlock *
make (const char *words)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GalleyMark));
  gboolean is_bold = FALSE;

  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p))
    {
      guint place = (guint) g_utf8_strlen (text->str, -1);
      GalleyMark mark = { GALLEY_MARK_BOLD, place, place, NULL };

      if (*p != '*')
        {
          g_string_append_unichar (text, g_utf8_get_char (p));
          continue;
        }
      if (!is_bold)
        g_array_append_val (marks, mark);
      else
        g_array_index (marks, GalleyMark, marks->len - 1).end = place;
      is_bold = !is_bold;
    }
  return galley_block_new (GALLEY_BLOCK_PARAGRAPH, text->str, (const GalleyMark *) marks->data, marks->len);
}

typedef struct
{
  const char *base, *mine, *theirs;
  const char *expected; /* NULL: a conflict */
} Case;

static void
check_case (const Case *one)
{
  g_autoptr (GalleyBlock) base = make (one->base);
  g_autoptr (GalleyBlock) mine = make (one->mine);
  g_autoptr (GalleyBlock) theirs = make (one->theirs);
  g_autoptr (GalleyBlock) expected = one->expected != NULL ? make (one->expected) : NULL;
  g_autoptr (GalleyBlock) merged = galley_block_merge (base, mine, theirs);
  g_autoptr (GalleyBlock) turned = galley_block_merge (base, theirs, mine);

  g_test_message ("%s: %s | %s", one->base, one->mine, one->theirs);
  g_assert_true ((merged == NULL) == (expected == NULL));
  g_assert_true ((turned == NULL) == (expected == NULL));
  g_assert_true (expected == NULL || (galley_block_equal (merged, expected) && galley_block_equal (turned, expected)));
}

static void
test_cases (void)
{
  static const Case cases[] = {
    { "甲乙丙丁", "甲乙丙丁", "甲子丙丁", "甲子丙丁" },
    { "甲乙丙丁", "甲子丙丁", "甲子丙丁", "甲子丙丁" },
    { "甲乙丙丁", "子乙丙丁", "甲乙丙丑", "子乙丙丑" },
    { "甲乙丙丁", "甲子丙丁", "甲丑丙丁", NULL },
    { "甲乙丙丁", "甲子丙丁", "甲乙丑丁", "甲子丑丁" }, /* they touch */
    { "甲乙丙", "子甲乙丙", "甲乙丙丑", "子甲乙丙丑" },
    { "甲乙丙", "甲乙丙子", "甲乙丙丑", NULL },
    { "", "子", "丑", NULL },
    { "甲乙丙", "", "甲乙丙丑", NULL },
    { "甲乙丙丁", "乙丙丁", "甲乙丙", "乙丙" },
    /* A word or a figure is one thing. */
    { "12.5 公里", "13.5 公里", "12.8 公里", NULL },
    { "12.5 公里", "13.5 公里", "12.5 千米", "13.5 千米" },
    { "1,200 and 3,400", "1,300 and 3,400", "1,200 and 3,500", "1,300 and 3,500" },
    { "harbour", "Harbour", "harbours", NULL },
    { "the harbour", "The harbour", "the harbours", "The harbours" },
    { "甲\342\200\250b", "a甲\342\200\250b", "甲\342\200\250bc", "a甲\342\200\250bc" },
    { "a\342\200\250b", "x\342\200\250b", "a\342\200\250y", "x\342\200\250y" },
    /* Several on each side. */
    { "甲乙丙丁戊己庚", "子乙丙丑戊己庚", "甲寅丙丁戊己卯", "子寅丙丑戊己卯" },
    { "甲，乙，丙，丁，戊", "子，乙，丑，丁，戊", "甲，寅，丙，丁，卯", "子，寅，丑，丁，卯" },
    { "甲，乙，丙", "子，乙，丑", "子，寅，丙", "子，寅，丑" }, /* the same once */
    { "甲乙丙丁戊", "甲丁戊", "甲乙戊", "甲戊" },              /* both have deleted 丙 */
    { "甲1234乙", "甲14乙", "甲12乙", NULL },
    { "三千五百人", "四千五百人", "三千六百人", NULL },
    { "3月5日起", "4月5日起", "3月6日起", NULL },
    { "正月初五", "二月初五", "正月初六", "二月初六" },
    { "五人一批", "六人一批", "五人两批", "六人两批" },
    { "甲一一乙", "子一一乙", "甲一一丑", "子一一丑" }, /* an adverb, */
    { "甲二一一乙", "子二一一乙", "甲二一一丑", NULL },  /* and figures */
    { "甲一一年", "子一一年", "甲一一岁", NULL },
    { "他说“好”，走了", "他讲“好”，走了", "他说“行”，走了", "他讲“行”，走了" },
    /* The same change is told at the same place. */
    { "w3. w4.", "w3. w5. w4.", "w1. w3. w5. w4.", "w1. w3. w5. w4." },
    { "w2. w3. w4.", "w2. w3. w5. w4.", "w2. w1. w3. w5. w4.", "w2. w1. w3. w5. w4." },
    { "甲乙丙丁", "甲乙甲乙丙丁", "甲乙甲乙丙子丁", "甲乙甲乙丙子丁" },
    { "甲，乙，丙，丁", "甲，丙，丁", "甲，丙，子，丁", "甲，丙，子，丁" },
    /* What one took away may touch what the other did, but for words and figures that would become one. */
    { "甲乙丙丁", "甲丁", "甲子乙丙丁", "甲子丁" },
    { "甲乙丙丁", "甲丁", "甲乙丙子丁", "甲子丁" },
    { "甲乙丙丁", "甲丁", "甲乙子丙丁", NULL },
    { "甲乙丙丁", "甲丙丁", "甲乙子丁", "甲子丁" },
    { "甲乙丙丁", "甲丙丁", "甲乙丁", "甲丁" },
    { "甲乙丙", "丙", "甲乙子丙", "子丙" },
    { "3元5角", "35角", "4元5角", NULL },
    { "3元多5角", "3多5角", "3元8多5角", NULL },
    { "3元角", "3角", "3元5角", NULL },
    { "the old dog", "the dog", "the old, dog", NULL },
    /* Marks are changes as words are. */
    { "甲乙丙丁", "*甲*乙丙丁", "甲乙丙*丁*", "*甲*乙丙*丁*" },
    { "甲乙丙丁", "甲*乙*丙丁", "甲子丙丁", NULL },
    { "甲*乙*丙丁", "甲乙丙丁", "甲*乙*丙丑", "甲乙丙丑" },
    { "甲乙丙丁", "甲*乙丙*丁", "甲乙丙子", "甲*乙丙*子" },
    { "甲乙丙丁", "*甲乙丙丁*", "甲乙丙丁戊", "*甲乙丙丁*戊" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (&cases[i]);
}

/* What both have written side by side, where there is one order. */
static void
test_side_by_side (void)
{
  static const Case cases[] = {
    { "甲乙丙丁", "甲子丑丙丁", "甲乙寅丁", "甲子丑寅丁" },
    { "甲乙丙丁", "甲乙子丙丁", "甲乙丑丁", "甲乙子丑丁" },   /* in front of what was replaced, */
    { "甲乙丙丁", "甲丑丙丁", "甲乙子丙丁", "甲丑子丙丁" },   /* and behind */
    { "甲乙丙丁", "甲乙子丙丁", "甲乙丑丙丁", NULL },         /* at one point there is none */
    { "甲乙丙丁", "甲子丁", "甲乙丑丙丁", NULL },             /* within what was replaced */
    { "甲乙丙丁", "甲子丁", "甲丑丙丁", NULL },
    { "甲乙", "子乙", "甲丑", NULL },                         /* nothing would be left */
    { "甲了丙", "甲啦，再见丙", "甲了，再见丙", NULL },       /* both went on with the same */
    { "甲乙丙丁", "甲子丑丙丁", "甲乙丑寅丁", NULL },
    { "甲乙丙丁", "甲子丙丁", "甲乙丑子寅丁", NULL },
    { "甲乙丙", "甲三丙", "甲乙千", NULL },                   /* a figure would come of it, */
    { "甲5日丙", "甲6日丙", "甲5天丙", NULL },                /* or was there */
    { "甲12公里", "甲13公里", "甲12英里", NULL },
    { "甲ab丙", "甲x丙", "甲ay丙", NULL },
    { "甲 old dog", "甲 young dog", "甲 old cat", "甲 young cat" },
    { "甲old 乙", "甲young 乙", "甲old 丙", "甲young 丙" },
    /* Flags that meet would be others, and syllables one. */
    { "甲乙丙丁", "甲\360\237\207\250丙丁", "甲乙\360\237\207\263丁", NULL },
    { "甲乙丙丁", "甲\360\237\207\250丙丁", "甲乙\360\237\207\263\360\237\207\272丁", NULL },
    { "甲乙丙丁", "甲\341\204\222丙丁", "甲乙\341\205\241丁", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (&cases[i]);
}

static GalleyBlock *
make_random (GalleyRandom *random)
{
  static const char *const pieces[] = { "甲", "乙", "丙", "，", " ", "a", "b", "7", "e\314\201", "\342\200\250",
                                        "\360\237\207\250", "\360\237\207\263", "\341\204\222", "\341\205\241" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GalleyBlock) plain = NULL;
  guint length;

  for (guint i = galley_random_below (random, 12); i > 0; i--)
    g_string_append (text, pieces[galley_random_below (random, G_N_ELEMENTS (pieces))]);
  plain = galley_block_new (GALLEY_BLOCK_PARAGRAPH, text->str, NULL, 0);
  length = galley_block_get_n_characters (plain);
  if (length == 0 || galley_random_below (random, 2) == 0)
    return g_steal_pointer (&plain);
  return galley_block_with_mark (plain, galley_random_below (random, length), length, GALLEY_MARK_ITALIC, NULL, TRUE);
}

/* One place of @block made other: words put in, taken away, or set bold. */
static GalleyBlock *
vary (GalleyRandom *random,
      GalleyBlock  *block)
{
  g_autoptr (GalleyBlock) words = make_random (random);
  guint length = galley_block_get_n_characters (block);
  guint start = galley_random_below (random, length + 1);
  guint end = start + galley_random_below (random, length - start + 1);

  if (galley_random_below (random, 3) == 0)
    return galley_block_with_mark (block, start, end, GALLEY_MARK_BOLD, NULL, TRUE);
  return galley_block_replace (block, start, end, galley_block_get_text (words), (GalleyStyle){ 0 });
}

static void
note_graphemes (GHashTable  *set,
                GalleyBlock *block)
{
  const char *text = galley_block_get_text (block);
  g_autoptr (GArray) ends = galley_text_list_grapheme_ends (text);

  for (gsize i = 0, start = 0; i < ends->len; i++)
    {
      gsize end = g_array_index (ends, gsize, i);

      g_hash_table_add (set, g_strndup (text + start, end - start));
      start = end;
    }
}

static void
assert_no_other_graphemes (GalleyBlock  *merged,
                           GalleyBlock **sides)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) got = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer grapheme;

  for (guint i = 0; i < 3; i++)
    note_graphemes (known, sides[i]);
  note_graphemes (got, merged);
  g_hash_table_iter_init (&iter, got);
  while (g_hash_table_iter_next (&iter, &grapheme, NULL))
    g_assert_true (g_hash_table_contains (known, grapheme));
}

/* Turning the sides changes nothing; whoever changed nothing takes no part; equal changes are one; and nothing that is put
 * together is longer than both changes make it, or holds a grapheme that nobody has. */
static void
test_random (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  guint n_merged = 0;

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GalleyBlock) base = make_random (random);
      g_autoptr (GalleyBlock) mine = vary (random, base);
      g_autoptr (GalleyBlock) theirs = vary (random, base);
      g_autoptr (GalleyBlock) merged = galley_block_merge (base, mine, theirs);
      g_autoptr (GalleyBlock) turned = galley_block_merge (base, theirs, mine);
      g_autoptr (GalleyBlock) alone = galley_block_merge (base, mine, base);
      g_autoptr (GalleyBlock) once = galley_block_merge (base, mine, mine);

      g_assert_true (galley_block_equal (alone, mine));
      g_assert_true (galley_block_equal (once, mine));
      g_assert_true ((merged == NULL) == (turned == NULL));
      if (merged == NULL || galley_block_equal (mine, theirs))
        continue;
      n_merged++;
      g_assert_true (galley_block_equal (merged, turned));
      model_support_check_block (merged);
      assert_no_other_graphemes (merged, (GalleyBlock *[]){ base, mine, theirs });
      g_assert_cmpuint (galley_block_get_n_characters (merged), <=,
                        galley_block_get_n_characters (mine) + galley_block_get_n_characters (theirs));
    }
  g_assert_cmpuint (n_merged, >, 1000);
}

/* Whatever two do on both sides of something that stays: both are there. */
static void
test_apart (void)
{
  g_autoptr (GalleyRandom) random = model_support_random ();
  g_autoptr (GalleyBlock) between = make ("〔这里没有人动过〕");

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GalleyBlock) head = make_random (random);
      g_autoptr (GalleyBlock) tail = make_random (random);
      g_autoptr (GalleyBlock) new_head = vary (random, head);
      g_autoptr (GalleyBlock) new_tail = vary (random, tail);
      g_autoptr (GalleyBlock) head_between = galley_block_join (head, between);
      g_autoptr (GalleyBlock) new_head_between = galley_block_join (new_head, between);
      g_autoptr (GalleyBlock) base = galley_block_join (head_between, tail);
      g_autoptr (GalleyBlock) mine = galley_block_join (new_head_between, tail);
      g_autoptr (GalleyBlock) theirs = galley_block_join (head_between, new_tail);
      g_autoptr (GalleyBlock) both = galley_block_join (new_head_between, new_tail);
      g_autoptr (GalleyBlock) merged = galley_block_merge (base, mine, theirs);

      g_assert_nonnull (merged);
      g_assert_true (galley_block_equal (merged, both));
    }
}

/* @block with the next of @words, @n of them, in place of [@start, @end). */
static GalleyBlock *
replace_with (GalleyBlock       *block,
              guint              start,
              guint              end,
              const char *const *words,
              guint              n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, words[i]);
  return galley_block_replace (block, start, end, text->str, (GalleyStyle){ 0 });
}

/* Where two write beside each other: [@start, @edge) and [@edge, @end) of ten characters. All of it is there once and in
 * order, or a person is asked; @is_apart: nobody is. */
static void
check_touching (GalleyRandom      *random,
                const char *const *mine_has,
                const char *const *theirs_has,
                guint              n_most,
                gboolean           is_apart)
{
  g_autoptr (GalleyBlock) base = make ("甲乙丙丁戊己庚辛壬癸");
  guint start = galley_random_below (random, 10), edge = start + galley_random_below (random, 10 - start);
  guint end = edge + galley_random_below (random, 10 - edge) + (start == edge);
  guint n_mine = galley_random_below (random, n_most + 1), n_theirs = galley_random_below (random, n_most + 1);
  g_autoptr (GalleyBlock) mine = replace_with (base, start, edge, mine_has, n_mine);
  g_autoptr (GalleyBlock) theirs = replace_with (base, edge, end, theirs_has, n_theirs);
  g_autoptr (GalleyBlock) back = replace_with (base, edge, end, theirs_has, n_theirs);
  g_autoptr (GalleyBlock) both = replace_with (back, start, edge, mine_has, n_mine);
  g_autoptr (GalleyBlock) merged = galley_block_merge (base, mine, theirs);
  g_autoptr (GalleyBlock) turned = galley_block_merge (base, theirs, mine);

  g_assert_true (!is_apart || merged != NULL || (start == 0 && end == 10));
  g_assert_true (merged == NULL || galley_block_equal (merged, both));
  g_assert_true ((merged == NULL) == (turned == NULL));
  g_assert_true (merged == NULL || galley_block_equal (merged, turned));
  if (merged != NULL)
    {
      model_support_check_block (merged);
      assert_no_other_graphemes (merged, (GalleyBlock *[]){ base, mine, theirs });
    }
}

static void
test_touching (void)
{
  static const char *const mine_has[] = { "子", "丑", "寅" }, *const theirs_has[] = { "卯", "辰", "巳" };
  static const char *const pieces[] = { "子", "三", "千", "月", "日", "，", " ", "a", "7", "5", ".", "e\314\201", "\314\201",
                                        "\360\237\207\250", "\360\237\207\263", "\341\204\222", "\341\205\241",
                                        "\342\200\215", "\360\237\221\251", "\342\200\250" };
  g_autoptr (GalleyRandom) random = model_support_random ();

  for (guint round = 0; round < 5000; round++)
    {
      const char *mine[3], *theirs[3];

      for (guint i = 0; i < 3; i++)
        {
          mine[i] = pieces[galley_random_below (random, G_N_ELEMENTS (pieces))];
          theirs[i] = pieces[galley_random_below (random, G_N_ELEMENTS (pieces))];
        }
      check_touching (random, mine_has, theirs_has, 3, TRUE);
      check_touching (random, mine, theirs, 3, FALSE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/block-merge/cases", test_cases);
  g_test_add_func ("/model/block-merge/side-by-side", test_side_by_side);
  g_test_add_func ("/model/block-merge/random", test_random);
  g_test_add_func ("/model/block-merge/apart", test_apart);
  g_test_add_func ("/model/block-merge/touching", test_touching);
  return g_test_run ();
}
