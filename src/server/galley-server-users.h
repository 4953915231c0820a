/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table "users". */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-workflow.h"

G_BEGIN_DECLS

/* An id is 1 to 64 of a-z, 0-9, "-", "_" and "."; a name, a department and roles are one line each.
 * GALLEY_ERROR_INVALID, GALLEY_ERROR_CONFLICT where the id is taken. */
gboolean galley_server_users_add (GalleyDatabase   *database,
                                  const GalleyUser *user,
                                  const char       *password_hash,
                                  GError          **error);
/* NULL without error: nobody of that id, or one who is disabled. (transfer full) */
GalleyUser *galley_server_users_load (GalleyDatabase *database,
                                      const char     *id,
                                      GError        **error);
/* Likewise. (transfer full) */
char *galley_server_users_dup_password (GalleyDatabase *database,
                                        const char     *id,
                                        GError        **error);
/* FALSE without error: the present hash is no longer @old_hash. */
gboolean galley_server_users_change_password (GalleyDatabase *database,
                                              const char     *id,
                                              const char     *old_hash,
                                              const char     *new_hash,
                                              GError        **error);

/* The keeper's: whoever has @id, disabled or not. GALLEY_ERROR_NOT_FOUND. */
gboolean galley_server_users_set_password (GalleyDatabase *database,
                                           const char     *id,
                                           const char     *hash,
                                           GError        **error);
/* A disabled user is still named by what he wrote, and nobody else gets his id. */
gboolean galley_server_users_set_disabled (GalleyDatabase *database,
                                           const char     *id,
                                           gboolean        is_disabled,
                                           GError        **error);

typedef void (*GalleyUserFunc) (const GalleyUser *user,
                                gboolean          is_disabled,
                                gpointer          data);
/* In the order of their ids. */
gboolean galley_server_users_foreach (GalleyDatabase *database,
                                      GalleyUserFunc  function,
                                      gpointer        data,
                                      GError        **error);

G_END_DECLS
