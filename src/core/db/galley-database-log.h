/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The write-ahead log of a database that was opened with GALLEY_DATABASE_DEFERRED: its owner need not wait for his commits.
 * Those that do not (galley_database_set_is_synced()) are waited for here, by another thread and many at once. What one of
 * them has come to may be told to nobody before a galley_database_log_sync() that began behind it has returned TRUE. A sync
 * that failed is not tried again: the disk may have thrown away what it could not take, and a second one would not say so.
 *
 * It grows longer than that of other databases before it goes into the file by itself, in a commit: its owner is to bring it
 * there between two pieces of work. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

/* Waits until all is on the disk that was committed before. Any thread, one at a time. */
gboolean galley_database_log_sync (GalleyDatabaseLog *self,
                                   GError           **error);
/* Whether it is time, from the thread of the database, to bring all that it holds into the file, so that it begins anew;
 * @is_quiet: nobody has asked for anything for a while, so that a shorter one is worth it. */
gboolean galley_database_log_needs_rest (GalleyDatabaseLog *self,
                                         gboolean           is_quiet);
/* Brings it there, from the thread of the database, in no transaction. galley_database_interrupt() stops it, but for a wait
 * for the disk that has begun, and all is to do again. What cannot be copied is left in the log, where it is as safe. */
void galley_database_log_rest (GalleyDatabaseLog *self);
/* Pages that it holds and the file does not. From the thread of the database. */
guint galley_database_log_count_pages (GalleyDatabaseLog *self);

G_END_DECLS
