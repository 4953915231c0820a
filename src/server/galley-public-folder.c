/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-public-folder.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/portal/galley-site-path.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>

#define MAX_FILE_BYTES (64 * 1024 * 1024)

char *
galley_public_folder_dup_file (const char *folder,
                               const char *path,
                               GError    **error)
{
  g_return_val_if_fail (folder != NULL, NULL);

  if (galley_site_path_is_valid (path))
    return g_build_filename (folder, path, NULL);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "no page can stand at \"%s\"", path != NULL ? path : "");
  return NULL;
}

gboolean
galley_public_folder_put (const char *folder,
                          const char *path,
                          GBytes     *bytes,
                          GError    **error)
{
  g_autofree char *file = galley_public_folder_dup_file (folder, path, error);
  g_autoptr (GBytes) present = NULL;

  if (file == NULL)
    return FALSE;
  if (bytes == NULL)
    return galley_file_remove (file, error);
  present = galley_file_read (file, MAX_FILE_BYTES, NULL);
  return (present != NULL && g_bytes_equal (present, bytes)) || galley_file_write (file, bytes, error);
}

static int
remove_cb (const char        *path,
           const struct stat *status,
           int                kind,
           struct FTW        *place)
{
  return remove (path);
}

gboolean
galley_public_folder_remove (const char *folder,
                             GError    **error)
{
  g_return_val_if_fail (folder != NULL, FALSE);

  if (nftw (folder, remove_cb, 16, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "cannot remove %s: %s", folder, g_strerror (errno));
  return FALSE;
}

gboolean
galley_public_folder_exchange (const char *folder,
                               const char *other,
                               GError    **error)
{
  g_return_val_if_fail (folder != NULL && other != NULL, FALSE);

  if (renameat2 (AT_FDCWD, other, AT_FDCWD, folder, RENAME_EXCHANGE) == 0
      || (errno == ENOENT && g_rename (other, folder) == 0))
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "cannot put %s in the place of %s: %s", other, folder,
               g_strerror (errno));
  return FALSE;
}
