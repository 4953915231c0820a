/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reference portal as a function from requests to responses. It knows no socket: HTTP is one face of it, a test
 * that calls it is another. It owns one data folder and belongs to the thread that opened it.
 *
 *   DATA/galley.db       articles, users, lists, the change feed, the audit record; or
 *   DATA/database.address  where PostgreSQL has them: then several servers may own the folder together
 *   DATA/layouts/        VERSION.zip of the present layout and of each one before
 *   DATA/media/          3f/3f9a…: what articles show, named by its SHA-256
 *   DATA/public/         the public site as files
 *   DATA/hooks/purge     the keeper's, for caches in front of it (galley-purge.h)
 *   DATA/server.lock     held while a server runs
 *
 * Effect and change-log row of a write go in one transaction; pages follow it by job rows (galley-publisher.h). */
#pragma once

#include "core/base/galley-clock.h"
#include "core/base/galley-random.h"
#include "core/db/galley-database-log.h"
#include "core/model/galley-workflow.h"
#include "core/portal/galley-layout.h"
#include "server/galley-metrics.h"
#include "server/galley-request.h"
#include "server/galley-response.h"

G_BEGIN_DECLS

#define GALLEY_SERVER_MIN_CLIENT "0.1.0"

typedef struct _GalleyServer GalleyServer;

/* Makes the data folder, which must be empty or not there, with a new epoch. @layout NULL: the built-in one. @address NULL:
 * the database is a file in it; otherwise PostgreSQL's there, which must be empty, too. GALLEY_ERROR_CONFLICT where there
 * is something in either. */
gboolean galley_server_create (const char   *folder,
                               const char   *address,
                               GalleyLayout *layout,
                               GalleyRandom *random,
                               GError      **error);

/* Opens the folder, takes its lock, and does the jobs that were left. GALLEY_ERROR_NOT_FOUND where it was never made,
 * GALLEY_ERROR_BUSY where a server runs on it, and what galley_database_open() says. */
GalleyServer *galley_server_open (const char   *folder,
                                  GalleyClock  *clock,
                                  GalleyRandom *random,
                                  GError      **error);
void galley_server_close (GalleyServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyServer, galley_server_close)

/* Puts @address into the layout's site.json: clients get it with the layout. Nothing happens where it is there. */
gboolean galley_server_set_base_address (GalleyServer *self,
                                         const char   *address,
                                         GError      **error);

/* Makes the public site anew from what is stored, and puts it in the place of the one that is served in one moment. What
 * stands there without a reason is gone afterwards. */
gboolean galley_server_rebuild (GalleyServer *self,
                                GError      **error);

gboolean galley_server_add_user (GalleyServer     *self,
                                 const GalleyUser *user,
                                 const char       *password,
                                 GError          **error);

/* Whether what @request holds may be read before it is handled: galley_batch_read() into its batch, on any thread. It
 * comes from somebody who is known. */
gboolean galley_server_may_read_ahead (GalleyServer        *self,
                                       const GalleyRequest *request);
/* Answers @request; never NULL. See galley-response.h for the two kinds that ask something of the caller. */
GalleyResponse *galley_server_handle (GalleyServer        *self,
                                      const GalleyRequest *request);
/* The second half of signing in and of changing a password: @asked is the PASSWORD response, hashed. */
GalleyResponse *galley_server_finish_password (GalleyServer         *self,
                                               const GalleyResponse *asked);

/* From then on a batch is answered before it is on the disk, with is_early set: that answer, and whatever was asked for
 * behind it, is held back until a galley_database_log_sync() has returned TRUE. Lent; NULL: nothing changes, as with
 * PostgreSQL, which waits by itself. */
GalleyDatabaseLog *galley_server_answer_early (GalleyServer *self);

/* Where its database is, if that is PostgreSQL; NULL: in its folder. Lent. */
const char *galley_server_get_address (GalleyServer *self);
/* Takes note of what other servers on the same database have done. Each request does so before it is answered; this is for
 * who has no request and wants galley_server_get_sequence(). What fails is logged. */
void galley_server_catch_up (GalleyServer *self);
/* Does what the clock asks for: takes out of the home page's slots what has had its time. Each request does so before it is
 * answered; this is for who has none at that time. What fails is logged and tried again. */
void galley_server_keep_time (GalleyServer *self);
/* Microseconds until that is due; negative: it never is. */
gint64 galley_server_get_time_left (GalleyServer *self);
/* The number of the last change. */
gint64 galley_server_get_sequence (GalleyServer *self);
/* Lent. Whoever answers requests by the server counts them there. */
GalleyMetrics *galley_server_get_metrics (GalleyServer *self);
/* Lent; constant, so that another thread may serve pages from it. */
const char *galley_server_get_public_folder (GalleyServer *self);
/* The same, for another thread that puts files there while they come. */
const char *galley_server_get_media_folder (GalleyServer *self);

G_END_DECLS
