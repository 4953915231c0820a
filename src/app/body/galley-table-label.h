/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell of a table as a label: its words, how they look, what is found in them, and how it is read aloud. */
#pragma once

#include "core/model/galley-find.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *galley_table_label_new (void);

/* As @cell of @table has it. @place: "Row 2, column 3"; @found: (element-type GalleyMatch), also of other cells; @current
 * (nullable): the one of them that is looked at. */
void galley_table_label_fill (GtkLabel          *label,
                              const GalleyTable *table,
                              GalleyCell         cell,
                              const char        *place,
                              GArray            *found,
                              const GalleyMatch *current);
/* The character at a place of it. */
guint galley_table_label_find_offset (GtkLabel *label,
                                      double    x,
                                      double    y);

G_END_DECLS
