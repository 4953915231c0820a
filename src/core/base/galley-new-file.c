/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-new-file.h"

#include "core/base/galley-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _GalleyNewFile
{
  char *path; /* NULL once it was put */
  int fd;     /* -1 behind end */
  gboolean is_synced;
};

GalleyNewFile *
galley_new_file_begin (const char *folder,
                       GError    **error)
{
  g_autoptr (GalleyNewFile) self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!galley_file_make_folder (folder, error))
    return NULL;
  self = g_new0 (GalleyNewFile, 1);
  self->is_synced = TRUE;
  self->path = g_build_filename (folder, GALLEY_NEW_FILE_PREFIX "XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->path, O_WRONLY | O_CLOEXEC, 0666);
  if (self->fd >= 0)
    return g_steal_pointer (&self);
  galley_file_set_errno (error, errno, "write in", folder);
  g_clear_pointer (&self->path, g_free);
  return NULL;
}

gboolean
galley_new_file_write (GalleyNewFile *self,
                       gconstpointer  data,
                       gsize          length,
                       GError       **error)
{
  const char *rest = data;

  g_return_val_if_fail (self != NULL && self->fd >= 0, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  while (length > 0)
    {
      ssize_t written = write (self->fd, rest, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          galley_file_set_errno (error, errno, "write", self->path);
          return FALSE;
        }
      rest += written;
      length -= (gsize) written;
    }
  return TRUE;
}

void
galley_new_file_set_is_synced (GalleyNewFile *self,
                               gboolean       is_synced)
{
  g_return_if_fail (self != NULL);
  self->is_synced = is_synced;
}

gboolean
galley_new_file_end (GalleyNewFile *self,
                     GError       **error)
{
  int saved_errno;

  g_return_val_if_fail (self != NULL && self->fd >= 0, FALSE);

  saved_errno = !self->is_synced || fsync (self->fd) == 0 ? 0 : errno;
  if (close (self->fd) != 0 && saved_errno == 0)
    saved_errno = errno;
  self->fd = -1;
  if (saved_errno != 0)
    galley_file_set_errno (error, saved_errno, "write", self->path);
  return saved_errno == 0;
}

gboolean
galley_new_file_put (GalleyNewFile *self,
                     const char    *path,
                     GError       **error)
{
  g_autofree char *folder = NULL;
  int saved_errno;

  g_return_val_if_fail (self != NULL && self->fd < 0 && self->path != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  folder = g_path_get_dirname (path);
  if (!galley_file_make_folder (folder, error))
    return FALSE;
  if (g_rename (self->path, path) != 0)
    {
      galley_file_set_errno (error, errno, "write", path);
      return FALSE;
    }
  g_clear_pointer (&self->path, g_free);
  saved_errno = self->is_synced ? galley_file_sync_folder (folder) : 0;
  if (saved_errno != 0)
    galley_file_set_errno (error, saved_errno, "sync the folder of", path);
  return saved_errno == 0;
}

void
galley_new_file_free (GalleyNewFile *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}

void
galley_new_file_clear (const char *folder,
                       gint64      before)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_if_fail (folder != NULL);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (g_str_has_prefix (name, GALLEY_NEW_FILE_PREFIX) && g_lstat (path, &status) == 0
          && (gint64) status.st_mtime * G_USEC_PER_SEC < before)
        g_unlink (path);
    }
}
