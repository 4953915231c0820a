/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubling with chance. The chance is taken in microseconds, so that no two desks share a grid. */
#include "core/sync/galley-backoff.h"

#define FIRST_DELAY (2 * G_USEC_PER_SEC)
#define LONGEST_DELAY (5 * 60 * (gint64) G_USEC_PER_SEC)
#define LONGEST_RETRY_AFTER (60 * 60 * (gint64) G_USEC_PER_SEC)

gint64
galley_backoff_get_delay (guint         failures,
                          gint64        retry_after,
                          GalleyRandom *random)
{
  gint64 delay = FIRST_DELAY;
  gint64 quarter;

  g_return_val_if_fail (failures > 0, 0);
  g_return_val_if_fail (GALLEY_IS_RANDOM (random), 0);

  for (guint i = 1; i < failures && delay < LONGEST_DELAY; i++)
    delay *= 2;
  delay = MIN (delay, LONGEST_DELAY);
  quarter = delay / 4;
  delay += (gint64) galley_random_below (random, (guint64) (2 * quarter + 1)) - quarter;

  return MAX (delay, CLAMP (retry_after, 0, LONGEST_RETRY_AFTER));
}
