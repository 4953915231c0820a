/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-clock.h"

static void
test_format (void)
{
  static const struct
  {
    gint64 time;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00.000Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { G_GINT64_CONSTANT (1795420800000000), "2026-11-23T08:00:00.000Z" },
    { G_GINT64_CONSTANT (1795420800123999), "2026-11-23T08:00:00.123Z" },
    { G_GINT64_CONSTANT (951782400000000), "2000-02-29T00:00:00.000Z" },
    { G_MAXINT64, "9999-12-31T23:59:59.775Z" },
    { G_MININT64, "0001-01-01T00:00:00.224Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = galley_time_format (cases[i].time);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_parse (void)
{
  gint64 time = 0;

  g_assert_true (galley_time_parse ("2026-11-23T08:00:00.123Z", &time));
  g_assert_cmpint (time, ==, G_GINT64_CONSTANT (1795420800123000));
  g_assert_true (galley_time_parse ("1969-12-31T23:59:59.999Z", &time));
  g_assert_cmpint (time, ==, -1000);
  g_assert_true (galley_time_parse ("2000-02-29T00:00:00.000Z", &time));
  g_assert_cmpint (time, ==, G_GINT64_CONSTANT (951782400000000));
}

static void
test_refuses (void)
{
  static const char *const cases[] = {
    "",
    "2026-11-23",
    "2026-11-23T08:00:00Z",
    "2026-11-23T08:00:00.1Z",
    "2026-11-23T08:00:00.1234Z",
    "2026-11-23T08:00:00.123z",
    "2026-11-23 08:00:00.123Z",
    "2026-11-23T08:00:00.123+08:00",
    "2026-11-23T08:00:00.123Z ",
    " 2026-11-23T08:00:00.123Z",
    "2026-02-30T08:00:00.000Z",
    "1900-02-29T08:00:00.000Z",
    "2026-13-01T08:00:00.000Z",
    "2026-00-01T08:00:00.000Z",
    "2026-11-23T24:00:00.000Z",
    "2026-11-23T08:60:00.000Z",
    "2016-12-31T23:59:60.000Z",
    "0000-01-01T00:00:00.000Z",
    "-026-11-23T08:00:00.123Z",
    "2026-11-23T+8:00:00.123Z",
    "２026-11-23T08:00:00.1Z",
  };
  gint64 time = 7;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_false (galley_time_parse (cases[i], &time));
  g_assert_false (galley_time_parse (NULL, &time));
  g_assert_cmpint (time, ==, 7);
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 10000; i++)
    {
      gint64 time = ((gint64) g_test_rand_int () * (1 << 20) ^ g_test_rand_int ()) / 1000 * 1000;
      g_autofree char *text = galley_time_format (time);
      gint64 back = 0;

      g_assert_true (galley_time_parse (text, &back));
      g_assert_cmpint (back, ==, time);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/format", test_format);
  g_test_add_func ("/base/time/parse", test_parse);
  g_test_add_func ("/base/time/refuses", test_refuses);
  g_test_add_func ("/base/time/round-trip", test_round_trip);
  return g_test_run ();
}
