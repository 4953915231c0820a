/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 一键排版: what a sub-editor does to every text that comes in, after GB/T 15834 and the habits of Chinese newsrooms.
 *
 * Outer blanks and fake indents go, blanks in a row become one, empty paragraphs go. Digits and Latin letters become
 * half-width (２０１８ -> 2018). Where Chinese stands around them, marks become full-width (, -> ，), straight quotation
 * marks curly, 「」 “”, three dots or 。。。 an ellipsis, a dot at the end of a clause 。, two hyphens ——. Doubled and
 * clashing marks become one (，， -> ，). Words are never touched, marks and links stay where they were, numbers, addresses
 * and Latin text keep their own punctuation. Kinds stay, and rules; items keep their levels as given, settled or not. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

/* @blocks tidied: tidying twice is tidying once, and a block with nothing to do is the same block. @n_places: (out):
 * how many places were changed. Never empty. (transfer full) */
GPtrArray *galley_tidy_blocks (GPtrArray *blocks,
                               guint     *n_places);

G_END_DECLS
