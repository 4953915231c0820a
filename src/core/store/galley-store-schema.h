/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a store. For whoever opens the file without a GalleyStore: the simulator and the tool. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* Brings the file to the newest schema. GALLEY_ERROR_TOO_NEW, as galley_database_migrate(). */
gboolean galley_store_schema_migrate (GalleyDatabase *database,
                                      GError        **error);
/* Whether tables, indices and triggers are those that were made: SQLite's own check takes a word in which a bit has changed
 * for another name. GALLEY_ERROR_CORRUPT. */
gboolean galley_store_schema_check (GalleyDatabase *database,
                                    GError        **error);
int galley_store_schema_get_version (void);

G_END_DECLS
