/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-support.h"

#define LEAST 40
#define MOST 160
#define FIRST_UNIQUE 0x4e00

/* What stands in print is made of these, a clause of some of each with a mark behind it. */
static const char *const subjects[] = {
  "县水利站", "值班的老周", "沿江三个村", "本报记者", "镇上的小学", "市图书馆", "工程队", "卫生院", "两位退休教师", "菜场的摊主",
};
static const char *const adverbs[] = { "昨天清早", "连夜", "头一回", "按原定计划", "在雨里", "已经", "照例", "没有声张地", "一一", "" };
static const char *const verbs[] = {
  "清点了", "修好了", "重新登记了", "送来了", "抄录了", "查看了", "腾出了", "商量过", "等到了", "公布了",
};
static const char *const objects[] = {
  "堤上的沙袋", "去年的账目", "通往渡口的便桥", "一批旧课桌", "夜里的水位", "临时安置点", "秋粮的收购价", "孩子们写的信",
  "停电的原因", "新的公交时刻",
};
static const char *const marks[] = { "，", "，", "，", "。", "。", "；", "？", "——" };

static const char *
pick (GalleyRandom      *random,
      const char *const *words,
      guint              n_words)
{
  return words[galley_random_below (random, n_words)];
}

#define PICK(random, words) pick (random, words, G_N_ELEMENTS (words))

static void
append_clause (GalleyRandom *random,
               GString      *text)
{
  g_string_append (text, PICK (random, subjects));
  g_string_append (text, PICK (random, adverbs));
  g_string_append (text, PICK (random, verbs));
  if (galley_random_below (random, 4) == 0)
    g_string_append_printf (text, "%u 处", (guint) galley_random_below (random, 900) + 2);
  g_string_append (text, PICK (random, objects));
  g_string_append (text, PICK (random, marks));
}

/* The first @length characters of prose. (transfer full) */
static char *
make_prose (GalleyRandom *random,
            guint         length)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (g_utf8_strlen (text->str, text->len) < length)
    append_clause (random, text);
  return g_utf8_substring (text->str, 0, length);
}

static char *
make_unique (gunichar *next,
             guint     length)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < length; i++)
    g_string_append_unichar (text, (*next)++);
  return g_string_free (text, FALSE);
}

static GPtrArray *
make_body (GalleyRandom *random,
           gunichar      next)
{
  GPtrArray *blocks = galley_blocks_new ();

  for (guint i = 0; i < MERGE_SUPPORT_PARAGRAPHS; i++)
    {
      guint length = LEAST + (guint) galley_random_below (random, MOST - LEAST + 1);
      g_autofree char *text = next != 0 ? make_unique (&next, length) : make_prose (random, length);

      g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0));
    }
  return blocks;
}

GPtrArray *
merge_support_prose (GalleyRandom *random)
{
  return make_body (random, 0);
}

GPtrArray *
merge_support_unique (GalleyRandom *random)
{
  return make_body (random, FIRST_UNIQUE);
}

GPtrArray *
merge_support_shadow (GPtrArray *blocks)
{
  GPtrArray *shadow = galley_blocks_new ();
  gunichar next = FIRST_UNIQUE;

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autofree char *text = make_unique (&next, galley_block_get_n_characters (blocks->pdata[i]));

      g_ptr_array_add (shadow, galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0));
    }
  return shadow;
}

static char *
write_words (MergeHand *hand,
             guint      length)
{
  return hand->words == NULL ? make_unique (&hand->next, length) : make_prose (hand->words, length);
}

static void
exchange (GPtrArray   *blocks,
          guint        index,
          GalleyBlock *block)
{
  galley_block_unref (blocks->pdata[index]);
  blocks->pdata[index] = block;
}

static void
edit_words (MergeHand *hand,
            GPtrArray *blocks,
            guint      index)
{
  GalleyBlock *block = blocks->pdata[index];
  guint length = galley_block_get_n_characters (block), what = galley_random_below (hand->random, 3);
  guint longest = hand->longest > 0 ? hand->longest : MERGE_SUPPORT_LONGEST;
  guint n_characters = 1 + (guint) galley_random_below (hand->random, longest);
  guint n_removed = what == 0 ? 0 : MIN (n_characters, length);
  guint start = galley_random_below (hand->random, length - n_removed + 1);
  g_autofree char *text = what == 1 ? g_strdup ("") : write_words (hand, n_characters);

  exchange (blocks, index, galley_block_replace (block, start, start + n_removed, text, (GalleyStyle) { 0 }));
}

static void
edit_blocks (MergeHand *hand,
             GPtrArray *blocks,
             guint      index,
             guint      end)
{
  guint what = galley_random_below (hand->random, 3);
  g_autofree char *text = NULL;

  if (what == 0)
    {
      text = write_words (hand, LEAST + (guint) galley_random_below (hand->random, MOST - LEAST + 1));
      g_ptr_array_insert (blocks, index, galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0));
    }
  else if (what == 1 && blocks->len > 1)
    g_ptr_array_remove_index (blocks, index);
  else
    g_ptr_array_insert (blocks, (guint) galley_random_below (hand->random, end), g_ptr_array_steal_index (blocks, index));
}

static void
edit_looks (MergeHand *hand,
            GPtrArray *blocks,
            guint      index)
{
  GalleyBlock *block = blocks->pdata[index];
  guint length = galley_block_get_n_characters (block), start = galley_random_below (hand->random, length + 1);
  guint end = start + galley_random_below (hand->random, length - start + 1);
  GalleyMarkKind kind = galley_random_below (hand->random, GALLEY_N_MARK_KINDS);

  switch (galley_random_below (hand->random, 4))
    {
    case 0:
      g_ptr_array_insert (blocks, index + 1, galley_block_slice (block, start, length));
      exchange (blocks, index, galley_block_slice (block, 0, start));
      break;
    case 1:
      if (index + 1 < blocks->len)
        {
          exchange (blocks, index, galley_block_join (block, blocks->pdata[index + 1]));
          g_ptr_array_remove_index (blocks, index + 1);
        }
      break;
    case 2:
      exchange (blocks, index, galley_block_with_kind (block, galley_random_below (hand->random, GALLEY_BLOCK_QUOTE + 1)));
      break;
    default:
      exchange (blocks, index, galley_block_with_mark (block, start, end, kind, "https://example.org/a", TRUE));
      break;
    }
}

void
merge_support_edit (MergeHand *hand,
                    GPtrArray *blocks)
{
  guint first = MIN (hand->first, blocks->len - 1), left = blocks->len - first;
  guint n_blocks = hand->n_blocks > 0 ? MIN (hand->n_blocks, left) : left;
  guint index = first + galley_random_below (hand->random, n_blocks);
  guint what = galley_random_below (hand->random, 32);

  if (what == 0 && hand->has_blocks)
    edit_blocks (hand, blocks, index, first + n_blocks);
  else if (what < 8 && hand->has_looks)
    edit_looks (hand, blocks, index);
  else
    edit_words (hand, blocks, index);
}
