/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the public sees of a picture: smaller ones of it, with the site's mark on them (galley-rendition-form.h). A pure
 * function: of equal bytes the same libraries make equal bytes, so that what was made twice is the same file.
 *
 * Blocking: for a worker. */
#pragma once

#include "core/media/galley-picture.h"
#include "core/model/galley-rendition-form.h"

G_BEGIN_DECLS

/* The renditions that are to be made of @picture, a file that an article shows: one for each size of its plan that is not
 * the picture itself, in that order. @mark: the file of the mark; NULL where the form has none. @form: how they are
 * written. Errors are those of galley_picture_make(), with "the mark: " in front where the mark is what is wrong; INVALID
 * also where @picture is not as large as it is said to be. (transfer full) (element-type GalleyPicture) */
GPtrArray *galley_renditions_make (GBytes                    *picture,
                                   guint                      width,
                                   guint                      height,
                                   const GalleyRenditionForm *renditions,
                                   GBytes                    *mark,
                                   const GalleyPictureForm   *form,
                                   GCancellable              *cancellable,
                                   GError                   **error);

G_END_DECLS
