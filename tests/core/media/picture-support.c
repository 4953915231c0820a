/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-support.h"

#include "core/base/galley-random.h"

#include <string.h>

GdkPixbuf *
picture_new_quarters (int      width,
                      int      height,
                      gboolean has_alpha)
{
  static const guint32 colours[] = { 0xff0000ff, 0x00ff00ff, 0x0000ffff, 0xffffffff };
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, has_alpha, 8, width, height);

  for (int i = 0; i < 4; i++)
    {
      int x = i % 2 == 0 ? 0 : width / 2;
      int y = i / 2 == 0 ? 0 : height / 2;
      g_autoptr (GdkPixbuf) quarter = gdk_pixbuf_new_subpixbuf (pixels, x, y, i % 2 == 0 ? width / 2 : width - width / 2,
                                                                i / 2 == 0 ? height / 2 : height - height / 2);

      gdk_pixbuf_fill (quarter, colours[i]);
    }
  return pixels;
}

GdkPixbuf *
picture_new_noise (int width,
                   int height)
{
  GdkPixbuf *pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (1);
  guint8 *data = gdk_pixbuf_get_pixels (pixels);

  for (gsize i = 0; i + 8 <= gdk_pixbuf_get_byte_length (pixels); i += 8)
    {
      guint64 next = galley_random_next (random);

      memcpy (data + i, &next, 8);
    }
  return pixels;
}

GBytes *
picture_save (GdkPixbuf  *pixels,
              const char *type)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  gdk_pixbuf_save_to_buffer (pixels, &data, &length, type, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

GdkPixbuf *
picture_load (GBytes *bytes)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixels = gdk_pixbuf_new_from_stream (stream, NULL, &error);

  g_assert_no_error (error);
  return pixels;
}

char
picture_get_colour (GdkPixbuf *pixels,
                    double     x,
                    double     y)
{
  int column = (int) (x * gdk_pixbuf_get_width (pixels));
  int row = (int) (y * gdk_pixbuf_get_height (pixels));
  const guint8 *at = gdk_pixbuf_read_pixels (pixels) + row * gdk_pixbuf_get_rowstride (pixels)
                     + column * gdk_pixbuf_get_n_channels (pixels);
  guint bits = (at[0] > 200 ? 4 : at[0] < 50 ? 0 : 8) | (at[1] > 200 ? 2 : at[1] < 50 ? 0 : 8)
               | (at[2] > 200 ? 1 : at[2] < 50 ? 0 : 8);

  return bits == 4 ? 'r' : bits == 2 ? 'g' : bits == 1 ? 'b' : bits == 7 ? 'w' : '.';
}

char *
picture_get_quarters (GBytes *bytes)
{
  g_autoptr (GdkPixbuf) pixels = picture_load (bytes);

  return g_strdup_printf ("%c%c%c%c", picture_get_colour (pixels, 0.25, 0.25), picture_get_colour (pixels, 0.75, 0.25),
                          picture_get_colour (pixels, 0.25, 0.75), picture_get_colour (pixels, 0.75, 0.75));
}

GBytes *
picture_insert_segment (GBytes     *jpeg,
                        guint8      marker,
                        GByteArray *payload)
{
  GByteArray *whole = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (jpeg, &length);
  const guint8 head[] = { 0xff, marker, (guint8) ((payload->len + 2) >> 8), (guint8) (payload->len + 2) };

  g_assert_cmpuint (payload->len, <, 65534);
  g_byte_array_append (whole, data, 2);
  g_byte_array_append (whole, head, sizeof head);
  g_byte_array_append (whole, payload->data, payload->len);
  g_byte_array_append (whole, data + 2, (guint) length - 2);
  return g_byte_array_free_to_bytes (whole);
}

static void
append_16 (GByteArray *array,
           guint       value)
{
  const guint8 bytes[] = { (guint8) (value >> 8), (guint8) value };

  g_byte_array_append (array, bytes, 2);
}

static void
append_entry (GByteArray *array,
              guint       tag,
              guint       type,
              guint       count,
              guint       high,
              guint       low)
{
  append_16 (array, tag);
  append_16 (array, type);
  append_16 (array, 0);
  append_16 (array, count);
  append_16 (array, high);
  append_16 (array, low);
}

/* Big-endian TIFF: one directory with the orientation, and another with 30° 15' 0" north. */
GByteArray *
picture_make_exif (guint    orientation,
                   gboolean has_position)
{
  GByteArray *exif = g_byte_array_new ();
  guint first_end = 8 + 2 + 12 * (has_position ? 2 : 1) + 4;

  g_byte_array_append (exif, (const guint8 *) "Exif\0\0MM\0*\0\0\0\10", 14);
  append_16 (exif, has_position ? 2 : 1);
  append_entry (exif, 0x0112, 3, 1, orientation, 0);
  if (has_position)
    append_entry (exif, 0x8825, 4, 1, 0, first_end);
  append_16 (exif, 0);
  append_16 (exif, 0);
  if (!has_position)
    return exif;
  append_16 (exif, 2);
  append_entry (exif, 1, 2, 2, 'N' << 8, 0);
  append_entry (exif, 2, 5, 3, 0, first_end + 2 + 24 + 4);
  append_16 (exif, 0);
  append_16 (exif, 0);
  for (guint i = 0; i < 3; i++)
    {
      append_16 (exif, 0);
      append_16 (exif, i == 0 ? 30 : i == 1 ? 15 : 0);
      append_16 (exif, 0);
      append_16 (exif, 1);
    }
  return exif;
}

/* Big-endian TIFF: one directory that leads to another, whose texts stand behind it, padded to even lengths. */
GByteArray *
picture_make_exif_time (const char *time,
                        const char *fraction,
                        const char *offset)
{
  const struct
  {
    guint tag;
    const char *text;
  } texts[] = { { 0x9003, time }, { 0x9011, offset }, { 0x9291, fraction } };
  GByteArray *exif = g_byte_array_new ();
  g_autoptr (GByteArray) values = g_byte_array_new ();
  guint n_texts = 1 + (fraction != NULL) + (offset != NULL);
  guint start = 8 + 2 + 12 + 4 + 2 + 12 * n_texts + 4;

  g_byte_array_append (exif, (const guint8 *) "Exif\0\0MM\0*\0\0\0\10", 14);
  append_16 (exif, 1);
  append_entry (exif, 0x8769, 4, 1, 0, 8 + 2 + 12 + 4);
  append_16 (exif, 0);
  append_16 (exif, 0);
  append_16 (exif, n_texts);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      guint length = texts[i].text != NULL ? (guint) strlen (texts[i].text) + 1 : 0;

      if (length == 0)
        continue;
      if (length <= 4)
        {
          guint8 bytes[4] = { 0 };

          memcpy (bytes, texts[i].text, length);
          append_entry (exif, texts[i].tag, 2, length, (guint) bytes[0] << 8 | bytes[1], (guint) bytes[2] << 8 | bytes[3]);
          continue;
        }
      append_entry (exif, texts[i].tag, 2, length, 0, start + values->len);
      g_byte_array_append (values, (const guint8 *) texts[i].text, length);
      if (values->len % 2 == 1)
        g_byte_array_append (values, (const guint8 *) "", 1);
    }
  append_16 (exif, 0);
  append_16 (exif, 0);
  g_byte_array_append (exif, values->data, values->len);
  return exif;
}

gboolean
picture_has_bytes (GBytes     *bytes,
                   const char *needle)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return memmem (data, length, needle, strlen (needle)) != NULL;
}
