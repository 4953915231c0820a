/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one thread that owns a server and its database, one that reads a batch while another is written, one that waits for
 * the disk where a file was put there, one that waits until batches are on the disk, and at most two more that hash
 * passwords. Requests are answered in the order in which they come, but for passwords, batches and files; answers arrive in
 * the main context of the thread that made the worker.
 *
 * Nobody is told what a power cut could take back: behind a batch that is not on the disk yet every answer waits. Where the
 * disk has not taken one, what it holds is known to nobody any more: each later answer is 500. */
#pragma once

#include "server/galley-server.h"

G_BEGIN_DECLS

typedef struct _GalleyWorker GalleyWorker;

/* @response is the callee's; never of kind PASSWORD. @sequence: the last change at that moment. */
typedef void (*GalleyWorkerFunc) (GalleyResponse *response,
                                  gint64          sequence,
                                  gpointer        data);

/* Another server on the same database has made changes up to @sequence. */
typedef void (*GalleyWorkerNewsFunc) (gint64   sequence,
                                      gpointer data);

/* Opens the folder on the new thread and waits for it. @base_address may be NULL. What galley_server_open() says. */
GalleyWorker *galley_worker_new (const char   *folder,
                                 const char   *base_address,
                                 GalleyClock  *clock,
                                 GalleyRandom *random,
                                 GError      **error);
/* Finishes what is queued, closes the server, ends the threads. No function is called any more. */
void galley_worker_free (GalleyWorker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyWorker, galley_worker_free)

/* @request is lent until @function is called. */
void galley_worker_handle (GalleyWorker     *self,
                           GalleyRequest    *request,
                           GalleyWorkerFunc  function,
                           gpointer          data);

/* @function is called in the context in which the worker was made, as the others are; NULL: nobody listens any more. */
void galley_worker_set_news_func (GalleyWorker        *self,
                                  GalleyWorkerNewsFunc function,
                                  gpointer             data);

/* Lent. */
GalleyMetrics *galley_worker_get_metrics (GalleyWorker *self);
const char *galley_worker_get_public_folder (GalleyWorker *self);
const char *galley_worker_get_media_folder (GalleyWorker *self);

G_END_DECLS
