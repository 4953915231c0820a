/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two hands made different of the same: three sides for a person to choose from. Immutable.
 *
 * Mine and theirs are what would stand: what else the two have changed in the same paragraphs, apart from each other, is
 * merged in both, but where something would stand in a side twice. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

#define GALLEY_CONFLICT_BODY "body"

typedef struct
{
  char *name;  /* galley_field_get_name(), "body" for a run of blocks, "extra" for a member this Galley does not know */
  guint block; /* for "body": the index of the run's first block in the result */
  char *base;  /* readable text, for "body" a line (galley_conflict_dup_line()) for each block */
  char *mine;
  char *theirs;
  /* For "body" (element-type GalleyBlock), each may be empty. NULL for all else, and for what an older Galley wrote down. */
  GPtrArray *base_blocks;
  GPtrArray *mine_blocks;
  GPtrArray *theirs_blocks;
} GalleyConflict;

/* NULL is "". */
GalleyConflict *galley_conflict_new (const char *name,
                                     const char *base,
                                     const char *mine,
                                     const char *theirs);
/* Of the body, with texts for reading. Shares the arrays. */
GalleyConflict *galley_conflict_new_of_blocks (guint      block,
                                               GPtrArray *base,
                                               GPtrArray *mine,
                                               GPtrArray *theirs);
GalleyConflict *galley_conflict_copy (const GalleyConflict *self);
void galley_conflict_free (GalleyConflict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyConflict, galley_conflict_free)

/* A block as a line of a conflict: its text, before it the bullet or the kind of number if it is an item (always the first
 * number: others may have moved it), and a dash for a rule, so that sides differ where blocks do in more than their text.
 * (transfer full) */
char *galley_conflict_dup_line (const GalleyBlock *block);

G_END_DECLS
