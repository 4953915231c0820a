/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame around a part of a picture: it stays in the picture, and what is cut is what was framed. */
#include "core/media/galley-framing.h"

#define HASH "3f9a000000000000000000000000000000000000000000000000000000000000"

static void
assert_edit (const GalleyFraming *framing,
             guint                quarter_turns,
             guint                x,
             guint                y,
             guint                width,
             guint                height)
{
  GalleyPictureEdit edit;

  galley_framing_get_edit (framing, &edit);
  g_assert_cmpuint (edit.quarter_turns, ==, quarter_turns);
  g_assert_cmpuint (edit.x, ==, x);
  g_assert_cmpuint (edit.y, ==, y);
  g_assert_cmpuint (edit.width, ==, width);
  g_assert_cmpuint (edit.height, ==, height);
}

static void
test_begin (void)
{
  const GalleyCrop crop = { HASH, GALLEY_MEDIA_TYPE_JPEG, 1, 10, 20, 100, 200 };
  const GalleyCrop beyond = { HASH, GALLEY_MEDIA_TYPE_JPEG, 0, 900, 20, 200, 60000 };
  const GalleyFocus focus = { 25, 50 };
  GalleyFraming framing;
  GalleyFocus found;

  galley_framing_init (&framing, 800, 600, NULL, NULL);
  g_assert_true (galley_framing_is_whole (&framing));
  g_assert_false (galley_framing_get_focus (&framing, &found));
  assert_edit (&framing, 0, 0, 0, 800, 600);
  galley_framing_init (&framing, 800, 600, &crop, &focus);
  g_assert_false (galley_framing_is_whole (&framing));
  assert_edit (&framing, 1, 10, 20, 100, 200);
  g_assert_true (galley_framing_get_focus (&framing, &found));
  g_assert_true (galley_focus_equal (&found, &focus));
  galley_framing_init (&framing, 800, 600, &beyond, NULL);
  assert_edit (&framing, 0, 600, 0, 200, 600);
}

/* The same part, and the same point in it, four times round. */
static void
test_turn (void)
{
  const GalleyCrop crop = { HASH, GALLEY_MEDIA_TYPE_JPEG, 0, 10, 20, 100, 200 };
  const GalleyFocus focus = { 25, 0 };
  GalleyFraming framing;
  GalleyFocus found;

  galley_framing_init (&framing, 800, 600, &crop, &focus);
  galley_framing_turn (&framing, TRUE);
  g_assert_cmpuint (galley_framing_get_width (&framing), ==, 600);
  assert_edit (&framing, 1, 380, 10, 200, 100);
  galley_framing_get_focus (&framing, &found);
  g_assert_true (galley_focus_equal (&found, &(GalleyFocus){ 100, 25 }));
  galley_framing_turn (&framing, FALSE);
  assert_edit (&framing, 0, 10, 20, 100, 200);
  galley_framing_turn (&framing, FALSE);
  assert_edit (&framing, 3, 20, 690, 200, 100);
  galley_framing_init (&framing, 800, 600, NULL, NULL);
  galley_framing_turn (&framing, FALSE);
  g_assert_false (galley_framing_is_whole (&framing));
  galley_framing_turn (&framing, TRUE);
  g_assert_true (galley_framing_is_whole (&framing));
}

static void
test_push (void)
{
  GalleyFraming framing;
  GalleyFocus focus;

  galley_framing_init (&framing, 800, 600, NULL, NULL);
  galley_framing_push (&framing, GALLEY_FRAMING_LEFT, 100, 0);
  galley_framing_push (&framing, GALLEY_FRAMING_BOTTOM_RIGHT, -200, -50);
  assert_edit (&framing, 0, 100, 0, 500, 550);
  galley_framing_push (&framing, GALLEY_FRAMING_FRAME, -1000, 20);
  assert_edit (&framing, 0, 0, 20, 500, 550);
  galley_framing_push (&framing, GALLEY_FRAMING_TOP, 0, 5000);
  assert_edit (&framing, 0, 0, 570 - GALLEY_FRAMING_MIN_SIDE, 500, GALLEY_FRAMING_MIN_SIDE);
  galley_framing_push (&framing, GALLEY_FRAMING_TOP_LEFT, -50, -5000);
  assert_edit (&framing, 0, 0, 0, 500, 570);

  galley_framing_set_has_focus (&framing, TRUE);
  galley_framing_get_focus (&framing, &focus);
  g_assert_true (galley_focus_equal (&focus, &(GalleyFocus){ 50, 50 }));
  galley_framing_push (&framing, GALLEY_FRAMING_FOCUS, -125, 5000);
  galley_framing_get_focus (&framing, &focus);
  g_assert_true (galley_focus_equal (&focus, &(GalleyFocus){ 25, 100 }));
}

static void
test_ratio (void)
{
  GalleyFraming framing;

  galley_framing_init (&framing, 800, 600, NULL, NULL);
  galley_framing_set_ratio (&framing, 1, 1);
  assert_edit (&framing, 0, 100, 0, 600, 600);
  galley_framing_push (&framing, GALLEY_FRAMING_LEFT, 200, 0);
  assert_edit (&framing, 0, 300, 100, 400, 400);
  /* One key alone makes it smaller, too. */
  galley_framing_push (&framing, GALLEY_FRAMING_BOTTOM_RIGHT, 0, -100);
  assert_edit (&framing, 0, 300, 100, 300, 300);
  galley_framing_set_ratio (&framing, 3, 1);
  galley_framing_turn (&framing, TRUE);
  g_assert_cmpfloat_with_epsilon (framing.width / framing.height, 3, 0.001);
  galley_framing_set_ratio (&framing, 0, 0);
  galley_framing_push (&framing, GALLEY_FRAMING_TOP, 0, -10);
  g_assert_cmpfloat (framing.width / framing.height, <, 2.99);
}

static void
assert_inside (const GalleyFraming *framing)
{
  const double room = 0.001;
  GalleyPictureEdit edit;
  GalleyFocus focus;

  g_assert_cmpfloat (framing->x, >=, -room);
  g_assert_cmpfloat (framing->y, >=, -room);
  g_assert_cmpfloat (framing->x + framing->width, <=, galley_framing_get_width (framing) + room);
  g_assert_cmpfloat (framing->y + framing->height, <=, galley_framing_get_height (framing) + room);
  galley_framing_get_edit (framing, &edit);
  g_assert_cmpuint (edit.width, >, 0);
  g_assert_cmpuint (edit.height, >, 0);
  g_assert_cmpuint (edit.x + edit.width, <=, galley_framing_get_width (framing));
  g_assert_cmpuint (edit.y + edit.height, <=, galley_framing_get_height (framing));
  if (galley_framing_get_focus (framing, &focus))
    g_assert_true (galley_focus_is_valid (&focus));
}

/* Whatever is done to it, in pictures down to one pixel. */
static void
test_random (void)
{
  for (guint i = 0; i < 300; i++)
    {
      GalleyFraming framing;

      galley_framing_init (&framing, (guint) g_test_rand_int_range (1, 500), (guint) g_test_rand_int_range (1, 500), NULL,
                           NULL);
      for (guint step = 0; step < 60; step++)
        {
          switch (g_test_rand_int_range (0, 8))
            {
            case 0:
              galley_framing_turn (&framing, g_test_rand_bit ());
              break;
            case 1:
              galley_framing_set_ratio (&framing, (guint) g_test_rand_int_range (1, 20),
                                        (guint) g_test_rand_int_range (1, 20));
              break;
            case 2:
              galley_framing_set_ratio (&framing, 0, 0);
              break;
            case 3:
              galley_framing_set_has_focus (&framing, g_test_rand_bit ());
              break;
            default:
              galley_framing_push (&framing, (GalleyFramingPart) g_test_rand_int_range (0, GALLEY_N_FRAMING_PARTS),
                                   g_test_rand_double_range (-300, 300), g_test_rand_double_range (-300, 300));
              break;
            }
          assert_inside (&framing);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media/framing/begin", test_begin);
  g_test_add_func ("/media/framing/turn", test_turn);
  g_test_add_func ("/media/framing/push", test_push);
  g_test_add_func ("/media/framing/ratio", test_ratio);
  g_test_add_func ("/media/framing/random", test_random);
  return g_test_run ();
}
