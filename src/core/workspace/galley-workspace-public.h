/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside an article on the portal's lists, as far as this computer knows: enough to see a row among others
 * before it is published. Main thread. */
#pragma once

#include "core/portal/galley-page-item.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* The public articles that were touched last, newest publication first; at most 60, so that no save waits for them. What
 * cannot be read is left out. (transfer full) (element-type GalleyPageItem) */
void galley_workspace_list_public_async (GalleyWorkspace     *self,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
GPtrArray *galley_workspace_list_public_finish (GalleyWorkspace  *self,
                                                GAsyncResult     *result,
                                                GError          **error);

G_END_DECLS
