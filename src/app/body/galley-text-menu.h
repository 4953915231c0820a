/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The context menu of a text of the body, in the place of GTK's own: that one knows no blocks, and offers an undo that is
 * not there. The text asks for it; whoever knows the article says which it is.
 *
 * A class that has it gets the signal "menu-asked" (GdkRectangle *place, in the widget's coordinates), which the Menu key
 * and Shift+F10 emit at the caret. What is pressed where, each text tells by itself. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For class_init, of a class below GtkTextView. */
void galley_text_menu_install_class (GtkWidgetClass *widget_class);
/* Emits the signal. */
void galley_text_menu_ask (GtkTextView *view,
                           double       x,
                           double       y);
/* The caret goes there, but for a place within the selection. */
void galley_text_menu_place_caret (GtkTextView *view,
                                   double       x,
                                   double       y);

typedef struct _GalleyTextMenu GalleyTextMenu;

/* @view is borrowed, and gets a child when a menu opens. */
GalleyTextMenu *galley_text_menu_new (GtkTextView *view);
/* While @view is there. */
void galley_text_menu_free (GalleyTextMenu *self);
/* Opens @model at @place. Its "clipboard." and "selection." actions are those of the view, which can be used as its
 * selection allows. Focus and caret stay the view's. */
void galley_text_menu_popup (GalleyTextMenu     *self,
                             GMenuModel         *model,
                             const GdkRectangle *place);

G_END_DECLS
