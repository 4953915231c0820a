/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a body became another one, block by block, in reading order.
 *
 * A block that stands on one side alone is DELETED or INSERTED; where it stands on both at different places it is MOVED,
 * and has a row at each place; two that are alike stand together as CHANGED. Blocks are compared whole: kind, text, marks
 * and whatever else a block may have. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_BLOCK_SAME,
  GALLEY_BLOCK_CHANGED,
  GALLEY_BLOCK_DELETED,    /* stands in the earlier one alone */
  GALLEY_BLOCK_INSERTED,   /* stands in the later one alone */
  GALLEY_BLOCK_MOVED_AWAY, /* here it stood in the earlier one */
  GALLEY_BLOCK_MOVED_HERE, /* here it stands in the later one */
} GalleyBlockChangeKind;

typedef struct
{
  GalleyBlockChangeKind kind;
  GalleyBlock *earlier; /* (nullable) */
  GalleyBlock *later;   /* (nullable) */
  guint other;          /* where MOVED: the row of the other place */
  GArray *runs;         /* where CHANGED (element-type GalleyRun), one EQUAL run where only kind or marks differ */
} GalleyBlockChange;

/* What is the SAME has rows, too. They lend the blocks of the arrays.
 * (transfer full) (element-type GalleyBlockChange) */
GArray *galley_block_changes_new (GPtrArray *earlier,
                                  GPtrArray *later);
/* The same without runs, for what does not show them. */
GArray *galley_block_changes_align (GPtrArray *earlier,
                                    GPtrArray *later);

G_END_DECLS
