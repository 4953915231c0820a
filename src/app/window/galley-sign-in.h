/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that signs in to a portal: address, name, password. It talks to the server on a worker, says in one sentence
 * what went wrong and keeps what was typed. Where the server's certificate comes from an authority that nobody knows, the
 * newsroom's own can be imported; plain http beyond this computer has to be agreed to in words. */
#pragma once

#include "core/workspace/galley-account.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_SIGN_IN (galley_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (GalleySignIn, galley_sign_in, GALLEY, SIGN_IN, AdwWindow)

/* Signal "signed-in" (const char *address, const char *user, const char *token, const char *authority,
 * const char *verifier); the dialog closes itself. @authority: the certificate of the newsroom's own one, "" for none.
 * @verifier: what the password is held against where windows are locked, "" where it could not be made.
 * @account: who signs in again, somebody else where it has no user, NULL: somebody new. */
GtkWidget *galley_sign_in_new (GtkWindow           *parent,
                               const GalleyAccount *account);

G_END_DECLS
