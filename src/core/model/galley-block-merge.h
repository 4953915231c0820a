/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two hands in one paragraph. What each has changed, words and marks, lies between a head and a tail that it has left as
 * they were; where the one change lies in front of the other and a Han character, a wide mark or a blank stands between
 * them that both have left alone, both are taken. So figures and words are never put together of two hands' parts: "12.5"
 * that became "13.5" here and "12.8" there is for a person to decide. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

/* All of one kind, none a figure or a table. Turning @mine and @theirs round changes nothing. NULL: they have changed the
 * same words. (transfer full) (nullable) */
GalleyBlock *galley_block_merge (const GalleyBlock *base,
                                 const GalleyBlock *mine,
                                 const GalleyBlock *theirs);

G_END_DECLS
