/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of a file on its way, and how often. */
#include "core/sync/galley-media-traffic.h"

#include <string.h>

#define HASH_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HASH_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

typedef struct
{
  GalleyMediaTraffic *traffic;
  guint n_a, n_b;
} Fixture;

static void
moved_cb (GalleyMediaTraffic *traffic,
          const char         *hash,
          Fixture            *fixture)
{
  if (strcmp (hash, HASH_A) == 0)
    fixture->n_a++;
  else
    fixture->n_b++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->traffic = galley_media_traffic_new ();
  g_signal_connect (fixture->traffic, "moved", G_CALLBACK (moved_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->traffic);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
begin (GalleyMediaTraffic *traffic,
       const char         *hash,
       gboolean            is_upward,
       gint64              total)
{
  g_object_unref (galley_media_traffic_begin (traffic, hash, is_upward, total, NULL));
}

static void
test_one (Fixture      *fixture,
          gconstpointer data)
{
  GalleyMediaMove move;

  g_assert_false (galley_media_traffic_get (fixture->traffic, &move));
  begin (fixture->traffic, HASH_A, TRUE, 1000);
  g_assert_cmpuint (fixture->n_a, ==, 0);
  turn ();
  g_assert_cmpuint (fixture->n_a, ==, 1);
  galley_media_traffic_advance (5, 1000, fixture->traffic);
  turn ();
  g_assert_cmpuint (fixture->n_a, ==, 1);
  galley_media_traffic_advance (400, 1000, fixture->traffic);
  turn ();
  g_assert_cmpuint (fixture->n_a, ==, 2);
  g_assert_true (galley_media_traffic_get (fixture->traffic, &move));
  g_assert_cmpstr (move.hash, ==, HASH_A);
  g_assert_true (move.is_upward);
  g_assert_cmpint (move.done, ==, 400);
  g_assert_cmpint (move.total, ==, 1000);
  galley_media_traffic_end (fixture->traffic);
  turn ();
  g_assert_cmpuint (fixture->n_a, ==, 3);
  g_assert_false (galley_media_traffic_get (fixture->traffic, &move));
}

/* What nobody has had time to hear is told once, of each. */
static void
test_quick (Fixture      *fixture,
            gconstpointer data)
{
  begin (fixture->traffic, HASH_A, FALSE, 0);
  galley_media_traffic_advance (1000, 1000, fixture->traffic);
  galley_media_traffic_end (fixture->traffic);
  begin (fixture->traffic, HASH_B, FALSE, 0);
  galley_media_traffic_end (fixture->traffic);
  turn ();
  g_assert_cmpuint (fixture->n_a, ==, 1);
  g_assert_cmpuint (fixture->n_b, ==, 1);
}

static gpointer
move_in_thread (gpointer data)
{
  begin (data, HASH_A, TRUE, 10);
  galley_media_traffic_end (data);
  return NULL;
}

/* From another thread, and told when nobody is there any more. */
static void
test_thread (Fixture      *fixture,
             gconstpointer data)
{
  g_thread_join (g_thread_new ("moves", move_in_thread, fixture->traffic));
  g_assert_cmpuint (fixture->n_a, ==, 0);
  turn ();
  g_assert_cmpuint (fixture->n_a, ==, 1);
  g_thread_join (g_thread_new ("moves", move_in_thread, fixture->traffic));
}

/* By who does not want it now, or with all that its thread does; of another file nothing happens. */
static void
test_stop (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GCancellable) outer = g_cancellable_new ();
  g_autoptr (GCancellable) first = NULL;
  g_autoptr (GCancellable) second = NULL;

  galley_media_traffic_stop (fixture->traffic, HASH_A);
  first = galley_media_traffic_begin (fixture->traffic, HASH_A, TRUE, 10, outer);
  galley_media_traffic_stop (fixture->traffic, HASH_B);
  g_assert_false (g_cancellable_is_cancelled (first));
  galley_media_traffic_stop (fixture->traffic, HASH_A);
  g_assert_true (g_cancellable_is_cancelled (first));
  g_assert_false (g_cancellable_is_cancelled (outer));
  g_assert_true (galley_media_traffic_end (fixture->traffic));

  second = galley_media_traffic_begin (fixture->traffic, HASH_A, TRUE, 10, outer);
  g_cancellable_cancel (outer);
  g_assert_true (g_cancellable_is_cancelled (second));
  g_assert_false (galley_media_traffic_end (fixture->traffic));
  turn ();
}

#define TEST(name, function) g_test_add ("/sync/media-traffic/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("one", test_one);
  TEST ("quick", test_quick);
  TEST ("stop", test_stop);
  TEST ("thread", test_thread);
  return g_test_run ();
}
