/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program as its parts know it: its life and its ways in, its windows, its accounts, who is signed in, the lock. */
#pragma once

/* Included behind galley-application.h. */

#include "app/account/galley-tokens.h"
#include "app/base/galley-look.h"
#include "app/galley-sleep-watch.h"
#include "app/window/galley-window.h"
#include "core/workspace/galley-lock.h"

G_BEGIN_DECLS

struct _GalleyApplication
{
  AdwApplication parent_instance;

  GalleyWindow *window; /* borrowed: the one that is, or was last, in front */

  /* owned */
  GalleyClock *clock;
  GalleyRandom *random;
  GalleyTokens *tokens;
  GalleyWorkspace *workspace;
  char *token; /* of the open account, NULL: signed out */
  GNetworkMonitor *network;
  GSettings *settings; /* NULL: nothing is remembered */
  GalleyLook *look;    /* NULL: there are no settings */
  GalleySleepWatch *sleep_watch;
  GalleyLock *lock;            /* of the open account; NULL: it has no password */
  GHashTable *locked_accounts; /* (element-type utf8): ids, while the program runs */
  GHashTable *put_away;        /* (element-type GtkWindow): out of sight while it is locked */

  gboolean is_token_lasting; /* in the key ring */
  gboolean is_restoring;     /* windows come back: nothing is to be remembered */
  gboolean is_ending;        /* windows close one after another, and all come back */
};

/* galley-application.c */
/* A workspace that has just been opened: what calls for a person is told where nobody looks. */
void galley_application_watch_workspace (GalleyApplication *self);
/* In all windows: galley_window_finish_typing(). */
void galley_application_finish_typing (GalleyApplication *self);

/* galley-application-session.c */
/* The open windows, the one in front first. (transfer full) (element-type GalleyWindow) */
GPtrArray *galley_application_dup_windows (GalleyApplication *self);
GalleyWindow *galley_application_make_window (GalleyApplication *self);
/* It was closed. */
void galley_application_forget_window (GalleyApplication *self,
                                       GtkWindow         *window);
void galley_application_close_windows (GalleyApplication *self);
/* Before another account is opened: one window stays for it, and what is open is remembered as it is now. */
void galley_application_leave_session (GalleyApplication *self);
/* The windows of the account that was just opened; the one that is there is the last of them. */
void galley_application_restore_session (GalleyApplication *self);

/* galley-application-accounts.c */
/* What the menus offer, and which of it is open. */
void galley_application_update_accounts (GalleyApplication *self);
void galley_application_add_account_actions (GalleyApplication *self);
/* Opens the account, with @token if somebody has just signed in (nullable), and the @verifier of the password (nullable).
 * Where another one is open, it is saved first. */
void galley_application_use_account (GalleyApplication   *self,
                                     const GalleyAccount *account,
                                     const char          *token,
                                     const char          *verifier);
/* The answer to what somebody has just done: it does not wait behind other news. */
void galley_application_tell (GalleyApplication *self,
                              const char        *words);
/* The one of the last time. */
void galley_application_open_last_account (GalleyApplication *self);
void galley_application_close_workspace (GalleyApplication *self);

/* galley-application-sign-in.c: of the open account, which is not the local one. */
/* Somebody has just signed in. */
void galley_application_enter (GalleyApplication *self,
                               const char        *token,
                               const char        *verifier);
/* Goes online where one is found. */
void galley_application_look_for_token (GalleyApplication *self);
void galley_application_sign_out (GalleyApplication *self);
void galley_application_change_password (GalleyApplication *self);

/* galley-application-lock.c */
void galley_application_init_lock (GalleyApplication *self);
/* Of the workspace that has just been opened, and before it is closed. */
void galley_application_open_lock (GalleyApplication *self);
void galley_application_close_lock (GalleyApplication *self);

G_END_DECLS
