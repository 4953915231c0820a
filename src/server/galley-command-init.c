/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server init [--demo DEMO_FOLDER] [--layout FOLDER] [--database URL] DATA_FOLDER */
#include "server/galley-commands.h"

#include "core/portal/galley-layout-check.h"
#include "server/galley-demo.h"

#include <glib/gi18n.h>

/* The demo newsroom comes with its layout beside it, where it has one. */
static char *
find_demo_layout (const char *demo)
{
  g_autofree char *path = g_build_filename (demo, "..", "layouts", "portal", NULL);

  return g_file_test (path, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&path) : NULL;
}

static int
make (const char *folder,
      const char *address,
      const char *demo,
      const char *layout_path)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyRandom) random = galley_random_new ();
  g_autoptr (GalleyLayout) layout = NULL;
  g_autoptr (GalleyServer) server = NULL;
  GError *error = NULL;

  if (layout_path != NULL)
    {
      layout = galley_layout_check_read (layout_path, &error);
      if (layout == NULL)
        return galley_command_fail (error);
    }
  if (!galley_server_create (folder, address, layout, random, &error))
    return galley_command_fail (error);
  server = galley_server_open (folder, clock, random, &error);
  if (server == NULL || (demo != NULL && !galley_demo_fill (server, demo, &error)))
    return galley_command_fail (error);
  /* Translators: %s are the same folder twice. */
  g_print (_ ("%s is ready: galley-server serve --data %s\n"), folder, folder);
  return 0;
}

int
galley_command_init (char **arguments)
{
  g_autofree char *address = NULL;
  g_autofree char *demo = NULL;
  g_autofree char *layout = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "database", 0, 0, G_OPTION_ARG_STRING, &address, GALLEY_COMMAND_DATABASE, N_ ("URL") },
    { "demo", 0, 0, G_OPTION_ARG_FILENAME, &demo, N_ ("Fill it with the made-up newsroom in FOLDER"), N_ ("FOLDER") },
    { "layout", 0, 0, G_OPTION_ARG_FILENAME, &layout, N_ ("The portal’s layout pack, a folder or a zip"), N_ ("PACK") },
    { NULL },
  };

  if (!galley_command_parse (arguments, N_ ("DATA_FOLDER"), N_ ("Make a data folder"), entries, 1, &rest))
    return 2;
  if (!galley_command_judge_address (address))
    return 2;
  if (demo != NULL && layout == NULL)
    layout = find_demo_layout (demo);
  return make (rest[0], address, demo, layout);
}
