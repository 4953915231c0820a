/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server layout --data DIR [PACK] */
#include "server/galley-commands.h"

#include "core/portal/galley-layout-check.h"
#include "server/galley-server-folder.h"

#include <glib/gi18n.h>

/* In one transaction, so that a server that runs has either pack. */
static gboolean
take (const char     *data,
      GalleyDatabase *database,
      GalleyLayout   *layout,
      GError        **error)
{
  if (!galley_database_begin (database, error))
    return FALSE;
  if (galley_server_folder_store_layout (data, database, layout, error) && galley_database_commit (database, error))
    return TRUE;
  galley_database_rollback (database);
  return FALSE;
}

int
galley_command_layout (char **arguments)
{
  g_autofree char *data = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, N_ ("The server’s data folder"), N_ ("FOLDER") },
    { NULL },
  };
  g_autoptr (GalleyLayout) layout = NULL;
  g_autoptr (GalleyDatabase) database = NULL;
  GError *error = NULL;

  if (!galley_command_parse (arguments, N_ ("PACK"),
                             N_ ("Take another layout pack, a folder or a zip, also beside a running server"), entries, 1,
                             &rest))
    return 2;
  if (data == NULL)
    return galley_command_refuse ("%s", _ ("--data is needed."));
  layout = galley_layout_check_read (rest[0], &error);
  if (layout == NULL)
    {
      g_prefix_error (&error, "%s ", _ ("The pack is not taken, the present one stays:"));
      return galley_command_fail (error);
    }
  database = galley_server_folder_open_database (data, &error);
  if (database == NULL || !take (data, database, layout, &error))
    return galley_command_fail (error);
  g_print ("%s\n", galley_layout_get_version (layout));
  return 0;
}
