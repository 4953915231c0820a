/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request that a portal in memory holds. */
#pragma once

#include "test-portal.h"

G_BEGIN_DECLS

/* Until test_portal_cut() or @cancellable ends it: NULL, and OFFLINE. */
GalleyChanges *test_portal_hold (TestPortal   *self,
                                 GCancellable *cancellable,
                                 GError      **error);

G_END_DECLS
