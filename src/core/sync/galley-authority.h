/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A newsroom's own certificate authority: one certificate that vouches for one portal's server, shown to a person by
 * subject and fingerprint before it is trusted. Immutable. */
#pragma once

#include "core/base/galley-error.h"

G_BEGIN_DECLS

typedef struct
{
  GTlsCertificate *certificate;
  char *pem; /* of the certificate alone */
  char *subject;     /* "CN=Desk CA,O=News" */
  char *fingerprint; /* SHA-256 over its DER form, "AB:CD:…" as browsers and openssl print it */
} GalleyAuthority;

/* The first certificate in @pem; a key beside it is not kept. GALLEY_ERROR_INVALID where there is none.
 * (transfer full) */
GalleyAuthority *galley_authority_new (const char *pem,
                                       GError    **error);
/* From a file of at most 64 KB. */
GalleyAuthority *galley_authority_load (const char *path,
                                        GError    **error);
void galley_authority_free (GalleyAuthority *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyAuthority, galley_authority_free)
/* What is wrong with @certificate, shown by the server @host, if this authority is believed; 0: nothing. */
GTlsCertificateFlags galley_authority_check (const GalleyAuthority *self,
                                             GTlsCertificate       *certificate,
                                             GSocketConnectable    *host);
GalleyAuthority *galley_authority_copy (const GalleyAuthority *self);

G_END_DECLS
