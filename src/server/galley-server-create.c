/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a data folder. */
#include "server/galley-server.h"

#include "core/base/galley-error.h"
#include "core/base/galley-password.h"
#include "server/galley-server-epoch.h"
#include "server/galley-server-folder.h"
#include "server/galley-server-schema.h"

#include <errno.h>
#include <glib/gi18n.h>

static gboolean
folder_is_empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  return dir == NULL || g_dir_read_name (dir) == NULL;
}

static char *
make_hex (GalleyRandom *random,
          guint         n_bytes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte;

      galley_random_fill (random, &byte, 1);
      g_string_append_printf (text, "%02x", byte);
    }
  return g_string_free (text, FALSE);
}

static gboolean
fill (const char     *folder,
      GalleyDatabase *database,
      GalleyLayout   *layout,
      GalleyRandom   *random,
      GError        **error)
{
  g_autofree char *epoch = galley_server_epoch_new (random);
  g_autofree char *nobody = make_hex (random, 32);
  g_autofree char *decoy = galley_password_hash (nobody, error);

  return decoy != NULL && galley_server_schema_migrate (database, error) && galley_database_begin (database, error)
         && galley_server_schema_set_meta (database, "epoch", epoch, error)
         && galley_server_schema_set_meta (database, "decoy", decoy, error)
         && galley_server_folder_store_layout (folder, database, layout, error)
         && galley_database_commit (database, error);
}

static GalleyDatabase *
make_file (const char *folder,
           GError    **error)
{
  g_autofree char *path = g_build_filename (folder, GALLEY_SERVER_DATABASE, NULL);

  return galley_database_open (path, GALLEY_DATABASE_NONE, error);
}

gboolean
galley_server_create (const char   *folder,
                      const char   *address,
                      GalleyLayout *layout,
                      GalleyRandom *random,
                      GError      **error)
{
  g_autoptr (GalleyLayout) used = NULL;
  g_autoptr (GalleyDatabase) database = NULL;

  g_return_val_if_fail (folder != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!folder_is_empty (folder))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, _ ("%s is not empty: name a new folder"), folder);
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_READ_ONLY, _ ("%s cannot be made: %s"), folder, g_strerror (errno));
      return FALSE;
    }
  used = layout != NULL ? galley_layout_ref (layout) : galley_layout_new_built_in ();
  if (address == NULL)
    database = make_file (folder, error);
  else
    database = galley_server_folder_open_empty (address, error);
  return database != NULL && fill (folder, database, used, random, error)
         && (address == NULL || galley_server_folder_write_address (folder, address, error));
}
