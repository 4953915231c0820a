/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window says of a search in the article: how much was replaced, with Undo. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#include <glib/gi18n.h>

static void
replaced_cb (GalleyWindow *self,
             guint         n_replaced)
{
  /* Translators: how many times a word was replaced by another one. */
  g_autofree char *words = g_strdup_printf (ngettext ("%'u replaced", "%'u replaced", n_replaced), n_replaced);
  AdwToast *toast = adw_toast_new (n_replaced > 0 ? words : _ ("Nothing was replaced"));

  if (n_replaced > 0)
    {
      adw_toast_set_timeout (toast, 10);
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "editor.undo-replacement");
    }
  galley_window_add_toast (self, toast);
}

void
galley_window_init_find (GalleyWindow *self)
{
  g_signal_connect_object (self->editor, "replaced", G_CALLBACK (replaced_cb), self, G_CONNECT_SWAPPED);
}
