/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article in a slot of the home page: its headline cut as readers see it, until when it stands there, and buttons that
 * move it or take it out. */
#pragma once

#include "core/portal/galley-slot.h"
#include "core/wire/galley-placements.h"
#include "core/model/galley-revision.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "moved" (int: -1 up, 1 down), "removed". */
#define GALLEY_TYPE_PLACEMENT_ROW (galley_placement_row_get_type ())
G_DECLARE_FINAL_TYPE (GalleyPlacementRow, galley_placement_row, GALLEY, PLACEMENT_ROW, AdwActionRow)

/* @revision: (nullable) the article, where it is on this computer. @position: in the slot, of @n_rows. */
GtkWidget *galley_placement_row_new (const GalleySlot      *slot,
                                     const GalleyPlacement *placement,
                                     GalleyRevision        *revision,
                                     guint                  position,
                                     guint                  n_rows);
const char *galley_placement_row_get_article (GalleyPlacementRow *self);

G_END_DECLS
