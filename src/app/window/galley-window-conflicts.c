/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two people wrote in the same place of the open article. */
#include "app/conflict/galley-conflicts-window.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

/* The next Ctrl+Z is for what was settled, wherever the caret was before. */
static void
settled_cb (GalleyWindow *self)
{
  galley_editor_page_focus_body (self->editor);
}

void
galley_window_show_conflicts (GalleyWindow *self)
{
  GtkWidget *window;

  galley_window_finish_typing (self);
  window = galley_conflicts_window_new (GTK_WINDOW (self), self->workspace, self->manuscript,
                                        galley_editor_page_get_settlement (self->editor));
  g_signal_connect_object (window, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}
