/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Good pictures: what becomes of size, direction, colours and form. */
#include "picture-support.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"

#include <string.h>

static const GalleyPictureForm form = GALLEY_PICTURE_FORM_DEFAULT;

static GalleyPicture *
make (GBytes                  *file,
      const GalleyPictureEdit *edit,
      const GalleyPictureForm *wanted)
{
  g_autoptr (GError) error = NULL;
  GalleyPicture *picture = galley_picture_make (file, edit, wanted, NULL, &error);
  g_autofree char *hash = NULL;

  g_assert_no_error (error);
  hash = galley_hash_bytes (g_bytes_get_data (picture->bytes, NULL), g_bytes_get_size (picture->bytes));
  g_assert_cmpstr (picture->hash, ==, hash);
  g_assert_cmpstr (galley_media_type_sniff (g_bytes_get_data (picture->bytes, NULL), g_bytes_get_size (picture->bytes)),
                   ==, picture->media_type);
  return picture;
}

static void
assert_size (GalleyPicture *picture,
             guint          width,
             guint          height)
{
  g_autoptr (GdkPixbuf) pixels = picture_load (picture->bytes);

  g_assert_cmpuint (picture->width, ==, width);
  g_assert_cmpuint (picture->height, ==, height);
  g_assert_cmpint (gdk_pixbuf_get_width (pixels), ==, width);
  g_assert_cmpint (gdk_pixbuf_get_height (pixels), ==, height);
}

static void
assert_quarters (GalleyPicture *picture,
                 const char    *expected)
{
  g_autofree char *quarters = picture_get_quarters (picture->bytes);

  g_assert_cmpstr (quarters, ==, expected);
}

static void
test_kinds (void)
{
  g_autoptr (GdkPixbuf) pixels = picture_new_quarters (200, 120, FALSE);
  static const char *const types[] = { "jpeg", "png", "bmp", "tiff" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) file = picture_save (pixels, types[i]);
      g_autoptr (GalleyPicture) picture = make (file, NULL, &form);

      assert_size (picture, 200, 120);
      assert_quarters (picture, "rgbw");
      g_assert_cmpstr (picture->caption, ==, "");
      g_assert_cmpstr (picture->credit, ==, "");
    }
}

static gboolean
has_reader (const char *media_type)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type (media_type, NULL);

  if (loader == NULL)
    return FALSE;
  gdk_pixbuf_loader_close (loader, NULL);
  return TRUE;
}

/* Two pixels by two, red: a WebP (lossless) that is small enough to stand here. */
static void
test_webp (void)
{
  static const guint8 red[] = {
    'R', 'I', 'F', 'F', 0x1c, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'L', 0x0f, 0, 0, 0,
    0x2f, 0x01, 0x40, 0x00, 0x00, 0x07, 0x10, 0xfd, 0x8f, 0xfe, 0x07, 0x22, 0xa2, 0xff, 0x01, 0x00,
  };
  g_autoptr (GBytes) file = g_bytes_new_static (red, sizeof red);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyPicture) picture = galley_picture_make (file, NULL, &form, NULL, &error);

  if (!has_reader ("image/webp"))
    {
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
      g_assert_nonnull (strstr (error->message, "WebP"));
      return;
    }
  g_assert_no_error (error);
  assert_size (picture, 2, 2);
}

static void
test_orientation (gconstpointer data)
{
  guint orientation = GPOINTER_TO_UINT (data);
  static const char *const seen[] = { "rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb" };
  g_autoptr (GdkPixbuf) pixels = picture_new_quarters (160, 80, FALSE);
  g_autoptr (GBytes) plain = picture_save (pixels, "jpeg");
  g_autoptr (GByteArray) exif = picture_make_exif (orientation, FALSE);
  g_autoptr (GBytes) file = picture_insert_segment (plain, 0xe1, exif);
  GalleyPictureForm small = { 100, 90, GALLEY_PICTURE_JPEG };
  g_autoptr (GalleyPicture) whole = make (file, NULL, &form);
  g_autoptr (GalleyPicture) shrunk = make (file, NULL, &small);
  gboolean is_lying = orientation >= 5;

  assert_quarters (whole, seen[orientation - 1]);
  assert_size (whole, is_lying ? 80 : 160, is_lying ? 160 : 80);
  assert_quarters (shrunk, seen[orientation - 1]);
  assert_size (shrunk, is_lying ? 50 : 100, is_lying ? 100 : 50);
}

static void
test_shrinking (void)
{
  g_autoptr (GdkPixbuf) pixels = picture_new_quarters (1000, 300, FALSE);
  GalleyPictureForm narrow = { 250, 90, GALLEY_PICTURE_FITTING };
  static const char *const types[] = { "jpeg", "png" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) file = picture_save (pixels, types[i]);
      g_autoptr (GalleyPicture) picture = make (file, NULL, &narrow);

      assert_size (picture, 250, 75);
      assert_quarters (picture, "rgbw");
    }
}

static void
test_edits (void)
{
  g_autoptr (GdkPixbuf) pixels = picture_new_quarters (400, 200, FALSE);
  g_autoptr (GBytes) file = picture_save (pixels, "png");
  GalleyPictureForm small = { 100, 90, GALLEY_PICTURE_FITTING };
  const GalleyPictureEdit turn = { .quarter_turns = 1 };
  const GalleyPictureEdit turn_back = { .quarter_turns = 7 };
  const GalleyPictureEdit cut = { 0, 200, 0, 200, 100 };
  const GalleyPictureEdit turn_and_cut = { 1, 0, 100, 200, 200 };
  g_autoptr (GalleyPicture) turned = make (file, &turn, &form);
  g_autoptr (GalleyPicture) turned_back = make (file, &turn_back, &form);
  g_autoptr (GalleyPicture) part = make (file, &cut, &form);
  g_autoptr (GalleyPicture) small_part = make (file, &cut, &small);
  g_autoptr (GalleyPicture) other = make (file, &turn_and_cut, &form);

  assert_size (turned, 200, 400);
  assert_quarters (turned, "brwg");
  assert_size (turned_back, 200, 400);
  assert_quarters (turned_back, "gwrb");
  assert_size (part, 200, 100);
  assert_quarters (part, "gggg");
  assert_size (small_part, 100, 50);
  assert_size (other, 200, 200);
  assert_quarters (other, "brwg");
}

static void
test_cut_beyond (void)
{
  g_autoptr (GdkPixbuf) pixels = picture_new_quarters (40, 20, FALSE);
  g_autoptr (GBytes) file = picture_save (pixels, "png");
  const GalleyPictureEdit beyond[] = {
    { 0, 0, 0, 41, 20 }, { 0, 1, 0, 40, 20 }, { 0, 0, 0, 40, 0 }, { 0, G_MAXUINT, 0, 2, 2 }, { 1, 0, 0, 40, 20 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (beyond); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (galley_picture_make (file, &beyond[i], &form, NULL, &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
    }
}

static void
test_forms (void)
{
  g_autoptr (GdkPixbuf) drawing = picture_new_quarters (200, 120, FALSE);
  g_autoptr (GdkPixbuf) clear = picture_new_quarters (200, 120, TRUE);
  g_autoptr (GdkPixbuf) photo = picture_new_noise (200, 120);
  g_autoptr (GBytes) drawing_file = picture_save (drawing, "png");
  g_autoptr (GBytes) photo_file = picture_save (photo, "png");
  g_autoptr (GBytes) clear_file = NULL;
  GalleyPictureForm jpeg = { 2560, 90, GALLEY_PICTURE_JPEG };
  GalleyPictureForm png = { 2560, 90, GALLEY_PICTURE_PNG };
  g_autoptr (GdkPixbuf) hole = gdk_pixbuf_new_subpixbuf (clear, 0, 0, 100, 60);
  g_autoptr (GalleyPicture) as_png = NULL, as_jpeg = NULL, flat = NULL, as_photo = NULL, forced = NULL;
  g_autoptr (GdkPixbuf) pixels = NULL;

  gdk_pixbuf_fill (hole, 0xff000000);
  clear_file = picture_save (clear, "png");

  as_png = make (drawing_file, NULL, &form);
  g_assert_cmpstr (as_png->media_type, ==, GALLEY_MEDIA_TYPE_PNG);
  as_photo = make (photo_file, NULL, &form);
  g_assert_cmpstr (as_photo->media_type, ==, GALLEY_MEDIA_TYPE_JPEG);
  as_jpeg = make (drawing_file, NULL, &jpeg);
  g_assert_cmpstr (as_jpeg->media_type, ==, GALLEY_MEDIA_TYPE_JPEG);
  forced = make (photo_file, NULL, &png);
  g_assert_cmpstr (forced->media_type, ==, GALLEY_MEDIA_TYPE_PNG);
  flat = make (clear_file, NULL, &jpeg);
  assert_quarters (flat, "wgbw");
  g_clear_pointer (&as_png, galley_picture_free);
  as_png = make (clear_file, NULL, &form);
  g_assert_cmpstr (as_png->media_type, ==, GALLEY_MEDIA_TYPE_PNG);
  pixels = picture_load (as_png->bytes);
  g_assert_true (gdk_pixbuf_get_has_alpha (pixels));
}

/* Equal pictures have one name, so that they are kept and sent once. */
static void
test_same_twice (void)
{
  g_autoptr (GdkPixbuf) pixels = picture_new_noise (300, 200);
  g_autoptr (GBytes) file = picture_save (pixels, "png");
  g_autoptr (GalleyPicture) first = make (file, NULL, &form);
  g_autoptr (GalleyPicture) second = make (file, NULL, &form);

  g_assert_cmpstr (first->hash, ==, second->hash);
}

/* A profile of so much as must be there to be one. */
static char *
make_profile (const char *space)
{
  guint8 profile[132] = { 0, 0, 0, 132 };

  memcpy (profile + 12, "mntr", 4);
  memcpy (profile + 16, space, 4);
  memcpy (profile + 20, "XYZ ", 4);
  memcpy (profile + 36, "acsp", 4);
  return g_base64_encode (profile, sizeof profile);
}

static void
test_profile (void)
{
  g_autoptr (GdkPixbuf) pixels = picture_new_quarters (100, 100, FALSE);
  static const char *const spaces[] = { "RGB ", "CMYK" };

  for (guint i = 0; i < G_N_ELEMENTS (spaces); i++)
    {
      g_autofree char *profile = make_profile (spaces[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) file = NULL;
      g_autoptr (GalleyPicture) picture = NULL;
      g_autoptr (GdkPixbuf) again = NULL;
      const GalleyPictureEdit turn = { .quarter_turns = 1 };
      char *data;
      gsize length;

      gdk_pixbuf_save_to_buffer (pixels, &data, &length, "jpeg", &error, "icc-profile", profile, NULL);
      g_assert_no_error (error);
      file = g_bytes_new_take (data, length);
      picture = make (file, &turn, &form);
      again = picture_load (picture->bytes);
      g_assert_cmpstr (gdk_pixbuf_get_option (again, "icc-profile"), ==, i == 0 ? profile : NULL);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GdkPixbuf) pixels = picture_new_quarters (400, 200, FALSE);
  g_autoptr (GBytes) file = picture_save (pixels, "png");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (galley_picture_make (file, NULL, &form, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture/kinds", test_kinds);
  g_test_add_func ("/picture/webp", test_webp);
  for (guint i = 1; i <= 8; i++)
    {
      g_autofree char *path = g_strdup_printf ("/picture/orientation/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_orientation);
    }
  g_test_add_func ("/picture/shrinking", test_shrinking);
  g_test_add_func ("/picture/edits", test_edits);
  g_test_add_func ("/picture/cut-beyond", test_cut_beyond);
  g_test_add_func ("/picture/forms", test_forms);
  g_test_add_func ("/picture/same-twice", test_same_twice);
  g_test_add_func ("/picture/profile", test_profile);
  g_test_add_func ("/picture/cancelled", test_cancelled);
  return g_test_run ();
}
