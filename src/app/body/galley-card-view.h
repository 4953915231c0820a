/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An attachment or a video as it stands in the body above its title: an icon or the poster, what it is called, its kind and
 * size or its player's host, and whether the file is on this computer. */
#pragma once

#include "app/body/galley-object-view.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_CARD_VIEW (galley_card_view_get_type ())
G_DECLARE_FINAL_TYPE (GalleyCardView, galley_card_view, GALLEY, CARD_VIEW, GalleyObjectView)

/* How high one is, whatever it shows, and what is free above and below it. */
#define GALLEY_CARD_HEIGHT(em) (4 * (em))
#define GALLEY_CARD_GAP(em) ((em) / 2)

GtkWidget *galley_card_view_new (void);
GalleyEnclosure *galley_card_view_get_enclosure (GalleyCardView *self);

G_END_DECLS
