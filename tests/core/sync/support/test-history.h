/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a portal in memory has ever had. */
#pragma once

#include "core/model/galley-revision.h"

G_BEGIN_DECLS

/* galley_transport_find() in @history (element-type GalleyRevision), oldest first. */
GalleyRevision *test_history_find (GPtrArray         *history,
                                   const char        *id,
                                   const char *const *hashes,
                                   const char        *since);

G_END_DECLS
