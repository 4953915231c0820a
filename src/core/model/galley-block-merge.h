/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One block that two hands have changed: words and marks as galley-stretch-merge.h says, a table by its cells. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

/* Turning @mine and @theirs round changes nothing. NULL: they have changed the same. (transfer full) (nullable) */
GalleyBlock *galley_block_merge (const GalleyBlock *base,
                                 const GalleyBlock *mine,
                                 const GalleyBlock *theirs);

G_END_DECLS
