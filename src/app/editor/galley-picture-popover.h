/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The properties of a picture: what it shows, in words for readers who cannot see it; a part of it; for
 * lists; another file; away with it.
 *
 * Signals: "described" (const char *), "crop-asked", "lead-asked", "replace-asked", "remove-asked". */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_PICTURE_POPOVER (galley_picture_popover_get_type ())
G_DECLARE_FINAL_TYPE (GalleyPicturePopover, galley_picture_popover, GALLEY, PICTURE_POPOVER, GtkPopover)

void galley_picture_popover_set_alternative (GalleyPicturePopover *self,
                                             const char           *alternative);

G_END_DECLS
