/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The slots of the home page, as an account has them: what stands there, and what somebody here wants to stand there. A
 * change works without a network: it is kept, and goes out under the condition that nobody has changed the slot meanwhile.
 * On this computer alone it stands at once. */
#pragma once

#include "core/wire/galley-placements.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

typedef struct
{
  GalleyPlacements *present; /* as the server last told */
  GalleyPlacements *wanted;  /* (nullable) what was asked for here, and is not there yet */
  char *refused;             /* (nullable) why that does not go out: GALLEY_SLOT_REFUSED_…, or the server's words */
  GHashTable *articles;      /* (element-type utf8 GalleyRevision) by id: those of both that are on this computer */
} GalleySlotState;

void galley_slot_state_free (GalleySlotState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleySlotState, galley_slot_state_free)

/* What will stand there once all has gone out: @wanted, else @present. Lent. */
GalleyPlacements *galley_slot_state_get_next (const GalleySlotState *self);

/* Whether this user may change slots at all. On this computer alone everybody may. */
gboolean galley_workspace_may_place (GalleyWorkspace *self);

/* @article: (nullable) one more that the articles shall have. (transfer full) */
void galley_workspace_load_slot_async (GalleyWorkspace     *self,
                                       const char          *slot,
                                       const char          *article,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data);
GalleySlotState *galley_workspace_load_slot_finish (GalleyWorkspace  *self,
                                                    GAsyncResult     *result,
                                                    GError          **error);

/* Asks for @wanted in the place of what stands there, or of what was asked for before. @seen: what stood there when it was
 * looked at (GalleySlotState.present). Asking for what stands there gives up a change that was refused.
 * GALLEY_ERROR_CONFLICT: something else stands there by now; nothing is asked for. */
void galley_workspace_place_async (GalleyWorkspace     *self,
                                   const char          *slot,
                                   GalleyPlacements    *seen,
                                   GalleyPlacements    *wanted,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data);
gboolean galley_workspace_place_finish (GalleyWorkspace  *self,
                                        GAsyncResult     *result,
                                        GError          **error);

G_END_DECLS
