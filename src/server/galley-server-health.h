/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two resources for who keeps the server, beside the API and without a token: they are for this computer alone, and a
 * request that a web server in front passed on (X-Forwarded-For, Forwarded) is told that there is no such thing.
 *
 *   GET /healthz   200 {"status":"ok"}, or 503 with the faults in words: a real read of the database, room on the disk, the
 *                  publisher
 *   GET /metrics   galley-metrics.h, and what the database says at that moment */
#pragma once

#include "server/galley-server.h"
#include "server/galley-server-private.h"

G_BEGIN_DECLS

#define GALLEY_HEALTH_PATH "/healthz"
#define GALLEY_METRICS_PATH "/metrics"

/* Whether @path is one of the two. */
gboolean galley_server_health_knows (const char *path);
GalleyResponse *galley_server_health_answer (GalleyServer        *self,
                                             const GalleyRequest *request);

G_END_DECLS
