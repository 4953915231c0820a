/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of a store: opening it, and setting it aside when it is damaged. Private to the store. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/db/galley-database.h"

G_BEGIN_DECLS

#define GALLEY_STORE_FILE "galley.db"
#define GALLEY_STORE_LOCK "store.lock"

/* Opens or makes @folder's database with the newest schema, on the thread that will own it. A damaged one is renamed
 * with all that belongs to it, @damaged_path receives where to (in place of what it held), and a new one is made.
 * GALLEY_ERROR_TOO_NEW leaves it untouched. */
GalleyDatabase *galley_store_file_open (const char  *folder,
                                        GalleyClock *clock,
                                        char       **damaged_path,
                                        GError     **error);

G_END_DECLS
