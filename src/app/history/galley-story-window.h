/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to an article: where it stands, and what was done to it, here and on the server, the last first. What this
 * computer knows is there at once; the server's record comes, if it answers. Both follow what happens while the window is
 * open. A diagnosis can be saved for somebody who looks for a fault: nobody's words are in it. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_STORY_WINDOW (galley_story_window_get_type ())
G_DECLARE_FINAL_TYPE (GalleyStoryWindow, galley_story_window, GALLEY, STORY_WINDOW, AdwWindow)

GtkWidget *galley_story_window_new (GtkWindow       *parent,
                                    GalleyWorkspace *workspace,
                                    const char      *article);
/* What the diagnosis would be; NULL: nothing is known yet. (transfer full) */
char *galley_story_window_dup_diagnosis (GalleyStoryWindow *self);

G_END_DECLS
