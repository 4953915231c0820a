/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-picture-form.h"

gboolean
galley_picture_format_from_name (const char          *name,
                                 GalleyPictureFormat *format)
{
  static const char *const names[] = { "fitting", "jpeg", "png" };

  g_return_val_if_fail (format != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *format = i;
        return TRUE;
      }
  return FALSE;
}
