/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table "tokens": 32 random bytes in hex, of which only the SHA-256 is kept; good for 90 days. */
#pragma once

#include "core/base/galley-random.h"
#include "core/db/galley-database.h"

G_BEGIN_DECLS

#define GALLEY_TOKEN_DAYS 90

/* @now: real time. (transfer full) */
char *galley_server_tokens_new (GalleyDatabase *database,
                                GalleyRandom   *random,
                                const char     *user,
                                gint64          now,
                                GError        **error);
/* The user's id, or NULL without error where the token is unknown or has expired. (transfer full) */
char *galley_server_tokens_find_user (GalleyDatabase *database,
                                      const char     *token,
                                      gint64          now,
                                      GError        **error);
gboolean galley_server_tokens_revoke (GalleyDatabase *database,
                                      const char     *token,
                                      GError        **error);
/* All tokens of @user but @kept. */
gboolean galley_server_tokens_revoke_others (GalleyDatabase *database,
                                             const char     *user,
                                             const char     *kept,
                                             GError        **error);
gboolean galley_server_tokens_revoke_of (GalleyDatabase *database,
                                         const char     *user,
                                         GError        **error);
/* All tokens of everybody. */
gboolean galley_server_tokens_revoke_all (GalleyDatabase *database,
                                          GError        **error);
gboolean galley_server_tokens_forget_expired (GalleyDatabase *database,
                                              gint64          now,
                                              GError        **error);

G_END_DECLS
