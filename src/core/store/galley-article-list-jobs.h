/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list asks the store: all its keys, what became of a few articles, a page of summaries. Jobs with their inputs
 * and results. Private to the list. */
#pragma once

#include "core/store/galley-filter-keys.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 row;
  GalleySummaryData data; /* id NULL: it is no longer there */
} GalleyPageRow;

typedef struct
{
  GalleyFilter *filter;
  guint n_first; /* only so many, with their summaries; 0: all, without */
} GalleyListKeysInput;

typedef struct
{
  GArray *keys;     /* of GalleyKey */
  GPtrArray *first; /* of GalleyPageRow */
} GalleyListKeys;

void galley_list_keys_input_free (GalleyListKeysInput *self);
void galley_list_keys_free (GalleyListKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyListKeys, galley_list_keys_free)

/* Input GalleyListKeysInput, result GalleyListKeys. */
gpointer galley_list_keys_job (GalleyDatabase *database,
                               gpointer        input,
                               GError        **error);

typedef struct
{
  GalleyFilter *filter;
  GPtrArray *ids; /* (element-type utf8) */
} GalleyLookInput;

typedef struct
{
  char *id;
  gint64 row; /* 0: it is no longer there */
  gboolean is_in_filter;
  GalleySummaryData data;
} GalleyLook;

void galley_look_input_free (GalleyLookInput *self);
/* Input GalleyLookInput, result GPtrArray of GalleyLook. */
gpointer galley_list_look_job (GalleyDatabase *database,
                               gpointer        input,
                               GError        **error);

/* Input GArray of gint64, result GPtrArray of GalleyPageRow. */
gpointer galley_list_page_job (GalleyDatabase *database,
                               gpointer        input,
                               GError        **error);

G_END_DECLS
