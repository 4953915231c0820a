/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What AdwComboRow (libadwaita 1.2) does wrong for who hears the window: its name is told twice where it has an accessible
 * label of its own, and its choices have no names at all. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The label that the template gives it is its name, and nothing besides. Before the first show. */
void galley_choice_row_name_once (AdwComboRow *row);
/* The choices of @row, whose model is a GtkStringList, have their words as names; looks as the row's own list does. */
void galley_choice_row_name_choices (AdwComboRow *row);

G_END_DECLS
