/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubling with chance. The chance is taken in microseconds, so that no two desks share a grid. */
#include "core/sync/galley-backoff.h"

#define FIRST_DELAY (2 * G_USEC_PER_SEC)
#define LONGEST_DELAY (5 * 60 * (gint64) G_USEC_PER_SEC)
#define LONGEST_RETRY_AFTER (60 * 60 * (gint64) G_USEC_PER_SEC)
#define FIRST_PAUSE (G_USEC_PER_SEC)
#define LONGEST_PAUSE (30 * (gint64) G_USEC_PER_SEC)

static gint64
double_by_chance (gint64        delay,
                  gint64        longest,
                  guint         times,
                  GalleyRandom *random)
{
  gint64 quarter;

  for (guint i = 0; i < times && delay < longest; i++)
    delay *= 2;
  delay = MIN (delay, longest);
  quarter = delay / 4;
  return delay + (gint64) galley_random_below (random, (guint64) (2 * quarter + 1)) - quarter;
}

gint64
galley_backoff_get_delay (guint         failures,
                          gint64        retry_after,
                          GalleyRandom *random)
{
  gint64 delay;

  g_return_val_if_fail (failures > 0, 0);
  g_return_val_if_fail (GALLEY_IS_RANDOM (random), 0);

  delay = double_by_chance (FIRST_DELAY, LONGEST_DELAY, failures - 1, random);
  return MAX (delay, CLAMP (retry_after, 0, LONGEST_RETRY_AFTER));
}

gint64
galley_backoff_get_pause (guint         cuts,
                          GalleyRandom *random)
{
  g_return_val_if_fail (GALLEY_IS_RANDOM (random), 0);

  return cuts < 2 ? 0 : double_by_chance (FIRST_PAUSE, LONGEST_PAUSE, cuts - 2, random);
}
