/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that signs in to a portal: address, name, password. It talks to the server on a worker, says in one sentence
 * what went wrong and keeps what was typed. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_SIGN_IN (galley_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (GalleySignIn, galley_sign_in, GALLEY, SIGN_IN, AdwWindow)

/* Signal "signed-in" (const char *address, const char *user, const char *token); the dialog closes itself. */
GtkWidget *galley_sign_in_new (GtkWindow  *parent,
                               const char *address,
                               const char *user);

G_END_DECLS
