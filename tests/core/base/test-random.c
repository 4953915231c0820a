/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-random.h"

#include <string.h>

static void
test_seeded (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (42);
  g_autoptr (GalleyRandom) again = galley_random_new_seeded (42);
  g_autoptr (GalleyRandom) other = galley_random_new_seeded (43);
  guint8 bytes[11];

  /* From another implementation of SplitMix64 and xoshiro256**. */
  g_assert_cmphex (galley_random_next (random), ==, G_GUINT64_CONSTANT (0x15780b2e0c2ec716));
  g_assert_cmphex (galley_random_next (random), ==, G_GUINT64_CONSTANT (0x6104d9866d113a7e));
  g_assert_cmphex (galley_random_next (random), ==, G_GUINT64_CONSTANT (0xae17533239e499a1));
  g_assert_cmphex (galley_random_next (other), !=, G_GUINT64_CONSTANT (0x15780b2e0c2ec716));

  /* Bytes are the numbers, lowest first; what is left of the last one is thrown away. */
  galley_random_fill (again, bytes, sizeof bytes);
  g_assert_cmphex (bytes[0], ==, G_GUINT64_CONSTANT (0x15780b2e0c2ec716) & 0xff);
  g_assert_cmphex (bytes[7], ==, G_GUINT64_CONSTANT (0x15780b2e0c2ec716) >> 56);
  g_assert_cmphex (bytes[8], ==, G_GUINT64_CONSTANT (0x6104d9866d113a7e) & 0xff);
  g_assert_cmphex (galley_random_next (again), ==, G_GUINT64_CONSTANT (0xae17533239e499a1));
}

static void
test_kernel (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new ();
  guint8 bytes[4096] = { 0 };
  guint8 more[4096] = { 0 };
  guint n_ones = 0;

  g_assert_cmpuint (galley_random_next (random), !=, galley_random_next (random));
  galley_random_fill (random, bytes, sizeof bytes);
  galley_random_fill (random, more, sizeof more);
  g_assert_cmpint (memcmp (bytes, more, sizeof bytes), !=, 0);
  for (gsize i = 0; i < sizeof bytes; i++)
    n_ones += (guint) __builtin_popcount (bytes[i]);
  /* 16384 are expected; one standard deviation is 90. */
  g_assert_cmpuint (n_ones, >, 15400);
  g_assert_cmpuint (n_ones, <, 17400);
  galley_random_fill (random, bytes, 0);
}

static void
test_below (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (1);
  guint counts[6] = { 0 };

  for (int i = 0; i < 60000; i++)
    counts[galley_random_below (random, 6)]++;
  for (int i = 0; i < 6; i++)
    {
      g_assert_cmpuint (counts[i], >, 9600);
      g_assert_cmpuint (counts[i], <, 10400);
    }
  g_assert_cmpuint (galley_random_below (random, 1), ==, 0);

  /* A bound just above half of 2^64: without rejection the low half would come twice as often. */
  for (int i = 0; i < 1000; i++)
    g_assert_cmpuint (galley_random_below (random, G_MAXUINT64 / 2 + 2), <=, G_MAXUINT64 / 2 + 1);
}

static void
test_below_nothing (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (1);

  g_test_expect_message ("galley-base", G_LOG_LEVEL_CRITICAL, "*bound != 0*");
  g_assert_cmpuint (galley_random_below (random, 0), ==, 0);
  g_test_assert_expected_messages ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/random/seeded", test_seeded);
  g_test_add_func ("/base/random/kernel", test_kernel);
  g_test_add_func ("/base/random/below", test_below);
  g_test_add_func ("/base/random/below-nothing", test_below_nothing);
  return g_test_run ();
}
