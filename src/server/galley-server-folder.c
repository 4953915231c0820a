/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-folder.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-pack.h"
#include "server/galley-postgres.h"
#include "server/galley-server-pages.h"
#include "server/galley-server-schema.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define MAX_LAYOUT_BYTES (64 * 1024 * 1024)
#define MAX_ADDRESS_BYTES 4096
#define PATIENCE 5000 /* milliseconds */

void
galley_server_folder_share (GalleyDatabase *database)
{
  sqlite3_busy_timeout (galley_database_get_handle (database), PATIENCE);
}

gboolean
galley_server_folder_read_address (const char *folder,
                                   char      **address,
                                   GError    **error)
{
  g_autofree char *file = g_build_filename (folder, GALLEY_SERVER_DATABASE, NULL);
  g_autofree char *path = g_build_filename (folder, GALLEY_SERVER_ADDRESS, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  *address = NULL;
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND,
                   _ ("%s is no data folder of galley-server: make it with galley-server init"), folder);
      return FALSE;
    }
  bytes = galley_file_read (path, MAX_ADDRESS_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  text = g_strchomp (g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
  if (!galley_postgres_is_address (text))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, _ ("%s: not an address of the form postgresql://..."), path);
      return FALSE;
    }
  *address = g_steal_pointer (&text);
  return TRUE;
}

gboolean
galley_server_folder_write_address (const char *folder,
                                    const char *address,
                                    GError    **error)
{
  g_autofree char *path = g_build_filename (folder, GALLEY_SERVER_ADDRESS, NULL);
  g_autofree char *line = g_strconcat (address, "\n", NULL);
  gboolean is_written = g_file_set_contents_full (path, line, -1,
                                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                                  error);

  galley_error_adopt (error);
  return is_written;
}

GalleyDatabase *
galley_server_folder_open_empty (const char *address,
                                 GError    **error)
{
  g_autoptr (GalleyDatabase) database = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *epoch = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  database = galley_postgres_open (address, error);
  if (database == NULL || !galley_server_schema_migrate (database, error))
    return NULL;
  epoch = galley_server_schema_dup_meta (database, "epoch", &local_error);
  if (epoch != NULL)
    g_set_error (&local_error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT,
                 _ ("there is a galley-server’s data in that database: name an empty one"));
  if (local_error == NULL)
    return g_steal_pointer (&database);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gboolean
bring_up_to_date (const char     *folder,
                  GalleyDatabase *database,
                  GError        **error)
{
  g_autofree char *path = g_build_filename (folder, GALLEY_SERVER_LOCK, NULL);
  g_autoptr (GError) version_error = NULL;
  gboolean is_done;
  int lock;

  if (galley_server_schema_is_present (database, &version_error))
    return TRUE;
  if (version_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&version_error));
      return FALSE;
    }
  lock = galley_file_lock (path, error);
  if (lock < 0)
    {
      g_prefix_error (error, "%s ", _ ("an older galley-server works on this folder; restart it first:"));
      return FALSE;
    }
  is_done = galley_server_schema_migrate (database, error);
  close (lock);
  return is_done;
}

GalleyDatabase *
galley_server_folder_open_database (const char *folder,
                                    GError    **error)
{
  g_autofree char *address = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GalleyDatabase) database = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  if (!galley_server_folder_read_address (folder, &address, error))
    return NULL;
  if (address != NULL)
    {
      database = galley_postgres_open (address, error);
      return database != NULL && galley_server_schema_migrate (database, error) ? g_steal_pointer (&database) : NULL;
    }
  path = g_build_filename (folder, GALLEY_SERVER_DATABASE, NULL);
  database = galley_database_open (path, GALLEY_DATABASE_TRUSTED, error);
  if (database == NULL)
    return NULL;
  galley_server_folder_share (database);
  return bring_up_to_date (folder, database, error) ? g_steal_pointer (&database) : NULL;
}

char *
galley_server_folder_make_name (const char *folder,
                                const char *version)
{
  g_autofree char *name = g_strconcat (version, ".zip", NULL);

  return g_build_filename (folder, GALLEY_SERVER_LAYOUTS, name, NULL);
}

gboolean
galley_server_folder_store_layout (const char     *folder,
                                   GalleyDatabase *database,
                                   GalleyLayout   *layout,
                                   GError        **error)
{
  const char *version = galley_layout_get_version (layout);
  g_autofree char *file = galley_server_folder_make_name (folder, version);
  g_autoptr (GBytes) zip = galley_layout_to_zip (layout, error);

  return zip != NULL && galley_file_replace (file, zip, error)
         && galley_server_schema_set_meta (database, "layout", version, error)
         /* All lists of the site are to be written with it. */
         && galley_server_jobs_add (database, NULL, error);
}

GalleyLayout *
galley_server_folder_load_layout (const char     *folder,
                                  GalleyDatabase *database,
                                  GBytes        **zip,
                                  GError        **error)
{
  g_autofree char *version = galley_server_schema_dup_meta (database, "layout", error);
  g_autofree char *file = NULL;
  GalleyLayout *layout;

  if (version == NULL)
    return NULL;
  file = galley_server_folder_make_name (folder, version);
  *zip = galley_file_read (file, MAX_LAYOUT_BYTES, error);
  layout = *zip != NULL ? galley_layout_new_from_zip (*zip, error) : NULL;
  if (layout == NULL)
    {
      g_prefix_error (error, "%s: ", file);
      g_clear_pointer (zip, g_bytes_unref);
    }
  return layout;
}

GalleyLayout *
galley_server_folder_readdress (GBytes     *zip,
                                const char *address,
                                GError    **error)
{
  g_autoptr (GTree) files = galley_pack_read_zip (zip, error);
  g_autoptr (JsonObject) site = NULL;
  g_autoptr (GBytes) new_zip = NULL;
  GBytes *old;
  char *text;

  if (files == NULL)
    return NULL;
  old = g_tree_lookup (files, "site.json");
  site = galley_json_parse_object (g_bytes_get_data (old, NULL), g_bytes_get_size (old), MAX_LAYOUT_BYTES, error);
  if (site == NULL)
    return NULL;
  json_object_set_string_member (site, "base_address", address);
  text = galley_json_write_object (site);
  g_tree_replace (files, g_strdup ("site.json"), g_bytes_new_take (text, strlen (text)));
  new_zip = galley_pack_write_zip (files, error);
  return new_zip != NULL ? galley_layout_new_from_zip (new_zip, error) : NULL;
}
