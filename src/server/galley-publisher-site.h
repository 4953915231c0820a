/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the publisher that writes the pages of all articles, by as many threads as there are processors: the caller's
 * reads the database, the others make and write pages. */
#pragma once

#include "core/db/galley-database.h"
#include "server/galley-page-writer.h"

G_BEGIN_DECLS

/* Ends at the first page that cannot be written. */
gboolean galley_publisher_site_write (GalleyPageWriter *writer,
                                      GalleyDatabase   *database,
                                      GError          **error);

G_END_DECLS
