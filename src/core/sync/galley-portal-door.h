/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At a portal's door: what is done with a password. Blocking calls, each over a connection of its own; for a worker. */
#pragma once

#include "core/sync/galley-authority.h"
#include "core/sync/galley-portal-trouble.h"

G_BEGIN_DECLS

/* POST tokens, no more. AUTH: wrong name or password; BUSY: too many tries. (transfer full) */
char *galley_portal_sign_in (const char   *address,
                             const char   *user,
                             const char   *password,
                             GCancellable *cancellable,
                             GError      **error);

/* The same, and looks whether Galley and server fit each other; where they do not, the token is given back.
 * @authority: who may vouch for the server besides those whom the system knows (nullable). (transfer full) */
char *galley_portal_enter (const char            *address,
                           const GalleyAuthority *authority,
                           const char            *user,
                           const char            *password,
                           GalleyPortalTrouble   *trouble,
                           GCancellable          *cancellable,
                           GError               **error);

/* PUT password. Other tokens of the user are no longer good afterwards; may be repeated. FORBIDDEN: the old one is not
 * right; REJECTED: the new one is too short; BUSY: too many tries; NOT_FOUND: this server cannot do it. */
gboolean galley_portal_change_password (const char            *address,
                                        const GalleyAuthority *authority,
                                        const char            *token,
                                        const char            *old_password,
                                        const char            *new_password,
                                        GCancellable          *cancellable,
                                        GError               **error);

G_END_DECLS
