/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to the open article. */
#include "app/history/galley-story-window.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

void
galley_window_show_story (GalleyWindow *self)
{
  galley_window_finish_typing (self);
  gtk_window_present (GTK_WINDOW (galley_story_window_new (
    GTK_WINDOW (self), self->workspace, galley_article_get_id (galley_manuscript_get_article (self->manuscript)))));
}
