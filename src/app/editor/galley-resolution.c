/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-resolution.h"

#include "core/model/galley-merge.h"

static gboolean
reads_as (GPtrArray  *blocks,
          guint       index,
          const char *line)
{
  g_autofree char *own = galley_merge_dup_line (g_ptr_array_index (blocks, index));

  return g_str_equal (own, line);
}

/* The index of the first block of the run that reads as @lines, @hint if it stands there; -1 where there is none. */
static int
find_run (GPtrArray  *blocks,
          char      **lines,
          guint       hint)
{
  guint n_lines = g_strv_length (lines);

  for (guint round = 0; round <= blocks->len; round++)
    {
      guint first = round == 0 ? hint : round - 1;
      guint i = 0;

      if (first + n_lines > blocks->len)
        continue;
      while (i < n_lines && reads_as (blocks, first + i, lines[i]))
        i++;
      if (i == n_lines)
        return first;
    }
  return -1;
}

static gboolean
replace_run (GPtrArray            *blocks,
             GPtrArray            *theirs,
             const GalleyConflict *conflict)
{
  g_auto (GStrv) mine_lines = g_strsplit (conflict->mine, "\n", -1);
  g_auto (GStrv) their_lines = g_strsplit (conflict->theirs, "\n", -1);
  guint n_mine = g_strv_length (mine_lines), n_theirs = g_strv_length (their_lines);
  int to = find_run (blocks, mine_lines, conflict->block);
  int from = find_run (theirs, their_lines, conflict->block);

  if (n_mine == 0)
    to = conflict->block <= blocks->len ? (int) conflict->block : -1;
  if (to < 0 || (from < 0 && n_theirs > 0))
    return FALSE;

  if (n_mine > 0)
    g_ptr_array_remove_range (blocks, to, n_mine);
  for (guint i = 0; i < n_theirs; i++)
    g_ptr_array_insert (blocks, to + i, galley_block_ref (g_ptr_array_index (theirs, from + i)));
  return TRUE;
}

static GPtrArray *
resolve_body (GalleyRevision *mine,
              GalleyRevision *theirs,
              GPtrArray      *conflicts)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_copy (galley_revision_get_blocks (mine));

  /* From the last: the runs in front keep their places. */
  for (guint i = conflicts->len; i > 0; i--)
    {
      const GalleyConflict *conflict = g_ptr_array_index (conflicts, i - 1);

      if (g_str_equal (conflict->name, "body") &&
          !replace_run (blocks, galley_revision_get_blocks (theirs), conflict))
        return galley_blocks_copy (galley_revision_get_blocks (theirs));
    }
  return g_steal_pointer (&blocks);
}

static void
take_member (GalleyContent       *content,
             const GalleyContent *theirs,
             const char          *name)
{
  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    if (g_str_equal (name, galley_field_get_name (i)))
      content->fields[i] = theirs->fields[i];
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    if (g_str_equal (name, galley_set_get_name (i)))
      content->sets[i] = theirs->sets[i];
  if (g_str_equal (name, "bylines"))
    content->bylines = theirs->bylines;
  if (g_str_equal (name, "extra"))
    content->extra = theirs->extra;
}

GalleyRevision *
galley_resolution_take_theirs (GalleyRevision *mine,
                               GalleyRevision *theirs,
                               GPtrArray      *conflicts)
{
  g_autoptr (GPtrArray) blocks = NULL;
  GalleyContent content, their_content;

  g_return_val_if_fail (mine != NULL && theirs != NULL && conflicts != NULL, NULL);

  content = galley_revision_get_content (mine);
  their_content = galley_revision_get_content (theirs);
  blocks = resolve_body (mine, theirs, conflicts);
  content.blocks = blocks;
  for (guint i = 0; i < conflicts->len; i++)
    take_member (&content, &their_content, ((GalleyConflict *) g_ptr_array_index (conflicts, i))->name);

  return galley_revision_new (galley_revision_get_id (mine), &content,
                              (GalleyState *) galley_revision_get_state (mine));
}
