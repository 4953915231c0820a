/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-backup-tree.h"

#include "core/base/galley-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

void
galley_backup_tree_remove (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_if_fail (path != NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      galley_backup_tree_remove (child);
    }
  g_remove (path);
}

gboolean
galley_backup_tree_is_empty (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  return dir == NULL ? !g_file_test (path, G_FILE_TEST_EXISTS) : g_dir_read_name (dir) == NULL;
}

void
galley_backup_set_errno (GError    **error,
                         const char *path,
                         int         number)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (number), "%s: %s", shown, g_strerror (number));
  galley_error_adopt (error);
}

gboolean
galley_backup_tree_sync (const char *path,
                         GError    **error)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC);
  gboolean is_synced = descriptor >= 0 && syncfs (descriptor) == 0;

  if (!is_synced)
    galley_backup_set_errno (error, path, errno);
  if (descriptor >= 0)
    close (descriptor);
  return is_synced;
}
