/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table "actions": the names of the actions that were done, so that none is done twice. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* FALSE without error: never heard of. @is_same: same article, same user, same bytes. */
gboolean galley_server_actions_find (GalleyDatabase *database,
                                     const char     *id,
                                     const char     *article,
                                     const char     *user,
                                     const char     *hash,
                                     gboolean       *is_same,
                                     GError        **error);
gboolean galley_server_actions_add (GalleyDatabase *database,
                                    const char     *id,
                                    const char     *article,
                                    const char     *user,
                                    const char     *hash,
                                    gint64          now,
                                    GError        **error);

G_END_DECLS
