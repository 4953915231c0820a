/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window says of a search in the article: how much was replaced, with Undo. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#include <glib/gi18n.h>

/* In the article where it was done, whichever is in front now. */
static void
undo_replacement_cb (GalleyEditorPage *editor)
{
  GalleyManuscript *manuscript = galley_editor_page_get_manuscript (editor);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (editor));

  if (manuscript == NULL || !GALLEY_IS_WINDOW (root))
    return;
  galley_window_go_to_article (GALLEY_WINDOW (root),
                               galley_article_get_id (galley_manuscript_get_article (manuscript)));
  gtk_widget_activate_action (GTK_WIDGET (editor), "editor.undo-replacement", NULL);
}

static void
replaced_cb (GalleyWindow     *self,
             guint             n_replaced,
             GalleyEditorPage *editor)
{
  /* Translators: how many times a word was replaced by another one. */
  g_autofree char *words = g_strdup_printf (ngettext ("%'u replaced", "%'u replaced", n_replaced), n_replaced);
  AdwToast *toast = adw_toast_new (n_replaced > 0 ? words : _ ("Nothing was replaced"));

  if (n_replaced > 0)
    {
      adw_toast_set_timeout (toast, 10);
      adw_toast_set_button_label (toast, _ ("Undo"));
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_replacement_cb), editor, G_CONNECT_SWAPPED);
    }
  galley_window_add_toast (self, toast);
}

void
galley_window_watch_find (GalleyWindow     *self,
                          GalleyEditorPage *editor)
{
  g_signal_connect_swapped (editor, "replaced", G_CALLBACK (replaced_cb), self);
}
