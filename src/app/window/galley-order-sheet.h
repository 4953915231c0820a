/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet before an act: what goes out, where, who signed it, and a line for a comment or reason. Enter does not
 * confirm and Cancel has the focus; the button carries the verb. It only asks: what follows is its caller's. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_ORDER_SHEET (galley_order_sheet_get_type ())
G_DECLARE_FINAL_TYPE (GalleyOrderSheet, galley_order_sheet, GALLEY, ORDER_SHEET, AdwWindow)

/* Signal "confirmed" (const char *content_hash, const char *comment): the hash of what stood in the sheet, and what was
 * said, as galley-order-words.h has it; the sheet closes itself. Withdraw and return ask for a reason and wait for one;
 * publishing a correction asks for a note for readers, which the preview shows while it is written. */
GtkWidget *galley_order_sheet_new (GtkWindow        *parent,
                                   GalleyWorkspace  *workspace,
                                   GalleyManuscript *manuscript,
                                   GalleyAction      action);
GalleyAction galley_order_sheet_get_action (GalleyOrderSheet *self);
/* The id of the article that stood in it. Lent. */
const char *galley_order_sheet_get_article (GalleyOrderSheet *self);

G_END_DECLS
