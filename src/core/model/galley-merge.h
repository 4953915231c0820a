/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three-way merge, a pure function: (base, mine, theirs) -> a revision and a list of conflicts.
 *
 * Scalars merge by field, sets and bylines as ordered sets (mine's order, theirs' additions behind, removals of either
 * side honoured), the body by block: longest common subsequence, a changed run on one side only is taken, equal
 * changes on both sides are taken once. What both changed differently is a conflict: the result carries mine, and the
 * conflict all three sides as text. A headline changed on both sides is always a conflict. State is theirs. */
#pragma once

#include "core/model/galley-revision.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;  /* galley_field_get_name(), "body" for a run of blocks, "extra" for a member this Galley does not know */
  guint block; /* for "body": the index of the run's first block in the result */
  char *base;  /* readable text, for "body" a line (galley_merge_dup_line()) for each block */
  char *mine;
  char *theirs;
} GalleyConflict;

void galley_conflict_free (GalleyConflict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyConflict, galley_conflict_free)

/* @base NULL: nothing in common, every difference is a conflict. @conflicts: (out) (transfer full)
 * (element-type GalleyConflict), empty when all went well. (transfer full) */
GalleyRevision *galley_merge (GalleyRevision *base,
                              GalleyRevision *mine,
                              GalleyRevision *theirs,
                              GPtrArray     **conflicts);

/* A block as a line of a conflict: its text, before it the bullet or the kind of number if it is an item (always the first
 * number: others may have moved it), and a dash for a rule, so that sides differ where blocks do in more than their text.
 * (transfer full) */
char *galley_merge_dup_line (const GalleyBlock *block);

/* The body alone: used to carry a change made elsewhere into a document that is being typed in. */
GPtrArray *galley_merge_blocks (GPtrArray  *base,
                                GPtrArray  *mine,
                                GPtrArray  *theirs,
                                GPtrArray **conflicts);

G_END_DECLS
