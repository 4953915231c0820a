/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text view of the body: the portal's typography (2 em first-line indent and line height as style, never as
 * characters; justified), a measure of at most 38 em, bullets, numbers and rules, and keys and paste that leave the text
 * whole. Tab and Shift+Tab at an item's start, or with items selected, change their level; Backspace there leaves the
 * item. */
#pragma once

#include "app/body/galley-cell-view.h"
#include "core/media/galley-media-source.h"
#include "core/model/galley-document.h"
#include "core/model/galley-find.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_BODY_VIEW (galley_body_view_get_type ())
G_DECLARE_FINAL_TYPE (GalleyBodyView, galley_body_view, GALLEY, BODY_VIEW, GtkTextView)

/* Signals: "refused-typing": somebody typed where only reading is allowed; "copy-asked" (gboolean is_cut) and
 * "paste-asked": by key or menu, for whoever knows the blocks; "menu-asked" (galley-text-menu.h). */
GtkWidget *galley_body_view_new (void);

/* The document that the buffer shows, a block a line; NULL: none. @source (nullable): of its pictures. */
void galley_body_view_set_document (GalleyBodyView    *self,
                                    GalleyDocument    *document,
                                    GalleyMediaSource *source);
/* See galley_bridge_get_tail_level(). */
void galley_body_view_set_tail_level (GalleyBodyView *self,
                                      guint           level);

/* Where somebody writes in a cell of a table; always the same one, which is open while that is so. */
GalleyCellView *galley_body_view_get_cell_view (GalleyBodyView *self);
/* FALSE: in none. */
gboolean galley_body_view_get_edited_cell (GalleyBodyView *self,
                                           guint          *block,
                                           GalleyCell     *cell);
/* Goes into a cell of the table @block, the caret at @offset; what there is not is the last one. */
void galley_body_view_edit_cell (GalleyBodyView *self,
                                 guint           block,
                                 GalleyCell      cell,
                                 guint           offset);
/* The same of a match in a cell, which is selected then. */
void galley_body_view_edit_match (GalleyBodyView    *self,
                                  const GalleyMatch *match);
/* What is found in cells; see galley-body-tables.h. */
void galley_body_view_show_matches (GalleyBodyView *self,
                                    GArray         *matches);
void galley_body_view_show_current_match (GalleyBodyView    *self,
                                          const GalleyMatch *match);
int galley_body_view_get_cell_offset (GalleyBodyView *self,
                                      guint           block,
                                      GalleyCell      cell);

G_END_DECLS
