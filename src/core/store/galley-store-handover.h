/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article that came from another computer without a server between (a hand-over file): taken in where it is not known,
 * merged where it is. To be called inside a job's transaction. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_HANDOVER_NEW,      /* it was not here */
  GALLEY_HANDOVER_SAME,     /* it says nothing that is not here already */
  GALLEY_HANDOVER_MERGED,   /* both sides stand in it now */
  GALLEY_HANDOVER_DISPUTED, /* as merged, but the same words were changed on both: mine stand until a person decides */
} GalleyHandover;

/* What both sides last had in common, to be sent along: what the server has acknowledged, else what was last taken in
 * from elsewhere. NULL without error: nothing is known. (transfer full) */
GalleyRevision *galley_handover_load_base_in_store (GalleyDatabase *database,
                                                    const char     *id,
                                                    GError        **error);

/* Takes @theirs in, which was @base when it left (nullable: then galley_handover_load_base_in_store()). What came is kept
 * as a version, and what stood as well; the trash gives the article back. The state that stands here stands on; a new
 * article has that of @theirs. GALLEY_ERROR_CONFLICT: an earlier conflict of the article waits for an answer. */
gboolean galley_handover_take_in_store (GalleyDatabase *database,
                                        GalleyRevision *theirs,
                                        GalleyRevision *base,
                                        gint64          now,
                                        GalleyHandover *outcome,
                                        GError        **error);

G_END_DECLS
