/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-sign-in.h"

#include "app/window/galley-words.h"
#include "core/sync/galley-portal-door.h"
#include "core/sync/galley-portal-transport.h"

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

  /* owned */
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
} SignInInput;

static void
sign_in_input_free (SignInInput *input)
{
  g_free (input->address);
  g_free (input->user);
  g_free (input->password);
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
  char *token = galley_portal_sign_in (input->address, input->user, input->password, cancellable, &error);

  if (token != NULL)
    g_task_return_pointer (task, token, g_free);
  else
    g_task_return_error (task, error);
}

static void
set_working (GalleySignIn *self,
             gboolean      is_working)
{
  gtk_spinner_set_spinning (self->spinner, is_working);
  gtk_widget_set_sensitive (self->sign_in_button, !is_working);
}

static void
show_error (GalleySignIn *self,
            const GError *error)
{
  g_autofree char *words = galley_words_for_error (error);

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

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_working (self, FALSE);
  if (error != NULL)
    {
      show_error (self, error);
      gtk_widget_grab_focus (GTK_WIDGET (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_AUTH) ? self->password_row
                                                                                                  : self->address_row));
      return;
    }
  g_signal_emit (self, signals[SIGNAL_SIGNED_IN], 0, input->address, input->user, token);
  gtk_window_close (GTK_WINDOW (self));
}

static void
sign_in_cb (GalleySignIn *self)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = galley_portal_address_clean (gtk_editable_get_text (self->address_row), &error);
  SignInInput *input;

  gtk_label_set_text (self->error_label, "");
  if (address == NULL)
    {
      show_error (self, error);
      gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
      return;
    }

  input = g_new0 (SignInInput, 1);
  input->address = g_steal_pointer (&address);
  input->user = g_strstrip (g_strdup (gtk_editable_get_text (self->user_row)));
  input->password = g_strdup (gtk_editable_get_text (self->password_row));
  task = g_task_new (self, self->cancellable, signed_in_cb, NULL);
  g_task_set_task_data (task, input, (GDestroyNotify) sign_in_input_free);
  set_working (self, TRUE);
  g_task_run_in_thread (task, sign_in_on_worker);
}

static void
changed_cb (GalleySignIn *self)
{
  gtk_widget_set_sensitive (self->sign_in_button, *gtk_editable_get_text (self->address_row) != '\0' &&
                                                      *gtk_editable_get_text (self->user_row) != '\0' &&
                                                      *gtk_editable_get_text (self->password_row) != '\0');
}

static void
galley_sign_in_dispose (GObject *object)
{
  GalleySignIn *self = GALLEY_SIGN_IN (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (galley_sign_in_parent_class)->dispose (object);
}

static void
galley_sign_in_class_init (GalleySignInClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_sign_in_dispose;

  signals[SIGNAL_SIGNED_IN] = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/window/galley-sign-in.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, address_row);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, user_row);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, password_row);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, spinner);
  gtk_widget_class_bind_template_child (widget_class, GalleySignIn, error_label);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_sign_in_init (GalleySignIn *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
galley_sign_in_new (GtkWindow  *parent,
                    const char *address,
                    const char *user)
{
  GalleySignIn *self = g_object_new (GALLEY_TYPE_SIGN_IN, "transient-for", parent, NULL);

  gtk_editable_set_text (self->address_row, address != NULL ? address : "");
  gtk_editable_set_text (self->user_row, user != NULL ? user : "");
  gtk_widget_grab_focus (GTK_WIDGET (address == NULL ? self->address_row : self->password_row));
  return GTK_WIDGET (self);
}
