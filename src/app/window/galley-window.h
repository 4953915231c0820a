/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: sidebar, list, editor and side pane (preview, details), folding with its width over three
 * sizes. galley-window.c is its life, galley-window-tabs.c its open articles, galley-window-article.c the one of them that
 * is in front, galley-window-actions.c its table of actions and keys, galley-window-orders.c what goes to the desk and to
 * the public, galley-window-toasts.c what is said in passing.
 *
 * Signals: "place-changed", when galley_window_dup_place() differs; and "another-wanted", answered with another
 * GalleyWindow on the same account (transfer none). */
#pragma once

#include "core/workspace/galley-lock.h"
#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_WINDOW (galley_window_get_type ())
G_DECLARE_FINAL_TYPE (GalleyWindow, galley_window, GALLEY, WINDOW, AdwApplicationWindow)

GalleyWindow *galley_window_new (GtkApplication *application);
/* Another account: what is open is flushed first. */
void galley_window_set_workspace (GalleyWindow    *self,
                                  GalleyWorkspace *workspace);
/* The accounts that the main menu offers, (element-type GalleyAccount); the one of the workspace is marked. */
void galley_window_set_accounts (GalleyWindow *self,
                                 GPtrArray    *accounts);
/* While it is locked the window shows nothing of what stands in it. NULL: it cannot be. */
void galley_window_set_lock (GalleyWindow *self,
                             GalleyLock   *lock);
/* What is open, for galley_window_restore_tabs(): the articles' ids, and which is in front. Type (asu). */
GVariant *galley_window_dup_place (GalleyWindow *self);
/* The id of the article that is in front, NULL: none. Lent. */
const char *galley_window_get_article (GalleyWindow *self);
/* Shows what was open the last time, in a window where nothing is. */
void galley_window_restore_tabs (GalleyWindow *self,
                                 GVariant     *place);
/* The preview's own window, if it was open at the end. */
void galley_window_restore_preview_window (GalleyWindow *self);
/* In the tab that has it, in whatever window; else in the current tab. */
void galley_window_open_article (GalleyWindow *self,
                                 const char   *id);
/* Makes an article of a hand-out, or takes in the one of a hand-over file. */
void galley_window_import_file (GalleyWindow *self,
                                GFile        *file);
/* What is on its way into the article gets there, before that is saved or let go: what stands in an input method, and
 * half a tag. */
void galley_window_finish_typing (GalleyWindow *self);
void galley_window_add_toast (GalleyWindow *self,
                              AdwToast     *toast);

G_END_DECLS
