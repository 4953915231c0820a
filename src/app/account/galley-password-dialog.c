/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/galley-password-dialog.h"

#include "app/base/galley-entry-row.h"
#include "app/words/galley-account-words.h"
#include "core/base/galley-password.h"
#include "core/base/galley-task.h"
#include "core/sync/galley-portal-door.h"
#include "core/wire/galley-protocol.h"

#include <glib/gi18n.h>

struct _GalleyPasswordDialog
{
  AdwWindow parent_instance;

  /* template widgets */
  GtkEditable *old_row;
  GtkEditable *new_row;
  GtkEditable *again_row;
  GtkWidget *change_button;
  GtkSpinner *spinner;
  GtkLabel *error_label;

  /* owned */
  GalleyAccount *account;
  char *token;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (GalleyPasswordDialog, galley_password_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  GalleyAccount *account;
  char *token;
  char *old_password;
  char *new_password;
  char *verifier; /* of the new one, once it is good */
} ChangeInput;

static void
change_input_free (gpointer data)
{
  ChangeInput *self = data;

  galley_account_free (self->account);
  g_free (self->token);
  g_free (self->old_password);
  g_free (self->new_password);
  g_free (self->verifier);
  g_free (self);
}

static void
change_on_worker (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  ChangeInput *input = data;
  /* Without it the server is not trusted, and the call says so. */
  g_autoptr (GalleyAuthority) authority = galley_account_load_authority (input->account, NULL);
  GError *error = NULL;

  if (galley_portal_change_password (input->account->address, authority, input->token, input->old_password,
                                     input->new_password, cancellable, &error))
    {
      /* Without the memory for it the old one still unlocks the windows. */
      input->verifier = galley_password_hash (input->new_password, NULL);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

static gboolean
is_long_enough (GalleyPasswordDialog *self)
{
  return g_utf8_strlen (gtk_editable_get_text (self->new_row), -1) >= GALLEY_PASSWORD_MIN_CHARACTERS;
}

static void
changed_cb (GalleyPasswordDialog *self)
{
  gtk_widget_set_sensitive (self->change_button, *gtk_editable_get_text (self->old_row) != '\0' &&
                                                     is_long_enough (self) &&
                                                     *gtk_editable_get_text (self->again_row) != '\0');
}

static void
password_changed_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  GalleyPasswordDialog *self = GALLEY_PASSWORD_DIALOG (source);
  ChangeInput *input = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0, input->verifier);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_spinner_set_spinning (self->spinner, FALSE);
  words = galley_words_for_password (error);
  gtk_label_set_text (self->error_label, words);
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->old_row));
}

static void
change_cb (GalleyPasswordDialog *self)
{
  g_autoptr (GTask) task = NULL;
  ChangeInput *input;

  gtk_label_set_text (self->error_label, "");
  if (g_strcmp0 (gtk_editable_get_text (self->new_row), gtk_editable_get_text (self->again_row)) != 0)
    {
      gtk_label_set_text (self->error_label, _ ("The new password was not typed the same way twice."));
      gtk_widget_grab_focus (GTK_WIDGET (self->again_row));
      return;
    }
  input = g_new0 (ChangeInput, 1);
  input->account = galley_account_copy (self->account);
  input->token = g_strdup (self->token);
  input->old_password = g_strdup (gtk_editable_get_text (self->old_row));
  input->new_password = g_strdup (gtk_editable_get_text (self->new_row));
  task = g_task_new (self, self->cancellable, password_changed_cb, NULL);
  g_task_set_task_data (task, input, change_input_free);
  gtk_spinner_set_spinning (self->spinner, TRUE);
  gtk_widget_set_sensitive (self->change_button, FALSE);
  galley_task_run_in_thread (task, change_on_worker);
}

static void
galley_password_dialog_dispose (GObject *object)
{
  GalleyPasswordDialog *self = GALLEY_PASSWORD_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->account, galley_account_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (galley_password_dialog_parent_class)->dispose (object);
}

static void
galley_password_dialog_class_init (GalleyPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_password_dialog_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/account/galley-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyPasswordDialog, old_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyPasswordDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyPasswordDialog, again_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyPasswordDialog, change_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPasswordDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, GalleyPasswordDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_password_dialog_init (GalleyPasswordDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  galley_entry_row_name_text (GTK_WIDGET (self->old_row));
  galley_entry_row_name_text (GTK_WIDGET (self->new_row));
  galley_entry_row_name_text (GTK_WIDGET (self->again_row));
}

GtkWidget *
galley_password_dialog_new (GtkWindow           *parent,
                            const GalleyAccount *account,
                            const char          *token)
{
  GalleyPasswordDialog *self;

  g_return_val_if_fail (account != NULL && token != NULL, NULL);

  self = g_object_new (GALLEY_TYPE_PASSWORD_DIALOG, "transient-for", parent, NULL);
  self->account = galley_account_copy (account);
  self->token = g_strdup (token);
  return GTK_WIDGET (self);
}
