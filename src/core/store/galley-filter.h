/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a filter asks the database. Private to the store; the public half is in galley-article-list.h. */
#pragma once

#include "core/store/galley-article-list.h"

G_BEGIN_DECLS

/* A row and what it is ordered by: newest first, the higher row first among equals. */
typedef struct
{
  gint64 row;
  gint64 touched;
} GalleyKey;

GalleyFilter *galley_filter_copy (const GalleyFilter *self);
void galley_filter_free (GalleyFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyFilter, galley_filter_free)

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
