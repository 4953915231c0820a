/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "22/24": how many full-width cells a text takes and how many the page has for it. Amber when there are too many; it
 * never blocks. Hidden where there is no text or no limit. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_CELL_COUNTER (galley_cell_counter_get_type ())
G_DECLARE_FINAL_TYPE (GalleyCellCounter, galley_cell_counter, GALLEY, CELL_COUNTER, AdwBin)

void galley_cell_counter_set_text (GalleyCellCounter *self,
                                   const char        *text);
/* In full-width cells; 0 is none. */
void galley_cell_counter_set_limit (GalleyCellCounter *self,
                                    guint              limit);
/* What it says, "" while hidden. */
const char *galley_cell_counter_get_label (GalleyCellCounter *self);
gboolean galley_cell_counter_get_is_over (GalleyCellCounter *self);

G_END_DECLS
