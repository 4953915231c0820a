/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One article in the list: kicker, headline, snippet; below, its state in a word, its marks, channel and time. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_ARTICLE_ROW (galley_article_row_get_type ())
G_DECLARE_FINAL_TYPE (GalleyArticleRow, galley_article_row, GALLEY, ARTICLE_ROW, GtkWidget)

GtkWidget *galley_article_row_new (void);
/* Follows @summary until another (or NULL) is set. */
void galley_article_row_set_summary (GalleyArticleRow     *self,
                                     GalleyWorkspace      *workspace,
                                     GalleyArticleSummary *summary);
/* The id of what it shows; NULL: not known yet. Lent. */
const char *galley_article_row_get_article (GalleyArticleRow *self);

G_END_DECLS
