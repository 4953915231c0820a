/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where things stand on a site: below which channel, at which address. */
#pragma once

#include "core/portal/galley-site.h"

G_BEGIN_DECLS

/* Whether @channel is @ancestor or lies below it; everything lies below "". */
gboolean galley_site_channel_is_below (GalleySite *self,
                                       const char *channel,
                                       const char *ancestor);
/* "/x" with the base address before it, or "" where the site has none. (transfer full) */
char *galley_site_make_absolute (GalleySite *self,
                                 const char *path);

G_END_DECLS
