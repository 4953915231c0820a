/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/galley-authority-question.h"

#include "app/base/galley-file-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWindow *parent; /* borrowed: the file dialog asks back only while it is there */
  GalleyAuthorityAnswer answer;
  GalleyAuthority *authority;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_clear_pointer (&self->authority, galley_authority_free);
  g_free (self);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             GtkWindow        *parent)
{
  Question *question = g_object_get_data (G_OBJECT (dialog), "question");

  if (g_str_equal (response, "trust"))
    question->answer (parent, question->authority, NULL);
}

static void
chosen_cb (const char *path,
           gpointer    data)
{
  Question *choice = data;
  Question *question;
  g_autoptr (GError) error = NULL;
  GalleyAuthority *authority = galley_authority_load (path, &error);
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (authority == NULL)
    {
      g_message ("authority: %s", error->message);
      choice->answer (choice->parent, NULL,
                      _ ("There is no certificate in this file. It is a text that begins with "
                         "“-----BEGIN CERTIFICATE”."));
      return;
    }
  /* Translators: the first %s is whom a certificate is for, the second is 32 pairs of digits, "AB:CD:…". */
  body = g_strdup_printf (_ ("%s\n\nFingerprint (SHA-256):\n%s\n\nCompare it with what your newsroom’s technicians "
                             "told you. It will be believed for this account alone."),
                          authority->subject, authority->fingerprint);
  dialog = adw_message_dialog_new (choice->parent, _ ("Trust This Authority?"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "trust", _ ("_Trust"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  question = g_new0 (Question, 1);
  question->answer = choice->answer;
  question->authority = authority;
  g_object_set_data_full (G_OBJECT (dialog), "question", question, question_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), choice->parent, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
galley_authority_question_begin (GtkWindow            *parent,
                                 GalleyAuthorityAnswer answer)
{
  Question *choice;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (answer != NULL);

  choice = g_new0 (Question, 1);
  choice->parent = parent;
  choice->answer = answer;
  galley_file_dialog_open (parent, _ ("Import Certificate"), chosen_cb, choice, question_free);
}
