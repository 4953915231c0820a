/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles and what two people do to them, made up from a seed: for the properties of the merge, and for how often it has to
 * ask. */
#pragma once

#include "core/base/galley-random.h"
#include "core/model/galley-block.h"

G_BEGIN_DECLS

#define MERGE_SUPPORT_PARAGRAPHS 20
#define MERGE_SUPPORT_LONGEST 12

/* Chinese prose with punctuation, a figure here and there: paragraphs of 40 to 160 characters. (transfer full) */
GPtrArray *merge_support_prose (GalleyRandom *random);
/* Paragraphs in which no character stands twice. (transfer full) */
GPtrArray *merge_support_unique (GalleyRandom *random);
/* As many paragraphs as long as those of @blocks, in which no character stands twice. (transfer full) */
GPtrArray *merge_support_shadow (GPtrArray *blocks);

/* Where a hand takes the characters from that it writes. */
typedef struct
{
  GalleyRandom *random; /* what is done, and where */
  GalleyRandom *words;  /* what is written: as in prose; NULL: unique ones from @next on */
  gunichar next;
  gboolean has_blocks;   /* paragraphs may come, go and be moved */
  gboolean has_looks;    /* paragraphs may be split and joined, marked, and made something else */
  guint first, n_blocks; /* the paragraphs that it keeps to; 0: all */
  guint longest;         /* of what is put in, taken away or replaced, in characters; 0: MERGE_SUPPORT_LONGEST */
} MergeHand;

/* One thing a person does: 1 to as many characters as may be put in, taken away or replaced, all equally often and
 * everywhere; one time in 32 a whole paragraph comes, goes or is moved. @blocks changes. Two hands whose
 * @random is equal do the same, whatever they write. */
void merge_support_edit (MergeHand *hand,
                         GPtrArray *blocks);

G_END_DECLS
