/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture with a frame around a part of it, to be pushed about by its eight handles, and with a cross on what matters
 * most. Each of them takes the focus: arrows push it by a hundredth of the picture, with Shift by a tenth. */
#pragma once

#include "core/media/galley-framing.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_CROP_VIEW (galley_crop_view_get_type ())
G_DECLARE_FINAL_TYPE (GalleyCropView, galley_crop_view, GALLEY, CROP_VIEW, GtkWidget)

/* Signal "changed": the frame or the cross was pushed. */

/* @texture: the picture before it is turned, of any size. */
void galley_crop_view_set_picture (GalleyCropView      *self,
                                   GdkTexture          *texture,
                                   const GalleyFraming *framing);
/* Lent. */
const GalleyFraming *galley_crop_view_get_framing (GalleyCropView *self);
void galley_crop_view_set_framing (GalleyCropView      *self,
                                   const GalleyFraming *framing);

G_END_DECLS
