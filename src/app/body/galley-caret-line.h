/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text view whose caret's line is laid out once for each key. By itself GTK does it twice: first for the line's height,
 * and as what is made for that is thrown away, again to paint it. Who asks where the caret is before the height is asked
 * for gets a layout that is kept, and the height is read off it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _GalleyCaretLine GalleyCaretLine;

GalleyCaretLine *galley_caret_line_new (GtkTextView *view);
void galley_caret_line_free (GalleyCaretLine *self);

/* Lays the line out now, where a key has changed it. By itself that happens as soon as no key waits; a view that is about
 * to be allocated or painted before that asks for it. */
void galley_caret_line_lay_out (GalleyCaretLine *self);

G_END_DECLS
