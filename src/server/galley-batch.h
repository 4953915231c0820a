/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch as it was sent, read and judged as far as no database is needed. Any thread may do that: the server's own then
 * has the rest of it to do. */
#pragma once

#include "server/galley-offer.h"

#include <gio/gio.h>

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
  char *hash;               /* of what was sent */
  GPtrArray *items;         /* (element-type GalleyBatchItem) */
  GalleyJsonDocument *body; /* lends its strings */

  guint status;        /* where all of it is refused: 400, 413 or 422; otherwise 0 */
  const char *problem; /* a type of galley-protocol.h */
  char *detail;
} GalleyBatch;

GalleyBatch *galley_batch_read (GBytes *body);
void galley_batch_free (GalleyBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyBatch, galley_batch_free)

G_END_DECLS
