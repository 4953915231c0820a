/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kinds of file an article may show or hand out, and how one is told from its bytes: never from its name. A media file
 * is named by the SHA-256 of its bytes (galley-id.h) and stands in a folder "media" under its first two digits:
 * media/3f/3f9a… */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GALLEY_MEDIA_TYPE_JPEG "image/jpeg"
#define GALLEY_MEDIA_TYPE_PNG "image/png"
#define GALLEY_MEDIA_TYPE_PDF "application/pdf"
#define GALLEY_MEDIA_TYPE_ZIP "application/zip"
#define GALLEY_MEDIA_TYPE_MP4 "video/mp4"
#define GALLEY_MEDIA_TYPE_WEBM "video/webm"
#define GALLEY_MEDIA_TYPE_MP3 "audio/mpeg"

/* Larger ones are neither made, nor sent, nor taken. */
#define GALLEY_MEDIA_MAX_PICTURE_BYTES (32 * 1024 * 1024)
#define GALLEY_MEDIA_MAX_BYTES (1024 * 1024 * 1024)
/* Nor does anybody take a larger one into memory as a whole. */
#define GALLEY_MEDIA_MAX_LOADED (100 * 1024 * 1024)
#define GALLEY_MEDIA_MAX_SUFFIX 5 /* bytes of ".docx", ".webm" … */

/* The types above, and those of office files, old and new: NULL for anything else. @data is all of the file. A file that
 * is a zip is an office file by what it holds. */
const char *galley_media_type_sniff (gconstpointer data,
                                     gsize         length);
/* One of these types as a constant, NULL for any other text. */
const char *galley_media_type_intern (const char *type);
/* ".jpg"; of one of these types. */
const char *galley_media_type_get_suffix (const char *type);
/* The type whose suffix stands at @text, in front of a quotation mark or the end of @length bytes; NULL for none. */
const char *galley_media_type_find_by_suffix (const char *text,
                                              gsize       length);
/* "PDF", "Word", "Excel" …: what newsrooms call such a file everywhere. */
const char *galley_media_type_get_name (const char *type);
gboolean galley_media_type_is_picture (const char *type);
/* One that browsers play by themselves. */
gboolean galley_media_type_is_video (const char *type);
/* How many bytes a file of the type may have. */
gsize galley_media_type_get_max_bytes (const char *type);

/* "3f/3f9a…", below a folder of media; @suffix may be "". @hash must be a hash. (transfer full) */
char *galley_media_make_name (const char *hash,
                              const char *suffix);

G_END_DECLS
