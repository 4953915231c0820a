/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-publisher-media.h"

#include "core/base/galley-file.h"
#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/model/galley-media-type.h"
#include "server/galley-server-media.h"

#include <string.h>

/* "3f/3f9a….jpg" -> "3f9a…" (transfer full) */
static char *
get_hash (const char *name)
{
  return strlen (name) > 67 ? g_strndup (name + 3, 64) : g_strdup ("");
}

static gboolean
show (const char *source,
      const char *folder,
      const char *name,
      GError    **error)
{
  g_autofree char *hash = get_hash (name);
  g_autofree char *file = g_build_filename (folder, "media", name, NULL);

  /* Written once: what stands under that name is what it says. */
  if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  return galley_hash_folder_copy (source, hash, file, NULL, error);
}

gboolean
galley_publisher_media_show (const char     *source,
                             const char     *folder,
                             GalleyDatabase *database,
                             const char     *article,
                             GError        **error)
{
  g_autoptr (GPtrArray) names = galley_server_public_media_list (database, article, TRUE, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!show (source, folder, g_ptr_array_index (names, i), error))
      return FALSE;
  return TRUE;
}

gboolean
galley_publisher_media_hide (const char     *folder,
                             GalleyDatabase *database,
                             const char     *article,
                             GError        **error)
{
  g_autoptr (GPtrArray) names = galley_server_public_media_list (database, article, FALSE, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *file = g_build_filename (folder, "media", g_ptr_array_index (names, i), NULL);

      if (!galley_file_remove (file, error))
        return FALSE;
    }
  return galley_server_public_media_clear (database, article, error);
}
