/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list "slots": what stands in each slot of the home page, as galley-placements.h writes it. It goes to clients with
 * the feed as the other lists do. Whatever changes it leaves a job that writes the home page. Inside a transaction, but
 * for what only reads. */
#pragma once

#include "core/db/galley-database.h"
#include "core/portal/galley-home.h"
#include "core/portal/galley-site.h"

G_BEGIN_DECLS

/* Empty where nothing was ever put. (transfer full) */
GalleyPlacements *galley_server_slots_load (GalleyDatabase *database,
                                            const char     *slot,
                                            GError        **error);
gboolean galley_server_slots_save (GalleyDatabase   *database,
                                   const char       *slot,
                                   GalleyPlacements *placements,
                                   GError          **error);

/* Takes the article out of every slot. */
gboolean galley_server_slots_drop (GalleyDatabase *database,
                                   const char     *article,
                                   GError        **error);
/* Takes out what had its time at the real time @now. */
gboolean galley_server_slots_end (GalleyDatabase *database,
                                  gint64          now,
                                  GError        **error);
/* The next real time at which something has had its time; 0: nothing ever does. */
gboolean galley_server_slots_get_next_end (GalleyDatabase *database,
                                           gint64         *next,
                                           GError        **error);

/* All that stands in the slots of @site. (transfer full) */
GalleyHome *galley_server_slots_make_home (GalleyDatabase *database,
                                           GalleySite     *site,
                                           GError        **error);

G_END_DECLS
