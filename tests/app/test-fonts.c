/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be drawn with the fonts there are, and what is said where they are not enough. FONTCONFIG_FILE is set for the
 * children that have none for Chinese. No display is needed. */
#include "app/window/galley-fonts.h"

#include <pango/pangocairo.h>

/* (transfer full) */
static PangoContext *
make_context (void)
{
  return pango_font_map_create_context (pango_cairo_font_map_get_default ());
}

static void
test_there (void)
{
  PangoContext *context = make_context ();

  g_assert_true (galley_fonts_have_chinese (context));
  g_assert_true (galley_fonts_can_draw (context, "abc"));
  g_object_unref (context);
}

static void
test_latin_alone (void)
{
  if (g_test_subprocess ())
    {
      PangoContext *context = make_context ();

      g_assert_false (galley_fonts_have_chinese (context));
      g_assert_false (galley_fonts_can_draw (context, "校"));
      g_assert_true (galley_fonts_can_draw (context, "fonts-noto-cjk"));
      /* Not translated here: as it is. */
      g_assert_cmpstr (galley_fonts_translate (context, "Words"), ==, "Words");
      g_object_unref (context);
      return;
    }
  g_setenv ("FONTCONFIG_FILE", g_test_get_filename (G_TEST_DIST, "support", "latin-fonts.conf", NULL), TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_unsetenv ("FONTCONFIG_FILE");
  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/fonts/there", test_there);
  g_test_add_func ("/app/fonts/latin-alone", test_latin_alone);

  return g_test_run ();
}
