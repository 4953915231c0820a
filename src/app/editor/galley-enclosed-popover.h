/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done to an attachment or a video: another file or address, a poster, a copy on the disk, away with it.
 *
 * Signals: "replace-asked", "poster-asked", "poster-removed", "save-asked", "remove-asked". */
#pragma once

#include "core/model/galley-block.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_ENCLOSED_POPOVER (galley_enclosed_popover_get_type ())
G_DECLARE_FINAL_TYPE (GalleyEnclosedPopover, galley_enclosed_popover, GALLEY, ENCLOSED_POPOVER, GtkPopover)

/* @block: an attachment or a video. */
void galley_enclosed_popover_show_block (GalleyEnclosedPopover *self,
                                         GalleyBlock           *block);

G_END_DECLS
