/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks get small numbers, equal ones the same, and the numbers are compared (galley-myers-private.h). Blocks that stand
 * on one side only can never be matched; they are marked as changed first and left out, so that two quite different
 * bodies cost no more than a look at each block. */

#include "core/model/galley-diff.h"

#include "core/base/galley-text.h"
#include "core/model/galley-myers-private.h"

#include <string.h>

#define MAX_COST 4096

/* One side: the numbers of the blocks that stand on both, where each stood, and what was found changed. */
typedef struct
{
  guint *numbers;
  guint *places;
  guint length;
  gboolean *is_changed; /* by place */
} Side;

static guint
hash_block (gconstpointer block)
{
  guint64 hash = galley_block_hash (block);
  return (guint) (hash ^ (hash >> 32));
}

static gboolean
equal_blocks (gconstpointer a,
              gconstpointer b)
{
  return galley_block_equal (a, b);
}

/* block -> number from 1, the same for equal blocks. */
static GHashTable *
number_blocks (GPtrArray *blocks,
               guint      start,
               guint      end)
{
  GHashTable *numbers_of = g_hash_table_new (hash_block, equal_blocks);
  for (guint i = start; i < end; i++)
    if (!g_hash_table_contains (numbers_of, blocks->pdata[i]))
      g_hash_table_insert (numbers_of, blocks->pdata[i], GUINT_TO_POINTER (g_hash_table_size (numbers_of) + 1));
  return numbers_of;
}

static void
side_init (Side       *side,
           GPtrArray  *blocks,
           guint       start,
           guint       end,
           GHashTable *other,
           GHashTable *numbers_of)
{
  side->numbers = g_new (guint, end - start + 1);
  side->places = g_new (guint, end - start + 1);
  side->is_changed = g_new0 (gboolean, blocks->len + 1);
  side->length = 0;
  for (guint i = start; i < end; i++)
    {
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers_of, blocks->pdata[i]));
      if (number == 0 || !g_hash_table_contains (other, blocks->pdata[i]))
        {
          side->is_changed[i] = TRUE;
          continue;
        }
      side->numbers[side->length] = number;
      side->places[side->length++] = i;
    }
}

static void
side_clear (Side *side)
{
  g_free (side->numbers);
  g_free (side->places);
  g_free (side->is_changed);
}

/* Of the blocks that stand on both sides, those that are not in the longest common subsequence. */
static void
compare_sides (Side *a,
               Side *b)
{
  g_autofree gboolean *a_changed = g_new0 (gboolean, a->length + 1);
  g_autofree gboolean *b_changed = g_new0 (gboolean, b->length + 1);

  galley_myers_compare (a->numbers, a->length, b->numbers, b->length, MAX_COST, a_changed, b_changed);
  for (guint i = 0; i < a->length; i++)
    a->is_changed[a->places[i]] |= a_changed[i];
  for (guint i = 0; i < b->length; i++)
    b->is_changed[b->places[i]] |= b_changed[i];
}

static GArray *
collect_hunks (const gboolean *a_changed,
               const gboolean *b_changed,
               guint           a_length,
               guint           b_length)
{
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (GalleyHunk));
  guint a = 0, b = 0;

  while (a < a_length || b < b_length)
    {
      GalleyHunk hunk = { a, a, b, b };
      while (hunk.a_end < a_length && a_changed[hunk.a_end])
        hunk.a_end++;
      while (hunk.b_end < b_length && b_changed[hunk.b_end])
        hunk.b_end++;
      if (hunk.a_end > a || hunk.b_end > b)
        g_array_append_val (hunks, hunk);
      a = hunk.a_end + 1;
      b = hunk.b_end + 1;
    }
  return hunks;
}

GArray *
galley_diff_blocks (GPtrArray *a,
                    GPtrArray *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  guint start = 0, a_end = a->len, b_end = b->len;
  while (start < a_end && start < b_end && galley_block_equal (a->pdata[start], b->pdata[start]))
    start++;
  while (a_end > start && b_end > start && galley_block_equal (a->pdata[a_end - 1], b->pdata[b_end - 1]))
    {
      a_end--;
      b_end--;
    }
  if (start == a_end || start == b_end)
    {
      GArray *hunks = g_array_new (FALSE, FALSE, sizeof (GalleyHunk));
      GalleyHunk hunk = { start, a_end, start, b_end };
      if (start < a_end || start < b_end)
        g_array_append_val (hunks, hunk);
      return hunks;
    }

  g_autoptr (GHashTable) in_a = number_blocks (a, start, a_end);
  g_autoptr (GHashTable) in_b = number_blocks (b, start, b_end);
  Side a_side, b_side;
  side_init (&a_side, a, start, a_end, in_b, in_a);
  side_init (&b_side, b, start, b_end, in_a, in_a);
  compare_sides (&a_side, &b_side);
  GArray *hunks = collect_hunks (a_side.is_changed, b_side.is_changed, a->len, b->len);
  side_clear (&a_side);
  side_clear (&b_side);
  return hunks;
}

/* The last border of graphemes in both texts at or before @offset, and the like behind. */
static glong
border_before (const char *a,
               const char *b,
               glong       offset)
{
  glong both;
  while ((both = galley_text_grapheme_before (b, galley_text_grapheme_before (a, offset))) != offset)
    offset = both;
  return offset;
}

void
galley_diff_text (const char *a,
                  const char *b,
                  guint      *start,
                  guint      *a_end,
                  guint      *b_end)
{
  g_return_if_fail (a != NULL && b != NULL);
  g_return_if_fail (start != NULL && a_end != NULL && b_end != NULL);

  const char *x = a, *y = b;
  while (*x != '\0' && *x == *y)
    {
      x++;
      y++;
    }
  while (x > a && ((guchar) *x & 0xc0) == 0x80)
    {
      x--;
      y--;
    }
  while (y > b && ((guchar) *y & 0xc0) == 0x80)
    {
      x--;
      y--;
    }
  glong a_length = g_utf8_strlen (a, -1), b_length = g_utf8_strlen (b, -1);
  glong first = border_before (a, b, g_utf8_pointer_to_offset (a, x));

  /* The tails that are equal, then back to a border of both that is not before the middle's start. */
  const char *a_tail = a + strlen (a), *b_tail = b + strlen (b);
  const char *a_first = g_utf8_offset_to_pointer (a, first), *b_first = g_utf8_offset_to_pointer (b, first);
  glong n_tail = 0;
  while (a_tail > a_first && b_tail > b_first)
    {
      const char *a_last = g_utf8_prev_char (a_tail), *b_last = g_utf8_prev_char (b_tail);
      if (a_tail - a_last != b_tail - b_last || memcmp (a_last, b_last, a_tail - a_last) != 0)
        break;
      a_tail = a_last;
      b_tail = b_last;
      n_tail++;
    }
  for (glong previous = -1; previous != n_tail;)
    {
      previous = n_tail;
      n_tail = a_length - galley_text_grapheme_after (a, a_length - n_tail);
      n_tail = b_length - galley_text_grapheme_after (b, b_length - n_tail);
    }
  *start = first;
  *a_end = a_length - n_tail;
  *b_end = b_length - n_tail;
}
