/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/media/galley-picture-show.h"

#include "core/base/galley-file.h"
#include "core/media/galley-picture-decode.h"
#include "core/media/galley-picture.h"

GdkPixbuf *
galley_picture_show_file_of (const char    *path,
                             guint          max_side,
                             guint         *width,
                             guint         *height,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;
  GalleyPictureHead head;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (max_side > 0, NULL);

  file = galley_file_read (path, GALLEY_PICTURE_MAX_BYTES, error);
  if (file == NULL || !galley_picture_head_read (g_bytes_get_data (file, NULL), g_bytes_get_size (file), &head, error))
    return NULL;
  pixels = galley_picture_decode (file, &head, max_side, cancellable, error);
  if (pixels == NULL)
    return NULL;
  /* The head has the size as it is coded: it may lie on its side, or not be known. */
  *width = (guint) gdk_pixbuf_get_width (pixels);
  *height = (guint) gdk_pixbuf_get_height (pixels);
  if (MAX (head.width, head.height) > max_side)
    {
      gboolean is_on_side = (head.width > head.height) != (*width > *height);

      *width = is_on_side ? head.height : head.width;
      *height = is_on_side ? head.width : head.height;
    }
  return g_steal_pointer (&pixels);
}

GdkPixbuf *
galley_picture_show_file (const char    *path,
                          guint          max_side,
                          GCancellable  *cancellable,
                          GError       **error)
{
  guint width, height;

  return galley_picture_show_file_of (path, max_side, &width, &height, cancellable, error);
}
