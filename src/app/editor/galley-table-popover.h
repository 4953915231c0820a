/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how large a table shall be. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_TABLE_POPOVER (galley_table_popover_get_type ())
G_DECLARE_FINAL_TYPE (GalleyTablePopover, galley_table_popover, GALLEY, TABLE_POPOVER, GtkPopover)

/* Signal "chosen" (guint n_rows, guint n_columns, gboolean has_header). */

G_END_DECLS
