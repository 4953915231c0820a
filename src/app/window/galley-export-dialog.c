/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-export-dialog.h"

#include "app/words/galley-words.h"
#include "core/workspace/galley-export.h"

#include <glib/gi18n.h>

/* Lives until the export has answered, which may be after the dialog has gone. */
typedef struct
{
  GWeakRef dialog;
  GtkProgressBar *bar; /* borrowed: the dialog's */
  GCancellable *cancellable;
  char *folder;
} Export;

static void
export_free (Export *self)
{
  g_weak_ref_clear (&self->dialog);
  g_object_unref (self->cancellable);
  g_free (self->folder);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
progress_cb (guint    n_done,
             guint    n_articles,
             gpointer data)
{
  Export *self = data;
  g_autoptr (AdwMessageDialog) dialog = g_weak_ref_get (&self->dialog);
  /* Translators: how many articles are written, of how many. */
  g_autofree char *words = g_strdup_printf (_ ("%u of %u"), n_done, n_articles);

  if (dialog == NULL)
    return;
  gtk_progress_bar_set_fraction (self->bar, (double) n_done / n_articles);
  gtk_progress_bar_set_text (self->bar, words);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (Export) self = data;
  g_autoptr (AdwMessageDialog) dialog = g_weak_ref_get (&self->dialog);
  g_autoptr (GError) error = NULL;
  int n_articles = galley_export_finish (result, &error);
  g_autofree char *words = NULL;

  if (dialog == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  adw_message_dialog_set_response_label (dialog, "cancel", _ ("_Close"));
  if (error != NULL)
    {
      words = galley_words_for_error (error);
      g_message ("export: %s", error->message);
      adw_message_dialog_set_heading (dialog, _ ("Not Everything Was Exported"));
    }
  else
    {
      /* Translators: %d is a number of articles, %s a folder. */
      words = g_strdup_printf (ngettext ("%d article is in %s now.", "%d articles are in %s now.", n_articles),
                               n_articles, self->folder);
      adw_message_dialog_set_heading (dialog, _ ("Everything Exported"));
    }
  adw_message_dialog_set_body (dialog, words);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             GCancellable     *cancellable)
{
  g_cancellable_cancel (cancellable);
}

void
galley_export_dialog_show (GtkWindow   *parent,
                           GalleyStore *store,
                           const char  *folder)
{
  GtkWidget *dialog, *bar;
  Export *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (GALLEY_IS_STORE (store));
  g_return_if_fail (folder != NULL);

  bar = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (bar), TRUE);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (bar), "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  dialog = adw_message_dialog_new (parent, _ ("Exporting Everything"),
                                   _ ("Each article is written as a text to be read and as a file that Galley reads "
                                      "again. No other file is written over."));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), bar);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  self = g_new0 (Export, 1);
  g_weak_ref_init (&self->dialog, dialog);
  self->bar = GTK_PROGRESS_BAR (bar);
  self->cancellable = g_cancellable_new ();
  self->folder = g_strdup (folder);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), g_object_ref (self->cancellable),
                         (GClosureNotify) (GCallback) g_object_unref, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  galley_export_async (store, folder, GALLEY_EXPORT_EVERYTHING, self->cancellable, progress_cb, exported_cb, self);
}
