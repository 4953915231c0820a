/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table "batches": the answer that each batch was given, so that asking again gives it again. Kept for 90 days. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

#define GALLEY_BATCH_DAYS 90

/* FALSE without error: never heard of. @is_same: it was the same user with the same bytes; then @answer is set. */
gboolean galley_server_batches_find (GalleyDatabase *database,
                                     const char     *id,
                                     const char     *user,
                                     const char     *hash,
                                     gboolean       *is_same,
                                     char          **answer,
                                     GError        **error);
gboolean galley_server_batches_add (GalleyDatabase *database,
                                    const char     *id,
                                    const char     *user,
                                    const char     *hash,
                                    gint64          now,
                                    const char     *answer,
                                    GError        **error);
gboolean galley_server_batches_forget_old (GalleyDatabase *database,
                                           gint64          now,
                                           GError        **error);

G_END_DECLS
