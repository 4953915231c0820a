/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what is decided of an article's conflicts in its account's store, within half a second, and brings it back when
 * the article is opened again: words that were written in the view are not lost with the window, nor with the power.
 * It is forgotten when the conflicts are settled. */
#pragma once

#include "core/workspace/galley-settlement.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_SETTLEMENT_KEEPER (galley_settlement_keeper_get_type ())
G_DECLARE_FINAL_TYPE (GalleySettlementKeeper, galley_settlement_keeper, GALLEY, SETTLEMENT_KEEPER, GObject)

/* @settlement is still empty. */
GalleySettlementKeeper *galley_settlement_keeper_new (GalleySettlement *settlement,
                                                      GalleyWorkspace  *workspace,
                                                      const char       *article);
/* Writes what is not written yet, and does no more. */
void galley_settlement_keeper_close (GalleySettlementKeeper *self);

G_END_DECLS
