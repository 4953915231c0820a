/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture as the public page shows it: where the page's context has renditions of it, those alone, and the browser takes
 * the one that fits; else the picture itself. Private to the portal. */
#pragma once

#include "core/model/galley-figure.h"
#include "core/portal/galley-page-frame.h"

G_BEGIN_DECLS

/* Appends the img. */
void galley_view_append_picture (GString               *out,
                                 const GalleyPageFrame *frame,
                                 const GalleyFigure    *figure);
/* Where the largest of it stands below a folder of media, and its size. @renditions: (nullable). (transfer full) */
char *galley_view_dup_picture_name (GalleyRenditions   *renditions,
                                    const GalleyFigure *figure,
                                    guint              *width,
                                    guint              *height);

G_END_DECLS
