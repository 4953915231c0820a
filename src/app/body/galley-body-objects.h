/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures, attachments and videos of a body: a child of the text view (galley-object-view.h) above each one's lines,
 * in the room that the line's tags leave free (galley-body-tags.h). No object stands in the buffer: a line still reads as
 * its block. They follow the lines whenever those may have moved, and never move them.
 *
 * They are the view's children by gtk_widget_set_parent(), placed and painted from its own functions: overlays
 * (gtk_text_view_add_overlay()) do not scroll with the text before GTK 4.20, make the view as wide as themselves, and
 * cannot be taken out again. */
#pragma once

#include "app/body/galley-body-placing.h"
#include "core/media/galley-media-source.h"
#include "core/model/galley-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _GalleyBodyObjects GalleyBodyObjects;

/* Both are borrowed. */
GalleyBodyObjects *galley_body_objects_new (GtkTextView       *view,
                                            GalleyBodyPlacing *placing);
void galley_body_objects_free (GalleyBodyObjects *self);

/* @document, @source: (nullable) */
void galley_body_objects_set_document (GalleyBodyObjects *self,
                                       GalleyDocument    *document,
                                       GalleyMediaSource *source);
/* As the tags have them. */
void galley_body_objects_set_metrics (GalleyBodyObjects *self,
                                      int                room,
                                      int                em);
/* Puts them where their lines are: in the view's allocation, behind its own. */
void galley_body_objects_place (GalleyBodyObjects *self);
/* Paints them: in the view's snapshot, behind its own. */
void galley_body_objects_snapshot (GalleyBodyObjects *self,
                                   GtkSnapshot       *snapshot);

/* Selects the one that is @block, as a whole. */
void galley_body_objects_select (GtkTextView *view,
                                 guint        block);
/* Whether exactly one is selected as a whole, and which. */
gboolean galley_body_objects_get_selected (GtkTextView    *view,
                                           GalleyDocument *document,
                                           guint          *block);

G_END_DECLS
