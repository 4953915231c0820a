/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-crop.h"

#include "core/base/galley-id.h"
#include "core/model/galley-media-type.h"

#include <string.h>

gboolean
galley_crop_is_valid (const GalleyCrop *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return galley_hash_is_valid (self->origin) && galley_media_type_intern (self->media_type) != NULL
         && self->quarter_turns < 4 && self->width > 0 && self->height > 0 && self->width <= GALLEY_CROP_MAX_SIDE
         && self->x <= GALLEY_CROP_MAX_SIDE - self->width && self->height <= GALLEY_CROP_MAX_SIDE
         && self->y <= GALLEY_CROP_MAX_SIDE - self->height;
}

gboolean
galley_crop_equal (const GalleyCrop *a,
                   const GalleyCrop *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return strcmp (a->origin, b->origin) == 0 && g_str_equal (a->media_type, b->media_type)
         && a->quarter_turns == b->quarter_turns && a->x == b->x && a->y == b->y && a->width == b->width
         && a->height == b->height;
}

gboolean
galley_focus_is_valid (const GalleyFocus *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->x <= 100 && self->y <= 100;
}

gboolean
galley_focus_equal (const GalleyFocus *a,
                    const GalleyFocus *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->x == b->x && a->y == b->y;
}
