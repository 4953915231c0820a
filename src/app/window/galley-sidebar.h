/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of lists: all, mine, waiting for me, scheduled, published, conflicts, trash; below, the site's channels; at the
 * foot the one sentence of the sync state. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_SIDEBAR (galley_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (GalleySidebar, galley_sidebar, GALLEY, SIDEBAR, GtkWidget)

/* Signal "selected" (GalleyFilterKind, const char *channel or NULL). */
void galley_sidebar_set_workspace (GalleySidebar   *self,
                                   GalleyWorkspace *workspace);
/* Marks the entry and emits "selected". */
/* FALSE where there is no such list (yet). */
gboolean galley_sidebar_select (GalleySidebar    *self,
                            GalleyFilterKind  kind,
                            const char       *channel);
/* Emits "selected" for what is selected: the user, or what he may review, is another now. */
void galley_sidebar_reselect (GalleySidebar *self);
/* "Mine", "Town News", …: the name of what is selected; lent. */
const char *galley_sidebar_get_title (GalleySidebar *self);

G_END_DECLS
