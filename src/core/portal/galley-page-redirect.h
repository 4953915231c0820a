/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page that stands where a redirect does, for web servers that only give files: it sends its readers on without a
 * script, and search engines take the page that it names instead. */
#pragma once

#include "core/portal/galley-layout.h"

G_BEGIN_DECLS

/* By redirect.mustache; where the pack has none, by the one of the pack that is built in. (transfer full) */
GBytes *galley_page_render_redirect (GalleyLayout         *layout,
                                     const GalleyRedirect *redirect,
                                     GError              **error);

G_END_DECLS
