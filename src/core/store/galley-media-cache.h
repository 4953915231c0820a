/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The media of an account on this computer: the files in its folder "media", and what the store says of them
 * (galley-store-media.h). The file is put first and noted behind it, so that whatever happens between leaves at worst a
 * file that nobody knows of, which is found again when the same picture is put again, or swept away.
 *
 * Blocking: for workers, the sync thread, the tool and tests; never on a thread that draws. To show a picture it is
 * enough to open galley_media_cache_make_path(). */
#pragma once

#include "core/model/galley-media-arrival.h"
#include "core/store/galley-store-media.h"
#include "core/store/galley-store.h"

G_BEGIN_DECLS

/* Bytes of media that are kept on this computer where nobody has said how many; what the server does not have yet stays
 * beyond that. */
#define GALLEY_MEDIA_CACHE_LIMIT ((gint64) 2 * 1024 * 1024 * 1024)

/* Where the file stands, or would. (transfer full) */
char *galley_media_cache_make_path (GalleyStore *store,
                                    const char  *hash);
/* What is known of it, NULL without error: nothing. (transfer full) */
GalleyMediaRow *galley_media_cache_find (GalleyStore *store,
                                         const char  *hash,
                                         GError     **error);
/* On the disk for good when this returns TRUE. @is_on_server: it came from there. GALLEY_ERROR_INVALID where @bytes do
 * not have that name or are of no media type; GALLEY_ERROR_TOO_LARGE; GALLEY_ERROR_FULL, and nothing is left of it. */
gboolean galley_media_cache_put (GalleyStore *store,
                                 const char  *hash,
                                 GBytes      *bytes,
                                 gboolean     is_on_server,
                                 gint64       now,
                                 GError     **error);
/* A file of any size on its way in, and at its end. @hash (nullable): which one it is to be; else as put(), and
 * G_IO_ERROR_CANCELLED. */
GalleyMediaArrival *galley_media_cache_begin (GalleyStore *store,
                                              GError     **error);
gboolean galley_media_cache_keep (GalleyStore        *store,
                                  GalleyMediaArrival *arrival,
                                  const char         *hash,
                                  gboolean            is_on_server,
                                  gint64              now,
                                  GError            **error);
/* Verified. GALLEY_ERROR_NOT_FOUND; GALLEY_ERROR_TOO_LARGE: more than GALLEY_MEDIA_MAX_LOADED bytes;
 * GALLEY_ERROR_CORRUPT: the file is damaged; where the server has it, it is fetched again. (transfer full) */
GBytes *galley_media_cache_load (GalleyStore *store,
                                 const char  *hash,
                                 GError     **error);
/* The same of a file of any size: whether it is whole, or as a copy at @path. G_IO_ERROR_CANCELLED. */
gboolean galley_media_cache_check (GalleyStore  *store,
                                   const char   *hash,
                                   GCancellable *cancellable,
                                   GError      **error);
gboolean galley_media_cache_copy (GalleyStore  *store,
                                  const char   *hash,
                                  const char   *path,
                                  GCancellable *cancellable,
                                  GError      **error);
/* Removes what has not been used for longest until no more than @limit bytes are here; never what is here alone. */
gboolean galley_media_cache_trim (GalleyStore *store,
                                  gint64       limit,
                                  GError     **error);

/* In a job: how many bytes are kept, negative with @error. */
gint64 galley_media_cache_get_limit_in_store (GalleyDatabase *database,
                                              GError        **error);
/* In a job: so many from now on, and what is beyond them goes as by trim(). @folder: the store's. */
gboolean galley_media_cache_set_limit_in_store (GalleyDatabase *database,
                                                const char     *folder,
                                                gint64          limit,
                                                GError        **error);

G_END_DECLS
