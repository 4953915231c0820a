/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How what was found is marked in a text buffer: all of it tinted, and the one that is looked at framed by lines above and
 * below as well, which can be told apart without colour. */
#pragma once

#include "core/model/galley-find.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The colours, for what is no text buffer. */
extern const GdkRGBA galley_match_tint;
extern const GdkRGBA galley_match_current_tint;

/* Marks those of @matches (element-type GalleyMatch) (nullable) that are in @place, and nothing else. */
void galley_match_tags_show (GtkTextBuffer *buffer,
                             GArray        *matches,
                             guint          place);
/* @match (nullable): the one that is looked at, where it is in @place. */
void galley_match_tags_show_current (GtkTextBuffer     *buffer,
                                     const GalleyMatch *match,
                                     guint              place);

G_END_DECLS
