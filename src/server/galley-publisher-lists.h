/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the publisher that writes what lists articles: the home page, the pages of channels and topics, feeds and
 * site maps. */
#pragma once

#include "core/db/galley-database.h"
#include "core/portal/galley-layout.h"
#include "server/galley-public-folder.h"

G_BEGIN_DECLS

/* Writes what has changed into the public @folder. @months: (element-type utf8) of the articles that came, changed or
 * went (galley-sitemap.h); NULL for all. */
gboolean galley_publisher_lists_write (GalleyPublicFolder *folder,
                                       GalleyLayout       *layout,
                                       GalleyDatabase     *database,
                                       GHashTable         *months,
                                       GError            **error);
/* The home page alone: what stands in its slots has changed. */
gboolean galley_publisher_lists_write_home (GalleyPublicFolder *folder,
                                            GalleyLayout       *layout,
                                            GalleyDatabase     *database,
                                            GError            **error);

G_END_DECLS
