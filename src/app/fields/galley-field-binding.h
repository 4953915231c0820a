/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ties a text that is edited to a field of an article. What is typed goes into the article at once, cleaned there and
 * only there: blanks at the end and half-typed names stay in the text while they are typed. What changes in the article
 * otherwise is shown, changing as little of the text as it can, and cannot be taken back with the text's own undo. */
#pragma once

#include "core/model/galley-article.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In place of a GalleyField: the bylines, as one printed line. */
#define GALLEY_FIELD_BYLINES GALLEY_N_FIELDS

#define GALLEY_TYPE_FIELD_BINDING (galley_field_binding_get_type ())
G_DECLARE_FINAL_TYPE (GalleyFieldBinding, galley_field_binding, GALLEY, FIELD_BINDING, GObject)

/* @text: a GtkEditable or a GtkTextBuffer. In a buffer for the summary, line ends stand for U+2028. */
GalleyFieldBinding *galley_field_binding_new (gpointer text,
                                              guint    field);
/* (nullable): NULL empties the text. */
void galley_field_binding_set_article (GalleyFieldBinding *self,
                                       GalleyArticle      *article);

G_END_DECLS
