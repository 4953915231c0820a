/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copying a whole database while it is used, some pages a call (sqlite3_backup). Pages that are written meanwhile over the
 * same connection are copied again by SQLite; nothing else may write it. At most one copy is under way; closing the
 * database gives it up. The copy's file is not synced and not looked through: that is for who has the time.
 *
 * Not inside a transaction. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* Begins to copy into @path, which is made, or emptied. One that is under way is given up. */
gboolean galley_database_copy_begin (GalleyDatabase *self,
                                     const char     *path,
                                     GError        **error);
/* At most @n_pages more. *@is_done: all is there, and the copy's file is closed. On failure the copy is given up, and its
 * file is left as it is; GALLEY_ERROR_NOT_FOUND: none is under way. */
gboolean galley_database_copy_step (GalleyDatabase *self,
                                    int             n_pages,
                                    gboolean       *is_done,
                                    GError        **error);

G_END_DECLS
