/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass of synchronisation: orders that cannot wait, pull, merge, push, acknowledge, orders. A plain blocking
 * function over a store, a transport and the clock; it keeps nothing between passes but what is in the store.
 *
 * Order of a pass: withdrawals · changes in pages of 100, each page and its cursor in one store job · for each dirty
 * article that changed there: three-way merge, put in place by compare-and-swap, again if somebody typed meanwhile · PUT
 * and DELETE from the outbox (singly below 4, else in batches) with the base's ETag · exact acknowledgement · actions,
 * each only once the content it names has been acknowledged · some of the media that are still to come. Before an
 * article is sent, the media that it names are. CONFLICT on a push: compare content hashes (equal: it was
 * ours, the answer was lost), else merge and push again, at most 3 times a pass. REJECTED: parked, the pass goes on.
 * An order to publish that waited beyond the site's patience, or over a reboot, is parked as "held" and asked again. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store.h"
#include "core/sync/galley-media-traffic.h"
#include "core/sync/galley-transport.h"

G_BEGIN_DECLS

/* Parked with this reason, an order's content changed after it was looked at. */
#define GALLEY_PARKED_CHANGED "changed"
/* An order's article is not on this computer any more. */
#define GALLEY_PARKED_ABSENT "absent"
/* So begins the reason of an order to publish that waits for a picture which cannot be read; what is wrong follows. */
#define GALLEY_PARKED_PICTURE "A picture could not be made ready for the page: "

typedef struct
{
  guint pulled;
  guint pushed;
  guint acted;
  guint merged;
  guint conflicts;
  guint parked;
  guint deletions; /* the brake: a delta that would delete so many here was stopped, 0: none was */
  guint known;     /* of so many */
  guint media_sent;
  guint media_fetched;
  guint media_left; /* to be fetched by the next passes */
} GalleyCycleReport;

/* @report, @traffic: (nullable) filled in, and told which file is on its way.
 * @patience: microseconds, see galley_site_get_publish_patience(). Fails with the first error that ends the pass
 * (OFFLINE, AUTH, BUSY, cancelled, or the store's); what was done until then stands. */
gboolean galley_cycle_run (GalleyStore        *store,
                           GalleyTransport    *transport,
                           GalleyClock        *clock,
                           gint64              patience,
                           GalleyCycleReport  *report,
                           GalleyMediaTraffic *traffic,
                           GCancellable       *cancellable,
                           GError            **error);

/* Session and layout pack, kept in the store; before the first pass and then and when. */
gboolean galley_cycle_greet (GalleyStore     *store,
                             GalleyTransport *transport,
                             GalleyClock     *clock,
                             GCancellable    *cancellable,
                             GError         **error);

/* A delta that would delete more than 50 articles here, or 10 % of them (and at least 5), stops the pass (FAILED, and
 * the report says how many) before anything is deleted. For jobs: a person has looked at it, and the next delta goes
 * on. @are_taken: the articles go, as with any delta. Else they stay; those of the user are sent again as new, somebody
 * else's are his to send. */
gboolean galley_cycle_answer_deletions_in_store (GalleyDatabase *database,
                                                 gboolean        are_taken,
                                                 GError        **error);

G_END_DECLS
