/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a side has made of the base, as the merge of bodies needs it. */
#pragma once

#include "core/model/galley-diff.h"

G_BEGIN_DECLS

/* Blocks [a_start, a_end) of the base became [b_start, b_end) of the side. Hunks are in order and may touch. */
typedef struct
{
  GalleyHunk place;
  gboolean is_alike; /* the same words but for some: one block, or one that was split, or several that were joined */
} GalleyMergeHunk;

/* Of @rows, which galley_block_changes_align() made of the base and the side.
 * (transfer full) (element-type GalleyMergeHunk) */
GArray *galley_merge_hunks_new (GArray *rows);

/* Blocks that one side has moved go to their new place in the other two as well, so that what else was done to them is
 * done there. Where both have moved one to different places it goes where mine has it. Only blocks that stand once in the
 * base and on each side are followed, and never empty ones. Nothing is added or taken away. TRUE: the three arrays
 * were exchanged for others. @my_rows, @their_rows: of galley_block_changes_align(). */
gboolean galley_merge_follow_moves (GPtrArray **base,
                                    GPtrArray **mine,
                                    GArray     *my_rows,
                                    GPtrArray **theirs,
                                    GArray     *their_rows);

G_END_DECLS
