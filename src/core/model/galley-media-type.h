/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kinds of file an article may show, and how one is told from its first bytes. A media file is named by the SHA-256
 * of its bytes (galley-id.h) and stands in a folder "media" under its first two digits: media/3f/3f9a… */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GALLEY_MEDIA_TYPE_JPEG "image/jpeg"
#define GALLEY_MEDIA_TYPE_PNG "image/png"

/* Larger ones are neither made, nor sent, nor taken. */
#define GALLEY_MEDIA_MAX_BYTES (32 * 1024 * 1024)

/* One of the types above, NULL for anything else: looks at the first bytes alone. */
const char *galley_media_type_sniff (gconstpointer data,
                                     gsize         length);
/* One of the types above as that constant, NULL for any other text. */
const char *galley_media_type_intern (const char *type);
/* ".jpg"; of one of the types above. */
const char *galley_media_type_get_suffix (const char *type);

/* "3f/3f9a…", below a folder of media; @suffix may be "". @hash must be a hash. (transfer full) */
char *galley_media_make_name (const char *hash,
                              const char *suffix);

G_END_DECLS
