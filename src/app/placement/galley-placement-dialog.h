/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The slots of the home page: what stands in each, as readers see it, in their order; the open article is put there, rows
 * are moved and taken out. Each deed is a change of its slot that works without a network and that Undo (Ctrl+Z) takes back,
 * one after the other. Where somebody else was first it says so, and shows what stands there now. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_PLACEMENT_DIALOG (galley_placement_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GalleyPlacementDialog, galley_placement_dialog, GALLEY, PLACEMENT_DIALOG, AdwWindow)

/* The layout of @workspace must have slots. @article: (nullable) a public one that may be put into them. */
GtkWidget *galley_placement_dialog_new (GtkWindow       *parent,
                                        GalleyWorkspace *workspace,
                                        const char      *article);
/* The home page beside it, from the renderer that publishes. */
void galley_placement_dialog_show_page (GalleyPlacementDialog *self);
/* Begins with that slot, where the home page has it. */
void galley_placement_dialog_show_slot (GalleyPlacementDialog *self,
                                        const char            *slot);

G_END_DECLS
