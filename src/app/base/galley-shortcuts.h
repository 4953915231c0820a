/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of keys, kept free of what ibus, fcitx and GTK's own text widgets use. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void galley_shortcuts_install (GtkApplication *application);
/* None acts any more, but the one that quits. */
void galley_shortcuts_remove (GtkApplication *application);
/* Calls @function for each, in order; words in the interface's language, @keys as GtkShortcutLabel takes them. */
typedef void (*GalleyShortcutFunction) (const char *group,
                                        const char *title,
                                        const char *keys,
                                        gpointer    data);
void galley_shortcuts_foreach (GalleyShortcutFunction function,
                               gpointer               data);
/* The window that shows them, made from the same table. */
GtkShortcutsWindow *galley_shortcuts_window_new (void);

G_END_DECLS
