/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a picture's file says of itself before it is decoded: its kind, its size, and whether its end is there. Private to
 * the media. Our own reader: it is asked before any foreign decoder sees the bytes. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_PICTURE_KIND_JPEG,
  GALLEY_PICTURE_KIND_PNG,
  GALLEY_PICTURE_KIND_GIF,
  GALLEY_PICTURE_KIND_BMP,
  GALLEY_PICTURE_KIND_TIFF,
  GALLEY_PICTURE_KIND_WEBP,
  GALLEY_PICTURE_KIND_HEIC,
  GALLEY_PICTURE_KIND_AVIF,
} GalleyPictureKind;

typedef struct
{
  GalleyPictureKind kind;
  guint width, height; /* pixels as they are coded; 0 where only the decoder can tell (TIFF) */
} GalleyPictureHead;

/* "HEIC"; and the media type by which its reader is found. */
const char *galley_picture_kind_get_name (GalleyPictureKind kind);
const char *galley_picture_kind_get_media_type (GalleyPictureKind kind);

/* REJECTED: none of these kinds; INVALID: damaged or cut off, as far as it can be seen here. */
gboolean galley_picture_head_read (const guint8      *data,
                                   gsize              length,
                                   GalleyPictureHead *head,
                                   GError           **error);

G_END_DECLS
