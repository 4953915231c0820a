/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was put in or taken away among equal tokens can be told at several places: "甲乙甲乙丙" has a second 甲乙 in front or
 * behind. Both sides have to say the same place, or the same change would be taken for two. */
#include "core/model/galley-stretch-private.h"

#include "core/model/galley-diff.h"
#include "core/model/galley-myers-private.h"

/* Of graphemes: enough for a paragraph that was written anew in a hundred places. */
#define MAX_COST 1000

static GArray *
find_hunks (const GalleyStretch *base,
            const GalleyStretch *side)
{
  g_autofree gboolean *is_gone = g_new0 (gboolean, base->n_tokens + 1);
  g_autofree gboolean *is_new = g_new0 (gboolean, side->n_tokens + 1);
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (GalleyHunk));
  guint x = 0, y = 0;

  galley_myers_compare (base->numbers, base->n_tokens, side->numbers, side->n_tokens, MAX_COST, is_gone, is_new);
  while (x < base->n_tokens || y < side->n_tokens)
    {
      GalleyHunk hunk = { x, x, y, y };

      while (hunk.a_end < base->n_tokens && is_gone[hunk.a_end])
        hunk.a_end++;
      while (hunk.b_end < side->n_tokens && is_new[hunk.b_end])
        hunk.b_end++;
      x = hunk.a_end + 1;
      y = hunk.b_end + 1;
      if (hunk.a_start < hunk.a_end || hunk.b_start < hunk.b_end)
        g_array_append_val (hunks, hunk);
    }
  return hunks;
}

static gboolean
tokens_equal (const GalleyStretch *stretch,
              guint                a,
              guint                b)
{
  return stretch->tokens[a].number == stretch->tokens[b].number && stretch->tokens[a].look == stretch->tokens[b].look;
}

static void
shift (GalleyHunk *hunk,
       int         by)
{
  hunk->a_start += by;
  hunk->a_end += by;
  hunk->b_start += by;
  hunk->b_end += by;
}

/* @stretch has [@start, @end) that the other has not. */
static gboolean
may_go_on (const GalleyStretch *stretch,
           guint                start,
           guint                end)
{
  return end < stretch->n_tokens && tokens_equal (stretch, start, end);
}

static gboolean
may_go_back (const GalleyStretch *stretch,
             guint                start,
             guint                end)
{
  return start > 0 && tokens_equal (stretch, start - 1, end - 1);
}

/* The last place of all behind an end of a word; where there is none, the last. Between @least and @most of the base. */
static void
settle (GalleyHunk          *hunk,
        const GalleyStretch *base,
        const GalleyStretch *side,
        guint                least,
        guint                most)
{
  gboolean is_deletion = hunk->b_start == hunk->b_end;
  const GalleyStretch *stretch = is_deletion ? base : side;
  const guint *start = is_deletion ? &hunk->a_start : &hunk->b_start, *end = is_deletion ? &hunk->a_end : &hunk->b_end;
  GalleyHunk last;

  if (!is_deletion && hunk->a_start < hunk->a_end)
    return;
  while (hunk->a_end < most && may_go_on (stretch, *start, *end))
    shift (hunk, 1);
  last = *hunk;
  while (hunk->a_start > 0 && !galley_stretch_is_end_of_word (base, hunk->a_start - 1))
    {
      if (hunk->a_start == least || !may_go_back (stretch, *start, *end))
        {
          *hunk = last;
          break;
        }
      shift (hunk, -1);
    }
}

GArray *
galley_stretch_compare (const GalleyStretch *base,
                        const GalleyStretch *side)
{
  GArray *hunks = find_hunks (base, side);

  for (guint i = 0; i < hunks->len; i++)
    settle (&g_array_index (hunks, GalleyHunk, i), base, side,
            i > 0 ? g_array_index (hunks, GalleyHunk, i - 1).a_end + 1 : 0,
            i + 1 < hunks->len ? g_array_index (hunks, GalleyHunk, i + 1).a_start - 1 : base->n_tokens);
  return hunks;
}
