/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program as its two halves know it: its life and its ways in, and its accounts. */
#pragma once

/* Included behind galley-application.h. */

#include "app/account/galley-tokens.h"
#include "app/galley-sleep-watch.h"
#include "app/preferences/galley-look.h"
#include "app/window/galley-window.h"

G_BEGIN_DECLS

struct _GalleyApplication
{
  AdwApplication parent_instance;

  GalleyWindow *window; /* borrowed */

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

  gboolean is_token_lasting; /* in the key ring */
};

/* galley-application.c */
/* A window and a workspace that have just been opened: what calls for a person is told where nobody looks. */
void galley_application_watch_window (GalleyApplication *self);
void galley_application_watch_workspace (GalleyApplication *self);

/* galley-application-accounts.c */
void galley_application_add_account_actions (GalleyApplication *self);
/* Opens the account, with @token if somebody has just signed in (nullable). Where another one is open, it is saved
 * first. */
void galley_application_use_account (GalleyApplication   *self,
                                     const GalleyAccount *account,
                                     const char          *token);
/* The one of the last time. */
void galley_application_open_last_account (GalleyApplication *self);
void galley_application_close_workspace (GalleyApplication *self);

G_END_DECLS
