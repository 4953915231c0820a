/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manuscript while it is worked on: its fields and its document, with signals. Main thread.
 *
 * Signals: "field-changed" (GalleyField), "set-changed" (GalleySet), "bylines-changed", "state-changed", and "changed"
 * once after any change of content, body included. A setter that changes nothing emits nothing. */
#pragma once

#include "core/model/galley-document.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_ARTICLE (galley_article_get_type ())
G_DECLARE_FINAL_TYPE (GalleyArticle, galley_article, GALLEY, ARTICLE, GObject)

GalleyArticle *galley_article_new (const char *id);
GalleyArticle *galley_article_new_from_revision (GalleyRevision *revision);

const char *galley_article_get_id (GalleyArticle *self);
GalleyDocument *galley_article_get_document (GalleyArticle *self);
/* Grows by one with each change of content. */
guint64 galley_article_get_generation (GalleyArticle *self);

const char *galley_article_get_field (GalleyArticle *self,
                                      GalleyField    field);
/* Cleans @text by galley_field_clean(). */
void galley_article_set_field (GalleyArticle *self,
                               GalleyField    field,
                               const char    *text);
const char *const *galley_article_get_set (GalleyArticle *self,
                                           GalleySet      set);
/* Cleans each entry, drops empty and double ones. */
void galley_article_set_set (GalleyArticle     *self,
                             GalleySet          set,
                             const char *const *values);
GPtrArray *galley_article_get_bylines (GalleyArticle *self);
void galley_article_set_bylines (GalleyArticle *self,
                                 GPtrArray     *bylines);
const GalleyState *galley_article_get_state (GalleyArticle *self);
void galley_article_set_state (GalleyArticle     *self,
                               const GalleyState *state);

/* The revision of this moment; the same object until something changes. (transfer full) */
GalleyRevision *galley_article_snapshot (GalleyArticle *self);

/* Takes (@from -> @to), a change made elsewhere, into what stands here: fields that still are as in @from take @to's
 * value, the body is adopted where it still is @from's and merged by block otherwise; state is @to's. What was typed
 * since @from is never written over: where both changed the same, mine stays and FALSE is returned. */
gboolean galley_article_rebase (GalleyArticle  *self,
                                GalleyRevision *from,
                                GalleyRevision *to);

/* What is beside the body and differs between @from and @to becomes as in @to where it still stands as in @from. Emits
 * "changed" once. */
void galley_article_exchange (GalleyArticle  *self,
                              GalleyRevision *from,
                              GalleyRevision *to);

G_END_DECLS
