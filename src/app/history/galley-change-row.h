/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a difference: what it is and what became of it, in words; its text, in one or side by side; and the button
 * that takes it back. */
#pragma once

#include "app/history/galley-change-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "restore-asked" (GalleyChangeItem *). */
#define GALLEY_TYPE_CHANGE_ROW (galley_change_row_get_type ())
G_DECLARE_FINAL_TYPE (GalleyChangeRow, galley_change_row, GALLEY, CHANGE_ROW, GtkWidget)

GtkWidget *galley_change_row_new (void);
void galley_change_row_set_item (GalleyChangeRow  *self,
                                 GalleyChangeItem *item,
                                 gboolean          is_side_by_side,
                                 gboolean          may_restore);

G_END_DECLS
