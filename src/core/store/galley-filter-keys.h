/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a filter asks the database: how many, which rows in order, whether one row belongs, and what is shown of it.
 * Plain functions for jobs. */
#pragma once

#include "core/db/galley-database.h"
#include "core/store/galley-article-summary.h"
#include "core/store/galley-filter.h"

G_BEGIN_DECLS

/* For jobs: how many articles a filter has; -1 with @error. */
gint64 galley_filter_count_in_store (GalleyDatabase     *database,
                                     const GalleyFilter *filter,
                                     GError            **error);
/* For jobs and the tool: (transfer full) (element-type GalleySummaryData); @limit 0: all. */
GPtrArray *galley_filter_load_in_store (GalleyDatabase     *database,
                                        const GalleyFilter *filter,
                                        guint               limit,
                                        GError            **error);

/* A row and what it is ordered by: newest first, the higher row first among equals. */
typedef struct
{
  gint64 row;
  gint64 touched;
} GalleyKey;

int galley_key_compare (const GalleyKey *a,
                        const GalleyKey *b);

/* In order, @limit 0: all. (transfer full) (element-type GalleyKey) */
GArray *galley_filter_load_keys_in_store (GalleyDatabase     *database,
                                          const GalleyFilter *self,
                                          guint               limit,
                                          GError            **error);
/* Whether the filter has this row now. */
gboolean galley_filter_has_row_in_store (GalleyDatabase     *database,
                                         const GalleyFilter *self,
                                         gint64              row,
                                         gboolean           *has_row,
                                         GError            **error);

/* @data is left empty, its id NULL, when there is no such row. */
gboolean galley_summary_load_in_store (GalleyDatabase    *database,
                                       gint64             row,
                                       GalleySummaryData *data,
                                       GError           **error);
/* 0 when there is no such article. */
gboolean galley_summary_find_row_in_store (GalleyDatabase *database,
                                           const char     *id,
                                           gint64         *row,
                                           GError        **error);

G_END_DECLS
