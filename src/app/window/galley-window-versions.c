/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the open article was. */
#include "app/history/galley-versions-window.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

/* The next Ctrl+Z is for what was restored, wherever the caret was before. */
static void
restored_cb (GalleyWindow *self)
{
  galley_editor_page_focus_body (self->editor);
}

void
galley_window_show_versions (GalleyWindow *self)
{
  GtkWidget *window;

  galley_window_finish_typing (self);
  window = galley_versions_window_new (GTK_WINDOW (self), self->workspace, self->manuscript);
  g_signal_connect_object (window, "restored", G_CALLBACK (restored_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}
