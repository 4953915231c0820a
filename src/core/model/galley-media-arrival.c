/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-media-arrival.h"

#include "core/base/galley-error.h"
#include "core/base/galley-hash-folder.h"
#include "core/base/galley-hasher.h"
#include "core/model/galley-media-sniffer.h"

#define CHUNK_BYTES (256 * 1024)

struct _GalleyMediaArrival
{
  char *folder;
  GalleyNewFile *file;
  GalleyHasher *hasher;
  GalleyMediaSniffer *sniffer;
  gint64 size;
  char *hash; /* NULL before the end */
};

GalleyMediaArrival *
galley_media_arrival_new (const char *folder,
                          GError    **error)
{
  GalleyMediaArrival *self;
  GalleyNewFile *file;

  g_return_val_if_fail (folder != NULL, NULL);

  file = galley_new_file_begin (folder, error);
  if (file == NULL)
    return NULL;
  self = g_new0 (GalleyMediaArrival, 1);
  self->folder = g_strdup (folder);
  self->file = file;
  self->hasher = galley_hasher_new ();
  self->sniffer = galley_media_sniffer_new ();
  return self;
}

void
galley_media_arrival_free (GalleyMediaArrival *self)
{
  if (self == NULL)
    return;
  galley_new_file_free (self->file);
  galley_hasher_free (self->hasher);
  galley_media_sniffer_free (self->sniffer);
  g_free (self->folder);
  g_free (self->hash);
  g_free (self);
}

gboolean
galley_media_arrival_write (GalleyMediaArrival *self,
                            gconstpointer       data,
                            gsize               length,
                            GError            **error)
{
  g_return_val_if_fail (self != NULL && self->hash == NULL, FALSE);

  galley_hasher_feed (self->hasher, data, length);
  galley_media_sniffer_feed (self->sniffer, data, length);
  self->size += (gint64) length;
  return galley_new_file_write (self->file, data, length, error);
}

gboolean
galley_media_arrival_read (GalleyMediaArrival   *self,
                           GInputStream         *stream,
                           gint64                limit,
                           gint64                total,
                           GFileProgressCallback progress,
                           gpointer              progress_data,
                           GCancellable         *cancellable,
                           GError              **error)
{
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  gssize got;

  g_return_val_if_fail (self != NULL && G_IS_INPUT_STREAM (stream), FALSE);

  while ((got = g_input_stream_read (stream, chunk, CHUNK_BYTES, cancellable, error)) > 0)
    {
      if (self->size + got > limit)
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "it is larger than %" G_GINT64_FORMAT " bytes", limit);
          return FALSE;
        }
      if (!galley_media_arrival_write (self, chunk, (gsize) got, error))
        return FALSE;
      if (progress != NULL)
        progress (self->size, total, progress_data);
    }
  return got == 0;
}

gboolean
galley_media_arrival_read_file (GalleyMediaArrival   *self,
                                const char           *path,
                                gint64                limit,
                                GFileProgressCallback progress,
                                gpointer              progress_data,
                                GCancellable         *cancellable,
                                GError              **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  gint64 size = 0;
  gboolean is_read = FALSE;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, cancellable, error);
  if (stream != NULL)
    info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  if (info != NULL)
    size = g_file_info_get_size (info);
  /* What says so itself is not read for nothing. */
  if (stream != NULL && size > limit)
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "it is larger than %" G_GINT64_FORMAT " bytes", limit);
  else if (stream != NULL)
    is_read = galley_media_arrival_read (self, G_INPUT_STREAM (stream), limit, size, progress, progress_data, cancellable,
                                         error);
  if (!is_read)
    galley_error_adopt (error);
  return is_read;
}

gboolean
galley_media_arrival_end (GalleyMediaArrival *self,
                          GError            **error)
{
  g_return_val_if_fail (self != NULL && self->hash == NULL, FALSE);

  if (!galley_new_file_end (self->file, error))
    return FALSE;
  self->hash = galley_hasher_finish (self->hasher);
  return TRUE;
}

gint64
galley_media_arrival_get_size (const GalleyMediaArrival *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

const char *
galley_media_arrival_get_hash (const GalleyMediaArrival *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->hash;
}

const char *
galley_media_arrival_get_media_type (const GalleyMediaArrival *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return galley_media_sniffer_get_type (self->sniffer);
}

gboolean
galley_media_arrival_keep (GalleyMediaArrival *self,
                           GError            **error)
{
  g_return_val_if_fail (self != NULL && self->hash != NULL, FALSE);

  return galley_hash_folder_take (self->folder, self->hash, self->file, error);
}
