/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who took which article along offline, and until when: one small text in the table "meta", so that it holds while he
 * and his computer are away, outlives a restart, and every server on one database knows it. A hint for people; whose it
 * is to know is for the caller to judge.
 *
 * The book is loaded, changed and saved within one request. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-workflow.h"
#include "server/galley-presence.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What cannot be read counts as empty: nothing hangs on it. NULL only with @error. (transfer full) */
JsonObject *galley_server_offline_load (GalleyDatabase *database,
                                        GError        **error);
/* @user has @article offline until the real time @until; one that is past brings it back. Of a person's articles
 * GALLEY_PRESENCE_MAX_OFFLINE are known. TRUE: the book differs now. */
gboolean galley_server_offline_note (JsonObject       *book,
                                     const GalleyUser *user,
                                     const char       *article,
                                     gint64            until,
                                     gint64            now);
/* Without what is past at @now; in a transaction of its own. */
gboolean galley_server_offline_save (GalleyDatabase *database,
                                     JsonObject     *book,
                                     gint64          now,
                                     GError        **error);
/* Each article that somebody else than @user has offline at @now. */
void galley_server_offline_foreach (JsonObject        *book,
                                    const char        *user,
                                    gint64             now,
                                    GalleyPresenceFunc function,
                                    gpointer           data);

G_END_DECLS
