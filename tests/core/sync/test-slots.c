/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of the home page's slots, on their way from a desk to a portal. */
#include "support/portal-fixture.h"

#include "core/store/galley-store-slots.h"

typedef struct
{
  GalleyPlacements *present;
  GalleySlotChange *waiting;
} Look;

static gpointer
look_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  Look *look = input;

  look->present = galley_slot_load_in_store (database, "lead", error);
  look->waiting = galley_slot_change_load_in_store (database, "lead", error);
  return NULL;
}

static void
look_clear (Look *self)
{
  g_clear_pointer (&self->present, galley_placements_unref);
  g_clear_pointer (&self->waiting, galley_slot_change_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static Look
look (PortalFixture *fixture)
{
  Look look = { NULL };
  g_autoptr (GError) error = NULL;

  galley_store_run (fixture->desk->store, GALLEY_LANE_PERSON, look_in_store, &look, &error);
  g_assert_no_error (error);
  return look;
}

static gpointer
save_in_store (GalleyDatabase *database,
               gpointer        change,
               GError        **error)
{
  galley_slot_change_save_in_store (database, change, error);
  return NULL;
}

static GalleyPlacements *
make (const char *article)
{
  g_autoptr (GalleyPlacements) empty = galley_placements_new ();

  return galley_placements_with (empty, &(GalleyPlacement){ article, "", 0 }, 0, NULL);
}

/* Asks for @article in the lead, which has been looked at as it stands on this desk. */
static void
place (PortalFixture *fixture,
       const char    *article)
{
  g_auto (Look) before = look (fixture);
  g_autoptr (GalleyPlacements) wanted = make (article);
  g_autofree char *base = galley_placements_dup_hash (before.present);
  g_autoptr (GalleySlotChange) change =
    galley_slot_change_new ("lead", base, wanted, galley_clock_get_boot_time (fixture->desk->clock));
  g_autoptr (GError) error = NULL;

  galley_store_run (fixture->desk->store, GALLEY_LANE_PERSON, save_in_store, change, &error);
  g_assert_no_error (error);
}

static void
assert_stands (GalleyPlacements *placements,
               const char       *article)
{
  g_assert_cmpuint (galley_placements_get_length (placements), ==, article != NULL ? 1 : 0);
  if (article != NULL)
    g_assert_cmpstr (galley_placements_get (placements, 0)->article, ==, article);
}

static void
test_taken (PortalFixture *fixture,
            gconstpointer  data)
{
  g_auto (Look) waiting = { NULL };
  g_auto (Look) done = { NULL };

  place (fixture, ID_1);
  waiting = look (fixture);
  g_assert_nonnull (waiting.waiting);
  assert_stands (waiting.present, NULL);
  g_assert_cmpuint (portal_fixture_sync (fixture).acted, ==, 1);
  done = look (fixture);
  g_assert_null (done.waiting);
  assert_stands (done.present, ID_1);
  assert_stands (fixture->portal->slot, ID_1);
  g_assert_cmpuint (portal_fixture_sync (fixture).acted, ==, 0);
  g_assert_cmpuint (fixture->portal->n_placed, ==, 1);
}

/* The answer is lost: asked again, it was ours. */
static void
test_lost_answer (PortalFixture *fixture,
                  gconstpointer  data)
{
  g_auto (Look) done = { NULL };
  g_autoptr (GError) error = NULL;

  place (fixture, ID_1);
  fixture->portal->lost_answers = 1;
  g_assert_false (galley_cycle_run (fixture->desk->store, GALLEY_TRANSPORT (fixture->portal), fixture->desk->clock, PATIENCE,
                                    NULL, NULL, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE);
  g_assert_cmpuint (portal_fixture_sync (fixture).acted, ==, 1);
  done = look (fixture);
  g_assert_null (done.waiting);
  g_assert_cmpuint (fixture->portal->n_placed, ==, 1);
}

/* Somebody else was first: his stands, ours is kept, and what stands there now is known here. */
static void
test_conflict (PortalFixture *fixture,
               gconstpointer  data)
{
  g_auto (Look) after = { NULL };

  place (fixture, ID_1);
  galley_placements_unref (fixture->portal->slot);
  fixture->portal->slot = make (ID_2);
  g_assert_cmpuint (portal_fixture_sync (fixture).parked, ==, 1);
  after = look (fixture);
  g_assert_cmpstr (after.waiting->refused, ==, GALLEY_SLOT_REFUSED_CONFLICT);
  assert_stands (after.waiting->wanted, ID_1);
  assert_stands (after.present, ID_2);
  assert_stands (fixture->portal->slot, ID_2);
  g_assert_cmpuint (portal_fixture_sync (fixture).parked, ==, 0);

  /* Looked at again, and asked for again. */
  place (fixture, ID_1);
  g_assert_cmpuint (portal_fixture_sync (fixture).acted, ==, 1);
  assert_stands (fixture->portal->slot, ID_1);
}

static void
test_refused (PortalFixture *fixture,
              gconstpointer  data)
{
  g_auto (Look) after = { NULL };

  fixture->portal->refusal = GALLEY_ERROR_FORBIDDEN;
  place (fixture, ID_1);
  g_assert_cmpuint (portal_fixture_sync (fixture).parked, ==, 1);
  after = look (fixture);
  g_assert_cmpstr (after.waiting->refused, ==, "as the test wants it");
  assert_stands (after.waiting->wanted, ID_1);
}

/* What could not go out in time is not put in front of readers unasked. */
static void
test_late (PortalFixture *fixture,
           gconstpointer  data)
{
  g_auto (Look) after = { NULL };

  place (fixture, ID_1);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->desk->clock), PATIENCE + 1);
  g_assert_cmpuint (portal_fixture_sync (fixture).parked, ==, 1);
  after = look (fixture);
  g_assert_cmpstr (after.waiting->refused, ==, GALLEY_SLOT_REFUSED_HELD);
  g_assert_cmpuint (fixture->portal->n_placed, ==, 0);
}

static void
change_mind (TestPortal *portal,
             gpointer    fixture)
{
  place (fixture, ID_2);
}

/* Changed once more while the first change was on its way: the second is based on the first. */
static void
test_changed_meanwhile (PortalFixture *fixture,
                        gconstpointer  data)
{
  g_auto (Look) between = { NULL };
  g_auto (Look) after = { NULL };

  place (fixture, ID_1);
  fixture->portal->on_place = change_mind;
  fixture->portal->data = fixture;
  g_assert_cmpuint (portal_fixture_sync (fixture).acted, ==, 1);
  between = look (fixture);
  assert_stands (between.waiting->wanted, ID_2);
  assert_stands (between.present, ID_1);
  g_assert_cmpuint (portal_fixture_sync (fixture).acted, ==, 1);
  after = look (fixture);
  g_assert_null (after.waiting);
  assert_stands (after.present, ID_2);
  assert_stands (fixture->portal->slot, ID_2);
}

static void
add (const char *path,
     void      (*test) (PortalFixture *, gconstpointer))
{
  g_test_add (path, PortalFixture, NULL, portal_fixture_set_up, test, portal_fixture_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/sync/slots/taken", test_taken);
  add ("/sync/slots/lost-answer", test_lost_answer);
  add ("/sync/slots/conflict", test_conflict);
  add ("/sync/slots/refused", test_refused);
  add ("/sync/slots/late", test_late);
  add ("/sync/slots/changed-meanwhile", test_changed_meanwhile);
  return g_test_run ();
}
