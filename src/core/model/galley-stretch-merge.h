/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two hands in the same words: the merge of a paragraph, or of some that one side has split or joined.
 *
 * Each side is compared with the base by grapheme; changes that lie apart are both taken, equal ones once, and stretches
 * that both have deleted are both gone. Apart means that a Han character, a wide mark, a blank or the end of a paragraph
 * stands between them which both have left alone: figures and words are never put together of two hands' parts. "12.5"
 * that became "13.5" here and "12.8" there is for a person to decide, and so are 三千五百 and 3月5日.
 *
 * Changes that touch are apart, too, where the end of a word is there and was there: [a, b) replaced by the one and
 * [b, c) by the other come in one order, and so does what was put in at the edge of what the other replaced or deleted.
 * Not so what both put in at one point; what would say the same twice, as where both went on with the same words; and a
 * paragraph of which nothing would be left that stood there.
 *
 * What is a block's kind and level, and the marks, are merged beside the words: a heading here and a word there are both
 * taken, bold here and a link there as well; words that the one has marked and the other rewritten are not. No grapheme is
 * split, nor two made one: where what meets would read otherwise than either side wrote it, that is a conflict. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

typedef struct
{
  GalleyBlock *const *blocks;
  guint n_blocks;
} GalleyBlockRun;

/* At least one block each. What is more than a text (a figure, a file, a rule) merges alone, and where it is the same on
 * all sides but for its words; a table never (galley-table.h).
 *
 * TRUE: *@with_mine is the merged stretch and *@with_theirs NULL. FALSE: both have changed the same; all that lies apart
 * is merged in each, and the rest is mine in the one, theirs in the other. Turning the sides turns the two. */
gboolean galley_stretch_merge (GalleyBlockRun  base,
                               GalleyBlockRun  mine,
                               GalleyBlockRun  theirs,
                               GPtrArray **with_mine,
                               GPtrArray **with_theirs);

/* Whether @side is what is left of @base where something was only taken away: of texts, in its order, and as it looked.
 * What is only made of characters that stood there is new. At least one block each. */
gboolean galley_stretch_is_left (GalleyBlockRun base,
                                 GalleyBlockRun side);

G_END_DECLS
