/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table "audit": who did what to which content, when, and what he wrote to it. Only ever added to. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-workflow.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* @action: "create", "edit", "delete", "restore", or one of galley_action_get_name(); "change-password" with neither
 * @article nor @content_hash (both ""). @now: real time. */
gboolean galley_server_audit_add (GalleyDatabase   *database,
                                  const char       *article,
                                  const GalleyUser *user,
                                  const char       *action,
                                  const char       *content_hash,
                                  const char       *comment,
                                  gint64            now,
                                  GError          **error);
/* Oldest first, as the API gives it. (transfer full) */
JsonArray *galley_server_audit_list (GalleyDatabase *database,
                                     const char     *article,
                                     GError        **error);

G_END_DECLS
