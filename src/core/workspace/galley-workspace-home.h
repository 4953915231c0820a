/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The portal's home page as it will be when all that was asked for here has gone out: the same rendering as the server's
 * (portal/galley-page-home.h), of what is on this computer. */
#pragma once

#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* GALLEY_ERROR_INVALID: the layout's template has a fault. (transfer full) */
void galley_workspace_render_home_async (GalleyWorkspace     *self,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
GBytes *galley_workspace_render_home_finish (GalleyWorkspace  *self,
                                             GAsyncResult     *result,
                                             GError          **error);

G_END_DECLS
