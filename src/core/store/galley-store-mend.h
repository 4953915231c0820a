/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles whose text is not the one that was stored, in a database that is otherwise sound: SQLite keeps no checksum of
 * what stands in a row, and a bit that has changed there goes unnoticed. Each text is held against the hash beside it; one
 * that differs is written anew from the draft's journal or the newest sound copy, if they have just that text, or,
 * where it cannot be read at all, whatever they have. Private to the store. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* To be called behind galley_recovery_take_journals(), outside a transaction. FALSE: it cannot be written, or
 * GALLEY_ERROR_CORRUPT: there is more that does not fit together. */
gboolean galley_store_mend (GalleyDatabase *database,
                            const char     *folder,
                            gint64          now,
                            GError        **error);

G_END_DECLS
