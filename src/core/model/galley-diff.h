/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two bodies by block: runs to replace, in order, by a longest common subsequence (Myers) after
 * equal heads and tails are set aside. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

/* Blocks [a_start, a_end) of the one became [b_start, b_end) of the other. One of the two may be empty. */
typedef struct
{
  guint a_start, a_end;
  guint b_start, b_end;
} GalleyHunk;

/* (transfer full) (element-type GalleyHunk): neither overlapping nor touching, ascending. */
GArray *galley_diff_blocks (GPtrArray *a,
                            GPtrArray *b);

/* The changed middle of two texts, at grapheme borders, in characters: the rest is equal head and equal tail. */
void galley_diff_text (const char *a,
                       const char *b,
                       guint      *start,
                       guint      *a_end,
                       guint      *b_end);

G_END_DECLS
