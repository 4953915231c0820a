/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of galley-server-schema.h in PostgreSQL: of the same names and columns, in the order of bytes (COLLATE "C").
 * Numbers that are never given twice stand in a table as SQLite has it, sqlite_sequence, which a transaction that is
 * rolled back leaves as it was. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* Makes or completes them. GALLEY_ERROR_TOO_NEW: a newer galley-server has been here. */
gboolean galley_postgres_schema_migrate (GalleyDatabase *database,
                                         GError        **error);
/* As galley_server_schema_is_present(). */
gboolean galley_postgres_schema_is_present (GalleyDatabase *database,
                                            GError        **error);

G_END_DECLS
