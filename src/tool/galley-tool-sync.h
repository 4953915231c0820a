/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sync and withdraw have in common. */
#pragma once

#include "core/store/galley-store.h"
#include "core/sync/galley-cycle.h"

G_BEGIN_DECLS

/* (transfer full) (element-type GalleyOutboxEntry) */
GPtrArray *galley_tool_load_outbox (GalleyStore *store,
                                    GError     **error);
/* How long an order to publish may wait, by the site that the store knows. */
gboolean galley_tool_load_patience (GalleyStore *store,
                                    gint64      *patience,
                                    GError     **error);

G_END_DECLS
