/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flush, count, refuse or export, confirm: one after the other, each step the answer to the one before. */
#include "app/galley-leaving.h"

#include "app/base/galley-file-dialog.h"
#include "app/words/galley-account-words.h"
#include "app/words/galley-words.h"
#include "core/workspace/galley-export.h"

#include <glib/gi18n.h>

/* One way out; ends with the dialog or call that holds it. */
typedef struct
{
  GalleyWindow *window; /* owned, like the rest */
  GalleyWorkspace *workspace;
  GalleyLeaving leaving;
  GalleyLeave leave;
  gpointer data; /* borrowed */
} Way;

static Way *
way_copy (const Way *self)
{
  Way *copy = g_memdup2 (self, sizeof *self);

  g_object_ref (copy->window);
  g_object_ref (copy->workspace);
  return copy;
}

static void
way_free (Way *self)
{
  g_object_unref (self->window);
  g_object_unref (self->workspace);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Way, way_free)

static void
way_closure_free (gpointer  way,
                  GClosure *closure)
{
  way_free (way);
}

static void
tell (Way          *way,
      const GError *error)
{
  g_autofree char *words = galley_words_for_error (error);

  galley_window_add_toast (way->window, adw_toast_new (words));
}

/* Cancel has the focus; @verb is what the button does. */
static void
ask (Way        *way,
     const char *heading,
     const char *body,
     const char *response,
     const char *verb,
     gboolean    is_destructive,
     GCallback   answered_cb)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (way->window), heading, body));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), response, verb, NULL);
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_default_response (dialog, "cancel");
  if (is_destructive)
    adw_message_dialog_set_response_appearance (dialog, response, ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_data (dialog, "response", answered_cb, way_copy (way), way_closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
confirmed_cb (GtkWidget  *dialog,
              const char *response,
              Way        *way)
{
  if (g_str_equal (response, "remove"))
    way->leave (way->leaving, way->data);
}

/* Nothing is unsent, or it is in files. */
static void
go_on (Way *way)
{
  g_autofree char *name = NULL;
  g_autofree char *heading = NULL;

  if (way->leaving == GALLEY_LEAVING_SIGN_OUT)
    {
      way->leave (way->leaving, way->data);
      return;
    }
  name = galley_words_for_account (galley_workspace_get_account (way->workspace));
  /* Translators: %s is an account, "xiaohe, news.example". */
  heading = g_strdup_printf (_ ("Remove “%s” from This Computer?"), name);
  ask (way, heading,
       _ ("Its articles and their versions are deleted here for good. What the server has stays there, and comes back "
          "when you sign in again."),
       "remove", _ ("_Remove"), TRUE, G_CALLBACK (confirmed_cb));
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (Way) way = data;
  g_autoptr (GError) error = NULL;
  int n_articles = galley_export_finish (result, &error);
  g_autofree char *words = NULL;

  if (n_articles < 0)
    {
      tell (way, error);
      return;
    }
  /* Translators: %u is a number of articles. */
  words = g_strdup_printf (ngettext ("%u article exported", "%u articles exported", (gulong) n_articles),
                           (guint) n_articles);
  galley_window_add_toast (way->window, adw_toast_new (words));
  go_on (way);
}

static void
folder_chosen_cb (const char *folder,
                  gpointer    data)
{
  Way *way = data;

  galley_export_async (galley_workspace_get_store (way->workspace), folder, GALLEY_EXPORT_UNSENT, NULL, NULL,
                       exported_cb, way_copy (way));
}

static void
refused_cb (GtkWidget  *dialog,
            const char *response,
            Way        *way)
{
  if (g_str_equal (response, "export"))
    galley_file_dialog_choose_folder (GTK_WINDOW (way->window), _ ("Export Articles"), NULL, folder_chosen_cb,
                                      way_copy (way), (GDestroyNotify) way_free);
}

static void
refuse (Way   *way,
        guint  n_unsent)
{
  /* Translators: %u is a number of articles. */
  g_autofree char *heading =
      g_strdup_printf (ngettext ("%u Article Is Not Uploaded", "%u Articles Are Not Uploaded", n_unsent), n_unsent);

  ask (way, heading,
       way->leaving == GALLEY_LEAVING_REMOVE
           ? _ ("Removed now, what you wrote would be lost. Wait until everything is uploaded, or export it into files "
                "first.")
           : _ ("Signed out, it would not reach the newsroom. Wait until everything is uploaded, or export it into files "
                "first."),
       "export", _ ("_Export Them…"), FALSE, G_CALLBACK (refused_cb));
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Way) way = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) counts = galley_workspace_count_finish (GALLEY_WORKSPACE (source), result, &error);

  if (counts == NULL)
    tell (way, error);
  else if (g_array_index (counts, gint64, 0) > 0)
    refuse (way, (guint) g_array_index (counts, gint64, 0));
  else
    go_on (way);
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Way) way = data;
  GalleyWorkspace *workspace = GALLEY_WORKSPACE (source);
  GalleyFilter unsent = galley_workspace_get_filter (workspace, GALLEY_FILTER_NOT_UPLOADED, NULL);
  g_autoptr (GError) error = NULL;

  if (!galley_workspace_flush_finish (workspace, result, &error))
    tell (way, error);
  else
    galley_workspace_count_async (workspace, &unsent, 1, counted_cb, way_copy (way));
}

void
galley_leaving_begin (GalleyWindow    *window,
                      GalleyWorkspace *workspace,
                      GalleyLeaving    leaving,
                      GalleyLeave      leave,
                      gpointer         data)
{
  Way way = { window, workspace, leaving, leave, data };

  g_return_if_fail (GALLEY_IS_WINDOW (window));
  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace));
  g_return_if_fail (leave != NULL);

  galley_workspace_flush_async (workspace, NULL, flushed_cb, way_copy (&way));
}
