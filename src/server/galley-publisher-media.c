/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-publisher-media.h"

#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/model/galley-media-type.h"
#include "core/portal/galley-site-path.h"
#include "server/galley-server-media.h"

#include <string.h>

/* "3f/3f9a….jpg" -> "3f9a…" (transfer full) */
static char *
get_hash (const char *name)
{
  return strlen (name) > 67 ? g_strndup (name + 3, 64) : g_strdup ("");
}

static gboolean
show (GalleyPublicFolder *folder,
      const char         *source,
      const char         *name,
      GError            **error)
{
  g_autofree char *hash = get_hash (name);
  g_autofree char *path = g_strconcat (GALLEY_SITE_MEDIA, name, NULL);
  g_autofree char *file = galley_public_folder_dup_file (folder, path, error);
  g_autofree char *former = NULL;

  if (file == NULL)
    return FALSE;
  /* Written once: what stands under that name is what it says. */
  if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  former = galley_public_folder_dup_former (folder, file);
  return (former != NULL && galley_hash_folder_fits (former, hash)
          && galley_public_folder_take_over (folder, former, file))
         || galley_hash_folder_copy (source, hash, file, NULL, error);
}

gboolean
galley_publisher_media_show (GalleyPublicFolder *folder,
                             const char         *source,
                             GPtrArray          *names,
                             GError            **error)
{
  for (guint i = 0; i < names->len; i++)
    if (!show (folder, source, g_ptr_array_index (names, i), error))
      return FALSE;
  return TRUE;
}

gboolean
galley_publisher_media_hide (GalleyPublicFolder *folder,
                             GalleyDatabase     *database,
                             const char         *article,
                             GError            **error)
{
  g_autoptr (GPtrArray) names = galley_server_public_media_list (database, article, FALSE, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strconcat (GALLEY_SITE_MEDIA, g_ptr_array_index (names, i), NULL);

      if (!galley_public_folder_put (folder, path, NULL, error))
        return FALSE;
    }
  return galley_server_public_media_clear (database, article, error);
}
