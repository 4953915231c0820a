/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children side by side, equally wide, where there is room for lines that can be read; one below the other where there is
 * not. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_COLUMNS_LAYOUT (galley_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (GalleyColumnsLayout, galley_columns_layout, GALLEY, COLUMNS_LAYOUT, GtkLayoutManager)

GtkLayoutManager *galley_columns_layout_new (int spacing);

G_END_DECLS
