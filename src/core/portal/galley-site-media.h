/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What site.json says of files and players: how large a file may be that goes out with an article, and whose players
 * a video may be at. */
#pragma once

#include "core/portal/galley-site.h"

G_BEGIN_DECLS

/* Where a site does not say how large a file may be. */
#define GALLEY_SITE_FILE_BYTES (100 * 1024 * 1024)

/* At most GALLEY_MEDIA_MAX_BYTES. */
gint64 galley_site_get_max_file_bytes (GalleySite *self);
/* The name of the player that @address belongs to; NULL where the site has none for it, or it is no safe address. Lent. */
const char *galley_site_find_player (GalleySite *self,
                                     const char *address);
/* Their names, in the site's order; empty where it has none. (transfer full) */
char **galley_site_dup_player_names (GalleySite *self);

G_END_DECLS
