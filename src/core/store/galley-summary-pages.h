/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summaries of a list: one object a row for as long as anybody holds it, made and filled in by pages. Private to the
 * list. */
#pragma once

#include "core/store/galley-article-list-jobs.h"
#include "core/store/galley-store.h"

G_BEGIN_DECLS

typedef struct _GalleySummaryPages GalleySummaryPages;

GalleySummaryPages *galley_summary_pages_new (GalleyStore *store);
/* Answers still on their way are not taken in any more. */
void galley_summary_pages_free (GalleySummaryPages *self);

/* The object of a row, if there is one. (transfer full) (nullable) */
GalleyArticleSummary *galley_summary_pages_get (GalleySummaryPages *self,
                                                gint64              row);
/* Makes the objects of these rows, empty where they are new, and asks for those. */
void galley_summary_pages_make (GalleySummaryPages *self,
                                const GalleyKey    *keys,
                                guint               n_keys);
/* Makes the objects of the rows of @page, which stands for the first of @keys, and fills them in. */
void galley_summary_pages_take (GalleySummaryPages *self,
                                const GalleyKey    *keys,
                                GPtrArray          *page);
/* Asks again for everything that somebody holds. */
void galley_summary_pages_refresh (GalleySummaryPages *self);
/* The row of an article among those filled in, or 0. */
gint64 galley_summary_pages_find (GalleySummaryPages *self,
                                  const char         *id);

guint galley_summary_pages_get_n_queries (GalleySummaryPages *self);

G_END_DECLS
