/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pager: links from one page of a list, or of an article, to the others. Private to the portal. */
#pragma once

#include "core/portal/galley-view.h"

G_BEGIN_DECLS

/* The site path or address of page @number. (transfer full) */
typedef char *(*GalleyPageAddress) (guint         number,
                                    gconstpointer data);

/* Sets "pages" of @view, which is page @number of @count and stands at @path: the first one, the last one and those around
 * it; what lies between is a gap. Nothing where there is one page. */
void galley_view_set_pages (GalleyValue      *view,
                            const char       *path,
                            guint             number,
                            guint             count,
                            GalleyPageAddress address,
                            gconstpointer     data);

G_END_DECLS
