/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing the open article, or all of one's own, to somebody else. */
#include "app/window/galley-hand-over-dialog.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#include <glib/gi18n.h>

typedef struct
{
  GalleyWindow *window;
  char *name;
} Handing;

static void
handing_free (Handing *self)
{
  g_object_unref (self->window);
  g_free (self->name);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Handing, handing_free)

static void
handed_over_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (Handing) handing = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  int n = galley_workspace_hand_over_finish (GALLEY_WORKSPACE (source), result, &error);

  if (error != NULL)
    {
      galley_window_tell_error (handing->window, error);
      return;
    }
  /* Translators: how many articles, and a colleague's name. */
  sentence = g_strdup_printf (ngettext ("%1$u article goes to %2$s as soon as it is uploaded",
                                        "%1$u articles go to %2$s as soon as they are uploaded", (guint) n),
                              (guint) n, handing->name);
  galley_window_say (handing->window, sentence);
}

static void
chosen_cb (GalleyWindow *self,
           const char   *person,
           const char   *name,
           gboolean      is_all)
{
  Handing *handing;

  if (self->manuscript == NULL)
    return;
  handing = g_new0 (Handing, 1);
  handing->window = g_object_ref (self);
  handing->name = g_strdup (name);
  galley_workspace_hand_over_async (
    self->workspace, is_all ? NULL : galley_article_get_id (galley_manuscript_get_article (self->manuscript)), person,
    handed_over_cb, handing);
}

gboolean
galley_window_may_hand_over (GalleyWindow *self)
{
  const GalleyState *state;
  const GalleyUser *user;

  if (self->manuscript == NULL || galley_account_is_local (galley_workspace_get_account (self->workspace))
      || galley_manuscript_get_is_trashed (self->manuscript))
    return FALSE;
  state = galley_article_get_state (galley_manuscript_get_article (self->manuscript));
  user = galley_workspace_get_user (self->workspace);
  if (state->status != GALLEY_STATUS_DRAFT && state->status != GALLEY_STATUS_RETURNED
      && state->status != GALLEY_STATUS_WITHDRAWN && state->status != GALLEY_STATUS_PUBLISHED)
    return FALSE;
  return *state->owner == '\0' || g_str_equal (state->owner, user->id) || galley_user_has_role (user, "chief")
         || galley_user_has_role (user, "admin")
         || (galley_user_has_role (user, "head") && g_str_equal (state->department, user->department));
}

void
galley_window_hand_over (GalleyWindow *self)
{
  GtkWidget *dialog;

  galley_window_finish_typing (self);
  dialog = galley_hand_over_dialog_new (GTK_WINDOW (self), self->workspace);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
