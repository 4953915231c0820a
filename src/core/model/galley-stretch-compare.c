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

static guint
size_of (const GalleyHunk *hunk)
{
  return MAX (hunk->a_end - hunk->a_start, hunk->b_end - hunk->b_start);
}

static gboolean
is_one_change (const GalleyStretch *base,
               const GalleyHunk    *last,
               const GalleyHunk    *next)
{
  return next->a_start - last->a_end < MIN (size_of (last), size_of (next))
         || !galley_stretch_has_end_of_word (base, last->a_end, next->a_start);
}

GArray *
galley_stretch_compare_words (const GalleyStretch *base,
                              const GalleyStretch *side)
{
  g_autoptr (GArray) hunks = galley_stretch_compare (base, side);
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (GalleyHunk));

  for (guint i = 0; i < hunks->len; i++)
    {
      const GalleyHunk *hunk = &g_array_index (hunks, GalleyHunk, i);
      GalleyHunk *last = joined->len > 0 ? &g_array_index (joined, GalleyHunk, joined->len - 1) : NULL;

      if (last != NULL && is_one_change (base, last, hunk))
        {
          last->a_end = hunk->a_end;
          last->b_end = hunk->b_end;
        }
      else
        g_array_append_val (joined, *hunk);
    }
  return joined;
}

/* How much of the beginning of @words stands at the end of @text; all of them where they stand in it. */
static guint
find_beginning (const guint *words,
                guint        n_words,
                const guint *text,
                guint        n_text)
{
  /* Of each beginning, the longest one that it ends with. */
  g_autofree guint *shorter = g_new0 (guint, n_words + 1);
  guint n_found = 0;

  for (guint i = 1; i < n_words; i++)
    {
      guint n = shorter[i];

      while (n > 0 && words[n] != words[i])
        n = shorter[n];
      shorter[i + 1] = n + (words[n] == words[i]);
    }
  for (guint i = 0; i < n_text && n_found < n_words; i++)
    {
      while (n_found > 0 && words[n_found] != text[i])
        n_found = shorter[n_found];
      n_found += words[n_found] == text[i];
    }
  return n_found;
}

gboolean
galley_stretch_repeats (const GalleyStretch *front,
                        guint                front_start,
                        guint                front_end,
                        const GalleyStretch *back,
                        guint                back_start,
                        guint                back_end)
{
  const guint *a = front->numbers + front_start, *b = back->numbers + back_start;
  guint n_a = front_end - front_start, n_b = back_end - back_start;

  g_return_val_if_fail (n_a > 0 && n_b > 0, FALSE);

  return find_beginning (b, n_b, a, n_a) > 0 || find_beginning (a, n_a, b, n_b) == n_a;
}
