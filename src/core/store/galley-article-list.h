/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The articles of one filter, newest first, as a GListModel of GalleyArticleSummary.
 *
 * Keys (a row id and a time, 16 bytes) come from one store job; get_item answers at once, and the page of 128
 * summaries around it is filled in by a job of its own. A change in the store is taken in as the smallest change of
 * rows. Another filter is another list: never empty and refill one. */
#pragma once

#include "core/store/galley-article-summary.h"
#include "core/store/galley-filter-keys.h"
#include "core/store/galley-store.h"

G_BEGIN_DECLS

#define GALLEY_LIST_PAGE 128

#define GALLEY_TYPE_ARTICLE_LIST (galley_article_list_get_type ())
G_DECLARE_FINAL_TYPE (GalleyArticleList, galley_article_list, GALLEY, ARTICLE_LIST, GObject)

/* Property "is-loaded" (notify): FALSE until the keys have come. */
GalleyArticleList *galley_article_list_new (GalleyStore        *store,
                                            const GalleyFilter *filter);
gboolean galley_article_list_get_is_loaded (GalleyArticleList *self);
/* The position of an article among those filled in, or G_MAXUINT. */
guint galley_article_list_find (GalleyArticleList *self,
                                const char        *id);

/* Questions asked so far for all keys, for single articles after a change, and for pages of summaries: laziness is a
 * promise, and tests assert it. */
guint galley_article_list_get_n_key_queries (GalleyArticleList *self);
guint galley_article_list_get_n_look_queries (GalleyArticleList *self);
guint galley_article_list_get_n_page_queries (GalleyArticleList *self);

G_END_DECLS
