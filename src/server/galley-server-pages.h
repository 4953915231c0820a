/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables "pages" and "places": which pages are public, and in which lists they stand; and "jobs": which the publisher has
 * still to write. */
#pragma once

#include "core/db/galley-database.h"
#include "core/portal/galley-context.h"
#include "core/portal/galley-sitemap.h"

G_BEGIN_DECLS

/* Makes the page of @revision, which must be public, a row of lists. */
gboolean galley_server_pages_put (GalleyDatabase *database,
                                  GalleyRevision *revision,
                                  GError        **error);
gboolean galley_server_pages_remove (GalleyDatabase *database,
                                     const char     *article,
                                     GError        **error);
/* The newest @n_each (at least 1) of each channel and each topic, and those of the same moment as the last of them,
 * newest first: what stands in a further channel counts in that, too.
 * (transfer full) (element-type GalleyPageItem) */
GPtrArray *galley_server_pages_list (GalleyDatabase *database,
                                     guint           n_each,
                                     GError        **error);
/* What modules and neighbours of a page choose from. */
#define GALLEY_SERVER_PAGES_ENOUGH 200

/* NULL without error: it is not public. (transfer full) (nullable) */
GalleyPageItem *galley_server_pages_find (GalleyDatabase *database,
                                          const char     *article,
                                          GError        **error);

/* Those whose path is of @month, "2026-11" (galley-sitemap.h). (transfer full) (element-type GalleyPageItem) */
GPtrArray *galley_server_pages_list_month (GalleyDatabase *database,
                                           const char     *month,
                                           guint           limit,
                                           GError        **error);
/* Newest first. (transfer full) (element-type GalleySitemapMonth) */
GPtrArray *galley_server_pages_list_months (GalleyDatabase *database,
                                            GError        **error);

/* @article: what is public, as galley-wire.h writes it. FALSE: no more. */
typedef gboolean (*GalleyServerPagesFunc) (const char *id,
                                           const char *article,
                                           gpointer    data);
/* Calls @func with the public articles from the one that was begun last on, or, where @before (nullable) names one, from
 * the one before it. @has_ended: (out): there are no others. */
gboolean galley_server_pages_walk (GalleyDatabase       *database,
                                   const char           *before,
                                   GalleyServerPagesFunc func,
                                   gpointer              data,
                                   gboolean             *has_ended,
                                   GError              **error);

/* In the place of an article: the home page alone. */
#define GALLEY_SERVER_JOB_HOME ""
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
