/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What shall stand when conflicts are ended: for each the side that a person has chosen. A pure function. */
#pragma once

#include "core/model/galley-conflict.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_CHOICE_MINE,
  GALLEY_CHOICE_THEIRS,
  GALLEY_CHOICE_BOTH, /* of the body: mine and behind it theirs; of all else as MINE */
} GalleyChoice;

/* @mine, the article as it stands, with each of @conflicts (element-type GalleyConflict) as @choices say, one for each:
 * marks, pictures and tables come along. What is in no conflict stays. Where a disputed run has been changed since, it is
 * the block that is most like it; where there is none any more, what is chosen comes in where it stood. Of a conflict
 * without blocks, which an older Galley wrote down, THEIRS is the whole body of @theirs. State is @mine's.
 * (transfer full) */
GalleyRevision *galley_resolution_new (GalleyRevision     *mine,
                                       GalleyRevision     *theirs,
                                       GPtrArray          *conflicts,
                                       const GalleyChoice *choices);

/* THEIRS of all. */
GalleyRevision *galley_resolution_take_theirs (GalleyRevision *mine,
                                               GalleyRevision *theirs,
                                               GPtrArray      *conflicts);

G_END_DECLS
