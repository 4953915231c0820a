/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that must not get in: each is refused by the right code, soon, and before memory is taken for it. */
#include "picture-support.h"

#include "core/base/galley-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define SOON (2 * CLOCKS_PER_SEC) /* of the processor, whatever the machine has to do beside */
#define MEMORY (256 * 1024) /* KiB: what refusing may take on top of what the test itself has */

static const GalleyPictureForm form = GALLEY_PICTURE_FORM_DEFAULT;

static gint64
get_peak (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static void
assert_refused (GBytes     *file,
                GalleyError code)
{
  g_autoptr (GError) error = NULL;
  clock_t start = clock ();
  gint64 peak = get_peak ();

  g_assert_null (galley_picture_make (file, NULL, &form, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, (int) code);
  g_assert_cmpint (clock () - start, <, SOON);
  g_assert_cmpint (get_peak () - peak, <, MEMORY);
}

static void
append_chunk (GByteArray   *png,
              const char   *name,
              const guint8 *data,
              guint         length)
{
  const guint8 head[] = { (guint8) (length >> 24), (guint8) (length >> 16), (guint8) (length >> 8), (guint8) length };
  guint32 crc = 0xffffffff;
  g_autoptr (GByteArray) covered = g_byte_array_new ();
  guint8 tail[4];

  g_byte_array_append (covered, (const guint8 *) name, 4);
  g_byte_array_append (covered, data, length);
  for (guint i = 0; i < covered->len; i++)
    {
      crc ^= covered->data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320 & (0 - (crc & 1)));
    }
  crc = ~crc;
  for (guint i = 0; i < 4; i++)
    tail[i] = (guint8) (crc >> (24 - 8 * i));
  g_byte_array_append (png, head, 4);
  g_byte_array_append (png, covered->data, covered->len);
  g_byte_array_append (png, tail, 4);
}

/* A real one: 30,000 x 30,000 pixels of one colour, which deflate to less than a megabyte. */
static GBytes *
make_png_bomb (guint side)
{
  GByteArray *png = g_byte_array_new ();
  guint8 head[13] = { (guint8) (side >> 24), (guint8) (side >> 16), (guint8) (side >> 8), (guint8) side,
                      (guint8) (side >> 24), (guint8) (side >> 16), (guint8) (side >> 8), (guint8) side,
                      1, 0, 0, 0, 0 };
  g_autoptr (GConverter) deflate = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9));
  g_autoptr (GInputStream) zeros =
    g_memory_input_stream_new_from_data (g_malloc0 ((gsize) side * (side / 8 + 1)), (gssize) ((gsize) side * (side / 8 + 1)),
                                         g_free);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (zeros, deflate);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint8 chunk[65536];
  gssize got;

  while ((got = g_input_stream_read (stream, chunk, sizeof chunk, NULL, NULL)) > 0)
    g_byte_array_append (data, chunk, (guint) got);
  g_assert_cmpint (got, ==, 0);
  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (png, "IHDR", head, sizeof head);
  append_chunk (png, "IDAT", data->data, data->len);
  append_chunk (png, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (png);
}

static void
test_png_bomb (void)
{
  g_autoptr (GBytes) bomb = make_png_bomb (30000);

  g_assert_cmpuint (g_bytes_get_size (bomb), <, 1024 * 1024);
  assert_refused (bomb, GALLEY_ERROR_TOO_LARGE);
}

/* The maker of bombs makes good pictures, too: it is the size that is refused. */
static void
test_png_that_fits (void)
{
  g_autoptr (GBytes) file = make_png_bomb (800);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyPicture) picture = galley_picture_make (file, NULL, &form, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (picture->width, ==, 800);
}

/* A frame of 65,500 x 65,500 pixels behind which hardly anything comes. */
static void
test_jpeg_bomb (void)
{
  g_autoptr (GdkPixbuf) pixels = picture_new_quarters (64, 64, FALSE);
  g_autoptr (GBytes) plain = picture_save (pixels, "jpeg");
  gsize length;
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (plain, &length), g_bytes_get_size (plain));
  g_autoptr (GBytes) bomb = NULL;

  length = g_bytes_get_size (plain);
  for (gsize i = 0; i + 9 < length; i++)
    if (data[i] == 0xff && data[i + 1] == 0xc0)
      {
        memset (data + i + 5, 0xff, 4);
        data[i + 6] = data[i + 8] = 0xdc;
        break;
      }
  bomb = g_bytes_new (data, length);
  assert_refused (bomb, GALLEY_ERROR_TOO_LARGE);
}

/* 101 scans of a picture of one scan: what a decoder would do again and again. */
static void
test_jpeg_scans (void)
{
  g_autoptr (GdkPixbuf) pixels = picture_new_quarters (64, 64, FALSE);
  g_autoptr (GBytes) plain = picture_save (pixels, "jpeg");
  gsize length;
  const guint8 *data = g_bytes_get_data (plain, &length);
  const guint8 *scan = memmem (data, length, "\xff\xda", 2);
  g_autoptr (GByteArray) many = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;

  g_assert_nonnull (scan);
  g_byte_array_append (many, data, (guint) (scan - data));
  for (guint i = 0; i < 101; i++)
    g_byte_array_append (many, scan, (guint) (length - (gsize) (scan - data) - 2));
  g_byte_array_append (many, (const guint8 *) "\xff\xd9", 2);
  file = g_bytes_new (many->data, many->len);
  assert_refused (file, GALLEY_ERROR_INVALID);
}

static void
assert_cut_refused (const char *type)
{
  g_autoptr (GdkPixbuf) pixels = picture_new_noise (120, 80);
  g_autoptr (GBytes) whole = picture_save (pixels, type);
  gsize length = g_bytes_get_size (whole);

  for (gsize n = length - 2; n > 12; n -= MIN (n, length / 40))
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, n);

      assert_refused (cut, GALLEY_ERROR_INVALID);
    }
}

static void
test_cut_off (void)
{
  assert_cut_refused ("jpeg");
  assert_cut_refused ("png");
}

static void
test_other_kinds (void)
{
  static const char *const texts[] = {
    "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><script>alert (1)</script></svg>",
    "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'/>",
    "%PDF-1.7\n", "P6 1 1 255\n   ", "/* XPM */\nstatic char *x[] = {", "", "\xff", "\xff\xd8", "GIF", "hello",
    "\0\0\0\0ftypqt  ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) file = g_bytes_new_static (texts[i], i + 1 < G_N_ELEMENTS (texts) ? strlen (texts[i]) : 12);

      assert_refused (file, GALLEY_ERROR_REJECTED);
    }
}

/* A foreign kind in the coat of a known one: no other reader is asked. */
static void
test_disguise (void)
{
  static const char text[] = "\xff\xd8\xff<svg xmlns='http://www.w3.org/2000/svg'/>";
  g_autoptr (GBytes) file = g_bytes_new_static (text, sizeof text - 1);

  assert_refused (file, GALLEY_ERROR_INVALID);
}

/* 500 MB: nothing but its size is looked at. */
static void
test_huge_file (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("galley-picture-XXXXXX", &path, &error);
  clock_t start = clock ();
  gint64 peak = get_peak ();

  g_assert_no_error (error);
  g_assert_cmpint (ftruncate (fd, 500 * 1000 * 1000), ==, 0);
  close (fd);
  g_assert_null (galley_picture_make_from_file (path, NULL, &form, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
  g_assert_cmpint (clock () - start, <, SOON);
  g_assert_cmpint (get_peak () - peak, <, MEMORY);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_huge_bytes (void)
{
  g_autoptr (GBytes) file = g_bytes_new_take (g_malloc0 (GALLEY_PICTURE_MAX_BYTES + 1), GALLEY_PICTURE_MAX_BYTES + 1);

  assert_refused (file, GALLEY_ERROR_TOO_LARGE);
}

static void
test_missing_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_picture_make_from_file ("/nonexistent/picture.jpg", NULL, &form, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
}

/* Where its reader is missing a known kind says so; where it is there, this one is damaged. */
static void
test_heic_head_alone (void)
{
  static const char head[] = "\0\0\0\30ftypheic\0\0\0\0mif1heic\0\0\0\24ispe\0\0\0\0\0\0\0\100\0\0\0\100";
  static const char bomb[] = "\0\0\0\30ftypavif\0\0\0\0mif1avif\0\0\0\24ispe\0\0\0\0\0\0\200\0\0\0\200\0";
  g_autoptr (GBytes) file = g_bytes_new_static (head, sizeof head - 1);
  g_autoptr (GBytes) bomb_file = g_bytes_new_static (bomb, sizeof bomb - 1);
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type ("image/heic", NULL);
  /* That reader warns of bad files. */
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  assert_refused (file, loader != NULL ? GALLEY_ERROR_INVALID : GALLEY_ERROR_NOT_FOUND);
  assert_refused (bomb_file, GALLEY_ERROR_TOO_LARGE);
  if (loader != NULL)
    gdk_pixbuf_loader_close (loader, NULL);
  g_log_set_always_fatal (fatal);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bad/png-bomb", test_png_bomb);
  g_test_add_func ("/bad/png-that-fits", test_png_that_fits);
  g_test_add_func ("/bad/jpeg-bomb", test_jpeg_bomb);
  g_test_add_func ("/bad/jpeg-scans", test_jpeg_scans);
  g_test_add_func ("/bad/cut-off", test_cut_off);
  g_test_add_func ("/bad/other-kinds", test_other_kinds);
  g_test_add_func ("/bad/disguise", test_disguise);
  g_test_add_func ("/bad/huge-file", test_huge_file);
  g_test_add_func ("/bad/huge-bytes", test_huge_bytes);
  g_test_add_func ("/bad/missing-file", test_missing_file);
  g_test_add_func ("/bad/heic-head-alone", test_heic_head_alone);
  return g_test_run ();
}
