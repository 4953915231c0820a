/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that changes the password of the account that is open. The old one is asked for, too. */
#pragma once

#include "core/workspace/galley-account.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_PASSWORD_DIALOG (galley_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GalleyPasswordDialog, galley_password_dialog, GALLEY, PASSWORD_DIALOG, AdwWindow)

/* Signal "changed": it is done; the dialog closes itself. */
GtkWidget *galley_password_dialog_new (GtkWindow           *parent,
                                       const GalleyAccount *account,
                                       const char          *token);

G_END_DECLS
