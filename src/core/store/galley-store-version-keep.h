/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing versions: what an article was before it was changed. Private to the store's articles; they are read by
 * galley-store-versions.h. */
#pragma once

#include "core/store/galley-store-row.h"
#include "core/store/galley-store-versions.h"

G_BEGIN_DECLS

/* Keeps what stands in the row now. Where the newest version is equal it is that, and takes @reason when it was only kept
 * by time. */
gboolean galley_store_version_keep (GalleyDatabase *database,
                                    GalleyStoreRow *row,
                                    const char     *reason,
                                    gint64          now,
                                    GError        **error);
/* The same, when the newest version is a minute old by a clock that may have been set back. */
gboolean galley_store_version_keep_by_time (GalleyDatabase *database,
                                            GalleyStoreRow *row,
                                            gint64          now,
                                            GError        **error);
/* Keeps another text as a version of the row: the side of a conflict that lost. */
gboolean galley_store_version_add (GalleyDatabase *database,
                                   GalleyStoreRow *row,
                                   GalleyRevision *revision,
                                   const char     *reason,
                                   gint64          now,
                                   GError        **error);

G_END_DECLS
