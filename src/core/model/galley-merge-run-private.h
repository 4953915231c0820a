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
  GPtrArray *merged; /* NULL: a conflict */
  /* Of a conflict (nullable): mine and theirs with all else that the two did there. */
  GPtrArray *with_mine;
  GPtrArray *with_theirs;
} GalleyMergeRun;

/* Clears the runs it holds. (transfer full) (element-type GalleyMergeRun) */
GArray *galley_merge_runs_new (void);

/* What stands of the run where mine, or theirs, is chosen if it is a conflict. */
GPtrArray *galley_merge_run_get_standing (const GalleyMergeRun *self,
                                          gboolean              is_mine);

/* The runs that must not be settled each by itself become conflicts, whichever side is chosen in all of them:
 *
 * - what all three have once, be it a character, a word or some characters in a row, and would stand twice, where both have
 *   carried it elsewhere by splitting, joining, moving or writing anew; so a paragraph that both have and the base lacks,
 *   and words that both have put into one run, at two places of it;
 * - what stood twice and would be gone, because each has taken away another one.
 *
 * Where it is a side of a conflict that would say something twice, the sides become what the two have made. */
void galley_merge_runs_dispute (GArray    *runs,
                                GPtrArray *base,
                                GPtrArray *mine,
                                GPtrArray *theirs);

G_END_DECLS
