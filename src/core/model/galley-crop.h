/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a figure's picture: which part of which other picture it is, and what in it matters most. Plain values. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No part reaches further, in pixels. */
#define GALLEY_CROP_MAX_SIDE 65535

/* A picture that was made of another one: that was turned, and then cut. The other one is kept, so that whoever cuts again
 * begins with it; it is never published. */
typedef struct
{
  char origin[65];           /* its hash (galley-id.h) */
  const char *media_type;    /* and kind of file, a constant of galley-media-type.h */
  guint quarter_turns;       /* clockwise, 0 to 3 */
  guint x, y, width, height; /* of the part, in pixels of the turned origin */
} GalleyCrop;

/* The point that stays in sight wherever less than the picture is shown, in per cent from its left and upper edge. */
typedef struct
{
  guint x, y; /* 0 to 100 */
} GalleyFocus;

gboolean galley_crop_is_valid (const GalleyCrop *self);
/* NULL equals NULL alone. */
gboolean galley_crop_equal (const GalleyCrop *a,
                            const GalleyCrop *b);

gboolean galley_focus_is_valid (const GalleyFocus *self);
gboolean galley_focus_equal (const GalleyFocus *a,
                             const GalleyFocus *b);

G_END_DECLS
