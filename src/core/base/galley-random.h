/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Randomness, reached through an object so that tests and the simulator can seed it. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_RANDOM (galley_random_get_type ())
G_DECLARE_FINAL_TYPE (GalleyRandom, galley_random, GALLEY, RANDOM, GObject)

/* From the kernel (getrandom): fit for tokens. Thread-safe. */
GalleyRandom *galley_random_new (void);

/* xoshiro256** from @seed: the same numbers for ever, never fit for secrets. One thread only. */
GalleyRandom *galley_random_new_seeded (guint64 seed);

void galley_random_fill (GalleyRandom *self,
                         guint8       *bytes,
                         gsize         length);
guint64 galley_random_next (GalleyRandom *self);

/* Evenly spread over 0 … @bound - 1; @bound must not be 0. */
guint64 galley_random_below (GalleyRandom *self,
                             guint64       bound);

G_END_DECLS
