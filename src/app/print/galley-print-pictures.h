/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of an article, as they are printed: found on the main thread, read by a worker within the limits of
 * galley-picture.h, and from then on the same for ever. What is not here or cannot be read is left out. */
#pragma once

#include "core/media/galley-media-source.h"
#include "core/model/galley-revision.h"

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GalleyPrintPictures GalleyPrintPictures;

/* @source: (nullable): none is here. Main thread. (transfer full) */
GalleyPrintPictures *galley_print_pictures_new (GalleyRevision    *revision,
                                                GalleyMediaSource *source);
void galley_print_pictures_free (GalleyPrintPictures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPrintPictures, galley_print_pictures_free)

/* Blocking: for a worker. */
void galley_print_pictures_load (GalleyPrintPictures *self,
                                 GCancellable        *cancellable);

/* Lent; NULL where there is none. A photograph is written into a PDF as JPEG. */
cairo_surface_t *galley_print_pictures_get (GalleyPrintPictures *self,
                                            const char          *hash);

G_END_DECLS
