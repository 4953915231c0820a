/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The media of an account on this computer: the files in its folder "media", and what the store says of them
 * (galley-store-media.h). The file is put first and noted behind it, so that whatever happens between leaves at worst a
 * file that nobody knows of, which is found again when the same picture is put again, or swept away.
 *
 * Blocking: for workers, the sync thread, the tool and tests; never on a thread that draws. To show a picture it is
 * enough to open galley_media_cache_make_path(). */
#pragma once

#include "core/store/galley-store-media.h"
#include "core/store/galley-store.h"

G_BEGIN_DECLS

/* Bytes of media that are kept on this computer; what the server does not have yet stays beyond that. */
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
/* Verified. GALLEY_ERROR_NOT_FOUND; GALLEY_ERROR_CORRUPT: the file is damaged; where the server has it, it is
 * fetched again. (transfer full) */
GBytes *galley_media_cache_load (GalleyStore *store,
                                 const char  *hash,
                                 GError     **error);
/* Removes what has not been used for longest until no more than @limit bytes are here; never what is here alone. */
gboolean galley_media_cache_trim (GalleyStore *store,
                                  gint64       limit,
                                  GError     **error);

G_END_DECLS
