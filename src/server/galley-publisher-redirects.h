/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the publisher that writes the redirects of site.json (core/portal/galley-redirect.h): where each stands, a
 * page for web servers that only give files, and beside it a file of the same name with ".moved" behind it, which holds
 * nothing but where it leads: that is answered with 301. A redirect to an article stands as long as the article does; of one
 * that is withdrawn it leaves the notice that stands at the article's own path (galley-public-folder.h): 410.
 *
 * What stands is listed in /redirects.map, a line each as nginx's map directive reads it, for a web server that gives the
 * files itself, and what is gone in its comments; that is also how what no longer stands in site.json is found and taken
 * away. */
#pragma once

#include "core/portal/galley-layout.h"
#include "server/galley-public-folder.h"

G_BEGIN_DECLS

#define GALLEY_REDIRECTS_MAP "/redirects.map"

/* Whether the page is there that @redirect leads to; TRUE where that is none of an article. */
gboolean galley_publisher_redirects_leads_somewhere (GalleyPublicFolder   *folder,
                                                     const GalleyRedirect *redirect);
/* Writes those of @layout, and takes away what else there is. */
gboolean galley_publisher_redirects_write (GalleyPublicFolder *folder,
                                           GalleyLayout       *layout,
                                           GError            **error);
/* The page at @path came or went: so do the redirects that lead there. */
gboolean galley_publisher_redirects_follow (GalleyPublicFolder *folder,
                                            GalleyLayout       *layout,
                                            const char         *path,
                                            GError            **error);

G_END_DECLS
