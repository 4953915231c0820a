/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much two blocks say the same: how often characters come, by the last bits of each, which is enough to tell
 * paragraphs apart and costs nothing. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

#define GALLEY_LIKENESS_BINS 128

typedef struct
{
  const GalleyBlock *block; /* borrowed */
  guint counts[GALLEY_LIKENESS_BINS];
  guint total; /* characters */
} GalleyProfile;

void galley_profile_init (GalleyProfile     *self,
                          const GalleyBlock *block);

/* 0 … 100, of a hundred characters how many are in both; 0 where they are not alike. Two empty blocks are. Where one begins
 * and ends as nearly all of the other, somebody wrote on, and they are alike however long it has become. */
guint galley_profile_compare (const GalleyProfile *a,
                              const GalleyProfile *b);

/* Of a hundred characters of @piece, how many are in @whole and not in @part. */
guint galley_profile_fill (const GalleyProfile *whole,
                           const GalleyProfile *part,
                           const GalleyProfile *piece);

G_END_DECLS
