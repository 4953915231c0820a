/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the engine talks, and what it says of it. The portal is in memory and answers on the engine's threads; a test
 * touches it only while the engine is at rest. */
#include "support/sync-fixture.h"
#include "support/test-portal.h"

#include "core/base/galley-error.h"
#include "core/sync/galley-sync-engine.h"

typedef struct
{
  Desk *desk;
  TestPortal *portal;
  GalleyRandom *random;
  GalleySyncEngine *engine;
  guint n_changed;
  guint n_greeted;
  guint target;
  GalleySyncStatus status;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
greeted_cb (Fixture *fixture)
{
  fixture->n_greeted++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->desk = desk_new ();
  fixture->portal = test_portal_new ();
  fixture->random = galley_random_new_seeded (1);
  fixture->engine = galley_sync_engine_new (fixture->desk->store, GALLEY_TRANSPORT (fixture->portal),
                                            fixture->desk->clock, fixture->random);
  g_signal_connect_swapped (fixture->engine, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect_swapped (fixture->engine, "greeted", G_CALLBACK (greeted_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  galley_sync_engine_stop (fixture->engine);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->engine);
  g_assert_finalize_object (fixture->portal);
  g_assert_finalize_object (fixture->random);
  desk_free (fixture->desk);
}

static gboolean
has_passed (gpointer data)
{
  Fixture *fixture = data;

  return galley_sync_engine_get_passes (fixture->engine) >= fixture->target
         && galley_sync_engine_get_status (fixture->engine) == GALLEY_SYNC_IDLE;
}

static void
wait_for_pass (Fixture *fixture)
{
  fixture->target = galley_sync_engine_get_passes (fixture->engine) + 1;
  wait_until (has_passed, fixture);
}

static gboolean
is_in_status (gpointer data)
{
  Fixture *fixture = data;

  return galley_sync_engine_get_status (fixture->engine) == fixture->status
         && galley_sync_engine_get_failures (fixture->engine) >= fixture->target;
}

static void
wait_for_status (Fixture         *fixture,
                 GalleySyncStatus status,
                 guint            failures)
{
  fixture->status = status;
  fixture->target = failures;
  wait_until (is_in_status, fixture);
}

static void
advance (Fixture *fixture,
         gint64   step)
{
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->desk->clock), step);
}

static gboolean
is_uploaded (gpointer data)
{
  g_autoptr (GPtrArray) entries = desk_load_outbox (((Fixture *) data)->desk);

  return entries->len == 0;
}

/* The figures of the first fetch: told once for what came within a moment, and at rest from the first good pass on. */
static void
test_fetched (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GalleyRevision) first = make_revision (ID_1, "一", "正文");
  g_autoptr (GalleyRevision) second = make_revision (ID_2, "二", "正文");
  g_autoptr (GalleyRevision) third = make_revision (ACTION_1, "三", "正文");
  guint n_changed;

  test_portal_put (fixture->portal, first);
  test_portal_put (fixture->portal, second);
  galley_sync_engine_start (fixture->engine);
  wait_for_pass (fixture);
  g_assert_cmpuint (galley_sync_engine_get_fetched (fixture->engine), ==, 2);
  n_changed = fixture->n_changed;
  advance (fixture, G_USEC_PER_SEC);
  g_assert_cmpuint (fixture->n_changed, ==, n_changed + 1);

  test_portal_put (fixture->portal, third);
  galley_sync_engine_wake (fixture->engine);
  wait_for_pass (fixture);
  g_assert_cmpuint (galley_sync_engine_get_fetched (fixture->engine), ==, 2);
}

static void
test_start_and_local_change (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "标题", "正文");

  galley_sync_engine_start (fixture->engine);
  g_assert_cmpint (galley_sync_engine_get_status (fixture->engine), ==, GALLEY_SYNC_WORKING);
  wait_for_pass (fixture);
  g_assert_cmpuint (fixture->n_greeted, ==, 1);
  g_assert_cmpint (galley_sync_engine_get_next_try (fixture->engine), ==, 0);
  g_assert_null (galley_sync_engine_get_error (fixture->engine));

  /* Up without a click. */
  desk_save (fixture->desk, revision);
  wait_until (is_uploaded, fixture);
}

static void
test_offline_and_back (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "标题", "正文");

  desk_save (fixture->desk, revision);
  fixture->portal->refusal = GALLEY_ERROR_OFFLINE;
  galley_sync_engine_start (fixture->engine);
  wait_for_status (fixture, GALLEY_SYNC_OFFLINE, 1);
  g_assert_error (galley_sync_engine_get_error (fixture->engine), GALLEY_ERROR, GALLEY_ERROR_OFFLINE);
  g_assert_cmpint (galley_sync_engine_get_next_try (fixture->engine), >, NOON);
  g_assert_cmpint (galley_sync_engine_get_next_try (fixture->engine), <=, NOON + 3 * SECOND);

  /* Typing does not run against the wall. */
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "接着写");
  g_assert_cmpuint (galley_sync_engine_get_failures (fixture->engine), ==, 1);
  advance (fixture, 3 * SECOND);
  wait_for_status (fixture, GALLEY_SYNC_OFFLINE, 2);

  fixture->portal->refusal = 0;
  galley_sync_engine_hint_network (fixture->engine, TRUE);
  wait_for_pass (fixture);
  g_assert_cmpuint (galley_sync_engine_get_failures (fixture->engine), ==, 0);
  wait_until (is_uploaded, fixture);
}

static void
test_signed_out (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "标题", "正文");

  desk_save (fixture->desk, revision);
  fixture->portal->refusal = GALLEY_ERROR_AUTH;
  galley_sync_engine_start (fixture->engine);
  wait_for_status (fixture, GALLEY_SYNC_SIGNED_OUT, 1);
  g_assert_cmpint (galley_sync_engine_get_next_try (fixture->engine), ==, 0);
  /* Nothing is tried until somebody signs in. */
  advance (fixture, 60 * MINUTE);
  g_assert_cmpuint (fixture->portal->n_saves, ==, 1);
  desk_assert_outbox (fixture->desk, "put");

  fixture->portal->refusal = 0;
  galley_sync_engine_set_transport (fixture->engine, GALLEY_TRANSPORT (fixture->portal));
  wait_for_pass (fixture);
  desk_assert_outbox (fixture->desk, "");
}

static void
test_trouble (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "标题", "正文");

  desk_save (fixture->desk, revision);
  fixture->portal->refusal = GALLEY_ERROR_INVALID;
  galley_sync_engine_start (fixture->engine);
  wait_for_status (fixture, GALLEY_SYNC_TROUBLE, 1);
  g_assert_error (galley_sync_engine_get_error (fixture->engine), GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_assert_cmpint (galley_sync_engine_get_next_try (fixture->engine), >, 0);
}

/* A withdrawal that is not answered is tried every 5 s, however long the back-off has become. */
static void
test_withdrawal (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "标题", "正文");

  desk_save (fixture->desk, revision);
  galley_sync_engine_start (fixture->engine);
  wait_for_pass (fixture);
  wait_until (is_uploaded, fixture);
  galley_sync_engine_stop (fixture->engine);

  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_WITHDRAW);
  fixture->portal->refusal = GALLEY_ERROR_OFFLINE;
  galley_sync_engine_start (fixture->engine);
  for (guint i = 1; i <= 8; i++)
    {
      wait_for_status (fixture, GALLEY_SYNC_OFFLINE, i);
      g_assert_cmpint (
        galley_sync_engine_get_next_try (fixture->engine) - galley_clock_get_real_time (fixture->desk->clock), <=,
        5 * SECOND);
      if (i == 8)
        fixture->portal->refusal = 0;
      advance (fixture, 5 * SECOND);
    }
  wait_for_pass (fixture);
  wait_until (is_uploaded, fixture);
}

static gpointer
hold_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  Fixture *fixture = data;
  gint64 boot = galley_clock_get_boot_time (fixture->desk->clock);

  galley_outbox_add_action_in_store (database, ID_1, ACTION_1, GALLEY_ACTION_WITHDRAW,
                                     "0000000000000000000000000000000000000000000000000000000000000000", "", NOON,
                                     boot, boot + 10 * SECOND, error);
  return NULL;
}

/* An order leaves by itself when its hold is over, and not before. */
static void
test_hold (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "标题", "正文");
  gint64 hold_until;

  desk_save (fixture->desk, revision);
  desk_run_job (fixture->desk, hold_in_store, fixture);
  hold_until = NOON + 10 * SECOND;
  galley_sync_engine_start (fixture->engine);
  wait_for_pass (fixture);
  while (galley_sync_engine_get_next_try (fixture->engine) != hold_until)
    wait_for_pass (fixture);
  g_assert_cmpuint (fixture->portal->n_acts, ==, 0);
  advance (fixture, 10 * SECOND);
  wait_until (is_uploaded, fixture);
  g_assert_cmpuint (fixture->portal->n_acts, ==, 1);
}

static void
test_stop_twice (Fixture      *fixture,
                 gconstpointer data)
{
  galley_sync_engine_start (fixture->engine);
  galley_sync_engine_stop (fixture->engine);
  galley_sync_engine_stop (fixture->engine);
  galley_sync_engine_start (fixture->engine);
  wait_for_pass (fixture);
  galley_sync_engine_wake (fixture->engine);
  wait_for_pass (fixture);
  g_assert_cmpuint (fixture->n_greeted, >=, 2);
}

static gboolean
is_held (gpointer data)
{
  Fixture *fixture = data;

  return (guint) g_atomic_int_get (&fixture->portal->n_held) >= fixture->target;
}

static void
wait_for_held (Fixture *fixture,
               guint    n_held)
{
  fixture->target = n_held;
  wait_until (is_held, fixture);
  g_assert_cmpint (g_atomic_int_get (&fixture->portal->n_held), ==, (int) n_held);
}

/* Cuts the held request, and waits until the engine has found out that the rest of the line is well. */
static void
cut (Fixture *fixture)
{
  guint passes = galley_sync_engine_get_passes (fixture->engine);

  test_portal_cut (fixture->portal);
  fixture->target = passes + 1;
  wait_until (has_passed, fixture);
}

/* The first time a cut request is held again at once; if it is cut again, after a pause that the clock tells. */
static void
test_cut (Fixture      *fixture,
          gconstpointer data)
{
  fixture->portal->is_holding = TRUE;
  galley_sync_engine_start (fixture->engine);
  wait_for_held (fixture, 1);
  cut (fixture);
  wait_for_held (fixture, 2);

  cut (fixture);
  g_assert_cmpint (g_atomic_int_get (&fixture->portal->n_held), ==, 2);
  advance (fixture, 740 * 1000);
  g_assert_cmpint (g_atomic_int_get (&fixture->portal->n_held), ==, 2);
  advance (fixture, 520 * 1000);
  wait_for_held (fixture, 3);
}

/* Cut so often that the pause has become 8 s; no timer of it is left that could end sooner than 6 s from now. */
static void
cut_again_and_again (Fixture *fixture,
                     guint    n_held)
{
  for (guint i = 0; i < 5; i++)
    {
      wait_for_held (fixture, n_held + i);
      cut (fixture);
      if (i >= 1 && i < 4)
        advance (fixture, (1 << (i - 1)) * 5 * SECOND / 4);
    }
}

/* The network's return ends the pause; nobody turns the clock. */
static void
test_cut_and_network (Fixture      *fixture,
                      gconstpointer data)
{
  fixture->portal->is_holding = TRUE;
  galley_sync_engine_start (fixture->engine);
  cut_again_and_again (fixture, 1);
  galley_sync_engine_hint_network (fixture->engine, TRUE);
  wait_for_held (fixture, 6);
}

/* And so does a pass that goes well behind one that did not. */
static void
test_cut_and_back (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "标题", "正文");

  fixture->portal->is_holding = TRUE;
  galley_sync_engine_start (fixture->engine);
  cut_again_and_again (fixture, 1);
  fixture->portal->refusal = GALLEY_ERROR_OFFLINE;
  desk_save (fixture->desk, revision);
  wait_for_status (fixture, GALLEY_SYNC_OFFLINE, 1);
  g_assert_cmpint (g_atomic_int_get (&fixture->portal->n_held), ==, 5);
  fixture->portal->refusal = 0;
  advance (fixture, 3 * SECOND);
  wait_for_held (fixture, 6);
  wait_until (is_uploaded, fixture);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sync/engine/fetched", test_fetched);
  ADD ("/sync/engine/start-and-local-change", test_start_and_local_change);
  ADD ("/sync/engine/offline-and-back", test_offline_and_back);
  ADD ("/sync/engine/signed-out", test_signed_out);
  ADD ("/sync/engine/trouble", test_trouble);
  ADD ("/sync/engine/withdrawal", test_withdrawal);
  ADD ("/sync/engine/hold", test_hold);
  ADD ("/sync/engine/cut", test_cut);
  ADD ("/sync/engine/cut-and-network", test_cut_and_network);
  ADD ("/sync/engine/cut-and-back", test_cut_and_back);
  ADD ("/sync/engine/stop-twice", test_stop_twice);

  return g_test_run ();
}
