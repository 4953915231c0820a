/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/intake/galley-intake-media.h"

#include "core/base/galley-id.h"
#include "core/model/galley-media-type.h"

#include <string.h>

#define HASH_LENGTH 64
#define MAX_ADDRESS 4096
#define PIECE (64 * 1024)

struct _GalleyIntakeMedia
{
  GPtrArray *wanted; /* (element-type utf8) */
  GHashTable *sizes; /* (element-type utf8 gint64): of what is had */
};

GalleyIntakeMedia *
galley_intake_media_new (void)
{
  GalleyIntakeMedia *self = g_new0 (GalleyIntakeMedia, 1);

  self->wanted = g_ptr_array_new_with_free_func (g_free);
  self->sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
galley_intake_media_free (GalleyIntakeMedia *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->wanted);
  g_hash_table_unref (self->sizes);
  g_free (self);
}

GPtrArray *
galley_intake_media_get_wanted (GalleyIntakeMedia *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->wanted;
}

GPtrArray *
galley_intake_media_list_missing (GalleyIntakeMedia *self)
{
  GPtrArray *missing = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, missing);

  for (guint i = 0; i < self->wanted->len; i++)
    if (!g_hash_table_contains (self->sizes, self->wanted->pdata[i]))
      g_ptr_array_add (missing, self->wanted->pdata[i]);
  return missing;
}

void
galley_intake_media_set_had (GalleyIntakeMedia *self,
                             const char        *address,
                             gint64             size)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (address != NULL);

  g_hash_table_insert (self->sizes, g_strdup (address), g_memdup2 (&size, sizeof size));
}

gboolean
galley_intake_media_read_name (const char  *address,
                               char         hash[HASH_LENGTH + 1],
                               const char **media_type)
{
  const char *name;

  g_return_val_if_fail (address != NULL, FALSE);

  if (strlen (address) > MAX_ADDRESS || !g_utf8_validate (address, -1, NULL))
    return FALSE;
  name = strrchr (address, '/');
  name = name != NULL ? name + 1 : address;
  if (strlen (name) <= HASH_LENGTH || strlen (name) > HASH_LENGTH + GALLEY_MEDIA_MAX_SUFFIX)
    return FALSE;
  memcpy (hash, name, HASH_LENGTH);
  hash[HASH_LENGTH] = '\0';
  *media_type = galley_media_type_find_by_suffix (name + HASH_LENGTH, strlen (name) - HASH_LENGTH);
  return *media_type != NULL && galley_hash_is_valid (hash);
}

char *
galley_intake_media_dup_path (const char *page,
                              const char *address)
{
  g_autofree char *folder = NULL;
  g_autofree char *relative = NULL;

  g_return_val_if_fail (page != NULL, NULL);
  g_return_val_if_fail (address != NULL, NULL);

  if (*address == '/' || g_uri_peek_scheme (address) != NULL)
    return NULL;
  relative = g_uri_unescape_string (address, "/");
  if (relative == NULL)
    return NULL;
  folder = g_path_get_dirname (page);
  return g_canonicalize_filename (relative, folder);
}

/* Its size; 0 where it is no file of these bytes, -1 with an error where that was cancelled. */
static gint64
measure (const char   *path,
         const char   *hash,
         gint64        limit,
         GCancellable *cancellable,
         GError      **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *piece = g_malloc (PIECE);
  gint64 size = 0;
  gssize n;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return 0;
  stream = g_file_read (file, cancellable, NULL);
  if (stream == NULL)
    return 0;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), piece, PIECE, cancellable, NULL)) > 0 && size <= limit)
    {
      g_checksum_update (checksum, piece, n);
      size += n;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  return n == 0 && size <= limit && g_str_equal (g_checksum_get_string (checksum), hash) ? size : 0;
}

gboolean
galley_intake_media_find_in_folder (GalleyIntakeMedia *self,
                                    const char        *page,
                                    GCancellable      *cancellable,
                                    GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (page != NULL, FALSE);

  for (guint i = 0; i < self->wanted->len; i++)
    {
      const char *address = self->wanted->pdata[i];
      g_autofree char *path = galley_intake_media_dup_path (page, address);
      const char *media_type;
      char hash[HASH_LENGTH + 1];
      gint64 size;

      if (path == NULL || !galley_intake_media_read_name (address, hash, &media_type))
        continue;
      size = measure (path, hash, (gint64) galley_media_type_get_max_bytes (media_type), cancellable, error);
      if (size < 0)
        return FALSE;
      if (size > 0)
        galley_intake_media_set_had (self, address, size);
    }
  return TRUE;
}

gboolean
galley_intake_media_ask (GalleyIntakeMedia *self,
                         const char        *address,
                         char               hash[HASH_LENGTH + 1],
                         const char       **media_type,
                         gint64            *size)
{
  const gint64 *had;

  g_return_val_if_fail (self != NULL, FALSE);

  if (address == NULL || !galley_intake_media_read_name (address, hash, media_type))
    return FALSE;
  if (!g_ptr_array_find_with_equal_func (self->wanted, address, g_str_equal, NULL))
    {
      if (self->wanted->len >= GALLEY_INTAKE_MAX_MEDIA)
        return FALSE;
      g_ptr_array_add (self->wanted, g_strdup (address));
    }
  had = g_hash_table_lookup (self->sizes, address);
  if (had != NULL && size != NULL)
    *size = *had;
  return had != NULL;
}
