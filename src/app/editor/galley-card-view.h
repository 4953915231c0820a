/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An attachment or a video as it stands in the body above its title: an icon or the poster, what it is called, its kind and
 * size or its player's host, and whether the file is on this computer. Not focusable: the caret stands in the title.
 *
 * Signal: "pressed" (int n_presses). */
#pragma once

#include "core/media/galley-media-source.h"
#include "core/model/galley-block.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_CARD_VIEW (galley_card_view_get_type ())
G_DECLARE_FINAL_TYPE (GalleyCardView, galley_card_view, GALLEY, CARD_VIEW, GtkWidget)

/* How high one is, whatever it shows, and what is free above and below it. */
#define GALLEY_CARD_HEIGHT(em) (4 * (em))
#define GALLEY_CARD_GAP(em) ((em) / 2)

GtkWidget *galley_card_view_new (void);
void galley_card_view_set_source (GalleyCardView    *self,
                                  GalleyMediaSource *source);
/* @block: an attachment or a video. */
void galley_card_view_set_block (GalleyCardView *self,
                                 GalleyBlock    *block);
GalleyEnclosure *galley_card_view_get_enclosure (GalleyCardView *self);
/* Whether a poster is worth decoding. */
void galley_card_view_set_near (GalleyCardView *self,
                                gboolean        is_near);
void galley_card_view_set_selected (GalleyCardView *self,
                                    gboolean        is_selected);

G_END_DECLS
