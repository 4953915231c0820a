/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the text is, by all the measures of a newsroom: of the body, and beside it of what is selected. */
#pragma once

#include "core/model/galley-counts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_COUNTS_POPOVER (galley_counts_popover_get_type ())
G_DECLARE_FINAL_TYPE (GalleyCountsPopover, galley_counts_popover, GALLEY, COUNTS_POPOVER, GtkPopover)

/* @selected (nullable): nothing is selected. */
void galley_counts_popover_show (GalleyCountsPopover *self,
                                 const GalleyLength  *body,
                                 const GalleyLength  *selected);

G_END_DECLS
