/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the panes fold: the one home of AdwLeaflet and AdwFlap, so that newer widgets can replace them.
 *
 *   sidebar | list | editor | side pane     1400 sp and more
 *   list | editor | side pane               below, the sidebar slides over the list
 *   list | editor                           below 1180, the side pane slides over the editor
 *   one page at a time                      below 860, with a way back from the editor to the list
 *
 * Widths are in sp: logical pixels of the window where text has its normal size; with text twice as large a window of
 * 1600 pixels folds like one of 800. What a person opened by hand stays open until the width folds it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_FOLDING (galley_folding_get_type ())
G_DECLARE_FINAL_TYPE (GalleyFolding, galley_folding, GALLEY, FOLDING, GtkWidget)

/* Signals: "folded" (any of the three foldings changed, or what is shown), "resized" (int width in sp), when the
 * widths of the panes may be set anew. */

/* Once each, before the first show. */
void galley_folding_set_panes (GalleyFolding *self,
                               GtkWidget     *sidebar,
                               GtkWidget     *list,
                               GtkWidget     *editor,
                               GtkWidget     *side);

/* Before the first show: the width that the window will have, if that is known. The panes then stand folded in the
 * first frame, instead of sliding away behind it. */
void galley_folding_expect_width (GalleyFolding *self,
                                  int            width);

/* The width in pixels, also of a window that is not shown yet. */
int galley_folding_get_width (GalleyFolding *self);

/* Pixels for a length in sp, as the text is now. */
int galley_folding_to_pixels (GalleyFolding *self,
                              int            sp);

/* In the narrow form: which page is in front. Wide: nothing to do. */
void galley_folding_show_editor (GalleyFolding *self);
void galley_folding_show_list (GalleyFolding *self);

/* The editor without anything beside it, however wide the window is; what was shown comes back behind it. */
void galley_folding_set_is_alone (GalleyFolding *self,
                                  gboolean       is_alone);

gboolean galley_folding_get_is_sidebar_folded (GalleyFolding *self);
gboolean galley_folding_get_is_side_folded (GalleyFolding *self);
gboolean galley_folding_get_is_narrow (GalleyFolding *self);
gboolean galley_folding_get_show_sidebar (GalleyFolding *self);
void galley_folding_set_show_sidebar (GalleyFolding *self,
                                      gboolean       show_sidebar);
gboolean galley_folding_get_show_side (GalleyFolding *self);
void galley_folding_set_show_side (GalleyFolding *self,
                                   gboolean       show_side);

G_END_DECLS
