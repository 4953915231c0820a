/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All conflicts of an article, a card each, to be settled in any order. Nothing happens to the article before "Settle",
 * which may be pressed when every card is decided; what was decided before that stays with the settlement, so that the
 * window can be closed and opened again. It needs no network.
 *
 * Keys: F8 and Shift+F8 go from card to card, Ctrl+1 to Ctrl+4 are the buttons of the card that has the keyboard,
 * Ctrl+Return settles, Ctrl+Z takes back what was settled while the window still says so. */
#pragma once

#include "core/workspace/galley-settlement.h"
#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "settled": it closes, and the article has changed by it. */
#define GALLEY_TYPE_CONFLICTS_WINDOW (galley_conflicts_window_get_type ())
G_DECLARE_FINAL_TYPE (GalleyConflictsWindow, galley_conflicts_window, GALLEY, CONFLICTS_WINDOW, AdwWindow)

/* @settlement: of @manuscript's conflicts; somebody else keeps it up to date. */
GtkWidget *galley_conflicts_window_new (GtkWindow        *parent,
                                        GalleyWorkspace  *workspace,
                                        GalleyManuscript *manuscript,
                                        GalleySettlement *settlement);

G_END_DECLS
