/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing an article over, from a desk without a network to another desk, by a real galley-server. */
#include "support/live-server.h"
#include "support/sync-fixture.h"

#include <string.h>

typedef struct
{
  LiveServer *server;
  Desk *desk; /* the reporter's */
  GalleyTransport *transport;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->server = live_server_new ();
  fixture->desk = desk_new ();
  fixture->transport = make_transport (fixture->server->address, DEMO_REPORTER);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->transport);
  desk_free (fixture->desk);
  live_server_free (fixture->server);
}

static GalleyCycleReport
sync_now (Fixture *fixture)
{
  return desk_sync (fixture->desk, fixture->transport);
}

/* A new article of the reporter's, up there. */
static void
write_article (Fixture    *fixture,
               const char *headline)
{
  g_autoptr (GalleyRevision) revision =
    with_field (make_revision (ID_1, headline, "第一段"), GALLEY_FIELD_CHANNEL, "news");

  desk_save (fixture->desk, revision);
  sync_now (fixture);
  desk_assert_outbox (fixture->desk, "");
}

typedef struct
{
  const char *article;
  const char *to;
} Handing;

static gpointer
hand_over_in_store (GalleyDatabase *database,
                    gpointer        input,
                    GError        **error)
{
  const Handing *handing = input;

  galley_outbox_add_hand_over_in_store (database, handing->article, "0193a000-0000-7000-8000-00000000b0aa", handing->to,
                                        NOON, 0, error);
  return NULL;
}

/* Given away without a network, with words that are not up yet: they go first, then the article, and it is no longer here.
 * The people were told at the greeting. */
static void
test_hand_over (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (Desk) editor = desk_new ();
  g_autoptr (GalleyTransport) editors = make_transport (fixture->server->address, DEMO_EDITOR);
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *people = NULL;
  Handing handing = { ID_1, DEMO_EDITOR };

  galley_cycle_greet (fixture->desk->store, fixture->transport, fixture->desk->clock, NULL, &error);
  g_assert_no_error (error);
  people = desk_dup_setting (fixture->desk, GALLEY_SETTING_PEOPLE);
  g_assert_nonnull (strstr (people, "\"id\":\"" DEMO_EDITOR "\""));
  write_article (fixture, "标题");
  live_server_stop (fixture->server);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "转交前改的标题");
  desk_run_job (fixture->desk, hand_over_in_store, &handing);
  desk_sync_fails (fixture->desk, fixture->transport, GALLEY_ERROR_OFFLINE);
  live_server_start (fixture->server);
  g_assert_cmpuint (sync_now (fixture).acted, ==, 1);
  desk_assert_outbox (fixture->desk, "");
  sync_now (fixture);
  g_assert_false (desk_has (fixture->desk, ID_1));
  desk_sync (editor, editors);
  record = desk_load (editor, ID_1);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "转交前改的标题");
  g_assert_cmpstr (galley_revision_get_state (record->revision)->owner, ==, DEMO_EDITOR);
}

/* What the server does not take is parked with its reason, and the article stays. */
static void
test_hand_over_refused (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  Handing handing = { ID_1, "nobody" };

  write_article (fixture, "标题");
  desk_run_job (fixture->desk, hand_over_in_store, &handing);
  g_assert_cmpuint (sync_now (fixture).parked, ==, 1);
  entries = desk_load_outbox (fixture->desk);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpstr (((GalleyOutboxEntry *) entries->pdata[0])->to, ==, "nobody");
  g_assert_cmpstr (((GalleyOutboxEntry *) entries->pdata[0])->parked, !=, "");
  g_assert_true (desk_has (fixture->desk, ID_1));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/sync/hand-over-live/given", test_hand_over);
  ADD ("/sync/hand-over-live/refused", test_hand_over_refused);
#undef ADD
  return g_test_run ();
}
