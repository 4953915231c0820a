/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a job has to tell, kept back until its transaction is committed. The same thing told twice is told once.
 * Private to the store; the functions that jobs call are in galley-store-job.h. */
#pragma once

#include "core/store/galley-store-job.h"

G_BEGIN_DECLS

typedef struct _GalleyStoreNews GalleyStoreNews;

typedef struct
{
  char *article; /* NULL: see below */
  GalleyStoreOrigin origin;
  char *list;
  char *media; /* all NULL: the outbox */
  gboolean has_arrived; /* the file of @media */
} GalleyStoreNewsItem;

GalleyStoreNews *galley_store_news_new (void);
void galley_store_news_free (GalleyStoreNews *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyStoreNews, galley_store_news_free)

gboolean galley_store_news_is_empty (GalleyStoreNews *self);
/* In the order of first telling. */
guint galley_store_news_get_n_items (GalleyStoreNews *self);
const GalleyStoreNewsItem *galley_store_news_get_item (GalleyStoreNews *self,
                                                       guint            index);
/* Appends and empties @other. */
void galley_store_news_take (GalleyStoreNews *self,
                             GalleyStoreNews *other);
void galley_store_news_clear (GalleyStoreNews *self);

/* What is announced on this thread for @database is collected in @news; NULL ends it. A function called over a
 * connection that no store collects for announces to nobody. */
void galley_store_news_collect (GalleyDatabase  *database,
                                GalleyStoreNews *news);

G_END_DECLS
