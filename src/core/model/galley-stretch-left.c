/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-stretch-merge.h"

#include "core/model/galley-diff.h"
#include "core/model/galley-stretch-private.h"

static gboolean
is_text (GalleyBlockRun run)
{
  for (guint i = 0; i < run.n_blocks; i++)
    if (galley_block_get_kind (run.blocks[i]) >= GALLEY_BLOCK_RULE)
      return FALSE;
  return TRUE;
}

/* What @side has of [@start, @end) of the base, from @to on. */
static gboolean
looks_alike (const GalleyStretch *base,
             const GalleyStretch *side,
             guint                start,
             guint                end,
             guint                to)
{
  for (guint i = start; i < end; i++, to++)
    if (base->tokens[i].look != side->tokens[to].look)
      return FALSE;
  return TRUE;
}

/* Whether the end of a word stands now behind the beginning of another: they read as a third one. */
static gboolean
makes_word (const GalleyStretch *base,
            const GalleyHunk    *hunk)
{
  return hunk->a_start > 0 && hunk->a_end < base->n_tokens && !galley_stretch_is_end_of_word (base, hunk->a_start - 1)
         && !galley_stretch_is_end_of_word (base, hunk->a_end)
         && galley_stretch_has_end_of_word (base, hunk->a_start, hunk->a_end);
}

/* Whether nothing was put in; some graphemes of what went are no words. */
static gboolean
only_lacks (const GalleyStretch *base,
            const GalleyStretch *side)
{
  g_autoptr (GArray) hunks = galley_stretch_compare_words (base, side);
  guint place = 0, to = 0;

  for (guint i = 0; i < hunks->len; i++)
    {
      const GalleyHunk *hunk = &g_array_index (hunks, GalleyHunk, i);

      if (hunk->b_start < hunk->b_end || makes_word (base, hunk) || !looks_alike (base, side, place, hunk->a_start, to))
        return FALSE;
      place = hunk->a_end;
      to = hunk->b_end;
    }
  return looks_alike (base, side, place, base->n_tokens, to);
}

gboolean
galley_stretch_is_left (GalleyBlockRun base,
                        GalleyBlockRun side)
{
  g_autoptr (GHashTable) numbers = NULL;
  GalleyStretch whole, left;
  gboolean is_left;

  g_return_val_if_fail (base.n_blocks > 0 && side.n_blocks > 0, FALSE);

  if (!is_text (base) || !is_text (side) || galley_block_get_kind (base.blocks[0]) != galley_block_get_kind (side.blocks[0])
      || galley_block_get_level (base.blocks[0]) != galley_block_get_level (side.blocks[0]))
    return FALSE;
  numbers = galley_stretch_numbers_new ();
  galley_stretch_init (&whole, base.blocks, base.n_blocks, numbers);
  galley_stretch_init (&left, side.blocks, side.n_blocks, numbers);
  is_left = only_lacks (&whole, &left);
  galley_stretch_clear (&whole);
  galley_stretch_clear (&left);
  return is_left;
}
