/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One template in the dialog: activated it is used, its buttons rename and remove it. Once removed it stands there, dimmed,
 * with Undo on it, until it goes with the dialog. */
#pragma once

#include "core/store/galley-store-templates.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "renamed" (name), "removed", "restored". */
#define GALLEY_TYPE_TEMPLATE_ROW (galley_template_row_get_type ())
G_DECLARE_FINAL_TYPE (GalleyTemplateRow, galley_template_row, GALLEY, TEMPLATE_ROW, AdwActionRow)

/* Copies @template. */
GtkWidget *galley_template_row_new (const GalleyTemplate *template);

const GalleyTemplate *galley_template_row_get_template (GalleyTemplateRow *self);
void galley_template_row_set_name (GalleyTemplateRow *self,
                                   const char        *name);
gboolean galley_template_row_get_is_removed (GalleyTemplateRow *self);
/* Where the focus is inside the row it goes to the button that takes the change back. */
void galley_template_row_set_is_removed (GalleyTemplateRow *self,
                                         gboolean           is_removed);

G_END_DECLS
