/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolls a body to the caret of the cell that is written in: to GTK the whole table is one line, and it scrolls to lines.
 * Only while the cell has the focus, and no further than it must. */
#pragma once

#include "app/body/galley-cell-view.h"

G_BEGIN_DECLS

typedef struct _GalleyCellReveal GalleyCellReveal;

/* Both are borrowed; @view is the body, in a scrolled window. */
GalleyCellReveal *galley_cell_reveal_new (GtkTextView    *view,
                                          GalleyCellView *cell_view);
void galley_cell_reveal_free (GalleyCellReveal *self);

G_END_DECLS
