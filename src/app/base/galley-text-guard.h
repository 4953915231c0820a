/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every field that is written in shares: keys that would lose text or surprise a writer do nothing (Insert
 * overwrites, Ctrl+U empties, F7 hides the caret, Ctrl+. and Ctrl+; open the emoji picker where input methods have
 * their punctuation, Ctrl+Return and Alt+Return break the line, Ctrl+Shift+U deletes the selection),
 * and an open preedit is known and never lost: a click elsewhere in the window and leaving the field insert it as it is
 * shown, which by itself it would not be. While it is open, what others write into the article waits (the action
 * "editor.preedit", where the window has it). The keys still reach the input method first. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @text: a GtkText or a GtkTextView. */
void galley_text_guard_install (GtkWidget *text);
/* Guards the text inside of an entry, and lends it. */
GtkText *galley_text_guard_install_in_editable (GtkEditable *editable);

/* Return, also that of the number pad. */
gboolean galley_text_guard_is_return (guint keyval);

/* Whether @widget is guarded and an input method's preedit is open in it. @widget may be anything, also NULL. */
gboolean galley_text_guard_has_preedit (GtkWidget *widget);
/* Inserts the open preedit as it is shown and starts the input method anew; else does nothing. */
void galley_text_guard_commit_preedit (GtkWidget *widget);

G_END_DECLS
