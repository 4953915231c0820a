/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of keys, kept free of what ibus, fcitx and GTK's own text widgets use. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void galley_shortcuts_install (GtkApplication *application);
/* The window that shows them, made from the same table. */
GtkShortcutsWindow *galley_shortcuts_window_new (void);

G_END_DECLS
