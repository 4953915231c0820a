/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one sentence of the sync state with its dot, and a button where only a person can make it go on: to sign in, or to
 * say what shall become of articles that the server would delete; or may want it to stop, a large file. It stands at the
 * foot of whatever pane is leftmost. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_SYNC_LINE (galley_sync_line_get_type ())
G_DECLARE_FINAL_TYPE (GalleySyncLine, galley_sync_line, GALLEY, SYNC_LINE, GtkWidget)

void galley_sync_line_set_workspace (GalleySyncLine  *self,
                                     GalleyWorkspace *workspace);

G_END_DECLS
