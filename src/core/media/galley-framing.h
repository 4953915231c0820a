/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame that a person draws around a part of a picture, and the point in it that matters most: where they are while
 * corners, edges and the picture itself are pushed about. Pure geometry, in pixels of the picture as it is turned; the frame
 * never leaves the picture, and is never narrower than GALLEY_FRAMING_MIN_SIDE where the picture is not. */
#pragma once

#include "core/media/galley-picture.h"
#include "core/model/galley-crop.h"

G_BEGIN_DECLS

#define GALLEY_FRAMING_MIN_SIDE 32

/* What can be taken hold of. */
typedef enum
{
  GALLEY_FRAMING_FRAME, /* all of it is moved */
  GALLEY_FRAMING_TOP_LEFT,
  GALLEY_FRAMING_TOP,
  GALLEY_FRAMING_TOP_RIGHT,
  GALLEY_FRAMING_LEFT,
  GALLEY_FRAMING_RIGHT,
  GALLEY_FRAMING_BOTTOM_LEFT,
  GALLEY_FRAMING_BOTTOM,
  GALLEY_FRAMING_BOTTOM_RIGHT,
  GALLEY_FRAMING_FOCUS,
  GALLEY_N_FRAMING_PARTS
} GalleyFramingPart;

typedef struct
{
  guint origin_width, origin_height; /* of the picture before it is turned */
  guint quarter_turns;               /* clockwise, 0 to 3 */
  double x, y, width, height;        /* the frame */
  double ratio;                      /* of its width to its height; 0: free */
  double focus_x, focus_y;           /* may be outside the frame */
  gboolean has_focus;
} GalleyFraming;

/* As a figure has it; @crop, @focus (nullable): all of the picture, and no point. What lies beyond the picture, since
 * another program said so, is brought back into it. */
void galley_framing_init (GalleyFraming     *self,
                          guint              origin_width,
                          guint              origin_height,
                          const GalleyCrop  *crop,
                          const GalleyFocus *focus);

/* Of the turned picture. */
guint galley_framing_get_width (const GalleyFraming *self);
guint galley_framing_get_height (const GalleyFraming *self);

/* Once, to the right or to the left: the frame and the point turn along; a fixed ratio is kept. */
void galley_framing_turn (GalleyFraming *self,
                          gboolean       is_clockwise);
/* As large as it was and about the same middle, as far as there is room. 0 and 0: free. */
void galley_framing_set_ratio (GalleyFraming *self,
                               guint          width,
                               guint          height);
/* Pushes @part to the right and down. What is opposite stays where it is. */
void galley_framing_push (GalleyFraming     *self,
                          GalleyFramingPart  part,
                          double             right,
                          double             down);
/* In the middle of the frame, or none. */
void galley_framing_set_has_focus (GalleyFraming *self,
                                   gboolean       has_focus);

/* Whether there is nothing to be made: all of the picture, as it is. */
gboolean galley_framing_is_whole (const GalleyFraming *self);
/* In whole pixels. */
void galley_framing_get_edit (const GalleyFraming *self,
                              GalleyPictureEdit   *edit);
/* In per cent of the frame, at its edge where it is outside. FALSE: none. */
gboolean galley_framing_get_focus (const GalleyFraming *self,
                                   GalleyFocus         *focus);

G_END_DECLS
