/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The write-ahead log of a database that was opened with GALLEY_DATABASE_DEFERRED: its owner need not wait for his commits.
 * Those that do not (galley_database_set_is_synced()) are waited for here, by another thread and many at once. What one of
 * them has come to may be told to nobody before a galley_database_log_sync() that began behind it has returned TRUE. A sync
 * that failed is not tried again: the disk may have thrown away what it could not take, and a second one would not say so.
 *
 * It grows longer than that of other databases before it goes into the file in the midst of work. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* Waits until all is on the disk that was committed before. Any thread, one at a time. */
gboolean galley_database_log_sync (GalleyDatabaseLog *self,
                                   GError           **error);
/* Nobody writes just now, from the thread of the database: a good time to bring all that it holds into the file, so that it
 * begins anew. What cannot be copied is left in the log, where it is as safe. */
void galley_database_log_rest (GalleyDatabaseLog *self);
/* Pages that it holds and the file does not. From the thread of the database. */
guint galley_database_log_count_pages (GalleyDatabaseLog *self);

G_END_DECLS
