/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conflict: what it is of, both sides to read, what stood before them on demand, and what shall stand.
 * Mine, Theirs and Both decide at once; Edit opens a field with what would stand, and from then on what is in there shall
 * stand. */
#pragma once

#include "core/workspace/galley-settlement.h"
#include "core/workspace/galley-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_CONFLICT_CARD (galley_conflict_card_get_type ())
G_DECLARE_FINAL_TYPE (GalleyConflictCard, galley_conflict_card, GALLEY, CONFLICT_CARD, GtkWidget)

/* @theirs: the state of the other side (nullable). The card is for as long as the settlement's conflicts stay. */
GtkWidget *galley_conflict_card_new (GalleyWorkspace   *workspace,
                                     GalleySettlement  *settlement,
                                     guint              index,
                                     const GalleyState *theirs);

/* What its buttons do; nothing where that may not be. EDITED goes into the field. */
void galley_conflict_card_decide (GalleyConflictCard *self,
                                  GalleyDecision      decision);
/* The keyboard goes to what is decided, at first to Mine. */
void galley_conflict_card_enter (GalleyConflictCard *self);

G_END_DECLS
