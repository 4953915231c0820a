/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above the lines of a picture, an attachment or a video (abstract): their common manner. It follows what its
 * media source tells, and never takes the focus: caret and keys are the text's.
 *
 * Signal: "pressed" (int n_presses). */
#pragma once

#include "core/media/galley-media-source.h"
#include "core/model/galley-block.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_OBJECT_VIEW (galley_object_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (GalleyObjectView, galley_object_view, GALLEY, OBJECT_VIEW, GtkWidget)

struct _GalleyObjectViewClass
{
  GtkWidgetClass parent_class;

  /* There is another source, or none any more. */
  void (*source_changed) (GalleyObjectView *self);
  /* Of any file: it has come, or got further on its way. */
  void (*arrived) (GalleyObjectView *self,
                   const char       *hash);
  void (*moved) (GalleyObjectView *self,
                 const char       *hash);
  void (*set_block) (GalleyObjectView *self,
                     GalleyBlock      *block);
  gboolean (*shows) (GalleyObjectView *self,
                     GalleyBlock      *block);
  void (*set_near) (GalleyObjectView *self,
                    gboolean          is_near);
  void (*fit) (GalleyObjectView *self,
               int               room,
               int               em,
               GtkAllocation    *place);
};

/* @source: (nullable): no file is here. */
void galley_object_view_set_source (GalleyObjectView  *self,
                                    GalleyMediaSource *source);
/* (transfer none) (nullable) */
GalleyMediaSource *galley_object_view_get_source (GalleyObjectView *self);
/* @block: of a kind that the view is for. */
void galley_object_view_set_block (GalleyObjectView *self,
                                   GalleyBlock      *block);
/* Whether what @block has is what it shows already. */
gboolean galley_object_view_shows (GalleyObjectView *self,
                                   GalleyBlock      *block);
/* Whether it is in sight or nearly so: only then pixels are decoded. */
void galley_object_view_set_near (GalleyObjectView *self,
                                  gboolean          is_near);
void galley_object_view_set_selected (GalleyObjectView *self,
                                      gboolean          is_selected);
/* Where it stands in the room that is free above its lines: from the column's edge and the top of that room. The column
 * is @room pixels wide, and a Han character @em. */
void galley_object_view_fit (GalleyObjectView *self,
                             int               room,
                             int               em,
                             GtkAllocation    *place);

G_END_DECLS
