/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headings of the body, to go to: by a click, or with the arrow keys and Enter. */
#pragma once

#include "core/model/galley-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_OUTLINE_POPOVER (galley_outline_popover_get_type ())
G_DECLARE_FINAL_TYPE (GalleyOutlinePopover, galley_outline_popover, GALLEY, OUTLINE_POPOVER, GtkPopover)

gboolean galley_outline_has_headings (GalleyDocument *document);

/* Signal "chosen" (guint: the block). Shows the headings as they are now; the one that @caret_block stands under is chosen
 * and has the focus. */
void galley_outline_popover_show (GalleyOutlinePopover *self,
                                  GalleyDocument       *document,
                                  guint                 caret_block);

G_END_DECLS
