/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Portal API over HTTP (data/api/openapi.yaml), with libsoup. One thread at a time; only a call of changes with a
 * wait may be held by a second one meanwhile.
 *
 * TLS is verified; plain http is for loopback, and for who insists (galley_portal_address_clean_plain()). The token goes
 * in Authorization, and no redirect is followed with it. An answer is read up to a limit (64 MB, changes in pages), and a
 * call ends after 30 s of silence (plus the wait that was asked for). */
#pragma once

#include "core/base/galley-clock.h"
#include "core/base/galley-random.h"
#include "core/sync/galley-authority.h"
#include "core/sync/galley-portal-line.h"
#include "core/sync/galley-transport.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_PORTAL_TRANSPORT (galley_portal_transport_get_type ())
G_DECLARE_FINAL_TYPE (GalleyPortalTransport, galley_portal_transport, GALLEY, PORTAL_TRANSPORT, GObject)

/* "news.example" -> "https://news.example"; blanks, path and trailing slash go. GALLEY_ERROR_INVALID: not an address;
 * plain http beyond loopback. (transfer full) */
char *galley_portal_address_clean (const char *address,
                                   GError    **error);
/* The same for somebody who was told that others can read along, and wants it: plain http to anywhere. */
char *galley_portal_address_clean_plain (const char *address,
                                         GError    **error);

/* @address as cleaned. */
GalleyTransport *galley_portal_transport_new (const char *address,
                                              const char *token);
/* One whose calls @carrier takes, one after the other and nothing ahead, and whose names come from @clock and @random: for
 * the simulator. */
GalleyTransport *galley_portal_transport_new_carried (GalleyPortalCarrier carrier,
                                                      gpointer            data,
                                                      const char         *token,
                                                      GalleyClock        *clock,
                                                      GalleyRandom       *random);
/* Another one of the same user at the same server, for another thread; not of one that is carried. (transfer full) */
GalleyTransport *galley_portal_transport_new_beside (GalleyPortalTransport *self);
/* Seconds without a byte that end a call: 30 by default. */
void galley_portal_transport_set_silence (GalleyPortalTransport *self,
                                          guint                  seconds);
/* Who may vouch for the server besides those whom the system knows (nullable); before the first call. */
void galley_portal_transport_set_authority (GalleyPortalTransport *self,
                                            const GalleyAuthority *authority);
/* DELETE tokens/current. */
gboolean galley_portal_transport_sign_out (GalleyPortalTransport *self,
                                           GCancellable          *cancellable,
                                           GError               **error);

G_END_DECLS
