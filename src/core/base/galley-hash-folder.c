/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-hash-folder.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-hasher.h"
#include "core/base/galley-id.h"

#include <string.h>

#define CHUNK_BYTES (256 * 1024)

char *
galley_hash_folder_make_path (const char *folder,
                              const char *hash)
{
  char head[3] = { 0 };

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (galley_hash_is_valid (hash), NULL);

  memcpy (head, hash, 2);
  return g_build_filename (folder, head, hash, NULL);
}

gboolean
galley_hash_folder_has (const char *folder,
                        const char *hash)
{
  g_autofree char *path = galley_hash_folder_make_path (folder, hash);

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
has_name (GBytes     *bytes,
          const char *hash)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);
  g_autofree char *real = galley_hash_bytes (data, length);

  return strcmp (real, hash) == 0;
}

gboolean
galley_hash_folder_put (const char *folder,
                        const char *hash,
                        GBytes     *bytes,
                        GError    **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) present = NULL;

  g_return_val_if_fail (folder != NULL && galley_hash_is_valid (hash), FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);

  if (!has_name (bytes, hash))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the bytes do not have the hash %s", hash);
      return FALSE;
    }
  path = galley_hash_folder_make_path (folder, hash);
  /* One that cannot be read, or is damaged, is written anew. */
  present = galley_file_read (path, g_bytes_get_size (bytes), NULL);
  if (present != NULL && g_bytes_equal (present, bytes))
    return TRUE;
  return galley_file_replace (path, bytes, error);
}

GBytes *
galley_hash_folder_load (const char *folder,
                         const char *hash,
                         gsize       limit,
                         GError    **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (folder != NULL && galley_hash_is_valid (hash), NULL);

  path = galley_hash_folder_make_path (folder, hash);
  bytes = galley_file_read (path, limit, error);
  if (bytes == NULL || has_name (bytes, hash))
    return g_steal_pointer (&bytes);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "the file %s is not what its name says", hash);
  return NULL;
}

gboolean
galley_hash_folder_take (const char    *folder,
                         const char    *hash,
                         GalleyNewFile *file,
                         GError       **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (folder != NULL && galley_hash_is_valid (hash), FALSE);
  g_return_val_if_fail (file != NULL, FALSE);

  path = galley_hash_folder_make_path (folder, hash);
  return galley_new_file_put (file, path, error);
}

/* Reads all of it, into @copy (nullable). @size: (out) */
static gboolean
read_through (const char    *path,
              const char    *hash,
              GalleyNewFile *copy,
              gint64        *size,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GalleyHasher) hasher = galley_hasher_new ();
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  g_autofree char *real = NULL;
  gssize got = 0;

  *size = 0;
  while (stream != NULL
         && (got = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_BYTES, cancellable, error)) > 0)
    {
      galley_hasher_feed (hasher, chunk, (gsize) got);
      *size += got;
      if (copy != NULL && !galley_new_file_write (copy, chunk, (gsize) got, error))
        return FALSE;
    }
  if (stream == NULL || got < 0)
    {
      galley_error_adopt (error);
      return FALSE;
    }
  real = galley_hasher_finish (hasher);
  if (strcmp (real, hash) == 0)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "the file %s is not what its name says", hash);
  return FALSE;
}

gboolean
galley_hash_folder_check (const char   *folder,
                          const char   *hash,
                          gint64       *size,
                          GCancellable *cancellable,
                          GError      **error)
{
  g_autofree char *path = NULL;
  gint64 unasked;

  g_return_val_if_fail (folder != NULL && galley_hash_is_valid (hash), FALSE);

  path = galley_hash_folder_make_path (folder, hash);
  return read_through (path, hash, NULL, size != NULL ? size : &unasked, cancellable, error);
}

gboolean
galley_hash_folder_copy (const char   *folder,
                         const char   *hash,
                         const char   *path,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_autofree char *source = NULL;
  g_autofree char *parent = NULL;
  g_autoptr (GalleyNewFile) copy = NULL;
  gint64 size;

  g_return_val_if_fail (folder != NULL && galley_hash_is_valid (hash), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  source = galley_hash_folder_make_path (folder, hash);
  parent = g_path_get_dirname (path);
  copy = galley_new_file_begin (parent, error);
  return copy != NULL && read_through (source, hash, copy, &size, cancellable, error)
         && galley_new_file_end (copy, error) && galley_new_file_put (copy, path, error);
}

gboolean
galley_hash_folder_fits (const char *path,
                         const char *hash)
{
  gint64 size;

  g_return_val_if_fail (path != NULL && galley_hash_is_valid (hash), FALSE);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK)
         && read_through (path, hash, NULL, &size, NULL, NULL);
}

gboolean
galley_hash_folder_remove (const char *folder,
                           const char *hash,
                           GError    **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (folder != NULL && galley_hash_is_valid (hash), FALSE);

  path = galley_hash_folder_make_path (folder, hash);
  return galley_file_remove (path, error);
}
