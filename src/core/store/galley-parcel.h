/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes up of one article: its content as the text that stands in the store, which need not be understood to be sent,
 * and what tells afterwards whether the row is still what was sent. Plain functions over the connection, for jobs. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-state.h"
#include "core/store/galley-store-outbox.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *content;      /* canonical text (galley-wire.h); NULL: the article is to be deleted */
  char *content_hash; /* of @content; NULL with it */
  char *etag;         /* of the base; "": the server does not have the article */
  gint64 generation;  /* of the row */
  gint64 sequence;    /* of the outbox entry */
} GalleyParcel;

void galley_parcel_free (GalleyParcel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyParcel, galley_parcel_free)

/* What is to be sent for @entry, a PUT or a DELETE. FALSE: failed; GALLEY_ERROR_CORRUPT where the row cannot be read.
 * *@parcel NULL: nothing is to be sent (any more), or not before a person has settled a conflict. (transfer full) */
gboolean galley_parcel_load_in_store (GalleyDatabase          *database,
                                      const GalleyOutboxEntry *entry,
                                      GalleyParcel           **parcel,
                                      GError                 **error);

/* The server took @self's content, and @state is what it made of it: see galley_record_acknowledge_in_store(). Where the
 * row is still what was sent only its state is written. */
gboolean galley_parcel_acknowledge_in_store (const GalleyParcel *self,
                                             GalleyDatabase     *database,
                                             GalleyState        *state,
                                             gint64              now,
                                             GError            **error);

G_END_DECLS
