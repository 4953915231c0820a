/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When it locks by itself, what opens it, and how wrong tries are slowed down. */
#include "core/workspace/galley-lock.h"

#include "core/base/galley-error.h"

#include <sodium.h>
#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define PASSWORD "correct horse"

typedef struct
{
  GalleyClock *clock;
  GalleyLock *lock;
  guint notified; /* how often "is-locked" was */
} Fixture;

static void
notified_cb (Fixture *fixture)
{
  fixture->notified++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  char verifier[crypto_pwhash_STRBYTES];

  /* One that is quickly held against: what it costs stands in it. */
  g_assert_cmpint (crypto_pwhash_str (verifier, PASSWORD, strlen (PASSWORD), crypto_pwhash_OPSLIMIT_MIN,
                                      crypto_pwhash_MEMLIMIT_MIN), ==, 0);
  fixture->clock = GALLEY_CLOCK (galley_test_clock_new (0));
  fixture->lock = galley_lock_new (fixture->clock);
  galley_lock_set_verifier (fixture->lock, verifier);
  g_signal_connect_swapped (fixture->lock, "notify::is-locked", G_CALLBACK (notified_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->lock);
  g_assert_finalize_object (fixture->clock);
}

static void
pass (Fixture *fixture,
      gint64   time)
{
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), time);
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_set_object ((GAsyncResult **) data, result);
}

/* -1: it opened; else the error's code. */
static int
attempt (Fixture    *fixture,
         const char *password)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  galley_lock_try_async (fixture->lock, password, tried_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (galley_lock_try_finish (fixture->lock, result, &error))
    return -1;
  g_assert_true (error->domain == GALLEY_ERROR);
  return error->code;
}

static void
test_idle (Fixture      *fixture,
           gconstpointer data)
{
  galley_lock_set_minutes (fixture->lock, 5);
  pass (fixture, 4 * MINUTE);
  galley_lock_note_input (fixture->lock);
  pass (fixture, 5 * MINUTE - 1);
  g_assert_false (galley_lock_get_is_locked (fixture->lock));
  pass (fixture, 1);
  g_assert_true (galley_lock_get_is_locked (fixture->lock));
  g_assert_cmpuint (fixture->notified, ==, 1);
  /* A key at the locked page opens nothing. */
  galley_lock_note_input (fixture->lock);
  g_assert_true (galley_lock_get_is_locked (fixture->lock));

  g_assert_cmpint (attempt (fixture, PASSWORD), ==, -1);
  g_assert_false (galley_lock_get_is_locked (fixture->lock));
  pass (fixture, 5 * MINUTE);
  g_assert_true (galley_lock_get_is_locked (fixture->lock));
}

static void
test_off (Fixture      *fixture,
          gconstpointer data)
{
  pass (fixture, 600 * MINUTE);
  g_assert_false (galley_lock_get_is_locked (fixture->lock));
  galley_lock_set_minutes (fixture->lock, 5);
  galley_lock_set_minutes (fixture->lock, 0);
  pass (fixture, 600 * MINUTE);
  g_assert_false (galley_lock_get_is_locked (fixture->lock));
  g_assert_true (galley_lock_lock (fixture->lock));
  g_assert_true (galley_lock_get_is_locked (fixture->lock));
}

/* Boot time has run while the timers of a sleeping computer stood still: the key that wakes it is too late. */
typedef struct
{
  GalleyClock parent_instance;
  gint64 boot_time;
} SleepingClock;

typedef GalleyClockClass SleepingClockClass;

GType sleeping_clock_get_type (void);
G_DEFINE_TYPE (SleepingClock, sleeping_clock, GALLEY_TYPE_CLOCK)

static gint64
sleeping_clock_get_boot_time (GalleyClock *clock)
{
  return ((SleepingClock *) clock)->boot_time;
}

static guint
sleeping_clock_add_timeout (GalleyClock   *clock,
                            gint64         delay,
                            GSourceFunc    function,
                            gpointer       data,
                            GDestroyNotify destroy)
{
  return 1;
}

static void
sleeping_clock_remove_timeout (GalleyClock *clock,
                               guint        id)
{
  g_assert_cmpuint (id, ==, 1);
}

static void
sleeping_clock_class_init (SleepingClockClass *klass)
{
  klass->get_boot_time = sleeping_clock_get_boot_time;
  klass->add_timeout = sleeping_clock_add_timeout;
  klass->remove_timeout = sleeping_clock_remove_timeout;
}

static void
sleeping_clock_init (SleepingClock *self)
{
}

static void
test_sleep (Fixture      *fixture,
            gconstpointer data)
{
  SleepingClock *clock = g_object_new (sleeping_clock_get_type (), NULL);
  GalleyLock *lock = galley_lock_new (GALLEY_CLOCK (clock));

  galley_lock_set_verifier (lock, "any");
  galley_lock_set_minutes (lock, 15);
  clock->boot_time = 15 * MINUTE - 1;
  galley_lock_note_input (lock);
  g_assert_false (galley_lock_get_is_locked (lock));
  clock->boot_time += 15 * MINUTE;
  galley_lock_note_input (lock);
  g_assert_true (galley_lock_get_is_locked (lock));
  g_assert_finalize_object (lock);
  g_assert_finalize_object (clock);
}

static void
test_no_verifier (Fixture      *fixture,
                  gconstpointer data)
{
  galley_lock_set_minutes (fixture->lock, 5);
  galley_lock_set_verifier (fixture->lock, NULL);
  g_assert_false (galley_lock_get_is_ready (fixture->lock));
  g_assert_false (galley_lock_lock (fixture->lock));
  pass (fixture, 600 * MINUTE);
  g_assert_false (galley_lock_get_is_locked (fixture->lock));
  g_assert_cmpuint (fixture->notified, ==, 0);
}

/* From the last time; what is found decides. */
static void
test_resumed (Fixture      *fixture,
              gconstpointer data)
{
  galley_lock_set_verifier (fixture->lock, NULL);
  galley_lock_resume (fixture->lock);
  g_assert_true (galley_lock_get_is_locked (fixture->lock));
  g_assert_cmpint (attempt (fixture, PASSWORD), ==, GALLEY_ERROR_NOT_FOUND);
  g_assert_true (galley_lock_get_is_locked (fixture->lock));

  galley_lock_set_verifier (fixture->lock, NULL);
  g_assert_false (galley_lock_get_is_locked (fixture->lock));
  g_assert_cmpuint (fixture->notified, ==, 2);
}

static void
test_wrong (Fixture      *fixture,
            gconstpointer data)
{
  static const int waits[] = { 0, 0, 2, 4, 8, 16, 32, 60, 60 };

  galley_lock_lock (fixture->lock);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_assert_cmpint (attempt (fixture, "wrong"), ==, GALLEY_ERROR_AUTH);
      g_assert_cmpint (galley_lock_get_wait (fixture->lock), ==, waits[i] * SECOND);
      if (waits[i] == 0)
        continue;
      pass (fixture, waits[i] * SECOND - 1);
      g_assert_cmpint (attempt (fixture, PASSWORD), ==, GALLEY_ERROR_BUSY);
      pass (fixture, 1);
    }
  g_assert_true (galley_lock_get_is_locked (fixture->lock));
  g_assert_cmpint (attempt (fixture, PASSWORD), ==, -1);

  /* It begins anew. */
  galley_lock_lock (fixture->lock);
  g_assert_cmpint (attempt (fixture, "wrong"), ==, GALLEY_ERROR_AUTH);
  g_assert_cmpint (galley_lock_get_wait (fixture->lock), ==, 0);
}

static void
count_cb (GalleyLock *lock,
          guint      *n)
{
  (*n)++;
}

static void
test_wait_is_told (Fixture      *fixture,
                   gconstpointer data)
{
  guint n = 0;

  g_signal_connect (fixture->lock, "wait-changed", G_CALLBACK (count_cb), &n);
  galley_lock_lock (fixture->lock);
  for (guint i = 0; i < 4; i++)
    {
      attempt (fixture, "wrong");
      pass (fixture, galley_lock_get_wait (fixture->lock));
    }
  /* Of two seconds and of four, the last one of each being the end. */
  g_assert_cmpuint (n, ==, 6);
  pass (fixture, MINUTE);
  g_assert_cmpuint (n, ==, 6);
}

#define ADD(name, function) g_test_add ("/workspace/lock/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  ADD ("idle", test_idle);
  ADD ("off", test_off);
  ADD ("sleep", test_sleep);
  ADD ("no-verifier", test_no_verifier);
  ADD ("resumed", test_resumed);
  ADD ("wrong", test_wrong);
  ADD ("wait-is-told", test_wait_is_told);
  return g_test_run ();
}
