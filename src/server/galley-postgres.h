/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PostgreSQL (version 13 or later) behind GalleyDatabase, for newsrooms that have outgrown one file: several processes of
 * galley-server on one database. Its tables are galley-postgres-schema.h.
 *
 * Writers take turns by an advisory lock, so that numbers of the feed and of the audit record are given in the order of
 * the commits, without gaps, as in a file. A connection that is lost is made again by what comes next, but neither within
 * a transaction nor while it is reserved. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* Whether @address is one that galley_postgres_open() understands: postgresql:// or postgres://. */
gboolean galley_postgres_is_address (const char *address);

/* @address: a connection URI of libpq. Where it names no password, PGPASSWORD and ~/.pgpass count, as everywhere. */
GalleyDatabase *galley_postgres_open (const char *address,
                                      GError    **error);

G_END_DECLS
