/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys at the borders of a figure, as word processors have them: what would pull its lines into another block selects it
 * first, so that a second press takes it away as one thing; between caption and credit nothing is pulled together. */
#pragma once

#include "core/model/galley-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Backspace and Delete. TRUE when the key has been dealt with. */
gboolean galley_body_figure_keys_backspace (GtkTextView    *view,
                                            GalleyDocument *document);
gboolean galley_body_figure_keys_delete (GtkTextView    *view,
                                         GalleyDocument *document);

G_END_DECLS
