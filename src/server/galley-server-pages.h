/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables "pages" and "jobs": which pages are public, and which the publisher has still to write. */
#pragma once

#include "core/db/galley-database.h"
#include "core/portal/galley-context.h"

G_BEGIN_DECLS

/* Makes the page of @revision, which must be public, a row of lists. */
gboolean galley_server_pages_put (GalleyDatabase *database,
                                  GalleyRevision *revision,
                                  GError        **error);
gboolean galley_server_pages_remove (GalleyDatabase *database,
                                     const char     *article,
                                     GError        **error);
/* The newest 200 of each channel, newest first. (transfer full) (element-type GalleyPageItem) */
GPtrArray *galley_server_pages_list (GalleyDatabase *database,
                                     GError        **error);

/* @article NULL: the lists of the site alone. */
gboolean galley_server_jobs_add (GalleyDatabase *database,
                                 const char     *article,
                                 GError        **error);
/* The oldest job. FALSE without error: none is left. @article may become NULL. */
gboolean galley_server_jobs_get_first (GalleyDatabase *database,
                                       gint64          after,
                                       gint64         *number,
                                       char          **article,
                                       GError        **error);
/* All up to @number are done. */
gboolean galley_server_jobs_clear (GalleyDatabase *database,
                                   gint64          number,
                                   GError        **error);

/* How many are still to be done. */
gboolean galley_server_jobs_count (GalleyDatabase *database,
                                   gint64         *n_jobs,
                                   GError        **error);

G_END_DECLS
