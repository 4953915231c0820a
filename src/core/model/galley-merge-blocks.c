/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body's merge, after diff3: the two differences from the base are laid side by side. Changes that lie apart, even
 * if they touch, are both taken; those that overlap make one run, which is taken once where both sides made the same
 * of it, and else is a conflict. Both sides are compared with the base alone, so that changing sides changes nothing
 * but the names in the conflicts. */

#include "core/model/galley-merge.h"

#include "core/model/galley-block-changes.h"
#include "core/model/galley-block-merge.h"
#include "core/model/galley-diff.h"
#include "core/model/galley-list.h"
#include "core/model/galley-merge-hunks-private.h"
#include "core/model/galley-merge-run-private.h"
#include "core/model/galley-stretch-merge.h"

typedef struct
{
  GPtrArray *blocks;
  GArray *hunks; /* (element-type GalleyMergeHunk) */
  guint next;    /* the first hunk that is not used yet */
  guint first;   /* of the run that is looked at: its hunks are [first, next) */
} Side;

static const GalleyMergeHunk *
hunk_at (const Side *side,
         guint       index)
{
  return index < side->hunks->len ? &g_array_index (side->hunks, GalleyMergeHunk, index) : NULL;
}

/* Whether a hunk belongs to the run [start, end) of the base. Two insertions at one place do; touching ones do not. */
static gboolean
overlaps (const GalleyMergeHunk *hunk,
          guint                  start,
          guint                  end)
{
  if (hunk == NULL)
    return FALSE;
  if (hunk->place.a_start == hunk->place.a_end && start == end)
    return hunk->place.a_start == start;
  return MAX (hunk->place.a_start, start) < MIN (hunk->place.a_end, end)
         || (hunk->place.a_start == hunk->place.a_end && start < hunk->place.a_start && hunk->place.a_start < end)
         || (start == end && hunk->place.a_start < start && start < hunk->place.a_end);
}

static gboolean
comes_first (const GalleyMergeHunk *a,
             const GalleyMergeHunk *b)
{
  if (a == NULL || b == NULL)
    return a != NULL;
  return a->place.a_start != b->place.a_start ? a->place.a_start < b->place.a_start : a->place.a_end <= b->place.a_end;
}

static void
append_blocks (GPtrArray *out,
               GPtrArray *blocks,
               guint      start,
               guint      end)
{
  for (; start < end; start++)
    g_ptr_array_add (out, galley_block_ref (blocks->pdata[start]));
}

static GPtrArray *
copy_blocks (GPtrArray *blocks,
             guint      start,
             guint      end)
{
  GPtrArray *copy = galley_blocks_new ();

  append_blocks (copy, blocks, start, end);
  return copy;
}

/* What the side made of the run [start, end) of the base. (transfer full) */
static GPtrArray *
copy_run (const Side *side,
          GPtrArray  *base,
          guint       start,
          guint       end)
{
  const GalleyMergeHunk *head = hunk_at (side, side->first), *tail = hunk_at (side, side->next - 1);

  if (side->first == side->next)
    return copy_blocks (base, start, end);
  return copy_blocks (side->blocks, head->place.b_start - (head->place.a_start - start),
                      tail->place.b_end + (end - tail->place.a_end));
}

/* A run in which all sides have as many blocks, and a table among them, block by block. (transfer full) (nullable) */
static GPtrArray *
merge_tables (GPtrArray *base,
              GPtrArray *mine,
              GPtrArray *theirs)
{
  g_autoptr (GPtrArray) merged = galley_blocks_new ();
  gboolean has_table = FALSE;

  if (mine->len != base->len || theirs->len != base->len)
    return NULL;
  for (guint i = 0; i < base->len; i++)
    has_table = has_table || galley_block_get_table (base->pdata[i]) != NULL;
  if (!has_table)
    return NULL;
  for (guint i = 0; i < base->len; i++)
    {
      GalleyBlock *block = galley_block_merge (base->pdata[i], mine->pdata[i], theirs->pdata[i]);

      if (block == NULL)
        return NULL;
      g_ptr_array_add (merged, block);
    }
  return g_steal_pointer (&merged);
}

/* Whether all that was done to the run left the words alike, so that they can be compared one by one. */
static gboolean
is_alike (const Side *side)
{
  for (guint i = side->first; i < side->next; i++)
    if (!hunk_at (side, i)->is_alike)
      return FALSE;
  return TRUE;
}

static GalleyBlockRun
get_run (GPtrArray *blocks)
{
  return (GalleyBlockRun) { (GalleyBlock **) blocks->pdata, blocks->len };
}

/* Both have changed it. */
static void
merge_run (GalleyMergeRun *run,
           gboolean        is_alike)
{
  GPtrArray *with_mine = NULL, *with_theirs = NULL;

  if (galley_blocks_equal (run->mine, run->theirs))
    {
      run->merged = g_ptr_array_ref (run->mine);
      return;
    }
  if (run->base->len > 0 && (run->mine->len == 0 || run->theirs->len == 0))
    {
      GPtrArray *left = run->mine->len > 0 ? run->mine : run->theirs;

      /* One has taken it away, the other a part of it. */
      if (galley_stretch_is_left (get_run (run->base), get_run (left)))
        run->merged = galley_blocks_new ();
      return;
    }
  run->merged = merge_tables (run->base, run->mine, run->theirs);
  if (run->merged != NULL || !is_alike || run->base->len == 0)
    return;
  if (galley_stretch_merge (get_run (run->base), get_run (run->mine), get_run (run->theirs), &with_mine, &with_theirs))
    run->merged = with_mine;
  else
    {
      run->with_mine = with_mine;
      run->with_theirs = with_theirs;
    }
}

static void
append_run (GArray     *runs,
            GPtrArray  *base,
            const Side *mine,
            const Side *theirs,
            guint       start,
            guint       end)
{
  GalleyMergeRun run = { start, end };

  run.base = copy_blocks (base, start, end);
  run.mine = copy_run (mine, base, start, end);
  run.theirs = copy_run (theirs, base, start, end);
  if (mine->first == mine->next)
    run.merged = g_ptr_array_ref (run.theirs);
  else if (theirs->first == theirs->next)
    run.merged = g_ptr_array_ref (run.mine);
  else
    merge_run (&run, is_alike (mine) && is_alike (theirs));
  g_array_append_val (runs, run);
}

/* (transfer full) (element-type GalleyMergeRun) */
static GArray *
find_runs (GPtrArray *base,
           Side      *mine,
           Side      *theirs)
{
  GArray *runs = galley_merge_runs_new ();

  while (mine->next < mine->hunks->len || theirs->next < theirs->hunks->len)
    {
      const GalleyMergeHunk *a = hunk_at (mine, mine->next), *b = hunk_at (theirs, theirs->next);
      const GalleyMergeHunk *head = comes_first (a, b) ? a : b;
      guint start = head->place.a_start, end = head->place.a_end;

      mine->first = mine->next;
      theirs->first = theirs->next;
      *(head == a ? &mine->next : &theirs->next) += 1;
      for (gboolean grows = TRUE; grows;)
        {
          grows = FALSE;
          for (guint i = 0; i < 2; i++)
            {
              Side *side = i == 0 ? mine : theirs;
              const GalleyMergeHunk *hunk = hunk_at (side, side->next);
              if (!overlaps (hunk, start, end))
                continue;
              end = MAX (end, hunk->place.a_end);
              side->next++;
              grows = TRUE;
            }
        }
      append_run (runs, base, mine, theirs, start, end);
    }
  return runs;
}

static void
merge_with_base (GPtrArray *base,
                 Side      *mine,
                 Side      *theirs,
                 GPtrArray *out,
                 GPtrArray *conflicts)
{
  g_autoptr (GArray) runs = find_runs (base, mine, theirs);
  guint place = 0;

  galley_merge_runs_dispute (runs, base, mine->blocks, theirs->blocks);
  for (guint i = 0; i < runs->len; i++)
    {
      const GalleyMergeRun *run = &g_array_index (runs, GalleyMergeRun, i);
      GPtrArray *standing = galley_merge_run_get_standing (run, TRUE);

      append_blocks (out, base, place, run->start);
      if (run->merged == NULL)
        g_ptr_array_add (conflicts, galley_conflict_new_of_blocks (out->len, run->base, standing,
                                                                   galley_merge_run_get_standing (run, FALSE)));
      append_blocks (out, standing, 0, standing->len);
      place = run->end;
    }
  append_blocks (out, base, place, base->len);
}

/* Nothing in common: mine, and a conflict for each run that theirs has otherwise. */
static void
merge_without_base (GPtrArray *mine,
                    GPtrArray *theirs,
                    GPtrArray *out,
                    GPtrArray *conflicts)
{
  g_autoptr (GArray) hunks = galley_diff_blocks (mine, theirs);

  append_blocks (out, mine, 0, mine->len);
  for (guint i = 0; i < hunks->len; i++)
    {
      const GalleyHunk *hunk = &g_array_index (hunks, GalleyHunk, i);
      g_autoptr (GPtrArray) nothing = galley_blocks_new ();
      g_autoptr (GPtrArray) my_run = copy_blocks (mine, hunk->a_start, hunk->a_end);
      g_autoptr (GPtrArray) their_run = copy_blocks (theirs, hunk->b_start, hunk->b_end);

      g_ptr_array_add (conflicts, galley_conflict_new_of_blocks (hunk->a_start, nothing, my_run, their_run));
    }
}

GPtrArray *
galley_merge_blocks (GPtrArray  *base,
                     GPtrArray  *mine,
                     GPtrArray  *theirs,
                     GPtrArray **conflicts)
{
  g_return_val_if_fail (mine != NULL && theirs != NULL, NULL);

  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_conflict_free);
  g_autoptr (GPtrArray) out = galley_blocks_new ();
  if (base == NULL)
    merge_without_base (mine, theirs, out, found);
  else if (galley_blocks_equal (base, theirs) || galley_blocks_equal (mine, theirs))
    append_blocks (out, mine, 0, mine->len);
  else if (galley_blocks_equal (base, mine))
    append_blocks (out, theirs, 0, theirs->len);
  else
    {
      g_autoptr (GPtrArray) from = g_ptr_array_ref (base);
      g_autoptr (GPtrArray) to_mine = g_ptr_array_ref (mine);
      g_autoptr (GPtrArray) to_theirs = g_ptr_array_ref (theirs);
      g_autoptr (GArray) my_rows = galley_block_changes_align (base, mine);
      g_autoptr (GArray) their_rows = galley_block_changes_align (base, theirs);

      if (galley_merge_follow_moves (&from, &to_mine, my_rows, &to_theirs, their_rows))
        {
          g_array_unref (my_rows);
          g_array_unref (their_rows);
          my_rows = galley_block_changes_align (from, to_mine);
          their_rows = galley_block_changes_align (from, to_theirs);
        }
      g_autoptr (GArray) my_hunks = galley_merge_hunks_new (my_rows);
      g_autoptr (GArray) their_hunks = galley_merge_hunks_new (their_rows);
      Side a = { .blocks = to_mine, .hunks = my_hunks }, b = { .blocks = to_theirs, .hunks = their_hunks };
      merge_with_base (from, &a, &b, out, found);
    }
  if (conflicts != NULL)
    *conflicts = g_steal_pointer (&found);
  return galley_list_settle (out);
}
