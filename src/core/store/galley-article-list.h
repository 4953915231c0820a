/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The articles of one filter, newest first, as a GListModel of GalleyArticleSummary.
 *
 * Keys (a row id and a time, 16 bytes) come from one store job; get_item answers at once, and the page of 128
 * summaries around it is filled in by a job of its own. A change in the store is taken in as the smallest change of
 * rows. Another filter is another list: never empty and refill one. */
#pragma once

#include "core/store/galley-article-summary.h"
#include "core/store/galley-store.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_FILTER_ALL,
  GALLEY_FILTER_MINE,
  GALLEY_FILTER_WAITING, /* for @user */
  GALLEY_FILTER_SCHEDULED,
  GALLEY_FILTER_PUBLISHED,
  GALLEY_FILTER_CONFLICTS,
  GALLEY_FILTER_NOT_UPLOADED,
  GALLEY_FILTER_TRASH,
  GALLEY_FILTER_CHANNEL,
} GalleyFilterKind;
#define GALLEY_N_FILTER_KINDS (GALLEY_FILTER_CHANNEL + 1)

typedef struct
{
  GalleyFilterKind kind;
  const char *user;     /* the user's id; articles without owner are mine too */
  const char *channel;  /* with CHANNEL: main or further channel */
  guint waiting;        /* with WAITING: 1 << status for each status this user can review; never his own */
} GalleyFilter;

#define GALLEY_TYPE_ARTICLE_LIST (galley_article_list_get_type ())
G_DECLARE_FINAL_TYPE (GalleyArticleList, galley_article_list, GALLEY, ARTICLE_LIST, GObject)

/* Property "is-loaded" (notify): FALSE until the keys have come. */
GalleyArticleList *galley_article_list_new (GalleyStore        *store,
                                            const GalleyFilter *filter);
gboolean galley_article_list_get_is_loaded (GalleyArticleList *self);
/* The position of an article among those filled in, or G_MAXUINT. */
guint galley_article_list_find (GalleyArticleList *self,
                                const char        *id);

/* For jobs: how many articles a filter has; -1 with @error. */
gint64 galley_filter_count_in_store (GalleyDatabase     *database,
                                     const GalleyFilter *filter,
                                     GError            **error);
/* For jobs and the tool: (transfer full) (element-type GalleySummaryData); @limit 0: all. */
GPtrArray *galley_filter_load_in_store (GalleyDatabase     *database,
                                        const GalleyFilter *filter,
                                        guint               limit,
                                        GError            **error);

G_END_DECLS
