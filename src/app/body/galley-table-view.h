/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as it stands in the body: its cells as labels, lines between them, and in the place of one cell, if somebody
 * writes in it, a widget that belongs to another. Columns share the width by what is in them. */
#pragma once

#include "core/model/galley-find.h"
#include "core/model/galley-table.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_TABLE_VIEW (galley_table_view_get_type ())
G_DECLARE_FINAL_TYPE (GalleyTableView, galley_table_view, GALLEY, TABLE_VIEW, GtkWidget)

/* Signal "cell-pressed" (guint row, guint column, guint offset, in characters): not of the cell that is written in. */
GtkWidget *galley_table_view_new (void);

GalleyTable *galley_table_view_get_table (GalleyTableView *self);
/* Makes only those labels anew that have changed. */
void galley_table_view_set_table (GalleyTableView *self,
                                  GalleyTable     *table);
void galley_table_view_set_selected (GalleyTableView *self,
                                     gboolean         is_selected);
/* @editor (nullable, unparented) stands in the place of @cell from now on, and not that which did. */
void galley_table_view_set_editor (GalleyTableView *self,
                                   GtkWidget       *editor,
                                   GalleyCell       cell);
int galley_table_view_get_height (GalleyTableView *self,
                                  int              width);

/* Tints what is found in its cells, @found (element-type GalleyMatch) being of this table, shared; and marks the one that
 * is looked at (nullable) more strongly. */
void galley_table_view_set_found (GalleyTableView *self,
                                  GArray          *found);
void galley_table_view_set_current (GalleyTableView   *self,
                                    const GalleyMatch *current);
/* The cell and the character of it at a place of the widget; of the cell that is written in the character is not known.
 * FALSE: it has not been laid out. */
gboolean galley_table_view_find (GalleyTableView *self,
                                 double           x,
                                 double           y,
                                 GalleyCell      *cell,
                                 guint           *offset);
/* Below its upper border, as it was laid out last. */
int galley_table_view_get_row_middle (GalleyTableView *self,
                                      guint            row);

/* "Row 2, column 3": (transfer full) */
char *galley_table_view_dup_cell_name (GalleyCell cell);

G_END_DECLS
