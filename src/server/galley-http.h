/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's face to HTTP, over SoupServer: reads requests, hands them to the worker, writes answers. Public pages are
 * read here, without the worker. Waits are held without a thread.
 *
 * SoupServer is not fit for strangers (see early_cb), so this listens on loopback or on a Unix socket only; a web server
 * in front is the gate to a network. */
#pragma once

#include "server/galley-worker.h"

G_BEGIN_DECLS

typedef struct _GalleyHttp GalleyHttp;

/* Borrows @worker, which must outlive it. @seconds, @most_connections: see galley-http-patience.h. */
GalleyHttp *galley_http_new (GalleyWorker *worker,
                             GalleyClock  *clock,
                             guint         seconds,
                             guint         most_connections);
void galley_http_free (GalleyHttp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyHttp, galley_http_free)

/* @host: a loopback address or "localhost"; @port 0 takes a free one. GALLEY_ERROR_FORBIDDEN for any other address. */
gboolean galley_http_listen (GalleyHttp *self,
                             const char *host,
                             guint       port,
                             GError    **error);
/* A socket that is left over from a dead process is replaced. */
gboolean galley_http_listen_unix (GalleyHttp *self,
                                  const char *path,
                                  GError    **error);
/* "http://127.0.0.1:40123", or "unix:PATH". (transfer full) */
char *galley_http_dup_address (GalleyHttp *self);

/* Lets nobody wait any more, and calls @done when all that is in hand is answered, or after 5 s. */
void galley_http_stop (GalleyHttp     *self,
                       GSourceOnceFunc done,
                       gpointer        data);

G_END_DECLS
