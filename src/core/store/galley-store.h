/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The durable truth on this computer: one folder, one SQLite file, one thread that owns it.
 *
 * Work is handed in as jobs: a plain blocking function over the connection and a typed input, run in one transaction
 * (BEGIN IMMEDIATE … COMMIT, rolled back when it fails), answered on the main context that asked. The queue has lanes; a
 * later lane waits for the earlier ones, and no background job runs longer than 20 ms. Jobs of the lane for copies
 * (core/db/galley-database-copy.h) run in no transaction.
 *
 * An answer means that the work is on the disk. In the lane of what is served it means that it stands behind all that
 * was done before, and is on the disk with the next job of another lane: a power cut may take back the last of it, which
 * the server then tells again.
 *
 * The folder holds galley.db, its seal, store.lock, the media (galley-media-cache.h), journals (galley-journal.h) and
 * copies (galley-store-copies.h). Opening looks the whole file through unless it is the very one that was closed in order
 * last time, and then once a week (galley-store-seal.h). A damaged database is set aside as galley.db.damaged-TIME and a
 * new one made of all that can be found, with galley_store_get_recovery() telling; a newer one is left alone. Errors of
 * opening: another process holds it -> GALLEY_ERROR_BUSY, TOO_NEW, READ_ONLY, FULL. After a failed write of the file (FULL,
 * FAILED by I/O), or a page that cannot be read, the connection is dropped, reopened and checked before the next job. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/store/galley-journal.h"
#include "core/store/galley-store-job.h"
#include "core/store/galley-store-recovery.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Signals, on the main context of the opener, after the commit and before the job's answer: "article-changed" (const
 * char *id, GalleyStoreOrigin), also when only an entry of its in the outbox changed; "outbox-changed";
 * "lists-changed" (const char *list); "media-arrived" (const char *hash): its file is here now; "media-changed" (const char
 * *hash): something else is known of it. The same thing changed by several jobs may be told once. */
#define GALLEY_TYPE_STORE (galley_store_get_type ())
G_DECLARE_FINAL_TYPE (GalleyStore, galley_store, GALLEY, STORE, GObject)

/* Opens or makes the store in @folder, starts its thread and waits until it stands: a few milliseconds. */
GalleyStore *galley_store_open (const char   *folder,
                                GalleyClock  *clock,
                                GError      **error);
/* Finishes the queued jobs, closes the file and lets the lock go. Blocks; idempotent. */
void galley_store_close (GalleyStore *self);

const char *galley_store_get_folder (GalleyStore *self);
/* What came of a database that was found damaged or missing at opening; NULL: it was neither. */
const GalleyRecovery *galley_store_get_recovery (GalleyStore *self);
/* Where the drafts in hand are noted beside the database. */
GalleyJournal *galley_store_get_journal (GalleyStore *self);

/* @input is freed by @free_input on the store's thread; the result by @free_result if nobody takes it. Cancelling means
 * "I no longer care": the job may still run. */
void galley_store_run_async (GalleyStore         *self,
                             GalleyLane           lane,
                             GalleyStoreJob       job,
                             gpointer             input,
                             GDestroyNotify       free_input,
                             GDestroyNotify       free_result,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data);
gpointer galley_store_run_finish (GalleyStore   *self,
                                  GAsyncResult  *result,
                                  GError       **error);

/* The same, blocking: for the sync thread, the tool and tests; never on a thread that draws. */
gpointer galley_store_run (GalleyStore    *self,
                           GalleyLane      lane,
                           GalleyStoreJob  job,
                           gpointer        input,
                           GError        **error);

/* The same in two steps, for who has something else to do meanwhile. @input is lent until the end, and every ticket is
 * ended once, by the thread that began it: that waits for the answer and frees the ticket. */
typedef struct _GalleyStoreTicket GalleyStoreTicket;

GalleyStoreTicket *galley_store_begin (GalleyStore   *self,
                                       GalleyLane     lane,
                                       GalleyStoreJob job,
                                       gpointer       input);
gpointer galley_store_end (GalleyStoreTicket *ticket,
                           GError           **error);

G_END_DECLS
