/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The home page, a pure function as the other pages are: what editors have put into its slots, and the newest articles
 * around that. What stands in a slot does not stand in the list of the newest as well. */
#pragma once

#include "core/portal/galley-home.h"
#include "core/portal/galley-layout.h"

G_BEGIN_DECLS

#define GALLEY_PAGE_HOME_PATH "/index.html"

/* @items: (element-type GalleyPageItem) newest first; the page takes what its layout asks for. @home: (nullable), then all
 * slots are empty. (transfer full) */
GBytes *galley_page_render_home (GalleyLayout *layout,
                                 GPtrArray    *items,
                                 GalleyHome   *home,
                                 GError      **error);

G_END_DECLS
