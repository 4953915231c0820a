/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What AdwEntryRow (libadwaita 1.2) leaves out for who hears the window: its title stands in the row, but the focus goes
 * to the text inside, which has no role and no name, so that a screen reader says nothing at all. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Gives the text inside of @row, an AdwEntryRow or an AdwPasswordEntryRow, the role of a text and the row's title as its
 * name. Once, when the title stands, and before the first show. */
void galley_entry_row_name_text (GtkWidget *row);

G_END_DECLS
