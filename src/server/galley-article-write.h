/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PUT and DELETE of one article, each with its condition: the same judgement for a request of its own and for an item
 * of a batch. Both run inside a transaction and change nothing unless the verdict's status says 2xx. */
#pragma once

#include "server/galley-offer.h"
#include "server/galley-server-articles.h"
#include "server/galley-server.h"
#include "server/galley-server-private.h"

G_BEGIN_DECLS

typedef struct
{
  guint status;
  char *etag;         /* of what is there afterwards; NULL where nothing is or nothing may be said */
  char *content_hash; /* with @article */
  char *state;        /* with 200 and 201: its text */
  char *article;      /* the text of what is there: with 200 and 201 afterwards, with 412 now */
  const char *problem; /* a type of galley-protocol.h, with 4xx */
  char *detail;
} GalleyVerdict;

void galley_verdict_clear (GalleyVerdict *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GalleyVerdict, galley_verdict_clear)

void galley_verdict_refuse (GalleyVerdict *self,
                            guint          status,
                            const char    *problem,
                            const char    *format,
                            ...) G_GNUC_PRINTF (4, 5);

/* FALSE only where the database failed: the transaction is then to be rolled back. */
gboolean galley_article_put (GalleyCall        *call,
                             const char        *id,
                             const char        *if_match,
                             const char        *if_none_match,
                             const GalleyOffer *offer,
                             GalleyVerdict     *verdict,
                             GError           **error);
gboolean galley_article_delete (GalleyCall    *call,
                                const char    *id,
                                const char    *if_match,
                                GalleyVerdict *verdict,
                                GError       **error);

/* Writes @content with @state, which it takes, as the next revision after @old (NULL: the first), and the audit entry.
 * Returns the revision as it now stands. */
GalleyRevision *galley_article_store (GalleyCall             *call,
                                      const GalleyArticleRow *old,
                                      GalleyRevision         *content,
                                      GalleyState            *state,
                                      gboolean                is_deleted,
                                      const char             *audit_action,
                                      const char             *comment,
                                      GError                **error);

/* The stored text as a revision. */
GalleyRevision *galley_article_row_read (const GalleyArticleRow *row,
                                         GError                **error);

/* The article if the call's user may see it and it is not deleted; otherwise NULL with @refusal (404, 410), or with
 * @refusal from a failed database. */
GalleyArticleRow *galley_call_load_article (GalleyCall      *call,
                                            const char      *id,
                                            GalleyResponse **refusal);

/* The same for who looks at what the article was: one that is deleted, too, is given to who may restore it. */
GalleyArticleRow *galley_call_load_history (GalleyCall      *call,
                                            const char      *id,
                                            GalleyResponse **refusal);

G_END_DECLS
