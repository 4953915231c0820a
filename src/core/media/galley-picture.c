/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/media/galley-picture.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/media/galley-picture-decode.h"
#include "core/media/galley-picture-encode.h"
#include "core/media/galley-picture-head.h"
#include "core/media/galley-picture-words.h"

void
galley_picture_free (GalleyPicture *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->hash);
  g_free (self->caption);
  g_free (self->credit);
  g_free (self);
}

static gboolean
check_cut (GdkPixbuf               *pixels,
           const GalleyPictureEdit *edit,
           GError                 **error)
{
  guint width = (guint) gdk_pixbuf_get_width (pixels);
  guint height = (guint) gdk_pixbuf_get_height (pixels);

  if (edit->height > 0 && edit->x < width && edit->width <= width - edit->x && edit->y < height
      && edit->height <= height - edit->y)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
               "the part %u x %u at %u, %u is not within the picture of %u x %u pixels", edit->width, edit->height,
               edit->x, edit->y, width, height);
  return FALSE;
}

/* A part is a copy: what was cut away must not be written along. (transfer full) */
static GdkPixbuf *
apply_edit (GdkPixbuf               *pixels,
            const GalleyPictureEdit *edit,
            guint                    max_side,
            GError                 **error)
{
  static const GdkPixbufRotation rotations[] = {
    GDK_PIXBUF_ROTATE_NONE, GDK_PIXBUF_ROTATE_CLOCKWISE, GDK_PIXBUF_ROTATE_UPSIDEDOWN,
    GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE,
  };
  g_autoptr (GdkPixbuf) turned = gdk_pixbuf_rotate_simple (pixels, rotations[edit->quarter_turns % 4]);
  g_autoptr (GdkPixbuf) part = NULL;
  g_autoptr (GdkPixbuf) result = NULL;
  guint width, height;

  if (turned == NULL)
    goto out_of_memory;
  if (edit->width > 0)
    {
      if (!check_cut (turned, edit, error))
        return NULL;
      part = gdk_pixbuf_new_subpixbuf (turned, (int) edit->x, (int) edit->y, (int) edit->width, (int) edit->height);
    }
  else
    part = g_object_ref (turned);

  width = (guint) gdk_pixbuf_get_width (part);
  height = (guint) gdk_pixbuf_get_height (part);
  if (MAX (width, height) > max_side)
    {
      galley_picture_fit (&width, &height, max_side);
      result = gdk_pixbuf_scale_simple (part, (int) width, (int) height, GDK_INTERP_BILINEAR);
    }
  else
    result = gdk_pixbuf_copy (part);
  if (result != NULL)
    {
      gdk_pixbuf_remove_option (result, "icc-profile");
      if (gdk_pixbuf_get_option (pixels, "icc-profile") != NULL)
        gdk_pixbuf_set_option (result, "icc-profile", gdk_pixbuf_get_option (pixels, "icc-profile"));
      return g_steal_pointer (&result);
    }

out_of_memory:
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "there is not enough memory for the picture");
  return NULL;
}

static gboolean
is_drawing (GalleyPictureKind kind)
{
  return kind == GALLEY_PICTURE_KIND_PNG || kind == GALLEY_PICTURE_KIND_GIF || kind == GALLEY_PICTURE_KIND_BMP;
}

GalleyPicture *
galley_picture_make (GBytes                  *file,
                     const GalleyPictureEdit *edit,
                     const GalleyPictureForm *form,
                     GCancellable            *cancellable,
                     GError                 **error)
{
  g_autoptr (GdkPixbuf) pixels = NULL;
  g_autoptr (GalleyPicture) self = NULL;
  GalleyPictureHead head;
  gsize length;
  const guint8 *data;
  guint max_side;

  g_return_val_if_fail (file != NULL && form != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  data = g_bytes_get_data (file, &length);
  if (length > GALLEY_PICTURE_MAX_BYTES)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "the picture is larger than %d bytes",
                   GALLEY_PICTURE_MAX_BYTES);
      return NULL;
    }
  if (!galley_picture_head_read (data != NULL ? data : (const guint8 *) "", length, &head, error))
    return NULL;

  max_side = CLAMP (form->max_side, GALLEY_PICTURE_MIN_SIDE, GALLEY_PICTURE_MAX_SIDE);
  pixels = galley_picture_decode (file, &head, edit == NULL || edit->width == 0 ? max_side : 0, cancellable, error);
  if (pixels != NULL && edit != NULL)
    {
      GdkPixbuf *edited = apply_edit (pixels, edit, max_side, error);

      g_set_object (&pixels, edited);
      g_clear_object (&edited);
    }
  if (pixels == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  self = g_new0 (GalleyPicture, 1);
  self->bytes = galley_picture_encode (pixels, form, is_drawing (head.kind), &self->media_type, error);
  if (self->bytes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  self->hash = galley_hash_bytes (g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes));
  self->width = (guint) gdk_pixbuf_get_width (pixels);
  self->height = (guint) gdk_pixbuf_get_height (pixels);
  galley_picture_words_read (file, &self->caption, &self->credit, &self->taken);
  return g_steal_pointer (&self);
}

GalleyPicture *
galley_picture_make_from_file (const char              *path,
                               const GalleyPictureEdit *edit,
                               const GalleyPictureForm *form,
                               GCancellable            *cancellable,
                               GError                 **error)
{
  g_autoptr (GBytes) file = NULL;

  g_return_val_if_fail (path != NULL && form != NULL, NULL);

  file = galley_file_read (path, GALLEY_PICTURE_MAX_BYTES, error);
  return file != NULL ? galley_picture_make (file, edit, form, cancellable, error) : NULL;
}
