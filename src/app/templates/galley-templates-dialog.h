/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The templates of an account: one is chosen for a new article, or renamed, or removed with Undo beside it. Where there
 * are none yet it says what they are for, and keeps the open article as the first. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals, after which it closes: "chosen" (const GalleyTemplate *); "keep-asked": the open article shall become one. */
#define GALLEY_TYPE_TEMPLATES_DIALOG (galley_templates_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GalleyTemplatesDialog, galley_templates_dialog, GALLEY, TEMPLATES_DIALOG, AdwWindow)

/* @may_keep: there is an open article. */
GtkWidget *galley_templates_dialog_new (GtkWindow       *parent,
                                        GalleyWorkspace *workspace,
                                        gboolean         may_keep);

G_END_DECLS
