/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A newsroom to look at: fills a fresh data folder from a demo folder.
 *
 *   newsroom.json    {"password": "…", "users": [{"id", "name", "department", "roles": […], "password"?}]}
 *   tags.json        {"tags": [{"id", "name"}]}
 *   media/           pictures that the articles name, under any names of their own; there may be none
 *   articles/N.json  articles in the wire form, each with its state: owner, status, signatures for its content hash, time
 *                    and path of its publication. Context and layout are made here, in the order of publication. */
#pragma once

#include "server/galley-server.h"

G_BEGIN_DECLS

/* GALLEY_ERROR_INVALID names the file. */
gboolean galley_demo_fill (GalleyServer *server,
                           const char   *folder,
                           GError      **error);

G_END_DECLS
