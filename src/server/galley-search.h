/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /search?q=…[&before=ID]: readers search the public articles, the newest first. One request looks at so many articles
 * and finds so many, and its page leads on to older ones: what it costs has a bound, however many there are, and so have
 * requests a second. What was withdrawn is not among them from that moment on. */
#pragma once

#include "server/galley-request.h"
#include "server/galley-response.h"
#include "server/galley-server.h"

G_BEGIN_DECLS

/* Articles of one request: that are looked at, whose words are looked at one by one, that are found. */
#define GALLEY_SEARCH_LOOKED 2000
#define GALLEY_SEARCH_READ 200
#define GALLEY_SEARCH_FOUND 20
/* Requests a second; more get 503. */
#define GALLEY_SEARCH_A_SECOND 20

gboolean galley_search_knows (const char *path);
/* 404 where the layout has no such page. */
GalleyResponse *galley_search_answer (GalleyServer        *self,
                                      const GalleyRequest *request);

G_END_DECLS
