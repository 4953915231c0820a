/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture as a page's templates see it (data/layouts/README.md). Private to this folder. */
#pragma once

#include "core/model/galley-figure.h"
#include "core/portal/galley-value.h"

G_BEGIN_DECLS

/* {"src", "width", "height", "alternative", "position"} as seen from the page at @path; nothing where @figure is NULL. */
void galley_view_set_picture (GalleyValue        *view,
                              const char         *name,
                              const char         *path,
                              const GalleyFigure *figure);

G_END_DECLS
