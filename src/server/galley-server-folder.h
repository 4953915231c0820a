/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names in the data folder, and the layouts that lie there. */
#pragma once

#include "core/db/galley-database.h"
#include "core/portal/galley-layout.h"

G_BEGIN_DECLS

#define GALLEY_SERVER_DATABASE "galley.db"
#define GALLEY_SERVER_ADDRESS "database.address"
#define GALLEY_SERVER_LAYOUTS "layouts"
#define GALLEY_SERVER_MEDIA "media"
#define GALLEY_SERVER_PUBLIC "public"
#define GALLEY_SERVER_LOCK "server.lock"

/* Where the folder's database is: an address of PostgreSQL (galley-postgres.h), or NULL: it is the file galley.db.
 * GALLEY_ERROR_NOT_FOUND where the folder was never made. */
gboolean galley_server_folder_read_address (const char *folder,
                                            char      **address,
                                            GError    **error);
/* For whoever owns the folder alone to read: there may be a password in it. */
gboolean galley_server_folder_write_address (const char *folder,
                                             const char *address,
                                             GError    **error);

/* PostgreSQL's at @address, with our tables and nothing in them. GALLEY_ERROR_CONFLICT where there is a server's. */
GalleyDatabase *galley_server_folder_open_empty (const char *address,
                                                 GError    **error);

/* The database for a command of the keeper's, which may work beside a running server: it waits up to 5 s for the other's
 * transaction. Nothing is looked through. A folder of an older schema is brought to the present one where no server runs
 * on it. GALLEY_ERROR_NOT_FOUND where the folder was never made, GALLEY_ERROR_BUSY where an older server runs on it. */
GalleyDatabase *galley_server_folder_open_database (const char *folder,
                                                    GError    **error);
/* Waits that long for who writes besides: the server's and the keeper's connections. */
void galley_server_folder_share (GalleyDatabase *database);

/* The file of a layout's version. (transfer full) */
char *galley_server_folder_make_name (const char *folder,
                                      const char *version);
/* Keeps @layout and makes it the present one, within a transaction: the file is first there, then named. */
gboolean galley_server_folder_store_layout (const char     *folder,
                                            GalleyDatabase *database,
                                            GalleyLayout   *layout,
                                            GError        **error);
GalleyLayout *galley_server_folder_load_layout (const char     *folder,
                                                GalleyDatabase *database,
                                                GBytes        **zip,
                                                GError        **error);
/* The same pack with another base address in its site.json. (transfer full) */
GalleyLayout *galley_server_folder_readdress (GBytes     *zip,
                                              const char *address,
                                              GError    **error);

G_END_DECLS
