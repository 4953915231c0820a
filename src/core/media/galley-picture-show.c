/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/media/galley-picture-show.h"

#include "core/base/galley-file.h"
#include "core/media/galley-picture-decode.h"
#include "core/media/galley-picture.h"

GdkPixbuf *
galley_picture_show_file (const char    *path,
                          guint          max_side,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr (GBytes) file = NULL;
  GalleyPictureHead head;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (max_side > 0, NULL);

  file = galley_file_read (path, GALLEY_PICTURE_MAX_BYTES, error);
  if (file == NULL || !galley_picture_head_read (g_bytes_get_data (file, NULL), g_bytes_get_size (file), &head, error))
    return NULL;
  return galley_picture_decode (file, &head, max_side, cancellable, error);
}
