/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A media file on its way in, however large, piece by piece: onto the disk, hashed, and its kind told on the way. It stands
 * in a folder of media (galley-hash-folder.h) without a name until it is kept there. One thread at a time. */
#pragma once

#include "core/base/galley-new-file.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GalleyMediaArrival GalleyMediaArrival;

/* @folder of media. Errors: those of galley_new_file_begin(). */
GalleyMediaArrival *galley_media_arrival_new (const char *folder,
                                              GError    **error);
/* What was not kept is gone. */
void galley_media_arrival_free (GalleyMediaArrival *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyMediaArrival, galley_media_arrival_free)

gboolean galley_media_arrival_write (GalleyMediaArrival *self,
                                     gconstpointer       data,
                                     gsize               length,
                                     GError            **error);
/* All that @stream gives, at most @limit bytes: GALLEY_ERROR_TOO_LARGE, and whatever the stream says. @total: how much
 * that will be, 0 where it is not known; @progress (nullable) is told. */
gboolean galley_media_arrival_read (GalleyMediaArrival   *self,
                                    GInputStream         *stream,
                                    gint64                limit,
                                    gint64                total,
                                    GFileProgressCallback progress,
                                    gpointer              progress_data,
                                    GCancellable         *cancellable,
                                    GError              **error);
/* The same of the file at @path. GALLEY_ERROR_NOT_FOUND … */
gboolean galley_media_arrival_read_file (GalleyMediaArrival   *self,
                                         const char           *path,
                                         gint64                limit,
                                         GFileProgressCallback progress,
                                         gpointer              progress_data,
                                         GCancellable         *cancellable,
                                         GError              **error);
/* No more comes: on the disk for good. May take its time. */
gboolean galley_media_arrival_end (GalleyMediaArrival *self,
                                   GError            **error);

gint64 galley_media_arrival_get_size (const GalleyMediaArrival *self);
/* Behind end. Lent. */
const char *galley_media_arrival_get_hash (const GalleyMediaArrival *self);
/* NULL: of no kind that is kept. */
const char *galley_media_arrival_get_media_type (const GalleyMediaArrival *self);
/* Behind end, once: it stands in its folder under its hash. */
gboolean galley_media_arrival_keep (GalleyMediaArrival *self,
                                    GError            **error);

G_END_DECLS
