/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one PUT or DELETE that an article may have in the outbox, written by the functions that change its row and in
 * the same transaction. Private to the store's articles. */
#pragma once

#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store-row.h"

G_BEGIN_DECLS

/* Makes @waiting stand for the row. One that stands already stays as it is, parked or not, in its place in the order;
 * one of the other kind gives way to a new entry, so that an answer to the old one cannot be taken for it. */
gboolean galley_store_outbox_set_waiting (GalleyDatabase   *database,
                                          GalleyStoreRow   *row,
                                          GalleyRowWaiting  waiting,
                                          gint64            now,
                                          GError          **error);
/* Parks the row's entry, or lets it wait again from now with @reason NULL. */
gboolean galley_store_outbox_park_content (GalleyDatabase *database,
                                           GalleyStoreRow *row,
                                           const char     *reason,
                                           GError        **error);
/* Orders for an article that went away stop; an order to withdraw never does. */
gboolean galley_store_outbox_park_actions (GalleyDatabase *database,
                                           const char     *article,
                                           const char     *reason,
                                           GError        **error);
/* What park_actions() stopped for @reason waits again; an order to publish stays parked: it is asked anew. */
gboolean galley_store_outbox_unpark_actions (GalleyDatabase *database,
                                             const char     *article,
                                             const char     *reason,
                                             GError        **error);
/* Whether an order for the article stands in the outbox, parked or not. */
gboolean galley_store_outbox_has_action (GalleyDatabase *database,
                                         const char     *article,
                                         gboolean       *has_action,
                                         GError        **error);

G_END_DECLS
