/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a store. For whoever opens the file without a GalleyStore: the simulator and the tool. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* Brings the file to the newest schema. GALLEY_ERROR_TOO_NEW, as galley_database_migrate(). */
gboolean galley_store_schema_migrate (GalleyDatabase *database,
                                      GError        **error);
/* Whether the tables and what hangs on them can be written: SQLite's own check does not read that as it is meant.
 * GALLEY_ERROR_CORRUPT. */
gboolean galley_store_schema_check (GalleyDatabase *database,
                                    GError        **error);
int galley_store_schema_get_version (void);

G_END_DECLS
