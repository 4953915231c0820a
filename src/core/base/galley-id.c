/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UUIDv7 by RFC 9562, section 6.2, method 3: the twelve bits behind the millisecond are its fraction, counted on
 * where two ids fall together, so that the clock's stamp is the sortable half of the id. */
#include "core/base/galley-id.h"

#include <nettle/sha2.h>
#include <string.h>

static gboolean
is_lower_hex (char c)
{
  return g_ascii_isdigit (c) || (c >= 'a' && c <= 'f');
}

char *
galley_id_new (GalleyClock  *clock,
               GalleyRandom *random)
{
  guint64 stamp, tail;

  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (GALLEY_IS_RANDOM (random), NULL);

  stamp = galley_clock_next_stamp (clock);
  tail = galley_random_next (random);
  return g_strdup_printf ("%08x-%04x-7%03x-%04x-%012" G_GINT64_MODIFIER "x",
                          (guint) (stamp >> 28), (guint) (stamp >> 12 & 0xffff), (guint) (stamp & 0xfff),
                          (guint) (0x8000 | (tail >> 48 & 0x3fff)),
                          tail & G_GUINT64_CONSTANT (0xffffffffffff));
}

gboolean
galley_id_is_valid (const char *id)
{
  if (id == NULL || strlen (id) != 36)
    return FALSE;
  for (int i = 0; i < 36; i++)
    {
      gboolean is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;

      if (is_hyphen ? id[i] != '-' : !is_lower_hex (id[i]))
        return FALSE;
    }
  return id[14] == '7' && strchr ("89ab", id[19]) != NULL;
}

char *
galley_hash_bytes (gconstpointer data,
                   gsize         length)
{
  static const char digits[] = "0123456789abcdef";
  struct sha256_ctx context;
  guint8 digest[SHA256_DIGEST_SIZE];
  char *hex;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  sha256_init (&context);
  sha256_update (&context, length, length > 0 ? data : (gconstpointer) "");
  sha256_digest (&context, sizeof digest, digest);

  hex = g_malloc (2 * sizeof digest + 1);
  for (guint i = 0; i < sizeof digest; i++)
    {
      hex[2 * i] = digits[digest[i] >> 4];
      hex[2 * i + 1] = digits[digest[i] & 15];
    }
  hex[2 * sizeof digest] = '\0';
  return hex;
}

gboolean
galley_hash_is_valid (const char *hash)
{
  if (hash == NULL || strlen (hash) != 64)
    return FALSE;
  for (int i = 0; i < 64; i++)
    if (!is_lower_hex (hash[i]))
      return FALSE;
  return TRUE;
}
