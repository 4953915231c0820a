/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The home page's slots: in a dialog, with the open article where that is public; and by hand on the preview. */
#include "app/placement/galley-placement-dialog.h"
#include "app/placement/galley-placement-words.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "core/workspace/galley-slot-deed.h"
#include "core/workspace/galley-workspace-slots.h"

#include <glib/gi18n.h>

#define TOAST_SECONDS 10

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
  const char *refused = galley_workspace_get_refused_slot (self->workspace);
  GtkWidget *dialog;

  galley_window_finish_typing (self);
  dialog = galley_placement_dialog_new (GTK_WINDOW (self), self->workspace,
                                        is_public ? galley_article_get_id (article) : NULL);
  galley_placement_dialog_show_page (GALLEY_PLACEMENT_DIALOG (dialog));
  if (refused != NULL)
    galley_placement_dialog_show_slot (GALLEY_PLACEMENT_DIALOG (dialog), refused);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- by hand ----------------------------------------------------------------------------------------------------- */

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (galley_slot_deed_undo_finish (GALLEY_WORKSPACE (source), result, &error))
    return;
  words = galley_placement_words_for_error (error);
  galley_window_say (self, words);
}

static void
undo_cb (AdwToast     *toast,
         GalleyWindow *self)
{
  GalleySlotDeed *deed = g_object_get_data (G_OBJECT (toast), "deed");

  if (self->workspace != NULL)
    galley_slot_deed_undo_async (deed, self->workspace, undone_cb, g_object_ref (self));
}

static void
put_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;
  GalleySlotDeed *deed = galley_slot_deed_finish (GALLEY_WORKSPACE (source), result, &error);
  AdwToast *toast;

  if (deed == NULL)
    {
      g_autofree char *words = galley_placement_words_for_error (error);

      galley_window_say (self, words);
      return;
    }
  if (self->is_closing || self->workspace != GALLEY_WORKSPACE (source) || galley_slot_deed_is_empty (deed))
    {
      galley_slot_deed_unref (deed);
      return;
    }
  toast = adw_toast_new (_ ("The home page was changed"));
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "deed", deed, (GDestroyNotify) galley_slot_deed_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
  galley_window_add_toast (self, toast);
}

void
galley_window_put_article (GalleyWindow *self,
                           const char   *article,
                           const char   *from,
                           const char   *slot,
                           const char   *before)
{
  const GalleySlotPut put = { article, from, slot, before };

  if (galley_window_may_place (self))
    galley_slot_deed_put_async (self->workspace, &put, put_cb, g_object_ref (self));
}
