/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-rendition-form.h"

gboolean
galley_corner_from_name (const char   *name,
                         GalleyCorner *corner)
{
  static const char *const names[] = { "top-left", "top-right", "bottom-left", "bottom-right" };

  g_return_val_if_fail (corner != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *corner = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
galley_rendition_form_marks (const GalleyRenditionForm *self,
                             guint                      width)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->watermark.image != NULL && width >= self->watermark.least;
}

static GalleyRenditionSize
make_size (const GalleyRenditionForm *self,
           guint                      of_width,
           guint                      of_height,
           guint                      width)
{
  guint height = (guint) (((guint64) of_height * width + of_width / 2) / of_width);
  gboolean is_marked = galley_rendition_form_marks (self, width);

  return (GalleyRenditionSize){ width, MAX (height, 1), is_marked, width == of_width && !is_marked };
}

guint
galley_rendition_form_plan (const GalleyRenditionForm *self,
                            guint                      width,
                            guint                      height,
                            GalleyRenditionSize        sizes[GALLEY_RENDITION_MAX_WIDTHS + 1])
{
  guint n_sizes = 0;

  g_return_val_if_fail (self != NULL && sizes != NULL, 0);
  g_return_val_if_fail (width > 0 && height > 0, 0);

  for (guint i = 0; i < self->n_widths && self->widths[i] < width; i++)
    sizes[n_sizes++] = make_size (self, width, height, self->widths[i]);
  if (n_sizes == 0 || n_sizes < self->n_widths)
    sizes[n_sizes++] = make_size (self, width, height, width);
  return n_sizes == 1 && sizes[0].is_original ? 0 : n_sizes;
}
