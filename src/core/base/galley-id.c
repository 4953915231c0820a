/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UUIDv7 by RFC 9562, section 6.2, method 3: the twelve bits behind the millisecond are its fraction, counted on
 * where two ids fall together, so that the clock's stamp is the sortable half of the id. */
#include "core/base/galley-id.h"

#include "core/base/galley-hasher.h"

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
  g_autoptr (GalleyHasher) hasher = NULL;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  hasher = galley_hasher_new ();
  galley_hasher_feed (hasher, data, length);
  return galley_hasher_finish (hasher);
}

gboolean
galley_hash_is_valid (const char *hash)
{
  /* Without a way out, which the compiler makes a few instructions of. */
  guint8 n_wrong = 0;

  if (hash == NULL || strlen (hash) != 64)
    return FALSE;
  for (int i = 0; i < 64; i++)
    n_wrong |= !(((guint8) (hash[i] - '0') <= 9) | ((guint8) (hash[i] - 'a') <= 5));
  return n_wrong == 0;
}
