/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attachments and videos of a body: a card above each one's title, in the room that the line's tags leave free, as
 * pictures stand above their captions (galley-body-figures.h). */
#pragma once

#include "app/editor/galley-body-placing.h"
#include "core/media/galley-media-source.h"
#include "core/model/galley-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _GalleyBodyCards GalleyBodyCards;

/* Both are borrowed. */
GalleyBodyCards *galley_body_cards_new (GtkTextView       *view,
                                        GalleyBodyPlacing *placing);
void galley_body_cards_free (GalleyBodyCards *self);

/* @document, @source: (nullable) */
void galley_body_cards_set_document (GalleyBodyCards   *self,
                                     GalleyDocument    *document,
                                     GalleyMediaSource *source);
/* As the tags have them. */
void galley_body_cards_set_metrics (GalleyBodyCards *self,
                                    int              room,
                                    int              em);
/* Puts them where their lines are: in the view's allocation, behind its own. */
void galley_body_cards_place (GalleyBodyCards *self);
/* Paints them: in the view's snapshot, behind its own. */
void galley_body_cards_snapshot (GalleyBodyCards *self,
                                 GtkSnapshot     *snapshot);

G_END_DECLS
