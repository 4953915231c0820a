/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chosen look as a style that GTK takes, and the steps of the zoom. */
#include "page-fixture.h"

#include "app/preferences/galley-look.h"

static void
parsing_error_cb (GtkCssProvider *provider,
                  GtkCssSection  *section,
                  const GError   *error,
                  guint          *n_errors)
{
  (*n_errors)++;
}

static void
assert_css (const char *font,
            int         percent,
            const char *expected)
{
  g_autofree char *css = galley_look_make_css (font, percent);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  guint n_errors = 0;

  g_assert_cmpstr (css, ==, expected);
  g_signal_connect (provider, "parsing-error", G_CALLBACK (parsing_error_cb), &n_errors);
  gtk_css_provider_load_from_data (provider, css, -1);
  g_assert_cmpuint (n_errors, ==, 0);
}

static void
test_css (void)
{
  assert_css ("", 100, ".galley-head, .galley-page { font-size: 100%; }\n");
  assert_css ("", 1000, ".galley-head, .galley-page { font-size: 300%; }\n");
  assert_css ("Noto Serif CJK SC 14", 125,
              ".galley-head, .galley-page { font-size: 125%; }\n"
              ".galley-body { font-family: \"Noto Serif CJK SC\"; font-size: 17.50pt; }\n");
  assert_css ("Noto Serif CJK SC", 100,
              ".galley-head, .galley-page { font-size: 100%; }\n"
              ".galley-body { font-family: \"Noto Serif CJK SC\"; }\n");
  /* Nothing that stands in the settings gets out of its string. */
  assert_css ("A\"} * { color: red 12", 100,
              ".galley-head, .galley-page { font-size: 100%; }\n"
              ".galley-body { font-family: \"A\\22 } * { color: red\"; font-size: 12.00pt; }\n");
}

static void
test_zoom (void)
{
  int percent = GALLEY_ZOOM_NORMAL;

  g_assert_cmpint (galley_look_step_zoom (100, 1), ==, 110);
  g_assert_cmpint (galley_look_step_zoom (100, -1), ==, 90);
  g_assert_cmpint (galley_look_step_zoom (104, 1), ==, 110);
  g_assert_cmpint (galley_look_step_zoom (250, 0), ==, 100);
  for (int i = 0; i < 20; i++)
    percent = galley_look_step_zoom (percent, 1);
  g_assert_cmpint (percent, ==, GALLEY_ZOOM_MOST);
  for (int i = 0; i < 20; i++)
    percent = galley_look_step_zoom (percent, -1);
  g_assert_cmpint (percent, ==, GALLEY_ZOOM_LEAST);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/look/css", test_css);
  g_test_add_func ("/app/look/zoom", test_zoom);
  return g_test_run ();
}
