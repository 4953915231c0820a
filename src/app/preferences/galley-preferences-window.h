/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences: what can be chosen about the look, the fact that everything is saved by itself, and the keys. A
 * choice holds at once. */
#pragma once

#include "core/workspace/galley-lock.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_PREFERENCES_WINDOW (galley_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (GalleyPreferencesWindow, galley_preferences_window, GALLEY, PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

/* @parent has the actions "win.zoom-in", "win.zoom-out" and "win.show-help-overlay". @lock: of the open
 * account; NULL: it has no password. */
GtkWidget *galley_preferences_window_new (GtkWindow  *parent,
                                          GSettings  *settings,
                                          GalleyLock *lock);

G_END_DECLS
