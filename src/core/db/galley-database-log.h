/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The write-ahead log of a file that another thread has open, so that the one that writes need not stand still while the
 * disk does its part: commits that do not wait (galley_database_set_is_synced()) are waited for here, many at once, and
 * what the log holds is brought into the file here.
 *
 * What a commit has come to may be told to nobody before a galley_database_log_sync() that began behind it has returned
 * TRUE. A sync that failed is not tried again: the disk may have thrown away what it could not take, and a second one would
 * not say so. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

typedef struct _GalleyDatabaseLog GalleyDatabaseLog;

/* From the thread of @database, which is a file, and stays open longer; from then on the log is only copied into the file
 * by galley_database_log_copy(), or when it has become very long. */
GalleyDatabaseLog *galley_database_log_new (GalleyDatabase *database,
                                            GError        **error);
/* From the thread of the database. */
void galley_database_log_free (GalleyDatabaseLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyDatabaseLog, galley_database_log_free)

/* Waits until all is on the disk that was committed before. One thread at a time. */
gboolean galley_database_log_sync (GalleyDatabaseLog *self,
                                   GError           **error);

/* Pages that it holds and the file does not. From the thread of the database. */
guint galley_database_log_count_pages (GalleyDatabaseLog *self);
/* Copies what the log holds into the file, beside whoever writes. One thread at a time. What fails is left in the log, where
 * it is as safe. */
void galley_database_log_copy (GalleyDatabaseLog *self);

G_END_DECLS
