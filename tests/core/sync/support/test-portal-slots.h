/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one slot of the home page of a portal in memory. */
#pragma once

#include "test-portal.h"

G_BEGIN_DECLS

/* GalleyTransportInterface.place */
gboolean test_portal_place (GalleyTransport   *transport,
                            const char        *slot,
                            const char        *base,
                            GalleyPlacements  *wanted,
                            GalleyPlacements **present,
                            GCancellable      *cancellable,
                            GError           **error);

G_END_DECLS
