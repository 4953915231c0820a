/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counters for tests: laziness is a promise, and a promise is asserted. */
#pragma once

#include "core/store/galley-article-list.h"

G_BEGIN_DECLS

#define GALLEY_LIST_PAGE 128

/* Questions asked so far for all keys, for single articles after a change, and for pages of summaries. */
guint galley_article_list_get_n_key_queries (GalleyArticleList *self);
guint galley_article_list_get_n_look_queries (GalleyArticleList *self);
guint galley_article_list_get_n_page_queries (GalleyArticleList *self);

G_END_DECLS
