/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture's pixels, upright, within the limits of galley-picture.h. Private to the media. */
#pragma once

#include "core/media/galley-picture-head.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* @max_side: neither side of the result is longer, 0: as large as it is. Its option "icc-profile" is the file's. What
 * comes back is for this caller alone. (transfer full) */
GdkPixbuf *galley_picture_decode (GBytes                  *file,
                                  const GalleyPictureHead *head,
                                  guint                    max_side,
                                  GCancellable            *cancellable,
                                  GError                 **error);

/* The size that a picture of that size has within @max_side. */
void galley_picture_fit (guint *width,
                         guint *height,
                         guint  max_side);

G_END_DECLS
