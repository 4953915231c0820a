/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The articles of one filter, newest first, as a GListModel of GalleyArticleSummary.
 *
 * The first page of 128 summaries comes first and filled in, so that nobody looks at empty rows, and then, where there
 * are more, the keys of all (a row id and a time, 16 bytes). get_item answers at once; further pages are filled in by jobs
 * of their own when somebody looks there. A change in the store is taken in as the smallest change of
 * rows. Another filter is another list: never empty and refill one. */
#pragma once

#include "core/store/galley-article-summary.h"
#include "core/store/galley-filter-keys.h"
#include "core/store/galley-store.h"

G_BEGIN_DECLS

#define GALLEY_LIST_PAGE 128

#define GALLEY_TYPE_ARTICLE_LIST (galley_article_list_get_type ())
G_DECLARE_FINAL_TYPE (GalleyArticleList, galley_article_list, GALLEY, ARTICLE_LIST, GObject)

/* Property "is-loaded" (notify): FALSE until the first rows have come, or it is known that there are none. */
GalleyArticleList *galley_article_list_new (GalleyStore        *store,
                                            const GalleyFilter *filter);
gboolean galley_article_list_get_is_loaded (GalleyArticleList *self);
/* The position of an article among those filled in, or G_MAXUINT. */
guint galley_article_list_find (GalleyArticleList *self,
                                const char        *id);

/* Questions asked so far for all keys (the first one, where it brought all), for single articles after a change, and for
 * pages of summaries: laziness is a promise, and tests assert it. */
guint galley_article_list_get_n_key_queries (GalleyArticleList *self);
guint galley_article_list_get_n_look_queries (GalleyArticleList *self);
guint galley_article_list_get_n_page_queries (GalleyArticleList *self);

G_END_DECLS
