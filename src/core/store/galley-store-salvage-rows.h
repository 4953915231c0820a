/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking a table that may be damaged. Private to galley-store-salvage.c. */
#pragma once

#include "core/db/galley-statement.h"

G_BEGIN_DECLS

/* Statements of a table whose rows have numbers, which stand in the first column. */
typedef struct
{
  const char *next;  /* the first behind ?1 */
  const char *at;    /* the one of number ?1 */
  const char *front; /* (nullable): the same without what stands last in a row */
  const char *last;  /* the greatest number */
} GalleySalvageTable;

/* FALSE: what was read cannot be written. */
typedef gboolean (*GalleySalvageTake) (gpointer         data,
                                       GalleyStatement *row,
                                       GError         **error);

typedef struct
{
  GalleyDatabase *source;
  gpointer data;
  gboolean is_broken; /* a page could not be read */
} GalleySalvageRows;

/* By number. Behind a row that cannot be read the next are asked for one by one, 200,000 in vain at most. */
gboolean galley_salvage_rows_along (GalleySalvageRows        *self,
                                    const GalleySalvageTable *table,
                                    GalleySalvageTake         take,
                                    GError                  **error);
/* By the first statement, and where that stops by the second, which goes the other way. */
gboolean galley_salvage_rows_both_ways (GalleySalvageRows *self,
                                        const char *const  statements[2],
                                        GalleySalvageTake  take,
                                        GError           **error);

G_END_DECLS
