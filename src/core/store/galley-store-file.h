/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of a store: opening and closing it, and setting it aside when it is damaged. Private to the store. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/db/galley-database.h"
#include "core/store/galley-store-names.h"
#include "core/store/galley-store-recovery.h"

G_BEGIN_DECLS

/* Opens or makes @folder's database with the newest schema, on the thread that will own it. It is looked through unless
 * its seal holds; @checked receives when it last was. One that was not closed in order takes what its journals know that
 * it does not, but not where it was open before (@is_again): who writes the journals has it in hand. A damaged one is put
 * together anew (galley-store-recovery.h), and @recovery receives what came of it, in place of what it held.
 * GALLEY_ERROR_TOO_NEW leaves it untouched. */
GalleyDatabase *galley_store_file_open (const char      *folder,
                                        GalleyClock     *clock,
                                        gboolean         is_again,
                                        gint64          *checked,
                                        GalleyRecovery **recovery,
                                        GError         **error);
/* Closes @database in order and seals the file. */
void galley_store_file_close (const char     *folder,
                              GalleyDatabase *database,
                              gint64          checked);
/* Closes @database, which has failed: its file is looked through before it is used again. */
void galley_store_file_drop (const char     *folder,
                             GalleyDatabase *database);

G_END_DECLS
