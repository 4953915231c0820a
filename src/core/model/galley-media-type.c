/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-media-type.h"

#include "core/base/galley-id.h"

#include <string.h>

static const struct
{
  const char *type;
  const char *suffix;
  const char *head; /* the bytes that such a file begins with */
} kinds[] = {
  { GALLEY_MEDIA_TYPE_JPEG, ".jpg", "\xff\xd8\xff" },
  { GALLEY_MEDIA_TYPE_PNG, ".png", "\x89PNG\r\n\x1a\n" },
};

const char *
galley_media_type_sniff (gconstpointer data,
                         gsize         length)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize head_length = strlen (kinds[i].head);

      if (length > head_length && memcmp (data, kinds[i].head, head_length) == 0)
        return kinds[i].type;
    }
  return NULL;
}

const char *
galley_media_type_intern (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (type, kinds[i].type) == 0)
      return kinds[i].type;
  return NULL;
}

const char *
galley_media_type_get_suffix (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (type, kinds[i].type) == 0)
      return kinds[i].suffix;
  g_return_val_if_reached ("");
}

char *
galley_media_make_name (const char *hash,
                        const char *suffix)
{
  g_return_val_if_fail (galley_hash_is_valid (hash), NULL);
  g_return_val_if_fail (suffix != NULL, NULL);

  return g_strdup_printf ("%.2s/%s%s", hash, hash, suffix);
}
