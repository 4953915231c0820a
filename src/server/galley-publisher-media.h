/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures, attachments and videos of public pages as files of the public site: /media/3f/3f9a….jpg, made before the
 * page that shows them is written, and gone behind the last one that did. */
#pragma once

#include "core/db/galley-database.h"
#include "server/galley-public-folder.h"

G_BEGIN_DECLS

/* @source: where the server keeps media. @names: (element-type utf8), of what a page shows. GALLEY_ERROR_NOT_FOUND where one
 * is missing. */
gboolean galley_publisher_media_show (GalleyPublicFolder *folder,
                                      const char         *source,
                                      GPtrArray          *names,
                                      GError            **error);
/* Those that @article no longer shows, and no other page does. */
gboolean galley_publisher_media_hide (GalleyPublicFolder *folder,
                                      GalleyDatabase     *database,
                                      const char         *article,
                                      GError            **error);

G_END_DECLS
