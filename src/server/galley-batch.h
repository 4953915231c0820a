/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch as it was sent, read and judged as far as no database is needed. Any thread may do that: the server's own then
 * has the rest of it to do. */
#pragma once

#include "server/galley-offer.h"
#include "server/galley-response.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id; /* this and the next three lent by the batch; NULL where it was not said */
  const char *method;
  const char *if_match;
  const char *if_none_match;
  GalleyOffer *offer; /* NULL: none was made */
} GalleyBatchItem;

typedef struct
{
  GalleyResponse *refusal;  /* of all; otherwise NULL */
  char *hash;               /* of what was sent */
  GPtrArray *items;         /* (element-type GalleyBatchItem) */
  GalleyJsonDocument *body; /* lends its strings */
} GalleyBatch;

GalleyBatch *galley_batch_read (GBytes *body);
void galley_batch_free (GalleyBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyBatch, galley_batch_free)

G_END_DECLS
