/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The portal's home page as it will be, on a phone, with a frame around each of its slots and the slot's name. It follows
 * what is asked for and what a pull brings. Articles are dragged
 * into the slots, between them and within one. The page's own bytes are the server's; the frames are this view's alone. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_HOME_VIEW (galley_home_view_get_type ())
G_DECLARE_FINAL_TYPE (GalleyHomeView, galley_home_view, GALLEY, HOME_VIEW, AdwBin)

/* Signal: "put" (const char *article, const char *from, const char *slot, const char *before), as in a GalleySlotPut. */
GtkWidget *galley_home_view_new (GalleyWorkspace *workspace);

/* @page with a style in its head that frames the slots of @site. (transfer full) */
GBytes *galley_home_view_mark (GBytes     *page,
                               GalleySite *site);

G_END_DECLS
