/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body's merge, after diff3: the two differences from the base are laid side by side. Changes that lie apart, even
 * if they touch, are both taken; those that overlap make one run, which is taken once where both sides made the same
 * of it, and else is a conflict. Both sides are compared with the base alone, so that changing sides changes nothing
 * but the names in the conflicts. */

#include "core/model/galley-merge.h"

#include "core/model/galley-diff.h"
#include "core/model/galley-list.h"

#include <string.h>

typedef struct
{
  GPtrArray *blocks;
  GArray *hunks;
  guint next;  /* the first hunk that is not used yet */
  guint first; /* of the run that is looked at: its hunks are [first, next) */
} Side;

static const GalleyHunk *
hunk_at (const Side *side,
         guint       index)
{
  return index < side->hunks->len ? &g_array_index (side->hunks, GalleyHunk, index) : NULL;
}

/* Whether a hunk belongs to the run [start, end) of the base. Two insertions at one place do; touching ones do not. */
static gboolean
overlaps (const GalleyHunk *hunk,
          guint             start,
          guint             end)
{
  if (hunk == NULL)
    return FALSE;
  if (hunk->a_start == hunk->a_end && start == end)
    return hunk->a_start == start;
  return MAX (hunk->a_start, start) < MIN (hunk->a_end, end)
         || (hunk->a_start == hunk->a_end && start < hunk->a_start && hunk->a_start < end)
         || (start == end && hunk->a_start < start && start < hunk->a_end);
}

static gboolean
comes_first (const GalleyHunk *a,
             const GalleyHunk *b)
{
  if (a == NULL || b == NULL)
    return a != NULL;
  return a->a_start != b->a_start ? a->a_start < b->a_start : a->a_end <= b->a_end;
}

/* What the side made of the run [start, end) of the base: [*first, *last) of its blocks. */
static void
find_run (const Side *side,
          guint       start,
          guint       end,
          guint      *first,
          guint      *last)
{
  const GalleyHunk *head = hunk_at (side, side->first), *tail = hunk_at (side, side->next - 1);
  *first = head->b_start - (head->a_start - start);
  *last = tail->b_end + (end - tail->a_end);
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

static gboolean
runs_equal (GPtrArray *a,
            guint      a_start,
            guint      a_end,
            GPtrArray *b,
            guint      b_start,
            guint      b_end)
{
  if (a_end - a_start != b_end - b_start)
    return FALSE;
  for (; a_start < a_end; a_start++, b_start++)
    if (!galley_block_equal (a->pdata[a_start], b->pdata[b_start]))
      return FALSE;
  return TRUE;
}

/* Which picture it is, in so far as words can tell, and its two lines. */
static char *
dup_figure_line (const GalleyBlock *block)
{
  const GalleyFigure *figure = galley_block_get_figure (block);
  const char *alternative = galley_figure_get_alternative (figure);
  const GalleyCrop *crop = galley_figure_get_crop (figure);
  const GalleyFocus *focus = galley_figure_get_focus (figure);
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "[%u × %u", galley_figure_get_width (figure), galley_figure_get_height (figure));
  if (crop != NULL)
    g_string_append_printf (line, " (%u, %u)", crop->x, crop->y);
  if (focus != NULL)
    g_string_append_printf (line, " ⌖ %u %%, %u %%", focus->x, focus->y);
  if (*alternative != '\0')
    g_string_append_printf (line, " %s", alternative);
  g_string_append_printf (line, "] %s", galley_block_get_text (block));
  return g_string_free (line, FALSE);
}

/* Its name, its size, its title. */
static char *
dup_enclosed_line (const GalleyBlock *block)
{
  const GalleyEnclosure *enclosure = galley_block_get_enclosure (block);
  const char *address = galley_enclosure_get_address (enclosure);
  const GalleyFigure *poster = galley_enclosure_get_poster (enclosure);
  g_autofree char *facts = galley_enclosure_dup_facts (enclosure);
  g_autofree char *picture = poster != NULL ? g_strdup_printf (" + %u × %u", galley_figure_get_width (poster),
                                                               galley_figure_get_height (poster))
                                            : g_strdup ("");

  if (address != NULL)
    return g_strdup_printf ("[%s%s] %s", address, picture, galley_block_get_text (block));
  return g_strdup_printf ("[%s, %s%s] %s", galley_enclosure_get_name (enclosure), facts, picture,
                          galley_block_get_text (block));
}

char *
galley_merge_dup_line (const GalleyBlock *block)
{
  g_return_val_if_fail (block != NULL, NULL);

  GalleyBlockKind kind = galley_block_get_kind (block);
  if (kind == GALLEY_BLOCK_RULE)
    return g_strdup ("—");
  if (kind == GALLEY_BLOCK_FIGURE)
    return dup_figure_line (block);
  if (galley_block_get_enclosure (block) != NULL)
    return dup_enclosed_line (block);
  if (kind == GALLEY_BLOCK_TABLE)
    return galley_table_dup_text (galley_block_get_table (block));
  if (!galley_block_is_item (block))
    return g_strdup (galley_block_get_text (block));
  g_autofree char *marker = galley_list_dup_marker (kind, galley_block_get_level (block), 1);
  return g_strconcat (marker, " ", galley_block_get_text (block), NULL);
}

static char *
read_run (GPtrArray *blocks,
          guint      start,
          guint      end)
{
  GString *text = g_string_new (NULL);
  for (guint i = start; i < end; i++)
    {
      if (i > start)
        g_string_append_c (text, '\n');
      g_autofree char *line = galley_merge_dup_line (blocks->pdata[i]);
      g_string_append (text, line);
    }
  return g_string_free (text, FALSE);
}

/* One block of a run in which all sides have as many: what one side alone changed, or a table in which both did. NULL: a
 * conflict. (transfer full) (nullable) */
static GalleyBlock *
merge_block (GalleyBlock *base,
             GalleyBlock *mine,
             GalleyBlock *theirs)
{
  GalleyTable *tables[] = { galley_block_get_table (base), galley_block_get_table (mine),
                            galley_block_get_table (theirs) };
  g_autoptr (GalleyTable) merged = NULL;

  if (galley_block_equal (base, mine))
    return galley_block_ref (theirs);
  if (galley_block_equal (base, theirs) || galley_block_equal (mine, theirs))
    return galley_block_ref (mine);
  if (tables[0] != NULL && tables[1] != NULL && tables[2] != NULL)
    merged = galley_table_merge (tables[0], tables[1], tables[2]);
  return merged != NULL ? galley_block_new_table (merged) : NULL;
}

/* A run with tables in it, block by block where all sides have @n_blocks of them. FALSE: that is a conflict. */
static gboolean
merge_tables (GPtrArray *base,
              GPtrArray *mine,
              GPtrArray *theirs,
              guint      starts[3],
              guint      n_blocks,
              GPtrArray *out)
{
  g_autoptr (GPtrArray) merged = galley_blocks_new ();
  gboolean has_table = FALSE;

  for (guint i = 0; i < n_blocks; i++)
    {
      GalleyBlock *block = merge_block (base->pdata[starts[0] + i], mine->pdata[starts[1] + i],
                                        theirs->pdata[starts[2] + i]);

      if (block == NULL)
        return FALSE;
      g_ptr_array_add (merged, block);
      has_table = has_table || galley_block_get_table (block) != NULL;
    }
  if (has_table)
    append_blocks (out, merged, 0, merged->len);
  return has_table;
}

static void
settle_run (GPtrArray *base,
            Side      *mine,
            Side      *theirs,
            guint      start,
            guint      end,
            GPtrArray *out,
            GPtrArray *conflicts)
{
  guint mine_start, mine_end, theirs_start, theirs_end;

  if (mine->first == mine->next || theirs->first == theirs->next)
    {
      Side *changed = mine->first == mine->next ? theirs : mine;
      find_run (changed, start, end, &mine_start, &mine_end);
      append_blocks (out, changed->blocks, mine_start, mine_end);
      return;
    }
  find_run (mine, start, end, &mine_start, &mine_end);
  find_run (theirs, start, end, &theirs_start, &theirs_end);
  guint n_blocks = end - start, starts[3] = { start, mine_start, theirs_start };
  if (mine_end - mine_start == n_blocks && theirs_end - theirs_start == n_blocks
      && merge_tables (base, mine->blocks, theirs->blocks, starts, n_blocks, out))
    return;
  if (!runs_equal (mine->blocks, mine_start, mine_end, theirs->blocks, theirs_start, theirs_end))
    {
      GalleyConflict *conflict = g_new0 (GalleyConflict, 1);
      conflict->name = g_strdup ("body");
      conflict->block = out->len;
      conflict->base = read_run (base, start, end);
      conflict->mine = read_run (mine->blocks, mine_start, mine_end);
      conflict->theirs = read_run (theirs->blocks, theirs_start, theirs_end);
      g_ptr_array_add (conflicts, conflict);
    }
  append_blocks (out, mine->blocks, mine_start, mine_end);
}

static void
merge_with_base (GPtrArray *base,
                 Side      *mine,
                 Side      *theirs,
                 GPtrArray *out,
                 GPtrArray *conflicts)
{
  guint place = 0;

  while (mine->next < mine->hunks->len || theirs->next < theirs->hunks->len)
    {
      const GalleyHunk *a = hunk_at (mine, mine->next), *b = hunk_at (theirs, theirs->next);
      const GalleyHunk *head = comes_first (a, b) ? a : b;
      guint start = head->a_start, end = head->a_end;

      mine->first = mine->next;
      theirs->first = theirs->next;
      *(head == a ? &mine->next : &theirs->next) += 1;
      for (gboolean grows = TRUE; grows;)
        {
          grows = FALSE;
          for (guint i = 0; i < 2; i++)
            {
              Side *side = i == 0 ? mine : theirs;
              const GalleyHunk *hunk = hunk_at (side, side->next);
              if (!overlaps (hunk, start, end))
                continue;
              end = MAX (end, hunk->a_end);
              side->next++;
              grows = TRUE;
            }
        }
      append_blocks (out, base, place, start);
      settle_run (base, mine, theirs, start, end, out, conflicts);
      place = end;
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
      GalleyConflict *conflict = g_new0 (GalleyConflict, 1);
      conflict->name = g_strdup ("body");
      conflict->block = hunk->a_start;
      conflict->base = g_strdup ("");
      conflict->mine = read_run (mine, hunk->a_start, hunk->a_end);
      conflict->theirs = read_run (theirs, hunk->b_start, hunk->b_end);
      g_ptr_array_add (conflicts, conflict);
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
  else
    {
      g_autoptr (GArray) to_mine = galley_diff_blocks (base, mine);
      g_autoptr (GArray) to_theirs = galley_diff_blocks (base, theirs);
      Side a = { .blocks = mine, .hunks = to_mine }, b = { .blocks = theirs, .hunks = to_theirs };
      merge_with_base (base, &a, &b, out, found);
    }
  if (conflicts != NULL)
    *conflicts = g_steal_pointer (&found);
  return galley_list_settle (out);
}
