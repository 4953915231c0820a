/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles dragged over the home page in an engine's view: out of the list into its slots, from one slot into another, and
 * within one. While one is held over the page its slots are framed and named, and a line shows where it would go. The page
 * itself is asked where its slots and rows are. */
#pragma once

#include "app/preview/galley-preview-engine.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_SLOT_DRAGGING (galley_slot_dragging_get_type ())
G_DECLARE_FINAL_TYPE (GalleySlotDragging, galley_slot_dragging, GALLEY, SLOT_DRAGGING, GObject)

/* Signal: "put" (const char *article, const char *from, const char *slot, const char *before), as in a GalleySlotPut. */

/* @holder: what the engine's view stands in. Nothing is dragged yet. */
GalleySlotDragging *galley_slot_dragging_new (GtkWidget           *holder,
                                              GalleyPreviewEngine *engine);
/* The home page that is shown: the site's slots, and whose rows lead where (element-type utf8 utf8), an address or a path ->
 * an article's id. NULL: another page is shown, or whoever looks may not change slots. */
void galley_slot_dragging_set_page (GalleySlotDragging *self,
                                    GalleySite         *site,
                                    GHashTable         *targets);

G_END_DECLS
