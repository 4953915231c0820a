/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The portal's home page as it will be when all that was asked for here has gone out: the same rendering as the server's
 * (portal/galley-page-home.h), of what is on this computer. */
#pragma once

#include "core/portal/galley-page-item.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* What the page is made of: the newest public articles, and what will stand in each slot. Not shared between threads. */
typedef struct _GalleyHomeSource GalleyHomeSource;

void galley_home_source_free (GalleyHomeSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyHomeSource, galley_home_source_free)

/* (transfer full) */
void galley_home_source_load_async (GalleyWorkspace     *workspace,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data);
GalleyHomeSource *galley_home_source_load_finish (GalleyWorkspace  *workspace,
                                                  GAsyncResult     *result,
                                                  GError          **error);

/* @workspace: the one that it was loaded from. @layout: its own, or another that it is looked at in; what only that one's
 * slots have is not there. @article: (nullable) an article as it would be published now, in the place of
 * what is public of it; one that is not public yet stands among the others by its time. @targets: (nullable) (out) where
 * rows lead, an address or a path of the site -> the article's id. GALLEY_ERROR_INVALID: the layout's template has a fault.
 * (transfer full) */
GBytes *galley_home_source_render (GalleyHomeSource      *self,
                                   GalleyWorkspace       *workspace,
                                   GalleyLayout          *layout,
                                   const GalleyPageItem  *article,
                                   GHashTable           **targets,
                                   GError               **error);

G_END_DECLS
