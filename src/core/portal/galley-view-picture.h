/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures and rows as a page's templates see them (data/layouts/README.md). Private to this folder. */
#pragma once

#include "core/portal/galley-page-item.h"
#include "core/portal/galley-site.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* {"src", "width", "height", "alternative", "position"} as seen from the page at @path; nothing where @figure is NULL. */
void galley_view_set_picture (JsonObject         *view,
                              const char         *name,
                              const char         *path,
                              const GalleyFigure *figure);
/* The word of the site's labels for articles of @kind, as "mark"; texts have none. */
void galley_view_set_mark (JsonObject *view,
                           GalleySite *site,
                           GalleyKind  kind);

G_END_DECLS
