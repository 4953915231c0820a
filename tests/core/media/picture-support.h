/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures made here, with or without what cameras and photographers write into them. */
#pragma once

#include "core/media/galley-picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* Four quarters: red, green, blue, white from the top left by rows. (transfer full) */
GdkPixbuf *picture_new_quarters (int      width,
                                 int      height,
                                 gboolean has_alpha);
/* Grey noise, which no format makes small. (transfer full) */
GdkPixbuf *picture_new_noise (int width,
                              int height);
/* @type as gdk-pixbuf names it: "jpeg", "png", "tiff", "bmp". (transfer full) */
GBytes *picture_save (GdkPixbuf  *pixels,
                      const char *type);
/* Decoded again. (transfer full) */
GdkPixbuf *picture_load (GBytes *bytes);
/* "r", "g", "b", "w", "." for anything else. */
char picture_get_colour (GdkPixbuf *pixels,
                         double     x,
                         double     y);
/* The middles of the four quarters, by rows: "rgbw" for a picture as it was made. (transfer full) */
char *picture_get_quarters (GBytes *bytes);

/* @jpeg with a segment behind its SOI. (transfer full) */
GBytes *picture_insert_segment (GBytes     *jpeg,
                                guint8      marker,
                                GByteArray *payload);
/* An EXIF block with an orientation, and with a position on earth where @has_position. (transfer full) */
GByteArray *picture_make_exif (guint    orientation,
                               gboolean has_position);
/* An EXIF block with the time of the photograph; @fraction and @offset may be NULL. (transfer full) */
GByteArray *picture_make_exif_time (const char *time,
                                    const char *fraction,
                                    const char *offset);
gboolean picture_has_bytes (GBytes     *bytes,
                            const char *needle);
