/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doing what was decided: the article becomes it, as one step of undo, and what stood before and the other side are kept
 * as versions. All of it happens on this computer; what comes of it is uploaded as any change is. */
#pragma once

#include "core/workspace/galley-settlement.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* Saves what was typed first. GALLEY_ERROR_CONFLICT: the article is in conflicts that are not decided here, as when another
 * one has come meanwhile; nothing was ended. Otherwise the errors of saving. */
void galley_settlement_apply_async (GalleySettlement    *self,
                                    GalleyWorkspace     *workspace,
                                    GalleyManuscript    *manuscript,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data);
gboolean galley_settlement_apply_finish (GalleySettlement  *self,
                                         GAsyncResult      *result,
                                         GError           **error);

G_END_DECLS
