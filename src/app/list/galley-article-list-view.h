/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The articles of one filter, in rows: kicker, headline, snippet, state in a word, marks, time. An empty list says what
 * will stand there and offers its one button. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_ARTICLE_LIST_VIEW (galley_article_list_view_get_type ())
G_DECLARE_FINAL_TYPE (GalleyArticleListView, galley_article_list_view, GALLEY, ARTICLE_LIST_VIEW, GtkWidget)

/* Signal "opened" (const char *id): selected by pointer or keyboard. */
GtkWidget *galley_article_list_view_new (void);
void galley_article_list_view_set_filter (GalleyArticleListView *self,
                                          GalleyWorkspace       *workspace,
                                          const GalleyFilter    *filter);
/* Marks the row of @id (NULL: none) without emitting. */
void galley_article_list_view_select (GalleyArticleListView *self,
                                      const char            *id);
/* Opens the row @step below (above) the selected one. */
void galley_article_list_view_move (GalleyArticleListView *self,
                                    int                    step);
/* Opens the first row, as soon as it is known. */
void galley_article_list_view_open_first (GalleyArticleListView *self);

G_END_DECLS
