/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where two people were in each other's way, told by the characters and not by the merge: how often somebody has to be asked
 * whatever merges. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

typedef enum
{
  MERGE_OVERLAP_NONE,
  MERGE_OVERLAP_DELETED, /* both took the same characters away, and wrote nothing there */
  MERGE_OVERLAP_TOUCHED, /* what the one wrote ends where the other's begins */
  /* Both replaced the same, or put something in at one place; or the one within what the other took away. */
  MERGE_OVERLAP_MET,
} MergeOverlap;

/* The worst of what there is. No character stands twice in a body, and those that @mine and @theirs brought are in no other;
 * nothing was split or joined. */
MergeOverlap merge_overlap_find (GPtrArray *base,
                                 GPtrArray *mine,
                                 GPtrArray *theirs);

G_END_DECLS
