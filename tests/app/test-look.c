/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chosen look as a style that GTK takes, and the steps of the zoom. */
#include "page-fixture.h"

#include "app/base/galley-look.h"
#include "app/base/galley-settings.h"

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

/* Whether a footer's words are as dark as any others. */
static gboolean
is_footer_plain (void)
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *footer = gtk_label_new ("footer"), *plain = gtk_label_new ("plain");
  GdkRGBA its_colour, colour;

  gtk_widget_add_css_class (footer, "galley-footer");
  gtk_box_append (GTK_BOX (box), footer);
  gtk_box_append (GTK_BOX (box), plain);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_style_context_get_color (gtk_widget_get_style_context (footer), &its_colour);
  gtk_style_context_get_color (gtk_widget_get_style_context (plain), &colour);
  gtk_window_destroy (GTK_WINDOW (window));
  return gdk_rgba_equal (&its_colour, &colour);
}

static void
test_high_contrast (void)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  g_autoptr (GSettings) settings = galley_settings_new ();
  GalleyLook *look;

  gtk_css_provider_load_from_resource (style, "/org/galleyeditor/Galley/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_assert_true (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()));
  g_assert_false (is_footer_plain ());
  look = galley_look_new (settings);
  g_assert_true (is_footer_plain ());
  g_assert_finalize_object (look);
  g_assert_false (is_footer_plain ());
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style));
}

/* Newer ones say at each start that they load it, and that nobody should have it any more. */
static void
test_no_file_for_libadwaita (void)
{
  g_assert_false (g_resources_get_info ("/org/galleyeditor/Galley/style-hc.css", 0, NULL, NULL, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/look/css", test_css);
  g_test_add_func ("/app/look/zoom", test_zoom);
  g_test_add_func ("/app/look/high-contrast", test_high_contrast);
  g_test_add_func ("/app/look/no-file-for-libadwaita", test_no_file_for_libadwaita);
  return g_test_run ();
}
