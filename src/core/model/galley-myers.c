/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Myers' O(ND) difference in linear space (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). */

#include "core/model/galley-myers-private.h"

typedef struct
{
  const guint *a, *b;
  gboolean *a_changed, *b_changed;
  int max_cost;
  int *forward; /* by diagonal: how far the search from the start came in a */
  int *backward;
  int origin; /* diagonal 0 in both */
} Search;

static void
mark_changed (gboolean *is_changed,
              int       start,
              int       end)
{
  for (; start < end; start++)
    is_changed[start] = TRUE;
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
  const guint *a = search->a, *b = search->b;
  int *forward = search->forward + search->origin, *backward = search->backward + search->origin;
  int low = a_start - b_end, high = a_end - b_start;
  int first = a_start - b_start, last = a_end - b_end;
  int forward_low = first, forward_high = first, backward_low = last, backward_high = last;
  gboolean is_odd = (first - last) & 1;

  forward[first] = a_start;
  backward[last] = a_end;
  for (int cost = 1; cost <= search->max_cost; cost++)
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
  const guint *a = search->a, *b = search->b;
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
      mark_changed (search->a_changed, a_start, a_end);
      mark_changed (search->b_changed, b_start, b_end);
      return;
    }
  compare (search, a_start, middle.x, b_start, middle.y);
  compare (search, middle.x, a_end, middle.y, b_end);
}

void
galley_myers_compare (const guint *a,
                      guint        a_length,
                      const guint *b,
                      guint        b_length,
                      guint        max_cost,
                      gboolean    *a_changed,
                      gboolean    *b_changed)
{
  Search search = { a, b, a_changed, b_changed, (int) max_cost };
  guint n_diagonals = a_length + b_length + 5;

  search.forward = g_new (int, n_diagonals);
  search.backward = g_new (int, n_diagonals);
  search.origin = (int) b_length + 2;
  compare (&search, 0, (int) a_length, 0, (int) b_length);
  g_free (search.forward);
  g_free (search.backward);
}
