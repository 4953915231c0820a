/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window comes as it was left. */
#include "app/galley-settings.h"
#include "app/window/galley-window.h"

#include "page-fixture.h"

static void
assert_comes (gboolean is_maximized)
{
  g_autoptr (GSettings) settings = galley_settings_new ();
  GtkWindow *window;
  int width, height;

  g_assert_nonnull (settings);
  g_settings_set_boolean (settings, "is-maximized", is_maximized);
  g_settings_set_int (settings, "window-width", 1234);
  g_settings_set_int (settings, "window-height", 567);

  window = GTK_WINDOW (g_object_ref_sink (galley_window_new (NULL)));
  g_assert_cmpint (gtk_window_is_maximized (window), ==, is_maximized);
  gtk_window_get_default_size (window, &width, &height);
  g_assert_cmpint (width, ==, 1234);
  g_assert_cmpint (height, ==, 567);
  /* Coming changes nothing of what is remembered. */
  g_assert_cmpint (g_settings_get_boolean (settings, "is-maximized"), ==, is_maximized);

  gtk_window_destroy (window);
  g_assert_finalize_object (window);
}

static void
test_maximized (void)
{
  assert_comes (TRUE);
}

static void
test_not_maximized (void)
{
  assert_comes (FALSE);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/window/maximized", test_maximized);
  g_test_add_func ("/app/window/not-maximized", test_not_maximized);
  return g_test_run ();
}
