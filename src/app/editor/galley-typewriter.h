/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typewriter scrolling: the line that is written stays in the middle of the view. Only typing scrolls; a click or an arrow
 * key leaves the text where it is. It also brings a caret that is far away into sight. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_TYPEWRITER (galley_typewriter_get_type ())
G_DECLARE_FINAL_TYPE (GalleyTypewriter, galley_typewriter, GALLEY, TYPEWRITER, GObject)

/* @view is borrowed and must outlive it. */
GalleyTypewriter *galley_typewriter_new (GtkTextView *view);
void galley_typewriter_set_is_on (GalleyTypewriter *self,
                                  gboolean          is_on);
/* Scrolls the caret into sight, with a line to spare, however far it is; also while it is off. */
void galley_typewriter_reveal_caret (GalleyTypewriter *self);
/* The same of what stands @offset pixels below the caret (negative: above), such as a cell of the table on its line. */
void galley_typewriter_reveal_beside_caret (GalleyTypewriter *self,
                                            int               offset);

G_END_DECLS
