/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of a store: opening and closing it, and setting it aside when it is damaged. Private to the store. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/db/galley-database.h"

G_BEGIN_DECLS

#define GALLEY_STORE_FILE "galley.db"
#define GALLEY_STORE_LOCK "store.lock"

/* Opens or makes @folder's database with the newest schema, on the thread that will own it. It is looked through unless
 * its seal holds; @checked receives when it last was. A damaged one is renamed with all that belongs to it, @damaged_path
 * receives where to (in place of what it held), and a new one is made. GALLEY_ERROR_TOO_NEW leaves it untouched. */
GalleyDatabase *galley_store_file_open (const char  *folder,
                                        GalleyClock *clock,
                                        gint64      *checked,
                                        char       **damaged_path,
                                        GError     **error);
/* Closes @database in order and seals the file. */
void galley_store_file_close (const char     *folder,
                              GalleyDatabase *database,
                              gint64          checked);
/* Closes @database, which has failed: its file is looked through before it is used again. */
void galley_store_file_drop (const char     *folder,
                             GalleyDatabase *database);

G_END_DECLS
