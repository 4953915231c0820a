/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person has done to the slots of the home page in one go, so that it can be taken back as one: the list of a slot
 * changed, or an article brought from one slot into another. A deed works without a network; so does taking it back, also
 * when it has gone out already: what stood there before is asked for again. Immutable and counted. */
#pragma once

#include "core/workspace/galley-workspace-slots.h"

G_BEGIN_DECLS

typedef struct _GalleySlotDeed GalleySlotDeed;

GalleySlotDeed *galley_slot_deed_ref (GalleySlotDeed *self);
void galley_slot_deed_unref (GalleySlotDeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleySlotDeed, galley_slot_deed_unref)

/* An article on its way into a slot. */
typedef struct
{
  const char *article;
  const char *from;   /* (nullable) the slot that it leaves */
  const char *slot;
  const char *before; /* (nullable) the article there that it stands in front of; NULL: the last that readers see */
} GalleySlotPut;

/* Where it stands in @from or @slot it takes headline and end along; else it stands there as long as the slot says.
 * GALLEY_ERROR_REJECTED: readers cannot see the article. GALLEY_ERROR_INVALID: the slot shows pictures, and it has none.
 * GALLEY_ERROR_FULL: the slot has room for no more. GALLEY_ERROR_NOT_FOUND: the layout has no such slot any more. */
void galley_slot_deed_put_async (GalleyWorkspace     *workspace,
                                 const GalleySlotPut *put,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data);
/* @seen: what stood there when it was looked at (GalleySlotState.present). GALLEY_ERROR_CONFLICT as of
 * galley_workspace_place_async(). */
void galley_slot_deed_change_async (GalleyWorkspace     *workspace,
                                    const char          *slot,
                                    GalleyPlacements    *seen,
                                    GalleyPlacements    *wanted,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data);
/* Of both. (transfer full) */
GalleySlotDeed *galley_slot_deed_finish (GalleyWorkspace  *workspace,
                                         GAsyncResult     *result,
                                         GError          **error);

/* Whether all stands as it did before, as where an article was put in its own place: there is nothing to take back. */
gboolean galley_slot_deed_is_empty (GalleySlotDeed *self);
/* Whether @slot, in which a person sees @shown, is as this deed has left it; TRUE where it did nothing to it. */
gboolean galley_slot_deed_is_last (GalleySlotDeed   *self,
                                   const char       *slot,
                                   GalleyPlacements *shown);
/* GALLEY_ERROR_CONFLICT: somebody else, or the clock, has changed a slot since; nothing is taken back. */
void galley_slot_deed_undo_async (GalleySlotDeed      *self,
                                  GalleyWorkspace     *workspace,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data);
gboolean galley_slot_deed_undo_finish (GalleyWorkspace  *workspace,
                                       GAsyncResult     *result,
                                       GError          **error);

G_END_DECLS
