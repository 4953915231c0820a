/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-link-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;

  /* The desktop says by itself where it has no program for it. */
  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    g_message ("a link could not be opened: %s", error->message);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             const char       *address)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (g_str_equal (response, "open") && parent != NULL)
    gtk_show_uri_full (parent, address, GDK_CURRENT_TIME, NULL, shown_cb, NULL);
}

void
galley_link_question_ask (GtkWindow  *parent,
                          const char *address)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *title = NULL;
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (address != NULL);

  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return;
  /* Translators: %s is a computer's name, "news.example". */
  title = g_strdup_printf (_ ("Open a Page of %s?"), g_uri_get_host (uri));
  dialog = adw_message_dialog_new (parent, title, address);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "open", _ ("_Open"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), g_strdup (address),
                         (GClosureNotify) (GCallback) g_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
