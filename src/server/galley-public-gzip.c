/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-public-gzip.h"

#include <libdeflate.h>
#include <string.h>

#define LEVEL 6
#define ONE_PACKET 1024

gboolean
galley_public_gzip_suits (const char *path)
{
  static const char *const suffixes[] = { ".html", ".css", ".svg", ".xml", ".txt", ".json", ".ico" };

  g_return_val_if_fail (path != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (path, suffixes[i]))
      return TRUE;
  return FALSE;
}

static GPrivate decompressor_of_thread = G_PRIVATE_INIT ((GDestroyNotify) libdeflate_free_decompressor);
static GPrivate compressor_of_thread = G_PRIVATE_INIT ((GDestroyNotify) libdeflate_free_compressor);

/* Opening one costs more than most pages do. */
static struct libdeflate_compressor *
get_compressor (void)
{
  struct libdeflate_compressor *compressor = g_private_get (&compressor_of_thread);

  if (compressor != NULL)
    return compressor;
  compressor = libdeflate_alloc_compressor (LEVEL);
  if (compressor == NULL)
    g_error ("there is no memory to compress a page");
  g_private_set (&compressor_of_thread, compressor);
  return compressor;
}

GBytes *
galley_public_gzip_make (GBytes *bytes)
{
  g_autofree char *room = NULL;
  gsize n_bytes, limit, n_written;
  gconstpointer data;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &n_bytes);
  if (n_bytes <= ONE_PACKET)
    return NULL;
  /* What does not fit in here is not worth it. */
  limit = n_bytes / 10 * 9;
  room = g_malloc (limit);
  n_written = libdeflate_gzip_compress (get_compressor (), data, n_bytes, room, limit);
  if (n_written == 0)
    return NULL;
  return g_bytes_new_take (g_realloc (g_steal_pointer (&room), n_written), n_written);
}

gboolean
galley_public_gzip_is (GBytes *compressed,
                       GBytes *bytes)
{
  struct libdeflate_decompressor *decompressor = g_private_get (&decompressor_of_thread);
  g_autofree char *room = NULL;
  gsize n_bytes, n_compressed, n_read;
  gconstpointer data, compressed_data;

  g_return_val_if_fail (compressed != NULL && bytes != NULL, FALSE);

  if (decompressor == NULL)
    {
      decompressor = libdeflate_alloc_decompressor ();
      if (decompressor == NULL)
        return FALSE;
      g_private_set (&decompressor_of_thread, decompressor);
    }
  data = g_bytes_get_data (bytes, &n_bytes);
  compressed_data = g_bytes_get_data (compressed, &n_compressed);
  room = g_malloc (n_bytes + 1);
  /* It fits in exactly, and nothing stands behind it. */
  return libdeflate_gzip_decompress_ex (decompressor, compressed_data, n_compressed, room, n_bytes, &n_read, NULL)
           == LIBDEFLATE_SUCCESS
         && n_read == n_compressed && memcmp (room, data, n_bytes) == 0;
}
