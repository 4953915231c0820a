/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables "articles" and "audiences": what is stored of an article, and who could see it when. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-revision.h"
#include "core/model/galley-workflow.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  gint64 revision; /* grows by one with each change, of content or of state, and with the tombstone */
  gboolean is_deleted;
  GalleyStatus status; /* this and the next two as they stand in @article */
  char *owner;
  char *department;
  char *content_hash;
  char *article; /* the wire form; empty where only who may see it was asked */
} GalleyArticleRow;

void galley_article_row_free (GalleyArticleRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyArticleRow, galley_article_row_free)

/* Whether @user may see the article as it stands; the tombstone's is that of its last article. */
gboolean galley_article_row_may_see (const GalleyArticleRow *self,
                                     GalleyWorkflow         *workflow,
                                     const GalleyUser       *user);
/* The strong entity tag, quoted. (transfer full) */
char *galley_article_row_dup_etag (const GalleyArticleRow *self,
                                   const char             *epoch);

/* NULL without error: never heard of. (transfer full) */
GalleyArticleRow *galley_server_articles_load (GalleyDatabase *database,
                                               const char     *id,
                                               GError        **error);
/* The same without its text: enough to judge who may see it. */
GalleyArticleRow *galley_server_articles_load_rights (GalleyDatabase *database,
                                                      const char     *id,
                                                      GError        **error);
/* Writes @next, in whose article the state's etag must be that of its revision, behind @old (NULL: it is the first), and
 * notes the change. */
gboolean galley_server_articles_save (GalleyDatabase         *database,
                                      const GalleyArticleRow *old,
                                      const GalleyArticleRow *next,
                                      GError                **error);

typedef void (*GalleyArticleFunc) (const GalleyArticleRow *row,
                                   gpointer                data);
/* All that are not deleted, in the order of their ids, each without its text. */
gboolean galley_server_articles_foreach (GalleyDatabase   *database,
                                         GalleyArticleFunc function,
                                         gpointer          data,
                                         GError          **error);

/* The ids of all there ever were, tombstones, too. (transfer full) (element-type utf8) */
GPtrArray *galley_server_articles_list_ids (GalleyDatabase *database,
                                            GError        **error);
/* Whether @user could see the article at some moment after the change @since. */
gboolean galley_server_articles_could_see (GalleyDatabase   *database,
                                           const char       *id,
                                           gint64            since,
                                           GalleyWorkflow   *workflow,
                                           const GalleyUser *user,
                                           GError          **error);

G_END_DECLS
