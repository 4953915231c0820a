/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-merge.h"

#include <string.h>

static gboolean
has_block (GPtrArray         *blocks,
           const GalleyBlock *block)
{
  for (guint i = 0; i < blocks->len; i++)
    if (galley_block_equal (g_ptr_array_index (blocks, i), block))
      return TRUE;
  return FALSE;
}

/* Whether that block of the base is their side of a dispute. */
static gboolean
is_in_dispute (GPtrArray         *conflicts,
               const GalleyBlock *block)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      const GalleyConflict *conflict = g_ptr_array_index (conflicts, i);

      if (strcmp (conflict->name, GALLEY_CONFLICT_BODY) == 0 && conflict->theirs_blocks != NULL
          && has_block (conflict->theirs_blocks, block))
        return TRUE;
    }
  return FALSE;
}

GalleyRevision *
galley_merge_dup_base (GalleyRevision *base,
                       GPtrArray      *conflicts,
                       GalleyRevision *theirs)
{
  GPtrArray *before = galley_revision_get_blocks (base);
  GPtrArray *after = galley_revision_get_blocks (theirs);
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_block_unref);
  GalleyContent content = galley_revision_get_content (base);

  for (guint i = 0; i < before->len; i++)
    {
      GalleyBlock *block = g_ptr_array_index (before, i);

      if (!is_in_dispute (conflicts, block) || has_block (after, block))
        g_ptr_array_add (blocks, galley_block_ref (block));
    }
  content.blocks = blocks;
  return galley_revision_new (galley_revision_get_id (base), &content,
                              (GalleyState *) galley_revision_get_state (base));
}
