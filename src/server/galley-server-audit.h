/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table "audit": who did what to which content, when, and what he wrote to it. Only ever added to, kept without end, and
 * chained: galley-server-audit-chain.h. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-workflow.h"
#include "server/galley-audit-entry.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Who works at the server's own command line. No user can have this id; the name is that of his login. */
#define GALLEY_AUDIT_KEEPER "@keeper"

/* @action: "create", "edit", "delete", "restore", or one of galley_action_get_name(); with neither @article nor
 * @content_hash (both ""): "change-password", "place" (@comment: a slot's id, a blank, and what was put there), and of the
 * keeper "user-add", "user-password", "user-disable", "user-enable" (@comment: whose) and "server-restore"
 * (@comment: what from). @now: real time. @number (nullable): the entry's own. Inside a transaction. */
gboolean galley_server_audit_add (GalleyDatabase   *database,
                                  const char       *article,
                                  const GalleyUser *user,
                                  const char       *action,
                                  const char       *content_hash,
                                  const char       *comment,
                                  gint64            now,
                                  gint64           *number,
                                  GError          **error);
/* The same by the keeper, about @comment. */
gboolean galley_server_audit_add_keeper (GalleyDatabase *database,
                                         const char     *action,
                                         const char     *comment,
                                         gint64          now,
                                         GError        **error);

/* Oldest first, as the API gives it. (transfer full) */
JsonArray *galley_server_audit_list (GalleyDatabase *database,
                                     const char     *article,
                                     GError        **error);

/* FALSE with @error set ends the walk. */
typedef gboolean (*GalleyAuditFunc) (const GalleyAuditEntry *entry,
                                     gpointer                data,
                                     GError                **error);
/* Oldest first: all since the real time @since, of @article alone where that is not NULL. */
gboolean galley_server_audit_foreach (GalleyDatabase *database,
                                      gint64          since,
                                      const char     *article,
                                      GalleyAuditFunc function,
                                      gpointer        data,
                                      GError        **error);

G_END_DECLS
