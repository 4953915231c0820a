/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three-way merge, a pure function: (base, mine, theirs) -> a revision and a list of conflicts.
 *
 * Scalars merge by field, sets and bylines as ordered sets (mine's order, theirs' additions behind, removals of either
 * side honoured), the body by block: longest common subsequence, a changed run on one side only is taken, equal
 * changes on both sides are taken once. A block that one side moved is found at its new place, and what the other side did
 * to it is done there. What both changed of one block is merged by grapheme (galley-stretch-merge.h). The same words
 * changed differently are a conflict: the result carries mine, and the conflict all three sides; so are a paragraph that
 * one removed and the other wrote in (who only took something away there is not asked), and words that would stand twice
 * because both have carried them elsewhere, or would be gone because each has left another one standing: all their places
 * together, so that with mine, or theirs, of everything they are there once. A headline changed on both sides is always a
 * conflict. State is theirs. */
#pragma once

#include "core/model/galley-conflict.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

/* @base NULL: nothing in common, every difference is a conflict. @conflicts: (out) (transfer full)
 * (element-type GalleyConflict), empty when all went well. (transfer full) */
GalleyRevision *galley_merge (GalleyRevision *base,
                              GalleyRevision *mine,
                              GalleyRevision *theirs,
                              GPtrArray     **conflicts);

/* The base for a merge with @theirs while @conflicts with what they had before are open. What mine has in the places in
 * dispute did not come from what stands there in @base: where that is gone from @theirs, or changed, it is left out, so that
 * nothing in its place is taken for a change of it. (transfer full) */
GalleyRevision *galley_merge_dup_base (GalleyRevision *base,
                                       GPtrArray      *conflicts,
                                       GalleyRevision *theirs);

/* The body alone: used to carry a change made elsewhere into a document that is being typed in. */
GPtrArray *galley_merge_blocks (GPtrArray  *base,
                                GPtrArray  *mine,
                                GPtrArray  *theirs,
                                GPtrArray **conflicts);

G_END_DECLS
