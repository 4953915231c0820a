/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of this computer, and what can be done to the one that is open. It only asks: each wish closes the dialog
 * and is told by a signal. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_ACCOUNTS_DIALOG (galley_accounts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GalleyAccountsDialog, galley_accounts_dialog, GALLEY, ACCOUNTS_DIALOG, AdwWindow)

/* Signal "wished" (const char *action, const char *account): "switch-account", "add-account", "sign-in", "sign-out",
 * "change-password" or "remove-account".
 * @accounts: (element-type GalleyAccount). @is_lasting: whether the open account stays signed in when Galley ends. */
GtkWidget *galley_accounts_dialog_new (GtkWindow       *parent,
                                       GPtrArray       *accounts,
                                       GalleyWorkspace *workspace,
                                       gboolean         is_lasting);

G_END_DECLS
