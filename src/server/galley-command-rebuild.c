/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server rebuild --data DIR */
#include "server/galley-commands.h"

#include "server/galley-server.h"

#include <glib/gi18n.h>

int
galley_command_rebuild (char **arguments)
{
  g_autofree char *data = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, N_ ("The server’s data folder"), N_ ("FOLDER") },
    { NULL },
  };
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyRandom) random = galley_random_new ();
  g_autoptr (GalleyServer) server = NULL;
  GError *error = NULL;

  if (!galley_command_parse (arguments, NULL, N_ ("Make the public site anew from what is stored; the server must not run"),
                             entries, 0, NULL))
    return 2;
  if (data == NULL)
    return galley_command_refuse ("%s", _ ("--data is needed."));
  server = galley_server_open (data, clock, random, &error);
  if (server == NULL || !galley_server_rebuild (server, &error))
    return galley_command_fail (error);
  /* Translators: %s is a folder. */
  g_print (_ ("%s is made anew\n"), galley_server_get_public_folder (server));
  return 0;
}
