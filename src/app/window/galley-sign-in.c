/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-sign-in.h"

#include "app/account/galley-authority-question.h"
#include "app/base/galley-entry-row.h"
#include "app/words/galley-account-words.h"
#include "app/words/galley-words.h"
#include "core/base/galley-password.h"
#include "core/base/galley-task.h"
#include "core/sync/galley-portal-door.h"
#include "core/sync/galley-portal-transport.h"

#include <glib/gi18n.h>

struct _GalleySignIn
{
  AdwWindow parent_instance;

  /* template widgets */
  GtkEditable *address_row;
  GtkEditable *user_row;
  GtkEditable *password_row;
  GtkWidget *sign_in_button;
  GtkSpinner *spinner;
  GtkLabel *error_label;
  GtkWidget *plain_group;
  GtkCheckButton *plain_check;
  GtkWidget *authority_button;

  /* owned */
  GalleyAuthority *authority; /* (nullable): imported for the address that stands there */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (GalleySignIn, galley_sign_in, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SIGNED_IN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  char *address;
  char *user;
  char *password;
  GalleyAuthority *authority;
  GalleyPortalTrouble trouble; /* what came of it */
  char *verifier;              /* of the password that was right */
} SignInInput;

static void
sign_in_input_free (SignInInput *input)
{
  g_free (input->address);
  g_free (input->user);
  g_free (input->password);
  g_free (input->verifier);
  g_clear_pointer (&input->authority, galley_authority_free);
  g_free (input);
}

static void
sign_in_on_worker (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  SignInInput *input = data;
  GError *error = NULL;
  char *token = galley_portal_enter (input->address, input->authority, input->user, input->password, &input->trouble,
                                     cancellable, &error);

  if (token == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* Without the memory for it the windows cannot be locked, no more. */
  input->verifier = galley_password_hash (input->password, NULL);
  g_task_return_pointer (task, token, g_free);
}

static void
set_working (GalleySignIn *self,
             gboolean      is_working)
{
  gtk_spinner_set_spinning (self->spinner, is_working);
  gtk_widget_set_sensitive (self->sign_in_button, !is_working);
}

static void
show_words (GalleySignIn *self,
            const char   *words)
{
  gtk_label_set_text (self->error_label, words);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  GalleySignIn *self = GALLEY_SIGN_IN (source);
  SignInInput *input = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *token = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_working (self, FALSE);
  if (token != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_SIGNED_IN], 0, input->address, input->user, token,
                     input->authority != NULL ? input->authority->pem : "",
                     input->verifier != NULL ? input->verifier : "");
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  g_message ("sign-in: %s", error->message);
  words = galley_words_for_trouble (input->trouble, error);
  show_words (self, words);
  gtk_widget_set_visible (self->authority_button, input->trouble == GALLEY_PORTAL_TROUBLE_AUTHORITY);
  gtk_widget_grab_focus (GTK_WIDGET (input->trouble == GALLEY_PORTAL_TROUBLE_NONE ? self->password_row
                                                                                   : self->address_row));
}

/* The address as it is kept; NULL, and a sentence, where it cannot be used as it stands. */
static char *
dup_address (GalleySignIn *self)
{
  const char *typed = gtk_editable_get_text (self->address_row);
  g_autofree char *clean = galley_portal_address_clean (typed, NULL);
  g_autofree char *plain = clean == NULL ? galley_portal_address_clean_plain (typed, NULL) : NULL;

  if (clean != NULL)
    return g_steal_pointer (&clean);
  if (plain == NULL)
    show_words (self, _ ("This is not the address of a server. It looks like “news.example”."));
  else if (gtk_check_button_get_active (self->plain_check))
    return g_steal_pointer (&plain);
  else
    show_words (self, _ ("This address is not encrypted. Begin it with https://, or agree below."));
  return NULL;
}

static void
sign_in_cb (GalleySignIn *self)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *address = NULL;
  SignInInput *input;

  show_words (self, "");
  gtk_widget_hide (self->authority_button);
  address = dup_address (self);
  if (address == NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
      return;
    }

  input = g_new0 (SignInInput, 1);
  input->address = g_steal_pointer (&address);
  input->user = g_strstrip (g_strdup (gtk_editable_get_text (self->user_row)));
  input->password = g_strdup (gtk_editable_get_text (self->password_row));
  input->authority = self->authority != NULL ? galley_authority_copy (self->authority) : NULL;
  task = g_task_new (self, self->cancellable, signed_in_cb, NULL);
  g_task_set_task_data (task, input, (GDestroyNotify) sign_in_input_free);
  set_working (self, TRUE);
  galley_task_run_in_thread (task, sign_in_on_worker);
}

static void
changed_cb (GalleySignIn *self)
{
  gtk_widget_set_sensitive (self->sign_in_button, *gtk_editable_get_text (self->address_row) != '\0' &&
                                                      *gtk_editable_get_text (self->user_row) != '\0' &&
                                                      *gtk_editable_get_text (self->password_row) != '\0');
}

/* Another address: what was agreed to and imported was for the one before. */
static void
address_changed_cb (GalleySignIn *self)
{
  const char *typed = gtk_editable_get_text (self->address_row);
  g_autofree char *clean = galley_portal_address_clean (typed, NULL);
  g_autofree char *plain = clean == NULL ? galley_portal_address_clean_plain (typed, NULL) : NULL;

  gtk_check_button_set_active (self->plain_check, FALSE);
  gtk_widget_set_visible (self->plain_group, plain != NULL);
  gtk_widget_hide (self->authority_button);
  g_clear_pointer (&self->authority, galley_authority_free);
  changed_cb (self);
}

/* --- the newsroom's own authority -------------------------------------------------------------------------------- */

static void
authority_answered (GtkWindow             *window,
                    const GalleyAuthority *authority,
                    const char            *words)
{
  GalleySignIn *self = GALLEY_SIGN_IN (window);

  if (authority == NULL)
    {
      show_words (self, words);
      return;
    }
  g_clear_pointer (&self->authority, galley_authority_free);
  self->authority = galley_authority_copy (authority);
  sign_in_cb (self);
}

static void
import_authority_cb (GalleySignIn *self)
{
  galley_authority_question_begin (GTK_WINDOW (self), authority_answered);
}

static void
galley_sign_in_dispose (GObject *object)
{
  GalleySignIn *self = GALLEY_SIGN_IN (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->authority, galley_authority_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (galley_sign_in_parent_class)->dispose (object);
}

static void
galley_sign_in_class_init (GalleySignInClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_sign_in_dispose;

  signals[SIGNAL_SIGNED_IN] = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 5, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING,
                                            G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/window/galley-sign-in.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, address_row);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, user_row);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, password_row);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, spinner);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, error_label);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, plain_group);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, plain_check);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, authority_button);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_authority_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_sign_in_init (GalleySignIn *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  galley_entry_row_name_text (GTK_WIDGET (self->address_row));
  galley_entry_row_name_text (GTK_WIDGET (self->user_row));
  galley_entry_row_name_text (GTK_WIDGET (self->password_row));
}

GtkWidget *
galley_sign_in_new (GtkWindow           *parent,
                    const GalleyAccount *account)
{
  GalleySignIn *self = g_object_new (GALLEY_TYPE_SIGN_IN, "transient-for", parent, NULL);
  g_autofree char *clean = NULL;

  if (account != NULL)
    {
      clean = galley_portal_address_clean (account->address, NULL);
      gtk_editable_set_text (self->address_row, account->address);
      gtk_editable_set_text (self->user_row, account->user);
      /* It was agreed to when the account was made. */
      gtk_check_button_set_active (self->plain_check, clean == NULL);
      /* One that cannot be read is as good as none: the server's certificate then asks for it. */
      self->authority = galley_account_load_authority (account, NULL);
    }
  gtk_widget_grab_focus (GTK_WIDGET (account == NULL          ? self->address_row
                                     : *account->user == '\0' ? self->user_row
                                                              : self->password_row));
  return GTK_WIDGET (self);
}
