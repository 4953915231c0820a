/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an article was: its versions over time, each against what stands now, to be looked at and put back, whole or in
 * part. Nothing is lost by it: what stands is kept as a version first, and the restore is one step of undo, here and in
 * the editor.
 *
 * Versions are read and compared on a worker; the last one chosen wins. What is typed or merged into the article meanwhile
 * is followed. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "restored": it closes, and the article has changed by it. */
#define GALLEY_TYPE_VERSIONS_WINDOW (galley_versions_window_get_type ())
G_DECLARE_FINAL_TYPE (GalleyVersionsWindow, galley_versions_window, GALLEY, VERSIONS_WINDOW, AdwWindow)

GtkWidget *galley_versions_window_new (GtkWindow        *parent,
                                       GalleyWorkspace  *workspace,
                                       GalleyManuscript *manuscript);

G_END_DECLS
