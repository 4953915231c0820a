/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/portal/galley-site.h"


G_BEGIN_DECLS

/* feeds {"items": [{"title", "type", "href"}]} on the page at @path: the site's, and those of @channel where it is one;
 * nothing where the site has none. */
void galley_view_set_feeds (GalleyValue *view,
                            GalleySite  *site,
                            const char  *path,
                            const char  *channel);

G_END_DECLS
