/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The red bar over everything in a window while an order to withdraw waits for the server, or was refused by it: which
 * page is still public, how many more, since when, and what is done about it or what the server said. Its buttons lead to
 * the article by "win.open-withdrawal" and, of one that was refused, to the ways out by "win.answer-withdrawal". It goes
 * when the page has gone, or when somebody has said that it may stay. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_WITHDRAWAL_BAR (galley_withdrawal_bar_get_type ())
G_DECLARE_FINAL_TYPE (GalleyWithdrawalBar, galley_withdrawal_bar, GALLEY, WITHDRAWAL_BAR, GtkWidget)

void galley_withdrawal_bar_set_workspace (GalleyWithdrawalBar *self,
                                          GalleyWorkspace     *workspace);

G_END_DECLS
