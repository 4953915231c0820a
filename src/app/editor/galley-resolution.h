/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What shall stand when a conflict is ended in the other side's favour. */
#pragma once

#include "core/model/galley-merge.h"

G_BEGIN_DECLS

/* @mine with each of @conflicts (element-type GalleyConflict) replaced by what @theirs says there: what only one side
 * changed stays. A run of blocks that cannot be found any more takes the whole body of @theirs. State is @mine's.
 * (transfer full) */
GalleyRevision *galley_resolution_take_theirs (GalleyRevision *mine,
                                               GalleyRevision *theirs,
                                               GPtrArray      *conflicts);

G_END_DECLS
