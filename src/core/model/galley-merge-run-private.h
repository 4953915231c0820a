/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run of the base's blocks that at least one side has changed, and what becomes of it. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

typedef struct
{
  guint start, end; /* blocks of the base */
  GPtrArray *base;
  GPtrArray *mine;
  GPtrArray *theirs;
  GPtrArray *merged; /* NULL: a conflict, of which mine stands */
} GalleyMergeRun;

/* Clears the runs it holds. (transfer full) (element-type GalleyMergeRun) */
GArray *galley_merge_runs_new (void);

/* What both have carried elsewhere, each by splitting, joining, moving or writing anew, would stand at both places. What all
 * three have once, be it a character, a word or some characters in a row, must not be there twice: where it would be, the
 * runs that have it become conflicts. So must a paragraph not that both have and the base lacks. */
void galley_merge_runs_dispute_doubled (GArray    *runs,
                                        GPtrArray *base,
                                        GPtrArray *mine,
                                        GPtrArray *theirs);

G_END_DECLS
