/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody wants to put, read and judged as far as no database is needed. Any thread may do that. */
#pragma once

#include "core/base/galley-json-value.h"

G_BEGIN_DECLS

/* The wire allows 64 levels; around an article in a batch or in the feed there are some more. */
#define GALLEY_ARTICLE_MAX_DEPTH 56

typedef struct
{
  char *text;         /* its content, canonical; NULL: refused */
  char *content_hash; /* of it */

  guint status;        /* 400, 413 or 422 */
  const char *problem; /* a type of galley-protocol.h */
  char *detail;
} GalleyOffer;

/* Article @id from a text of its own, or from an object in a larger one, which is taken apart. */
GalleyOffer *galley_offer_read (const char *id,
                                const char *text,
                                gsize       length);
GalleyOffer *galley_offer_read_value (const char      *id,
                                      GalleyJsonValue *object);
void galley_offer_free (GalleyOffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyOffer, galley_offer_free)

G_END_DECLS
