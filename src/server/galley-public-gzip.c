/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-public-gzip.h"

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

GBytes *
galley_public_gzip_make (GBytes *bytes)
{
  g_autoptr (GZlibCompressor) compressor = NULL;
  g_autofree char *room = NULL;
  gsize n_bytes, limit, n_read, n_written;
  gconstpointer data;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &n_bytes);
  if (n_bytes <= ONE_PACKET)
    return NULL;
  /* What does not fit in here is not worth it. */
  limit = n_bytes / 10 * 9;
  room = g_malloc (limit);
  compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL);
  if (g_converter_convert (G_CONVERTER (compressor), data, n_bytes, room, limit, G_CONVERTER_INPUT_AT_END, &n_read,
                           &n_written, NULL) != G_CONVERTER_FINISHED)
    return NULL;
  return g_bytes_new_take (g_realloc (g_steal_pointer (&room), n_written), n_written);
}
