/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a client may take to send a request, and how many connections there may be: SoupServer itself waits for ever, and
 * takes whoever comes.
 *
 * The headers must be there within a time from the moment the connection was made, or the answer before was written; so that
 * an idle connection is closed by it, too. The body has the same time again, and a second more for each 4 KiB that came: who
 * sends a byte a second is cut off (408). A connection too many is answered 503 and closed. */
#pragma once

#include "core/base/galley-clock.h"
#include "server/galley-response.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define GALLEY_HTTP_SECONDS 75
#define GALLEY_HTTP_CONNECTIONS 4000

typedef struct _GalleyHttpPatience GalleyHttpPatience;

/* Before @server listens. @refused: told of each that was cut off, with what it was answered. */
GalleyHttpPatience *galley_http_patience_new (SoupServer  *server,
                                              GalleyClock *clock,
                                              guint        seconds,
                                              guint        most_connections,
                                              void (*refused) (SoupServerMessage    *message,
                                                               const GalleyResponse *response,
                                                               gpointer              data),
                                              gpointer     data);
/* Before @server goes. */
void galley_http_patience_free (GalleyHttpPatience *self);

G_END_DECLS
