/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line under the headline, as on the page and written in place: source, bylines, responsible editor. */
#pragma once

#include "core/model/galley-article.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_SHORT_LINE (galley_short_line_get_type ())
G_DECLARE_FINAL_TYPE (GalleyShortLine, galley_short_line, GALLEY, SHORT_LINE, GtkWidget)

/* (nullable) */
void galley_short_line_set_article (GalleyShortLine *self,
                                    GalleyArticle   *article);
void galley_short_line_set_editable (GalleyShortLine *self,
                                     gboolean         is_editable);
/* @field: source, editor, or GALLEY_FIELD_BYLINES. FALSE where it does not stand in this line. */
gboolean galley_short_line_focus_field (GalleyShortLine *self,
                                        guint            field);

G_END_DECLS
