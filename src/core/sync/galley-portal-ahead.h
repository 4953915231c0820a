/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call that is made before its answer is wanted, on a thread and a line of its own: the page of the feed behind the one
 * that is being read, the batch behind the one whose answer is waited for. Nothing depends on it: what nobody takes is
 * dropped. Private to the portal's transport; one thread calls. */
#pragma once

#include "core/sync/galley-portal-line.h"

G_BEGIN_DECLS

typedef struct _GalleyPortalAhead GalleyPortalAhead;

/* Takes @line, which from then on belongs to the thread. */
GalleyPortalAhead *galley_portal_ahead_new (GalleyPortalLine *line);
/* Gives up what is under way, too. */
void galley_portal_ahead_free (GalleyPortalAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPortalAhead, galley_portal_ahead_free)

/* Begins to call; what was begun before is dropped. */
void galley_portal_ahead_begin (GalleyPortalAhead         *self,
                                const GalleyPortalRequest *request);
gboolean galley_portal_ahead_is_busy (GalleyPortalAhead *self);
/* Gives up what is under way. */
void galley_portal_ahead_drop (GalleyPortalAhead *self);

/* TRUE: @path was begun, and here is its answer; waits for it. FALSE: it was not, or it went wrong; ask for it yourself, and
 * learn why. Either way nothing is under way afterwards. */
gboolean galley_portal_ahead_end (GalleyPortalAhead  *self,
                                  const char         *path,
                                  GalleyPortalAnswer *answer,
                                  GCancellable       *cancellable);

G_END_DECLS
