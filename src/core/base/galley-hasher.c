/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-hasher.h"

#include <nettle/sha2.h>

struct _GalleyHasher
{
  struct sha256_ctx context;
};

GalleyHasher *
galley_hasher_new (void)
{
  GalleyHasher *self = g_new0 (GalleyHasher, 1);

  sha256_init (&self->context);
  return self;
}

void
galley_hasher_free (GalleyHasher *self)
{
  g_free (self);
}

void
galley_hasher_feed (GalleyHasher *self,
                    gconstpointer data,
                    gsize         length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || length == 0);

  if (length > 0)
    sha256_update (&self->context, length, data);
}

char *
galley_hasher_finish (GalleyHasher *self)
{
  static const char digits[] = "0123456789abcdef";
  guint8 digest[SHA256_DIGEST_SIZE];
  char *hex;

  g_return_val_if_fail (self != NULL, NULL);

  sha256_digest (&self->context, sizeof digest, digest);
  hex = g_malloc (2 * sizeof digest + 1);
  for (guint i = 0; i < sizeof digest; i++)
    {
      hex[2 * i] = digits[digest[i] >> 4];
      hex[2 * i + 1] = digits[digest[i] & 15];
    }
  hex[2 * sizeof digest] = '\0';
  return hex;
}
