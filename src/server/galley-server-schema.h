/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's database: numbered steps, append-only. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

gboolean galley_server_schema_migrate (GalleyDatabase *database,
                                       GError        **error);

/* Whether the file has the present schema. FALSE without error: an older one. GALLEY_ERROR_TOO_NEW. */
gboolean galley_server_schema_is_present (GalleyDatabase *database,
                                          GError        **error);

/* Table "meta": what the server knows of itself ("epoch", "layout", "decoy", "audit-chained"). NULL where it is not set. */
char *galley_server_schema_dup_meta (GalleyDatabase *database,
                                     const char     *name,
                                     GError        **error);
gboolean galley_server_schema_set_meta (GalleyDatabase *database,
                                        const char     *name,
                                        const char     *value,
                                        GError        **error);

/* When the last backup was made, real time; 0 where none was. */
gboolean galley_server_schema_get_backup_time (GalleyDatabase *database,
                                               gint64         *time,
                                               GError        **error);
/* In a transaction of its own. */
gboolean galley_server_schema_set_backup_time (GalleyDatabase *database,
                                               gint64          time,
                                               GError        **error);

G_END_DECLS
