/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is signed in to the open account: its token and the verifier of its password, as they come and go. */
#include "app/galley-application.h"

#include "app/account/galley-password-dialog.h"
#include "app/galley-application-private.h"

#include <glib/gi18n.h>

#define LONG_TOAST 10 /* seconds */

static void
token_kept_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GalleyApplication) self = data;
  AdwToast *toast;

  self->is_token_lasting = galley_tokens_keep_finish (GALLEY_TOKENS (source), result);
  if (self->is_token_lasting || self->window == NULL)
    return;
  toast = adw_toast_new (_ ("Signed in until Galley is closed: there is no key ring here"));
  adw_toast_set_timeout (toast, LONG_TOAST);
  galley_window_add_toast (self->window, toast);
}

static void
keep (GalleyApplication *self,
      const char        *verifier)
{
  galley_tokens_keep_async (self->tokens, galley_workspace_get_account (self->workspace), self->token, verifier,
                            token_kept_cb, g_object_ref (self));
  if (verifier != NULL)
    galley_lock_set_verifier (self->lock, verifier);
}

static void
go_online (GalleyApplication *self,
           const char        *token)
{
  g_free (self->token);
  self->token = g_strdup (token);
  galley_workspace_connect (self->workspace, token);
}

void
galley_application_enter (GalleyApplication *self,
                          const char        *token,
                          const char        *verifier)
{
  go_online (self, token);
  keep (self, verifier);
  galley_lock_open (self->lock);
}

typedef struct
{
  GalleyApplication *self;
  GalleyWorkspace *workspace;
} Search;

static void
token_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autofree Search *search = data;
  g_autoptr (GalleyApplication) self = search->self;
  g_autoptr (GalleyWorkspace) workspace = search->workspace;
  g_autoptr (GalleyTokensFound) found = galley_tokens_find_finish (GALLEY_TOKENS (source), result);

  if (workspace != self->workspace || self->token != NULL)
    return;
  /* A key ring that does not answer may hold one: what was locked stays so. */
  if (found->verifier != NULL || !found->is_mute)
    galley_lock_set_verifier (self->lock, found->verifier);
  if (found->token == NULL)
    return;
  self->is_token_lasting = found->is_lasting;
  go_online (self, found->token);
}

void
galley_application_look_for_token (GalleyApplication *self)
{
  Search *search = g_new0 (Search, 1);

  search->self = g_object_ref (self);
  search->workspace = g_object_ref (self->workspace);
  galley_tokens_find_async (self->tokens, galley_workspace_get_account (self->workspace), token_found_cb, search);
}

static void
signed_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GalleyApplication) self = data;

  galley_application_tell (self, galley_tokens_forget_finish (GALLEY_TOKENS (source), result)
                                     ? _ ("Signed out")
                                     : _ ("Signed out on this computer. The server could not be told"));
}

void
galley_application_sign_out (GalleyApplication *self)
{
  galley_tokens_forget_async (self->tokens, galley_workspace_get_account (self->workspace), self->token, signed_out_cb,
                              g_object_ref (self));
  g_clear_pointer (&self->token, g_free);
  galley_lock_set_verifier (self->lock, NULL);
  galley_workspace_disconnect (self->workspace);
}

static void
password_changed_cb (GtkWidget         *dialog,
                     const char        *verifier,
                     GalleyApplication *self)
{
  if (verifier != NULL)
    keep (self, verifier);
  galley_application_tell (self, _ ("Password changed"));
}

void
galley_application_change_password (GalleyApplication *self)
{
  GtkWidget *dialog;

  if (self->window == NULL || self->token == NULL)
    return;
  dialog = galley_password_dialog_new (GTK_WINDOW (self->window), galley_workspace_get_account (self->workspace),
                                       self->token);
  g_signal_connect_object (dialog, "changed", G_CALLBACK (password_changed_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
