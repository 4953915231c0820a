/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what site.json says of files and players can be used (galley-site-media.h). */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* GALLEY_ERROR_INVALID names the member. */
gboolean galley_site_media_check (JsonObject *root,
                                  GError    **error);

G_END_DECLS
