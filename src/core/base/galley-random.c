/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two sources behind one type: the kernel's, which keeps no state here and is therefore thread-safe, and
 * xoshiro256** 1.0 (Blackman and Vigna), its state filled from the seed by SplitMix64 as its authors advise. */
#include "core/base/galley-random.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

struct _GalleyRandom
{
  GObject parent_instance;

  gboolean is_seeded;
  guint64 state[4];
};

G_DEFINE_FINAL_TYPE (GalleyRandom, galley_random, G_TYPE_OBJECT)

static guint64
rotate_left (guint64 value,
             int     bits)
{
  return (value << bits) | (value >> (64 - bits));
}

static guint64
split_mix (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static guint64
next_seeded (guint64 state[4])
{
  guint64 result = rotate_left (state[1] * 5, 7) * 9;
  guint64 shifted = state[1] << 17;

  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotate_left (state[3], 45);
  return result;
}

static void
fill_from_kernel (guint8 *bytes,
                  gsize   length)
{
  while (length > 0)
    {
      ssize_t got = getrandom (bytes, length, 0);

      if (got < 0 && errno == EINTR)
        continue;
      /* Nothing may go on with numbers that somebody could guess. */
      if (got < 0)
        g_error ("getrandom: %s", g_strerror (errno));
      bytes += got;
      length -= (gsize) got;
    }
}

static void
galley_random_class_init (GalleyRandomClass *klass)
{
}

static void
galley_random_init (GalleyRandom *self)
{
}

GalleyRandom *
galley_random_new (void)
{
  return g_object_new (GALLEY_TYPE_RANDOM, NULL);
}

GalleyRandom *
galley_random_new_seeded (guint64 seed)
{
  GalleyRandom *self = g_object_new (GALLEY_TYPE_RANDOM, NULL);

  self->is_seeded = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (self->state); i++)
    self->state[i] = split_mix (&seed);
  return self;
}

void
galley_random_fill (GalleyRandom *self,
                    guint8       *bytes,
                    gsize         length)
{
  g_return_if_fail (GALLEY_IS_RANDOM (self));
  g_return_if_fail (bytes != NULL || length == 0);

  if (!self->is_seeded)
    {
      fill_from_kernel (bytes, length);
      return;
    }

  while (length > 0)
    {
      guint64 number = GUINT64_TO_LE (next_seeded (self->state));
      gsize n = MIN (length, sizeof number);

      memcpy (bytes, &number, n);
      bytes += n;
      length -= n;
    }
}

guint64
galley_random_next (GalleyRandom *self)
{
  guint64 number;

  g_return_val_if_fail (GALLEY_IS_RANDOM (self), 0);

  if (self->is_seeded)
    return next_seeded (self->state);
  fill_from_kernel ((guint8 *) &number, sizeof number);
  return number;
}

guint64
galley_random_below (GalleyRandom *self,
                     guint64       bound)
{
  guint64 surplus, number;

  g_return_val_if_fail (GALLEY_IS_RANDOM (self), 0);
  g_return_val_if_fail (bound != 0, 0);

  /* 2^64 modulo bound: so many numbers at the low end would make some remainders likelier than others. */
  surplus = -bound % bound;
  do
    number = galley_random_next (self);
  while (number < surplus);
  return number % bound;
}
