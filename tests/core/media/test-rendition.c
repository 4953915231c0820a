/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Renditions: their sizes, the mark's pixels in them, and that what is made twice is the same. */
#include "picture-support.h"

#include "core/base/galley-error.h"
#include "core/media/galley-rendition.h"

static const GalleyPictureForm png = { 2560, 88, GALLEY_PICTURE_PNG };

/* A white picture of 400 × 200, and a red mark of 20 × 10. */
static GBytes *
make_plain (guint32     colour,
            int         width,
            int         height)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  gdk_pixbuf_fill (pixels, colour);
  return picture_save (pixels, "png");
}

/* (transfer full) */
static GPtrArray *
make (const GalleyRenditionForm *form)
{
  g_autoptr (GBytes) picture = make_plain (0xffffffff, 400, 200);
  g_autoptr (GBytes) mark = form->watermark.image != NULL ? make_plain (0xff0000ff, 20, 10) : NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *all = galley_renditions_make (picture, 400, 200, form, mark, &png, NULL, &error);

  g_assert_no_error (error);
  return all;
}

static void
assert_sizes (const GalleyRenditionForm *form,
              guint                      width,
              guint                      height,
              const char                *expected)
{
  GalleyRenditionSize sizes[GALLEY_RENDITION_MAX_WIDTHS + 1];
  guint n_sizes = galley_rendition_form_plan (form, width, height, sizes);
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < n_sizes; i++)
    g_string_append_printf (told, "%ux%u%s%s ", sizes[i].width, sizes[i].height, sizes[i].is_marked ? "m" : "",
                            sizes[i].is_original ? "o" : "");
  g_assert_cmpstr (told->str, ==, expected);
}

static void
test_plan (void)
{
  const GalleyRenditionForm nothing = { 0 };
  const GalleyRenditionForm widths = { .widths = { 100, 300 }, .n_widths = 2 };
  const GalleyRenditionForm mark = { .watermark = { .image = "m", .share = 10, .opacity = 100 } };
  const GalleyRenditionForm both = { { 100, 300 }, 2, { .image = "m", .share = 10, .opacity = 100, .least = 200 } };

  assert_sizes (&nothing, 400, 200, "");
  assert_sizes (&widths, 400, 200, "100x50 300x150 ");
  assert_sizes (&widths, 300, 1, "100x1 300x1o ");
  assert_sizes (&widths, 200, 101, "100x51 200x101o ");
  assert_sizes (&widths, 100, 50, "");
  assert_sizes (&mark, 400, 200, "400x200m ");
  assert_sizes (&both, 400, 200, "100x50 300x150m ");
  assert_sizes (&both, 250, 100, "100x40 250x100m ");
  assert_sizes (&both, 150, 100, "100x67 150x100o ");
  assert_sizes (&both, 90, 100, "");
}

/* The mark covers a tenth of the width, 2 % away from the two borders; all else is the picture. */
static void
test_mark (void)
{
  static const struct
  {
    GalleyCorner corner;
    double x, y; /* its middle, as part of the picture */
  } cases[] = {
    { GALLEY_CORNER_TOP_LEFT, 0.07, 0.09 },
    { GALLEY_CORNER_TOP_RIGHT, 0.93, 0.09 },
    { GALLEY_CORNER_BOTTOM_LEFT, 0.07, 0.91 },
    { GALLEY_CORNER_BOTTOM_RIGHT, 0.93, 0.91 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GalleyRenditionForm form = { { 100, 200 }, 2, { "m", cases[i].corner, 10, 2, 100, 150 } };
      g_autoptr (GPtrArray) all = make (&form);
      g_autoptr (GPtrArray) again = make (&form);
      GalleyPicture *small = all->pdata[0];
      GalleyPicture *large = all->pdata[1];
      g_autoptr (GdkPixbuf) small_pixels = picture_load (small->bytes);
      g_autoptr (GdkPixbuf) large_pixels = picture_load (large->bytes);

      g_assert_cmpuint (all->len, ==, 2);
      g_assert_cmpint (gdk_pixbuf_get_width (large_pixels), ==, 200);
      g_assert_cmpint (gdk_pixbuf_get_height (large_pixels), ==, 100);
      for (guint n = 0; n < G_N_ELEMENTS (cases); n++)
        {
          g_assert_cmpint (picture_get_colour (large_pixels, cases[n].x, cases[n].y), ==, n == i ? 'r' : 'w');
          g_assert_cmpint (picture_get_colour (small_pixels, cases[n].x, cases[n].y), ==, 'w');
        }
      g_assert_cmpint (picture_get_colour (large_pixels, 0.5, 0.5), ==, 'w');
      g_assert_cmpint (picture_get_colour (large_pixels, cases[i].x < 0.5 ? 0.01 : 0.99, cases[i].y), ==, 'w');
      g_assert_cmpstr (large->hash, ==, ((GalleyPicture *) again->pdata[1])->hash);
      g_assert_true (g_bytes_equal (large->bytes, ((GalleyPicture *) again->pdata[1])->bytes));
    }
}

/* Half of it shines through; one that would be higher than the picture is smaller. */
static void
test_opacity (void)
{
  const GalleyRenditionForm half = { { 200 }, 1, { "m", GALLEY_CORNER_TOP_LEFT, 10, 0, 50, 0 } };
  const GalleyRenditionForm vast = { { 200 }, 1, { "m", GALLEY_CORNER_TOP_LEFT, 100, 10, 100, 0 } };
  g_autoptr (GPtrArray) faint = make (&half);
  g_autoptr (GPtrArray) fitting = make (&vast);
  g_autoptr (GdkPixbuf) faint_pixels = picture_load (((GalleyPicture *) faint->pdata[0])->bytes);
  g_autoptr (GdkPixbuf) fitting_pixels = picture_load (((GalleyPicture *) fitting->pdata[0])->bytes);
  const guint8 *at = gdk_pixbuf_read_pixels (faint_pixels);

  g_assert_cmpuint (at[0], ==, 255);
  g_assert_cmpuint (at[1], >, 120);
  g_assert_cmpuint (at[1], <, 136);
  g_assert_cmpint (picture_get_colour (fitting_pixels, 0.15, 0.5), ==, 'r');
  g_assert_cmpint (picture_get_colour (fitting_pixels, 0.05, 0.1), ==, 'w');
  g_assert_cmpint (picture_get_colour (fitting_pixels, 0.9, 0.9), ==, 'w');
}

static void
test_refused (void)
{
  const GalleyRenditionForm form = { { 200 }, 1, { "m", GALLEY_CORNER_TOP_LEFT, 10, 0, 50, 0 } };
  g_autoptr (GBytes) picture = make_plain (0xffffffff, 400, 200);
  g_autoptr (GBytes) words = g_bytes_new_static ("words", 5);
  g_autoptr (GError) mark_error = NULL;
  g_autoptr (GError) size_error = NULL;
  g_autoptr (GError) picture_error = NULL;

  g_assert_null (galley_renditions_make (picture, 400, 200, &form, words, &png, NULL, &mark_error));
  g_assert_error (mark_error, GALLEY_ERROR, GALLEY_ERROR_REJECTED);
  g_assert_true (g_str_has_prefix (mark_error->message, "the mark: "));
  g_assert_null (galley_renditions_make (picture, 401, 200, &form, picture, &png, NULL, &size_error));
  g_assert_error (size_error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_assert_null (galley_renditions_make (words, 400, 200, &form, picture, &png, NULL, &picture_error));
  g_assert_error (picture_error, GALLEY_ERROR, GALLEY_ERROR_REJECTED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rendition/plan", test_plan);
  g_test_add_func ("/rendition/mark", test_mark);
  g_test_add_func ("/rendition/opacity", test_opacity);
  g_test_add_func ("/rendition/refused", test_refused);
  return g_test_run ();
}
