/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a backup holds: it is taken apart or refused, and nothing is written but what a data folder has. */
#include "fuzz.h"
#include "server/galley-backup-read.h"
#include "server/galley-backup-tree.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void
assert_only_ours (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert (strcmp (name, GALLEY_BACKUP_UNPACKED) == 0 || strcmp (name, "layouts") == 0 || strcmp (name, "media") == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  int file = memfd_create ("backup", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", file);
  g_autofree char *parent = g_dir_make_tmp ("galley-fuzz-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (parent, "data", NULL);
  g_autoptr (GalleyBackupContent) content = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;

  g_assert (file >= 0 && write (file, data, size) == (ssize_t) size);
  g_assert (g_mkdir_with_parents (folder, 0700) == 0);
  content = galley_backup_read (path, folder, TRUE, &error);
  g_assert ((content == NULL) == (error != NULL));
  assert_only_ours (folder);
  dir = g_dir_open (parent, 0, NULL);
  g_assert (g_strcmp0 (g_dir_read_name (dir), "data") == 0 && g_dir_read_name (dir) == NULL);
  close (file);
  galley_backup_tree_remove (parent);
  return 0;
}
