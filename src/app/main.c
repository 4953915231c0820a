/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/galley-application.h"
#include "galley-config.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <locale.h>

/* Choices that must stand before GTK looks: the forms of Han characters are the Chinese ones whatever the interface's
 * language, and where there is no GPU, drawing by hand costs 100 MB less than imitating one. GTK would look for OpenGL
 * nevertheless, and load a compiler for it: 0.1 s and 25 MB. A user's own setting is left alone. */
static void
set_environment (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  /* No session bus, no screen reader; but the display may still name the bus of one, and on that GTK 4.8 crashes. */
  if (bus == NULL)
    g_setenv ("GTK_A11Y", "none", FALSE);
  g_setenv ("PANGO_LANGUAGE", "zh-cn", FALSE);
  if (!g_file_test ("/dev/dri", G_FILE_TEST_IS_DIR))
    {
      g_setenv ("GSK_RENDERER", "cairo", FALSE);
      /* From 4.16 on the word is another one, and this one is complained about. */
      if (gtk_get_major_version () == 4 && gtk_get_minor_version () < 16)
        g_setenv ("GDK_DEBUG", "gl-disable", FALSE);
      /* The preview asks WebKit for no acceleration; without this it would warn that GTK has none. */
      g_setenv ("WEBKIT_DISABLE_COMPOSITING_MODE", "1", FALSE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GalleyApplication) application = NULL;
  const char *locale_dir = g_getenv ("GALLEY_LOCALE_DIR");

  set_environment ();
  setlocale (LC_ALL, "");
  bindtextdomain (GALLEY_GETTEXT_DOMAIN, locale_dir != NULL ? locale_dir : GALLEY_LOCALE_DIR);
  bind_textdomain_codeset (GALLEY_GETTEXT_DOMAIN, "UTF-8");
  textdomain (GALLEY_GETTEXT_DOMAIN);

  application = galley_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
