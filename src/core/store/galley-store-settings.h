/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small things an account keeps in its store: the sync cursor, who is signed in, the layout pack; and the server's
 * lists (tags), an entry a row. Plain functions for jobs. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

#define GALLEY_SETTING_CURSOR "cursor"           /* text, opaque */
#define GALLEY_SETTING_SESSION "session"         /* canonical JSON of GET session */
#define GALLEY_SETTING_PEOPLE "people"           /* canonical JSON: who works there, as the server last said */
#define GALLEY_SETTING_LAYOUT "layout"           /* zip */
#define GALLEY_SETTING_LAYOUT_ETAG "layout-etag" /* text */
#define GALLEY_SETTING_LAYOUT_TIME "layout-time" /* text, RFC 3339: when it was fetched */
#define GALLEY_SETTING_MEDIA_LIMIT "media-limit" /* text, bytes: how much is kept of media (galley-media-cache.h) */
#define GALLEY_SETTING_MEDIA_LIMIT "media-limit" /* text, bytes: see galley-media-cache.h */

/* NULL without error when it is not set. (transfer full) */
GBytes *galley_setting_load_in_store (GalleyDatabase *database,
                                      const char     *name,
                                      GError        **error);
char *galley_setting_load_text_in_store (GalleyDatabase *database,
                                         const char     *name,
                                         GError        **error);
/* NULL removes. */
gboolean galley_setting_save_in_store (GalleyDatabase *database,
                                       const char     *name,
                                       GBytes         *value,
                                       GError        **error);
gboolean galley_setting_save_text_in_store (GalleyDatabase *database,
                                            const char     *name,
                                            const char     *value,
                                            GError        **error);

/* Whether any is set whose name begins with @prefix. */
gboolean galley_setting_find_in_store (GalleyDatabase *database,
                                       const char     *prefix,
                                       GError        **error);

/* Entries of a list ("tags") as texts, sorted by bytes. (transfer full) (element-type utf8) */
GPtrArray *galley_list_load_in_store (GalleyDatabase *database,
                                      const char     *list,
                                      GError        **error);
/* NULL without error: there is no such entry. (transfer full) (nullable) */
char *galley_list_find_in_store (GalleyDatabase *database,
                                 const char     *list,
                                 const char     *id,
                                 GError        **error);
gboolean galley_list_put_in_store (GalleyDatabase *database,
                                   const char     *list,
                                   const char     *id,
                                   const char     *value,
                                   GError        **error);
gboolean galley_list_remove_in_store (GalleyDatabase *database,
                                      const char     *list,
                                      const char     *id,
                                      GError        **error);
/* All lists, of which the server tells anew what is in them. */
gboolean galley_lists_clear_in_store (GalleyDatabase *database,
                                      GError        **error);

G_END_DECLS
