/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables "media" and "public_media": which files of DATA/media are whole, and which of them the public site shows, for
 * which article. A file is on the disk before its row is; the rows of public_media change with the page's. */
#pragma once

#include "core/db/galley-database.h"
#include "core/wire/galley-renditions.h"

G_BEGIN_DECLS

/* The media type (galley-media-type.h) of @hash, static; NULL without error where it is not here. */
const char *galley_server_media_find (GalleyDatabase *database,
                                      const char     *hash,
                                      GError        **error);
/* One that is there stays as it is. */
gboolean galley_server_media_add (GalleyDatabase *database,
                                  const char     *hash,
                                  const char     *media_type,
                                  gsize           size,
                                  const char     *user,
                                  gint64          now,
                                  GError        **error);

/* The hashes of all. (transfer full) (element-type utf8) */
GPtrArray *galley_server_media_list (GalleyDatabase *database,
                                     GError        **error);

/* The bytes of all. */
gboolean galley_server_media_sum (GalleyDatabase *database,
                                  gint64         *n_bytes,
                                  GError        **error);

/* What the page of @article shows from now on: what @text, its stored JSON, names; NULL: there is no page. Of a picture
 * that has @renditions (nullable) it is those, and not the picture. */
gboolean galley_server_public_media_set (GalleyDatabase   *database,
                                         const char       *article,
                                         const char       *text,
                                         GalleyRenditions *renditions,
                                         GError          **error);
/* Names below a folder of media ("3f/3f9a….jpg") that the page shows, or that it showed and no page does any more.
 * (transfer full) (element-type utf8) */
GPtrArray *galley_server_public_media_list (GalleyDatabase *database,
                                            const char     *article,
                                            gboolean        is_shown,
                                            GError        **error);
/* What the page no longer shows has been dealt with. */
gboolean galley_server_public_media_clear (GalleyDatabase *database,
                                           const char     *article,
                                           GError        **error);

G_END_DECLS
