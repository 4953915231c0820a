/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-whole-files.h"

#include "core/base/galley-hash-folder.h"

#include <glib/gstdio.h>

/* Smaller ones are read in no time. */
#define LARGE (1024 * 1024)

typedef struct
{
  guint64 inode;
  gint64 size, seconds, nanoseconds; /* when it was last written */
} Look;

struct _GalleyWholeFiles
{
  char *folder;
  GHashTable *looks; /* hash -> Look */
};

GalleyWholeFiles *
galley_whole_files_new (const char *folder)
{
  GalleyWholeFiles *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (GalleyWholeFiles, 1);
  self->folder = g_strdup (folder);
  self->looks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
galley_whole_files_free (GalleyWholeFiles *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_hash_table_unref (self->looks);
  g_free (self);
}

/* FALSE: it is not there. */
static gboolean
look_at (GalleyWholeFiles *self,
         const char       *hash,
         Look             *look)
{
  g_autofree char *path = galley_hash_folder_make_path (self->folder, hash);
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return FALSE;
  *look = (Look){ status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec };
  return TRUE;
}

static gboolean
is_known (GalleyWholeFiles *self,
          const char       *hash)
{
  const Look *known = g_hash_table_lookup (self->looks, hash);
  Look look;

  return known != NULL && look_at (self, hash, &look) && look.inode == known->inode && look.size == known->size
         && look.seconds == known->seconds && look.nanoseconds == known->nanoseconds;
}

void
galley_whole_files_note (GalleyWholeFiles *self,
                         const char       *hash)
{
  Look look;

  g_return_if_fail (self != NULL && hash != NULL);

  if (look_at (self, hash, &look) && look.size > LARGE)
    g_hash_table_insert (self->looks, g_strdup (hash), g_memdup2 (&look, sizeof look));
}

gboolean
galley_whole_files_check (GalleyWholeFiles *self,
                          const char       *hash,
                          GError          **error)
{
  g_return_val_if_fail (self != NULL && hash != NULL, FALSE);

  if (is_known (self, hash))
    return TRUE;
  g_hash_table_remove (self->looks, hash);
  if (!galley_hash_folder_check (self->folder, hash, NULL, NULL, error))
    return FALSE;
  galley_whole_files_note (self, hash);
  return TRUE;
}
