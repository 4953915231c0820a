/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table "actions": the names of the orders that were answered for good, so that none is done twice, and none that was
 * refused is carried out when it arrives once more, late, and would fit by then. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* FALSE without error: never heard of. @is_same: same article, same user, same bytes. @refusal (out) (transfer full)
 * (nullable): with the same, the problem document that was the answer; NULL where the order was carried out. */
gboolean galley_server_actions_find (GalleyDatabase *database,
                                     const char     *id,
                                     const char     *article,
                                     const char     *user,
                                     const char     *hash,
                                     gboolean       *is_same,
                                     char          **refusal,
                                     GError        **error);
/* @refusal NULL: it was carried out. */
gboolean galley_server_actions_add (GalleyDatabase *database,
                                    const char     *id,
                                    const char     *article,
                                    const char     *user,
                                    const char     *hash,
                                    const char     *refusal,
                                    gint64          now,
                                    GError        **error);

G_END_DECLS
