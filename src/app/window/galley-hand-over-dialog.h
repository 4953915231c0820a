/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To whom an article, or all of one's own, shall be handed: the people of the newsroom, found by a part of the name, the
 * department or the sign-in name. Return takes the first that is shown. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "chosen" (id, name, whether all of one's own): it closes. */
#define GALLEY_TYPE_HAND_OVER_DIALOG (galley_hand_over_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GalleyHandOverDialog, galley_hand_over_dialog, GALLEY, HAND_OVER_DIALOG, AdwWindow)

GtkWidget *galley_hand_over_dialog_new (GtkWindow       *parent,
                                        GalleyWorkspace *workspace);

G_END_DECLS
