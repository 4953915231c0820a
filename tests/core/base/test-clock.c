/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-clock.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define START G_GINT64_CONSTANT (1795420800000000)

typedef struct
{
  GalleyClock *clock;
  GString *log; /* one letter a call, with the boot time at which it came */
  guint id;
  int calls_left;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->clock = galley_test_clock_new (START);
  fixture->log = g_string_new (NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_string_free (fixture->log, TRUE);
  g_assert_finalize_object (fixture->clock);
}

static void
note (Fixture *fixture,
      char     letter)
{
  g_string_append_printf (fixture->log, "%c%" G_GINT64_FORMAT " ", letter,
                          galley_clock_get_boot_time (fixture->clock));
}

static gboolean
once_a_cb (gpointer data)
{
  note (data, 'a');
  return G_SOURCE_REMOVE;
}

static gboolean
once_b_cb (gpointer data)
{
  note (data, 'b');
  return G_SOURCE_REMOVE;
}

static gboolean
repeat_cb (gpointer data)
{
  Fixture *fixture = data;

  note (fixture, 'r');
  return --fixture->calls_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
remove_itself_cb (gpointer data)
{
  Fixture *fixture = data;

  note (fixture, 's');
  galley_clock_remove_timeout (fixture->clock, fixture->id);
  return G_SOURCE_CONTINUE;
}

static gboolean
add_another_cb (gpointer data)
{
  Fixture *fixture = data;

  note (fixture, 'n');
  galley_clock_add_timeout (fixture->clock, 5, once_a_cb, fixture);
  return G_SOURCE_REMOVE;
}

static void
advance (Fixture *fixture,
         gint64   step)
{
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), step);
}

static void
test_readings (Fixture      *fixture,
               gconstpointer data)
{
  g_assert_cmpint (galley_clock_get_real_time (fixture->clock), ==, START);
  g_assert_cmpint (galley_clock_get_boot_time (fixture->clock), ==, 0);

  advance (fixture, 250);
  g_assert_cmpint (galley_clock_get_real_time (fixture->clock), ==, START + 250);
  g_assert_cmpint (galley_clock_get_boot_time (fixture->clock), ==, 250);

  galley_test_clock_set_real_time (GALLEY_TEST_CLOCK (fixture->clock), 5);
  g_assert_cmpint (galley_clock_get_real_time (fixture->clock), ==, 5);
  g_assert_cmpint (galley_clock_get_boot_time (fixture->clock), ==, 250);
}

static void
test_timeouts_in_order (Fixture      *fixture,
                        gconstpointer data)
{
  galley_clock_add_timeout (fixture->clock, 20, once_b_cb, fixture);
  galley_clock_add_timeout (fixture->clock, 10, once_a_cb, fixture);
  galley_clock_add_timeout (fixture->clock, 20, once_a_cb, fixture);

  advance (fixture, 9);
  g_assert_cmpstr (fixture->log->str, ==, "");
  advance (fixture, 1);
  g_assert_cmpstr (fixture->log->str, ==, "a10 ");
  advance (fixture, 1000);
  g_assert_cmpstr (fixture->log->str, ==, "a10 b20 a20 ");
  advance (fixture, 1000);
  g_assert_cmpstr (fixture->log->str, ==, "a10 b20 a20 ");
}

static void
test_timeout_ignores_real_time (Fixture      *fixture,
                                gconstpointer data)
{
  galley_clock_add_timeout (fixture->clock, 10, once_a_cb, fixture);
  galley_test_clock_set_real_time (GALLEY_TEST_CLOCK (fixture->clock), START * 2);
  advance (fixture, 9);
  g_assert_cmpstr (fixture->log->str, ==, "");
  advance (fixture, 1);
  g_assert_cmpstr (fixture->log->str, ==, "a10 ");
}

static void
test_timeout_repeats (Fixture      *fixture,
                      gconstpointer data)
{
  fixture->calls_left = 3;
  galley_clock_add_timeout (fixture->clock, 10, repeat_cb, fixture);
  galley_clock_add_timeout (fixture->clock, 15, once_a_cb, fixture);
  advance (fixture, 100);
  g_assert_cmpstr (fixture->log->str, ==, "r10 a15 r20 r30 ");
}

static void
test_timeout_without_delay (Fixture      *fixture,
                            gconstpointer data)
{
  fixture->calls_left = 3;
  galley_clock_add_timeout (fixture->clock, 0, repeat_cb, fixture);
  advance (fixture, 0);
  g_assert_cmpstr (fixture->log->str, ==, "r0 ");
  advance (fixture, 5);
  g_assert_cmpstr (fixture->log->str, ==, "r0 r1 r2 ");
}

static void
test_timeout_removed (Fixture      *fixture,
                      gconstpointer data)
{
  guint id = galley_clock_add_timeout (fixture->clock, 10, once_a_cb, fixture);

  g_assert_cmpuint (id, !=, 0);
  galley_clock_add_timeout (fixture->clock, 10, once_b_cb, fixture);
  galley_clock_remove_timeout (fixture->clock, id);
  advance (fixture, 10);
  g_assert_cmpstr (fixture->log->str, ==, "b10 ");

  g_test_expect_message ("galley-base", G_LOG_LEVEL_CRITICAL, "*link != NULL*");
  galley_clock_remove_timeout (fixture->clock, id);
  g_test_assert_expected_messages ();
}

static void
test_timeout_changes_timeouts (Fixture      *fixture,
                               gconstpointer data)
{
  fixture->id = galley_clock_add_timeout (fixture->clock, 10, remove_itself_cb, fixture);
  galley_clock_add_timeout (fixture->clock, 10, add_another_cb, fixture);
  advance (fixture, 100);
  g_assert_cmpstr (fixture->log->str, ==, "s10 n10 a15 ");
}

static void
test_stamps (Fixture      *fixture,
             gconstpointer data)
{
  guint64 first = galley_clock_next_stamp (fixture->clock);
  guint64 last = first;

  g_assert_cmpuint (first >> 12, ==, START / 1000);
  for (int i = 0; i < 10000; i++)
    {
      guint64 stamp = galley_clock_next_stamp (fixture->clock);

      g_assert_cmpuint (stamp, >, last);
      last = stamp;
    }
  galley_test_clock_set_real_time (GALLEY_TEST_CLOCK (fixture->clock), 5);
  g_assert_cmpuint (galley_clock_next_stamp (fixture->clock), ==, last + 1);
  galley_test_clock_set_real_time (GALLEY_TEST_CLOCK (fixture->clock), START + G_USEC_PER_SEC + 500);
  g_assert_cmpuint (galley_clock_next_stamp (fixture->clock), ==, (guint64) (START / 1000 + 1000) << 12 | 2048);
}

typedef struct
{
  GMainLoop *loop;
  int count;
} Counter;

static gboolean
count_to_three_cb (gpointer data)
{
  Counter *counter = data;

  if (++counter->count < 3)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (counter->loop);
  return G_SOURCE_REMOVE;
}

/* A timeout that repeats, and one that would fall due before it and is removed. */
static void
run_machine_timeouts (GalleyClock *clock)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  gint64 start = galley_clock_get_boot_time (clock);
  Counter counter = { loop, 0 };
  Counter never = { loop, 0 };
  guint id = galley_clock_add_timeout (clock, 0, count_to_three_cb, &never);

  g_assert_cmpuint (galley_clock_add_timeout (clock, 2500, count_to_three_cb, &counter), !=, 0);
  galley_clock_remove_timeout (clock, id);
  g_main_loop_run (loop);

  g_assert_cmpint (counter.count, ==, 3);
  g_assert_cmpint (never.count, ==, 0);
  g_assert_cmpint (galley_clock_get_boot_time (clock) - start, >=, 3 * 2500);
}

static void
test_machine (void)
{
  GalleyClock *clock = galley_clock_new ();
  struct timespec now;

  g_assert_cmpint (ABS (galley_clock_get_real_time (clock) - g_get_real_time ()), <, 10 * G_USEC_PER_SEC);
  clock_gettime (CLOCK_BOOTTIME, &now);
  g_assert_cmpint (galley_clock_get_boot_time (clock), >=, (gint64) now.tv_sec * G_USEC_PER_SEC);
  run_machine_timeouts (clock);
  g_assert_finalize_object (clock);
}

/* Out of descriptors, GLib's own time does the waiting. The limit stays above what is open: poll() needs that many. */
static void
test_machine_without_descriptors (void)
{
  GalleyClock *clock = galley_clock_new ();
  struct rlimit before, now;
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (int));
  int fd;

  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &before));
  now = before;
  now.rlim_cur = MIN (before.rlim_cur, 64);
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &now));
  while ((fd = open ("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
    g_array_append_val (taken, fd);

  run_machine_timeouts (clock);

  for (guint i = 0; i < taken->len; i++)
    close (g_array_index (taken, int, i));
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &before));
  g_assert_finalize_object (clock);
}

static void
test_boot_id (void)
{
  const char *id = galley_clock_get_boot_id ();

  g_assert_nonnull (id);
  g_assert_true (g_str_equal (id, "") || g_uuid_string_is_valid (id));
  g_assert_true (galley_clock_get_boot_id () == id);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/base/clock/readings", test_readings);
  ADD ("/base/clock/timeouts-in-order", test_timeouts_in_order);
  ADD ("/base/clock/timeout-ignores-real-time", test_timeout_ignores_real_time);
  ADD ("/base/clock/timeout-repeats", test_timeout_repeats);
  ADD ("/base/clock/timeout-without-delay", test_timeout_without_delay);
  ADD ("/base/clock/timeout-removed", test_timeout_removed);
  ADD ("/base/clock/timeout-changes-timeouts", test_timeout_changes_timeouts);
  ADD ("/base/clock/stamps", test_stamps);
  g_test_add_func ("/base/clock/machine", test_machine);
  g_test_add_func ("/base/clock/machine-without-descriptors", test_machine_without_descriptors);
  g_test_add_func ("/base/clock/boot-id", test_boot_id);
  return g_test_run ();
}
