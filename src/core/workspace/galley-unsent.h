/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of one article stands in the outbox: how many orders wait, and the first thing that was not taken and needs a
 * person. Conflicts and orders that came too late are not among those: they are asked about in their own ways. */
#pragma once

#include "core/store/galley-store-outbox.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_orders;
  char *parked;           /* the reason, NULL: nothing is */
  GalleyOutboxKind kind;  /* of that */
  GalleyAction action;    /* with ACTION */
} GalleyUnsent;

void galley_unsent_clear (GalleyUnsent *self);
void galley_unsent_free (GalleyUnsent *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GalleyUnsent, galley_unsent_clear)

/* @entry is of the article. */
void galley_unsent_add (GalleyUnsent            *self,
                        const GalleyOutboxEntry *entry);
void galley_unsent_copy (const GalleyUnsent *self,
                         GalleyUnsent       *copy);
gboolean galley_unsent_equal (const GalleyUnsent *a,
                              const GalleyUnsent *b);

/* Whether @entry is one that was not taken and needs a person. */
gboolean galley_unsent_is_parked (const GalleyOutboxEntry *entry);

G_END_DECLS
