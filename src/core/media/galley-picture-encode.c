/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile goes along where it is one of RGB, which all pixels are by now: without it the colours of a wide-gamut camera
 * would fade, and one of CMYK would be a lie. */
#include "core/media/galley-picture-encode.h"

#include "core/base/galley-error.h"

#include <string.h>

#define GRID 64
#define MANY_COLOURS 1024

#define MAX_PROFILE (64 * 1024) /* bytes */

/* ICC.1: the colour space stands at byte 16, the file's signature at byte 36. (transfer none) (nullable) */
static const char *
get_profile (GdkPixbuf *pixels)
{
  const char *text = gdk_pixbuf_get_option (pixels, "icc-profile");
  g_autofree guchar *profile = NULL;
  gsize length;

  if (text == NULL || strlen (text) > 2 * MAX_PROFILE)
    return NULL;
  profile = g_base64_decode (text, &length);
  if (length < 128 || length > MAX_PROFILE || memcmp (profile + 16, "RGB ", 4) != 0
      || memcmp (profile + 36, "acsp", 4) != 0)
    return NULL;
  return text;
}

/* (transfer full) */
static GdkPixbuf *
lay_on_white (GdkPixbuf *pixels)
{
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);

  return gdk_pixbuf_composite_color_simple (pixels, width, height, GDK_INTERP_NEAREST, 255, 16, 0xffffff, 0xffffff);
}

static gboolean
is_transparent (GdkPixbuf *pixels)
{
  const guint8 *data = gdk_pixbuf_read_pixels (pixels);
  int width = gdk_pixbuf_get_width (pixels);
  int height = gdk_pixbuf_get_height (pixels);
  int row_stride = gdk_pixbuf_get_rowstride (pixels);

  if (!gdk_pixbuf_get_has_alpha (pixels))
    return FALSE;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (data[(gsize) y * (gsize) row_stride + 4 * (gsize) x + 3] != 255)
        return TRUE;
  return FALSE;
}

/* Whether it has as many colours as a photograph, which PNG takes seconds to make large: looks at a grid of points. */
static gboolean
has_many_colours (GdkPixbuf *pixels)
{
  g_autoptr (GHashTable) colours = g_hash_table_new (g_direct_hash, g_direct_equal);
  const guint8 *data = gdk_pixbuf_read_pixels (pixels);
  gsize row_stride = (gsize) gdk_pixbuf_get_rowstride (pixels);
  gsize n_channels = (gsize) gdk_pixbuf_get_n_channels (pixels);
  guint width = (guint) gdk_pixbuf_get_width (pixels);
  guint height = (guint) gdk_pixbuf_get_height (pixels);

  for (guint y = 0; y < GRID; y++)
    for (guint x = 0; x < GRID; x++)
      {
        const guint8 *at =
          data + (guint64) y * height / GRID * row_stride + (guint64) x * width / GRID * n_channels;

        g_hash_table_add (colours, GUINT_TO_POINTER ((guint) at[0] << 16 | (guint) at[1] << 8 | at[2]));
      }
  return g_hash_table_size (colours) > MANY_COLOURS;
}

/* @key and @value: what the format wants to know. (transfer full) */
static GBytes *
save (GdkPixbuf  *pixels,
      const char *format,
      const char *key,
      const char *value,
      const char *profile,
      GError    **error)
{
  char *keys[] = { (char *) key, profile != NULL ? "icc-profile" : NULL, NULL };
  char *values[] = { (char *) value, (char *) profile, NULL };
  g_autoptr (GError) fault = NULL;
  char *data;
  gsize length;

  if (gdk_pixbuf_save_to_bufferv (pixels, &data, &length, format, keys, values, &fault))
    return g_bytes_new_take (data, length);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "the picture cannot be written as %s: %s", format,
               fault->message);
  return NULL;
}

static GBytes *
save_jpeg (GdkPixbuf               *pixels,
           const GalleyPictureForm *form,
           const char              *profile,
           GError                 **error)
{
  g_autofree char *quality = g_strdup_printf ("%u", CLAMP (form->quality, 1, 100));
  g_autoptr (GdkPixbuf) opaque =
    gdk_pixbuf_get_has_alpha (pixels) ? lay_on_white (pixels) : g_object_ref (pixels);

  if (opaque == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "there is not enough memory for the picture");
      return NULL;
    }
  return save (opaque, "jpeg", "quality", quality, profile, error);
}

GBytes *
galley_picture_encode (GdkPixbuf               *pixels,
                       const GalleyPictureForm *form,
                       gboolean                 is_drawing,
                       const char             **media_type,
                       GError                 **error)
{
  const char *profile = get_profile (pixels);
  gboolean is_clear = is_transparent (pixels);
  gboolean is_fitting = form->format == GALLEY_PICTURE_FITTING;
  gboolean may_be_jpeg = form->format == GALLEY_PICTURE_JPEG || (is_fitting && !is_clear);
  gboolean may_be_png = form->format == GALLEY_PICTURE_PNG || (is_fitting && is_clear)
                        || (is_fitting && is_drawing && !has_many_colours (pixels));
  g_autoptr (GBytes) jpeg = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GBytes) best = NULL;

  if (may_be_jpeg && (jpeg = save_jpeg (pixels, form, profile, error)) == NULL)
    return NULL;
  if (may_be_png && (png = save (pixels, "png", "compression", "6", profile, error)) == NULL)
    return NULL;
  if (jpeg == NULL || (png != NULL && g_bytes_get_size (png) <= g_bytes_get_size (jpeg)))
    {
      *media_type = GALLEY_MEDIA_TYPE_PNG;
      best = g_steal_pointer (&png);
    }
  else
    {
      *media_type = GALLEY_MEDIA_TYPE_JPEG;
      best = g_steal_pointer (&jpeg);
    }
  if (g_bytes_get_size (best) <= GALLEY_MEDIA_MAX_PICTURE_BYTES)
    return g_steal_pointer (&best);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
               "the picture is larger than %d bytes even when it is shrunk", GALLEY_MEDIA_MAX_PICTURE_BYTES);
  return NULL;
}
