/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels into a file of the site's form. Private to the media. */
#pragma once

#include "core/model/galley-media-type.h"
#include "core/model/galley-picture-form.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* @is_drawing: with FITTING, PNG is tried, too. @media_type: GALLEY_MEDIA_TYPE_… of the result. Equal pixels give equal
 * bytes. GALLEY_ERROR_TOO_LARGE where they are more than GALLEY_MEDIA_MAX_PICTURE_BYTES. (transfer full) */
GBytes *galley_picture_encode (GdkPixbuf               *pixels,
                               const GalleyPictureForm *form,
                               gboolean                 is_drawing,
                               const char             **media_type,
                               GError                 **error);

G_END_DECLS
