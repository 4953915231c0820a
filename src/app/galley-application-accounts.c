/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's accounts: which one is open, coming and leaving. */
#include "app/galley-application.h"

#include "app/account/galley-accounts-dialog.h"
#include "app/base/galley-settings.h"
#include "app/galley-application-private.h"
#include "app/galley-drafts-question.h"
#include "app/galley-leaving.h"
#include "app/window/galley-recovery-dialog.h"
#include "app/words/galley-account-words.h"
#include "app/words/galley-words.h"
#include "core/base/galley-task.h"

#include <glib/gi18n.h>

static gboolean
is_open (GalleyApplication   *self,
         const GalleyAccount *account)
{
  return self->workspace != NULL && g_str_equal (galley_workspace_get_account (self->workspace)->id, account->id);
}

static gboolean
is_local_open (GalleyApplication *self)
{
  return self->workspace != NULL && galley_account_is_local (galley_workspace_get_account (self->workspace));
}

void
galley_application_tell (GalleyApplication *self,
                         const char        *words)
{
  AdwToast *toast;

  if (self->window == NULL)
    return;
  toast = adw_toast_new (words);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  galley_window_add_toast (self->window, toast);
}

static void
tell_error (GalleyApplication *self,
            const GError      *error)
{
  g_autofree char *words = galley_words_for_error (error);

  g_message ("%s", error->message);
  galley_application_tell (self, words);
}

/* --- the open account -------------------------------------------------------------------------------------------- */

/* The store cannot be opened: one sentence, in a window of its own, and an end. */
static void
tell_and_quit (GalleyApplication *self,
               const GError      *error)
{
  g_autofree char *words = galley_words_for_start (error);
  GtkWidget *dialog = adw_message_dialog_new (NULL, _ ("Galley Cannot Start"), words);

  g_message ("cannot open the store: %s", error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_set_application (GTK_WINDOW (dialog), GTK_APPLICATION (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
present_in_idle (gpointer dialog)
{
  gtk_window_present (dialog);
  return G_SOURCE_REMOVE;
}

static void
window_mapped_cb (GtkWidget *window,
                  GtkWidget *dialog)
{
  g_signal_handlers_disconnect_by_func (window, window_mapped_cb, dialog);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, present_in_idle, g_object_ref (dialog), g_object_unref);
}

/* Nobody should look for articles that are not there without a word about it. A dialog that came before its window would
 * not be known as its dialog, and stand behind it. */
static void
tell_recovery (GalleyApplication *self,
               GalleyWorkspace   *workspace)
{
  const GalleyRecovery *recovery = galley_store_get_recovery (galley_workspace_get_store (workspace));
  GtkWidget *dialog;

  if (recovery == NULL)
    return;
  dialog = galley_recovery_dialog_new (GTK_WINDOW (self->window), recovery);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    gtk_window_present (GTK_WINDOW (dialog));
  else
    g_signal_connect_object (self->window, "map", G_CALLBACK (window_mapped_cb), dialog, G_CONNECT_AFTER);
}

void
galley_application_close_workspace (GalleyApplication *self)
{
  if (self->workspace != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->workspace, self);
      galley_workspace_close (self->workspace);
    }
  galley_application_close_lock (self);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->token, g_free);
  self->is_token_lasting = FALSE;
}

void
galley_application_update_accounts (GalleyApplication *self)
{
  g_autoptr (GPtrArray) windows = galley_application_dup_windows (self);
  g_autoptr (GPtrArray) accounts = galley_accounts_list (NULL);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "switch-account");
  const char *id = galley_workspace_get_account (self->workspace)->id;

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (id));
  for (guint i = 0; i < windows->len; i++)
    galley_window_set_accounts (g_ptr_array_index (windows, i), accounts);
}

/* Opens the account beside the one that is open, and then closes that. */
static gboolean
open_account (GalleyApplication   *self,
              const GalleyAccount *account,
              GError             **error)
{
  g_autoptr (GalleyWorkspace) workspace = NULL;

  if (!galley_account_save (account, error))
    return FALSE;
  workspace = galley_workspace_open (account, self->clock, self->random, error);
  if (workspace == NULL)
    return FALSE;
  galley_application_leave_session (self);
  galley_window_set_workspace (self->window, workspace);
  tell_recovery (self, workspace);
  galley_application_close_workspace (self);
  self->workspace = g_steal_pointer (&workspace);
  galley_application_watch_workspace (self);
  galley_application_open_lock (self);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "last-account", account->id);
  galley_application_restore_session (self);
  galley_application_update_accounts (self);
  return TRUE;
}

typedef struct
{
  GalleyApplication *self;
  GalleyAccount *account;
  char *token; /* NULL: look for one */
  char *verifier; /* (nullable) */
} Switch;

static void
switch_free (Switch *self)
{
  g_object_unref (self->self);
  galley_account_free (self->account);
  g_free (self->token);
  g_free (self->verifier);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Switch, switch_free)

/* Nothing of the account that is open can be lost any more. */
static void
do_switch (Switch *change)
{
  GalleyApplication *self = change->self;
  gboolean was_local = is_local_open (self);
  g_autoptr (GError) error = NULL;

  if (!open_account (self, change->account, &error))
    {
      if (self->workspace == NULL)
        tell_and_quit (self, error);
      else
        tell_error (self, error);
      return;
    }
  if (change->token != NULL)
    {
      galley_application_enter (self, change->token, change->verifier);
      if (was_local)
        galley_drafts_question_begin (self->window, self->workspace);
    }
  else if (!galley_account_is_local (change->account))
    galley_application_look_for_token (self);
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Switch) change = data;
  g_autoptr (GError) error = NULL;

  if (!galley_workspace_flush_finish (GALLEY_WORKSPACE (source), result, &error))
    tell_error (change->self, error);
  else if (GALLEY_WORKSPACE (source) == change->self->workspace)
    do_switch (change);
}

void
galley_application_use_account (GalleyApplication   *self,
                                const GalleyAccount *account,
                                const char          *token,
                                const char          *verifier)
{
  g_autoptr (Switch) change = NULL;

  /* Back to the account that is open: a new token is all it needs. */
  if (is_open (self, account))
    {
      if (token != NULL)
        galley_application_enter (self, token, verifier);
      return;
    }
  change = g_new0 (Switch, 1);
  change->self = g_object_ref (self);
  change->account = galley_account_copy (account);
  change->token = g_strdup (token);
  change->verifier = g_strdup (verifier);
  if (self->workspace == NULL)
    do_switch (change);
  else
    galley_workspace_flush_async (self->workspace, NULL, flushed_cb, g_steal_pointer (&change));
}

/* NULL: no such account. (transfer full) */
static GalleyAccount *
find_account (const char *id)
{
  g_autoptr (GPtrArray) accounts = galley_accounts_list (NULL);

  for (guint i = 0; i < accounts->len; i++)
    if (g_str_equal (((GalleyAccount *) g_ptr_array_index (accounts, i))->id, id))
      return galley_account_copy (g_ptr_array_index (accounts, i));
  return NULL;
}

/* Where the last one is not known or no longer there, a portal's goes before the local one. */
void
galley_application_open_last_account (GalleyApplication *self)
{
  g_autofree char *last =
      self->settings != NULL ? g_settings_get_string (self->settings, "last-account") : g_strdup ("");
  g_autoptr (GalleyAccount) account = find_account (last);

  if (account == NULL)
    {
      g_autoptr (GPtrArray) accounts = galley_accounts_list (NULL);

      account = galley_account_copy (g_ptr_array_index (accounts, accounts->len - 1));
    }
  galley_application_use_account (self, account, NULL, NULL);
}

/* --- leaving ----------------------------------------------------------------------------------------------------- */

static void
remove_on_worker (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  GError *error = NULL;

  if (galley_account_remove (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GalleyApplication *self = GALLEY_APPLICATION (source);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    galley_application_tell (self, _ ("Account removed"));
  else
    tell_error (self, error);
  if (self->workspace != NULL && self->window != NULL)
    galley_application_update_accounts (self);
}

/* The key ring and the server have been told as far as they could be: now the folder, authority and all. */
static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;

  galley_tokens_forget_finish (GALLEY_TOKENS (source), result);
  galley_task_run_in_thread (task, remove_on_worker);
}

static void
remove_account (GalleyApplication *self)
{
  g_autoptr (GalleyAccount) account = galley_account_copy (galley_workspace_get_account (self->workspace));
  g_autoptr (GalleyAccount) local = galley_account_new_local (NULL);
  g_autofree char *token = g_strdup (self->token);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  if (!open_account (self, local, &error))
    {
      tell_error (self, error);
      return;
    }
  task = g_task_new (self, NULL, removed_cb, NULL);
  g_task_set_task_data (task, galley_account_copy (account), (GDestroyNotify) galley_account_free);
  galley_tokens_forget_async (self->tokens, account, token, forgotten_cb, g_steal_pointer (&task));
}

static void
leave_cb (GalleyLeaving leaving,
          gpointer      data)
{
  GalleyApplication *self = GALLEY_APPLICATION (data);

  if (is_local_open (self))
    return;
  if (leaving == GALLEY_LEAVING_REMOVE)
    remove_account (self);
  else
    galley_application_sign_out (self);
}

static void
leave (GalleyApplication *self,
       GalleyLeaving      leaving)
{
  if (self->window != NULL && !is_local_open (self))
    galley_leaving_begin (self->window, self->workspace, leaving, leave_cb, self);
}

/* --- actions ----------------------------------------------------------------------------------------------------- */

/* A person signed in, in the dialog. */
static void
use_account_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  GalleyApplication *self = GALLEY_APPLICATION (data);
  g_autoptr (GalleyAccount) account = NULL;
  g_autoptr (GalleyAuthority) authority = NULL;
  g_autoptr (GError) error = NULL;
  const char *address, *user, *token, *pem, *verifier;

  g_variant_get (parameter, "(&s&s&s&s&s)", &address, &user, &token, &pem, &verifier);
  account = galley_account_new (NULL, address, user);
  if (*pem != '\0')
    authority = galley_authority_new (pem, &error);
  if (error == NULL && galley_account_save_authority (account, authority, &error))
    galley_application_use_account (self, account, token, *verifier != '\0' ? verifier : NULL);
  else
    tell_error (self, error);
}

/* Another authority vouches for the server of the open account from now on: what waits is tried at once. */
static void
trust_authority_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  GalleyApplication *self = GALLEY_APPLICATION (data);
  g_autoptr (GalleyAuthority) authority = NULL;
  g_autoptr (GError) error = NULL;

  if (self->token == NULL)
    return;
  authority = galley_authority_new (g_variant_get_string (parameter, NULL), &error);
  if (authority != NULL &&
      galley_account_save_authority (galley_workspace_get_account (self->workspace), authority, &error))
    galley_workspace_connect (self->workspace, self->token);
  else
    tell_error (self, error);
}

static void
switch_account_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  g_autoptr (GalleyAccount) account = find_account (g_variant_get_string (parameter, NULL));

  if (account != NULL)
    galley_application_use_account (GALLEY_APPLICATION (data), account, NULL, NULL);
}

static void
open_local_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  g_autoptr (GalleyAccount) account = galley_account_new_local (NULL);

  galley_application_use_account (GALLEY_APPLICATION (data), account, NULL, NULL);
}

static void
sign_out_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  leave (GALLEY_APPLICATION (data), GALLEY_LEAVING_SIGN_OUT);
}

static void
remove_account_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  leave (GALLEY_APPLICATION (data), GALLEY_LEAVING_REMOVE);
}

static void
change_password_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  galley_application_change_password (GALLEY_APPLICATION (data));
}

static void
wished_cb (GtkWidget         *dialog,
           const char        *action,
           const char        *account,
           GalleyApplication *self)
{
  if (g_action_map_lookup_action (G_ACTION_MAP (self->window), action) != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
  else
    g_action_group_activate_action (G_ACTION_GROUP (self), action,
                                    *account != '\0' ? g_variant_new_string (account) : NULL);
}

static void
accounts_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  GalleyApplication *self = GALLEY_APPLICATION (data);
  g_autoptr (GPtrArray) accounts = galley_accounts_list (NULL);
  GtkWidget *dialog;

  if (self->window == NULL)
    return;
  dialog = galley_accounts_dialog_new (GTK_WINDOW (self->window), accounts, self->workspace, self->is_token_lasting);
  g_signal_connect_object (dialog, "wished", G_CALLBACK (wished_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
galley_application_add_account_actions (GalleyApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "accounts", .activate = accounts_cb },
    { .name = "use-account", .activate = use_account_cb, .parameter_type = "(sssss)" },
    { .name = "trust-authority", .activate = trust_authority_cb, .parameter_type = "s" },
    { .name = "switch-account", .activate = switch_account_cb, .parameter_type = "s", .state = "''" },
    { .name = "open-local", .activate = open_local_cb },
    { .name = "sign-out", .activate = sign_out_cb },
    { .name = "change-password", .activate = change_password_cb },
    { .name = "remove-account", .activate = remove_account_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
