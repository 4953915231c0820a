/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways to open an article of a list beside the one that is open: Ctrl or the middle button with a click, Shift+Enter, and a
 * menu (secondary button, Menu key, Shift+F10). The wish goes up as "win.open-in-tab" or "win.open-in-window", with the
 * article's id. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @list_view has GalleyArticleRow as rows. */
void galley_article_list_apart_install (GtkListView *list_view);

G_END_DECLS
