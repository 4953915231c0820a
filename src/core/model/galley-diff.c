/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Myers' O(ND) difference in linear space (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), over
 * small numbers instead of blocks: equal blocks get the same number.
 *
 * Blocks that stand on one side only can never be matched; they are marked as changed first and left out, so that two
 * quite different bodies cost no more than a look at each block. What is left is searched to a limit; beyond it a run
 * counts as replaced, which is right, only not the fewest. */

#include "core/model/galley-diff.h"

#include "core/base/galley-text.h"

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

typedef struct
{
  Side a, b;
  int *forward; /* by diagonal: how far the search from the start came in a */
  int *backward;
  int origin; /* diagonal 0 in both */
} Search;

static void
mark_changed (Side *side,
              guint start,
              guint end)
{
  for (; start < end; start++)
    side->is_changed[side->places[start]] = TRUE;
}

typedef struct
{
  int x, y;
} Point;

/* A point on a shortest path through [a_start, a_end) x [b_start, b_end), which is not empty on either side and has
 * neither head nor tail in common. FALSE when it costs too much. */
static gboolean
find_middle (Search *search,
             int     a_start,
             int     a_end,
             int     b_start,
             int     b_end,
             Point  *middle)
{
  const guint *a = search->a.numbers, *b = search->b.numbers;
  int *forward = search->forward + search->origin, *backward = search->backward + search->origin;
  int low = a_start - b_end, high = a_end - b_start;
  int first = a_start - b_start, last = a_end - b_end;
  int forward_low = first, forward_high = first, backward_low = last, backward_high = last;
  gboolean is_odd = (first - last) & 1;

  forward[first] = a_start;
  backward[last] = a_end;
  for (int cost = 1; cost <= MAX_COST; cost++)
    {
      if (forward_low > low)
        forward[--forward_low - 1] = -1;
      else
        forward_low++;
      if (forward_high < high)
        forward[++forward_high + 1] = -1;
      else
        forward_high--;
      for (int diagonal = forward_high; diagonal >= forward_low; diagonal -= 2)
        {
          int below = forward[diagonal - 1], above = forward[diagonal + 1];
          int x = below >= above ? below + 1 : above;
          for (int y = x - diagonal; x < a_end && y < b_end && a[x] == b[y]; y++)
            x++;
          forward[diagonal] = x;
          if (is_odd && diagonal >= backward_low && diagonal <= backward_high && backward[diagonal] <= x)
            {
              *middle = (Point) { x, x - diagonal };
              return TRUE;
            }
        }

      if (backward_low > low)
        backward[--backward_low - 1] = G_MAXINT;
      else
        backward_low++;
      if (backward_high < high)
        backward[++backward_high + 1] = G_MAXINT;
      else
        backward_high--;
      for (int diagonal = backward_high; diagonal >= backward_low; diagonal -= 2)
        {
          int below = backward[diagonal - 1], above = backward[diagonal + 1];
          int x = below < above ? below : above - 1;
          for (int y = x - diagonal; x > a_start && y > b_start && a[x - 1] == b[y - 1]; y--)
            x--;
          backward[diagonal] = x;
          if (!is_odd && diagonal >= forward_low && diagonal <= forward_high && x <= forward[diagonal])
            {
              *middle = (Point) { x, x - diagonal };
              return TRUE;
            }
        }
    }
  return FALSE;
}

static void
compare (Search *search,
         int     a_start,
         int     a_end,
         int     b_start,
         int     b_end)
{
  const guint *a = search->a.numbers, *b = search->b.numbers;
  Point middle;

  while (a_start < a_end && b_start < b_end && a[a_start] == b[b_start])
    {
      a_start++;
      b_start++;
    }
  while (a_start < a_end && b_start < b_end && a[a_end - 1] == b[b_end - 1])
    {
      a_end--;
      b_end--;
    }
  if (a_start == a_end || b_start == b_end || !find_middle (search, a_start, a_end, b_start, b_end, &middle))
    {
      mark_changed (&search->a, a_start, a_end);
      mark_changed (&search->b, b_start, b_end);
      return;
    }
  compare (search, a_start, middle.x, b_start, middle.y);
  compare (search, middle.x, a_end, middle.y, b_end);
}

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

static GArray *
collect_hunks (Search *search,
               guint   a_length,
               guint   b_length)
{
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (GalleyHunk));
  const gboolean *a_changed = search->a.is_changed, *b_changed = search->b.is_changed;
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
  Search search = { 0 };
  side_init (&search.a, a, start, a_end, in_b, in_a);
  side_init (&search.b, b, start, b_end, in_a, in_a);
  guint n_diagonals = search.a.length + search.b.length + 5;
  search.forward = g_new (int, n_diagonals);
  search.backward = g_new (int, n_diagonals);
  search.origin = search.b.length + 2;

  compare (&search, 0, search.a.length, 0, search.b.length);
  GArray *hunks = collect_hunks (&search, a->len, b->len);

  side_clear (&search.a);
  side_clear (&search.b);
  g_free (search.forward);
  g_free (search.backward);
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
