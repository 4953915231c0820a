/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stops a file on its way, or has it go again; not to be seen where there is nothing to stop. For the mouse: keys reach
 * the same by the menu of the picture or card, which stand in a text that has the focus. */
#pragma once

#include "core/media/galley-media-source.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_JOURNEY_BUTTON (galley_journey_button_get_type ())
G_DECLARE_FINAL_TYPE (GalleyJourneyButton, galley_journey_button, GALLEY, JOURNEY_BUTTON, GtkButton)

GtkWidget *galley_journey_button_new (void);
/* @source, @hash: (nullable) */
void galley_journey_button_show_journey (GalleyJourneyButton      *self,
                                         GalleyMediaSource        *source,
                                         const char               *hash,
                                         const GalleyMediaJourney *journey);

G_END_DECLS
