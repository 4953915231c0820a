/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sync/galley-backoff.h"

#define SECOND (G_GINT64_CONSTANT (1000000))

static void
assert_between (guint         failures,
                GalleyRandom *random,
                gint64        middle)
{
  for (guint i = 0; i < 200; i++)
    {
      gint64 delay = galley_backoff_get_delay (failures, 0, random);

      g_assert_cmpint (delay, >=, middle - middle / 4);
      g_assert_cmpint (delay, <=, middle + middle / 4);
    }
}

static void
test_doubles (void)
{
  guint64 seed = (guint64) g_get_real_time ();
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (seed);

  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  assert_between (1, random, 2 * SECOND);
  assert_between (2, random, 4 * SECOND);
  assert_between (7, random, 128 * SECOND);
  assert_between (9, random, 300 * SECOND);
  assert_between (G_MAXUINT, random, 300 * SECOND);
}

static void
test_retry_after (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (1);

  g_assert_cmpint (galley_backoff_get_delay (1, 60 * SECOND, random), ==, 60 * SECOND);
  g_assert_cmpint (galley_backoff_get_delay (1, 90000 * SECOND, random), ==, 3600 * SECOND);
  g_assert_cmpint (galley_backoff_get_delay (1, -5, random), >, SECOND);
}

static void
test_pause (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (1);
  static const gint64 middles[] = { 1, 2, 4, 8, 16, 30, 30 };

  g_assert_cmpint (galley_backoff_get_pause (0, random), ==, 0);
  g_assert_cmpint (galley_backoff_get_pause (1, random), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (middles); i++)
    {
      gint64 pause = galley_backoff_get_pause (2 + i, random);

      g_assert_cmpint (pause, >=, middles[i] * SECOND - middles[i] * SECOND / 4);
      g_assert_cmpint (pause, <=, middles[i] * SECOND + middles[i] * SECOND / 4);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/backoff/doubles", test_doubles);
  g_test_add_func ("/sync/backoff/retry-after", test_retry_after);
  g_test_add_func ("/sync/backoff/pause", test_pause);
  return g_test_run ();
}
