/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are either the old ones or the new ones. A name is durable only when its folder is synced too, so each
 * folder that gains or loses a name here is. */
#include "core/base/galley-file.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file-private.h"
#include "core/base/galley-new-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_CHARACTERS 50
#define CHUNK_BYTES 65536

static GalleyError
code_from_errno (int saved_errno)
{
  switch (saved_errno)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: /* RLIMIT_FSIZE, or more than the file system can hold */
      return GALLEY_ERROR_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
      return GALLEY_ERROR_READ_ONLY;
    case ENOENT:
      return GALLEY_ERROR_NOT_FOUND;
    default:
      return GALLEY_ERROR_FAILED;
    }
}

void
galley_file_set_errno (GError    **error,
                       int         saved_errno,
                       const char *verb,
                       const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, GALLEY_ERROR, code_from_errno (saved_errno), "cannot %s %s: %s", verb, shown,
               g_strerror (saved_errno));
}

int
galley_file_sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int result = 0;

  /* A folder that may be written but not read cannot be opened for this; that is no reason to fail. */
  if (fd < 0)
    return errno == EACCES ? 0 : errno;
  /* EINVAL: a file system that knows no such thing has nothing to sync. */
  if (fsync (fd) != 0 && errno != EINVAL)
    result = errno;
  close (fd);
  return result;
}

gboolean
galley_file_make_folder (const char *folder,
                         GError    **error)
{
  g_autofree char *parent = NULL;
  int saved_errno = 0;

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;

  parent = g_path_get_dirname (folder);
  if (!galley_file_make_folder (parent, error))
    return FALSE;
  if (g_mkdir (folder, 0777) != 0 && errno != EEXIST)
    saved_errno = errno;
  else
    saved_errno = galley_file_sync_folder (parent);
  if (saved_errno != 0)
    galley_file_set_errno (error, saved_errno, "make", folder);
  return saved_errno == 0;
}

char *
galley_file_name_for (const char *title,
                      const char *fallback,
                      const char *suffix)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (title != NULL && fallback != NULL && suffix != NULL, NULL);

  name = g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, -1), NAME_CHARACTERS));
  /* Some of them a shell would take for something else. */
  g_strdelimit (name, "/\\:*?\"<>|\n\t", ' ');
  g_strstrip (name);
  /* A dot in front would hide it. */
  for (char *dot = name; *dot == '.'; dot++)
    *dot = '_';
  return g_strconcat (*name != '\0' ? name : fallback, suffix, NULL);
}

/* Puts a new file over @path; where @is_durable, it stands on the disk before it has the name. */
static gboolean
replace (const char *path,
         GBytes     *data,
         gboolean    is_durable,
         GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GalleyNewFile) file = galley_new_file_begin (folder, error);

  if (file != NULL)
    galley_new_file_set_is_synced (file, is_durable);
  if (file != NULL && galley_new_file_write (file, g_bytes_get_data (data, NULL), g_bytes_get_size (data), error)
      && galley_new_file_end (file, error) && galley_new_file_put (file, path, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

gboolean
galley_file_replace (const char *path,
                     GBytes     *data,
                     GError    **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return replace (path, data, TRUE, error);
}

gboolean
galley_file_write (const char *path,
                   GBytes     *data,
                   GError    **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return replace (path, data, FALSE, error);
}

/* The file, made in folders that are made with it; or -1 with errno. */
static int
make (const char *path)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  g_autofree char *folder = NULL;

  if (fd >= 0 || errno != ENOENT)
    return fd;
  folder = g_path_get_dirname (path);
  return g_mkdir_with_parents (folder, 0777) == 0 ? open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
}

/* 0, or the errno. */
static int
write_all (int     fd,
           GBytes *data)
{
  gsize length, done = 0;
  const char *bytes = g_bytes_get_data (data, &length);

  while (done < length)
    {
      ssize_t written = write (fd, bytes + done, length - done);

      if (written < 0 && errno != EINTR)
        return errno;
      done += (gsize) MAX (written, 0);
    }
  return 0;
}

gboolean
galley_file_write_new (const char *path,
                       GBytes     *data,
                       GError    **error)
{
  int fd, saved_errno;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  fd = make (path);
  saved_errno = fd < 0 ? errno : write_all (fd, data);
  if (fd >= 0 && close (fd) != 0 && saved_errno == 0)
    saved_errno = errno;
  if (saved_errno == 0)
    return TRUE;
  if (fd >= 0)
    g_unlink (path);
  galley_file_set_errno (error, saved_errno, "write", path);
  return FALSE;
}

gboolean
galley_file_sync (const char *path,
                  GError    **error)
{
  int fd, saved_errno = 0;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0 || syncfs (fd) != 0)
    saved_errno = errno;
  if (fd >= 0)
    close (fd);
  if (saved_errno != 0)
    galley_file_set_errno (error, saved_errno, "sync", path);
  return saved_errno == 0;
}

gboolean
galley_file_remove (const char *path,
                    GError    **error)
{
  g_autofree char *folder = NULL;
  int saved_errno;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (g_unlink (path) != 0)
    {
      if (errno == ENOENT)
        return TRUE;
      galley_file_set_errno (error, errno, "remove", path);
      return FALSE;
    }
  folder = g_path_get_dirname (path);
  saved_errno = galley_file_sync_folder (folder);
  if (saved_errno != 0)
    galley_file_set_errno (error, saved_errno, "sync the folder of", path);
  return saved_errno == 0;
}

/* Reads to the end or to @limit + 1 bytes, so that the caller sees that there were more. @size is what the file says to
 * have, which may be wrong: the end is there where that much came and more was asked for. 0, or the errno. */
static int
read_all (int         fd,
          gsize       limit,
          gsize       size,
          GByteArray *bytes)
{
  ssize_t got = 1;

  while (got != 0 && bytes->len <= limit && (size == 0 || bytes->len != size))
    {
      guint length = bytes->len;
      gsize room = MIN (size >= length ? size - length + 1 : CHUNK_BYTES, limit - length + 1);

      g_byte_array_set_size (bytes, length + (guint) room);
      got = read (fd, bytes->data + length, room);
      if (got < 0 && errno != EINTR)
        return errno;
      g_byte_array_set_size (bytes, length + (guint) MAX (got, 0));
    }
  return 0;
}

GBytes *
galley_file_read (const char *path,
                  gsize       limit,
                  GError    **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  struct stat status;
  int fd, saved_errno;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (limit < G_MAXUINT, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    {
      galley_file_set_errno (error, errno, "read", path);
      return NULL;
    }
  if (fstat (fd, &status) != 0)
    status.st_size = 0;
  bytes = g_byte_array_sized_new ((guint) CLAMP (status.st_size, 0, (off_t) limit) + 1);
  saved_errno = (guint64) MAX (status.st_size, 0) > limit ? 0 : read_all (fd, limit, (gsize) status.st_size, bytes);
  close (fd);

  if (saved_errno != 0)
    {
      galley_file_set_errno (error, saved_errno, "read", path);
      return NULL;
    }
  if ((guint64) MAX (status.st_size, 0) > limit || bytes->len > limit)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                   "%s is larger than %" G_GSIZE_FORMAT " bytes", shown, limit);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* Whether what @fd still has is @data. */
static gboolean
compare (int     fd,
         GBytes *data)
{
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  gsize length, done = 0;
  const char *bytes = g_bytes_get_data (data, &length);

  while (TRUE)
    {
      ssize_t got = read (fd, chunk, CHUNK_BYTES);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return got == 0 && done == length;
      if ((gsize) got > length - done || memcmp (chunk, bytes + done, (gsize) got) != 0)
        return FALSE;
      done += (gsize) got;
    }
}

gboolean
galley_file_is (const char *path,
                GBytes     *data)
{
  struct stat status;
  gboolean is_same;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL, FALSE);

  fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return FALSE;
  is_same = fstat (fd, &status) == 0 && S_ISREG (status.st_mode) && (gsize) status.st_size == g_bytes_get_size (data)
            && compare (fd, data);
  close (fd);
  return is_same;
}

int
galley_file_lock (const char *path,
                  GError    **error)
{
  g_autofree char *folder = NULL;
  int fd, saved_errno;

  g_return_val_if_fail (path != NULL, -1);
  g_return_val_if_fail (error == NULL || *error == NULL, -1);

  folder = g_path_get_dirname (path);
  if (!galley_file_make_folder (folder, error))
    return -1;
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;

  saved_errno = errno;
  if (fd >= 0)
    close (fd);
  if (saved_errno == EWOULDBLOCK)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY, "%s is locked by another process", shown);
    }
  else
    {
      galley_file_set_errno (error, saved_errno, "lock", path);
    }
  return -1;
}
