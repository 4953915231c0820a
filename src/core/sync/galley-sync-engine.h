/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to talk, and what to tell the user. Owns the sync thread, which makes one pass at a time, and a second, tiny one
 * that holds `changes?wait=50&limit=0` and only wakes the first. Main thread from outside.
 *
 * Wakes: local change (at once), the held request, start, galley_sync_engine_wake(), the network coming back, the end
 * of a back-off. A withdrawal that is not answered is tried every 5 s. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/base/galley-random.h"
#include "core/store/galley-store.h"
#include "core/sync/galley-media-traffic.h"
#include "core/sync/galley-transport.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_SYNC_IDLE,       /* everything that can be done is done */
  GALLEY_SYNC_WORKING,
  GALLEY_SYNC_OFFLINE,    /* waits for the next try, see get_next_try() */
  GALLEY_SYNC_SIGNED_OUT, /* AUTH: waits for a new token */
  GALLEY_SYNC_TROUBLE,    /* the store or the server misbehaves: get_error(), tried again */
} GalleySyncStatus;

/* Signals: "changed" (status, next try or error differ), "greeted" (session or layout are new in the store),
 * "colleagues-changed". */
#define GALLEY_TYPE_SYNC_ENGINE (galley_sync_engine_get_type ())
G_DECLARE_FINAL_TYPE (GalleySyncEngine, galley_sync_engine, GALLEY, SYNC_ENGINE, GObject)

GalleySyncEngine *galley_sync_engine_new (GalleyStore     *store,
                                          GalleyTransport *transport,
                                          GalleyClock     *clock,
                                          GalleyRandom    *random);
void galley_sync_engine_start (GalleySyncEngine *self);
/* Cancels what is under way and joins the threads. Idempotent; blocks shortly. */
void galley_sync_engine_stop (GalleySyncEngine *self);
/* A new token: goes on with this transport. */
void galley_sync_engine_set_transport (GalleySyncEngine *self,
                                       GalleyTransport  *transport);
void galley_sync_engine_set_patience (GalleySyncEngine *self,
                                      gint64            patience);
/* Now, whatever the back-off says. */
void galley_sync_engine_wake (GalleySyncEngine *self);
/* The network came or went: a hint. Coming back cuts the back-off short, and others' changes are listened for at once. */
void galley_sync_engine_hint_network (GalleySyncEngine *self,
                                      gboolean          is_available);

GalleySyncStatus galley_sync_engine_get_status (GalleySyncEngine *self);
/* Real time of the next try, 0 when none is set. */
gint64 galley_sync_engine_get_next_try (GalleySyncEngine *self);
/* The number of failed tries since the last good pass. */
guint galley_sync_engine_get_failures (GalleySyncEngine *self);
/* (nullable) Lent until the next "changed". */
const GError *galley_sync_engine_get_error (GalleySyncEngine *self);
/* What stood in the way, where that says more than the error's code: a certificate that nobody here vouches for. */
GalleyPortalTrouble galley_sync_engine_get_trouble (GalleySyncEngine *self);
/* Which file is on its way just now. Lent. */
GalleyMediaTraffic *galley_sync_engine_get_traffic (GalleySyncEngine *self);
/* Articles that came from the server since start, counted while the first pass runs, for "so far"; told by "changed" a few
 * times a second. */
guint galley_sync_engine_get_fetched (GalleySyncEngine *self);
/* Passes that ended well since start, for tests and the status line's "just now". */
guint galley_sync_engine_get_passes (GalleySyncEngine *self);
/* How many articles the server would delete here, of @known (out) (optional) ones: the status is TROUBLE, and the passes
 * stop there until a person has answered, see galley_workspace_answer_deletions_async(). 0: nothing is asked. */
guint galley_sync_engine_get_stopped_deletions (GalleySyncEngine *self,
                                                guint            *known);

/* What the user has in hand here: told to the portal each minute, and within seconds where it differs. The list is not
 * changed any more. (element-type GalleyHeld) */
void galley_sync_engine_set_held (GalleySyncEngine *self,
                                  GPtrArray        *held);
/* What others have, as far as is known: nothing while the portal does not answer. Lent until "colleagues-changed".
 * (element-type GalleyHeld) */
GPtrArray *galley_sync_engine_get_colleagues (GalleySyncEngine *self);

G_END_DECLS
