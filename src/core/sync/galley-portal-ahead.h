/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page behind the one that is being read: asked for on a thread and a line of its own as soon as the portal has told
 * its address (a Link of relation "next", RFC 8288), so that it is here when it is wanted. Nothing depends on it: what
 * nobody takes is dropped. Private to the portal's transport; one thread calls. */
#pragma once

#include "core/sync/galley-portal-line.h"

G_BEGIN_DECLS

typedef struct _GalleyPortalAhead GalleyPortalAhead;

/* Takes @line, which from then on belongs to the thread. */
GalleyPortalAhead *galley_portal_ahead_new (GalleyPortalLine *line);
/* Gives up what is under way. */
void galley_portal_ahead_free (GalleyPortalAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPortalAhead, galley_portal_ahead_free)

/* Begins to GET @path with an answer of at most @limit bytes; what was begun before is dropped. */
void galley_portal_ahead_begin (GalleyPortalAhead *self,
                                const char        *path,
                                gsize              limit);

/* TRUE: @path was begun, and here is its answer; waits for it. FALSE: it was not, or it went wrong; ask for it yourself, and
 * learn why. Either way nothing is under way afterwards. */
gboolean galley_portal_ahead_end (GalleyPortalAhead  *self,
                                  const char         *path,
                                  GalleyPortalAnswer *answer,
                                  GCancellable       *cancellable);

G_END_DECLS
