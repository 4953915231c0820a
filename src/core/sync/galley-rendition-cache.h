/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The renditions of an article's pictures, as a layout wants them, among the account's media (galley-media-cache.h). What
 * goes from there is made again, and is the same.
 *
 * Blocking: for the sync thread and workers. */
#pragma once

#include "core/model/galley-revision.h"
#include "core/portal/galley-layout.h"
#include "core/store/galley-store.h"
#include "core/wire/galley-renditions.h"

G_BEGIN_DECLS

/* Whether the picture, or any of @revision, has renditions in @layout. */
gboolean galley_rendition_cache_is_needed_for (GalleyLayout *layout,
                                               GalleyFigure *figure);
gboolean galley_rendition_cache_is_needed (GalleyLayout   *layout,
                                           GalleyRevision *revision);

/* Makes those of one picture and adds them to @made, where it has none there yet. Errors are those of
 * galley_media_cache_load() of the picture, of galley_renditions_make() and of galley_media_cache_put(). */
gboolean galley_rendition_cache_make_one (GalleyStore      *store,
                                          GalleyLayout     *layout,
                                          GalleyFigure     *figure,
                                          GalleyRenditions *made,
                                          gint64            now,
                                          GCancellable     *cancellable,
                                          GError          **error);
/* Those of all pictures of @revision. (transfer full) */
GalleyRenditions *galley_rendition_cache_make (GalleyStore    *store,
                                               GalleyLayout   *layout,
                                               GalleyRevision *revision,
                                               gint64          now,
                                               GCancellable   *cancellable,
                                               GError        **error);

G_END_DECLS
