/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real TLS server in front of a plain one, and a certificate authority that openssl makes for it, as a newsroom's own
 * would be. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* "NAME.pem" and "NAME.key" in @folder: an authority of that name. */
void make_authority (const char *folder,
                     const char *name);
/* The same for a server at @host ("IP:127.0.0.1", "DNS:elsewhere.example"), vouched for by @authority. */
void make_certificate (const char *folder,
                       const char *name,
                       const char *authority,
                       const char *host);

typedef struct _TlsFront TlsFront;

/* Shows the certificate @name of @folder and hands on to @port of loopback. */
TlsFront *tls_front_new (const char *folder,
                         const char *name,
                         guint       port);
void tls_front_free (TlsFront *self);
/* "https://127.0.0.1:PORT"; lent. */
const char *tls_front_get_address (TlsFront *self);

G_END_DECLS
