/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of conflicts as JSON: [{name, block, base, mine, theirs, blocks}]; "blocks" has the three sides of a run of the
 * body as canonical bodies. Private to the store's articles. */
#pragma once

#include "core/model/galley-merge.h"

G_BEGIN_DECLS

/* (transfer full) */
char *galley_store_conflicts_write (GPtrArray *conflicts);
/* (transfer full) (element-type GalleyConflict). GALLEY_ERROR_INVALID. */
GPtrArray *galley_store_conflicts_read (const char *text,
                                        GError    **error);
/* @newer, and those of @older that are not in it: an unresolved conflict does not go away because a later merge went
 * well. (transfer full) */
GPtrArray *galley_store_conflicts_join (GPtrArray *newer,
                                        GPtrArray *older);

G_END_DECLS
