/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The home page's slots, from the window's menu: with the open article, where that is public. */
#include "app/placement/galley-placement-dialog.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "core/workspace/galley-workspace-slots.h"

gboolean
galley_window_may_place (GalleyWindow *self)
{
  guint n_slots;

  if (self->workspace == NULL || !galley_workspace_may_place (self->workspace))
    return FALSE;
  galley_site_get_slots (galley_layout_get_site (galley_workspace_get_layout (self->workspace)), &n_slots);
  return n_slots > 0;
}

void
galley_window_place (GalleyWindow *self)
{
  GalleyArticle *article = self->manuscript != NULL ? galley_manuscript_get_article (self->manuscript) : NULL;
  gboolean is_public = article != NULL && galley_state_is_public (galley_article_get_state (article));
  GtkWidget *dialog;

  galley_window_finish_typing (self);
  dialog = galley_placement_dialog_new (GTK_WINDOW (self), self->workspace,
                                        is_public ? galley_article_get_id (article) : NULL);
  galley_placement_dialog_show_page (GALLEY_PLACEMENT_DIALOG (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}
