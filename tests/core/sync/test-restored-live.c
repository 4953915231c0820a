/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk and a real galley-server that lost its data and came back from its backup. */
#include "support/live-server.h"
#include "support/sync-fixture.h"

#include "core/base/galley-error.h"

#define ID_3 "0193a000-0000-7000-8000-000000000003"
#define ID_4 "0193a000-0000-7000-8000-000000000004"
#define ID_5 "0193a000-0000-7000-8000-000000000005"

/* A new article of the reporter's, up there. */
static void
write_article (Desk            *desk,
               GalleyTransport *transport,
               const char      *id,
               const char      *headline,
               const char      *body)
{
  g_autoptr (GalleyRevision) revision =
    with_field (make_revision (id, headline, body), GALLEY_FIELD_CHANNEL, "news");

  desk_save (desk, revision);
  desk_sync (desk, transport);
  desk_assert_outbox (desk, "");
}

static GalleyRevision *
load_there (GalleyTransport *transport,
            const char      *id)
{
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision = galley_transport_load (transport, id, NULL, &error);

  g_assert_no_error (error);
  return revision;
}

/* A server that knows an older state: what it had acknowledged and what was never sent are both there again, and what
 * the backup has is not doubled. */
static void
test_restored (void)
{
  LiveServer *server = live_server_new ();
  Desk *desk = desk_new ();
  GalleyTransport *transport = make_transport (server->address, DEMO_REPORTER);
  g_autoptr (GalleyRevision) kept = NULL;
  g_autoptr (GalleyRevision) changed = NULL;
  g_autoptr (GalleyRevision) other = NULL;
  g_autoptr (GalleyRevision) made = NULL;
  g_autoptr (GalleyRevision) offline = NULL;
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GalleyRevision) revision = with_field (make_revision (ID_4, "没传过", "正文"), GALLEY_FIELD_CHANNEL, "news");
  GalleyCycleReport report;

  write_article (desk, transport, ID_1, "备份里有", "正文");
  write_article (desk, transport, ID_2, "备份里的旧标题", "正文");
  write_article (desk, transport, ID_5, "备份里的另一个旧标题", "正文");
  live_server_back_up (server);
  /* What is a minute old stays a version when it is written over: so it is known to be older. */
  galley_test_clock_advance (GALLEY_TEST_CLOCK (desk->clock), 2 * MINUTE);
  desk_set_field (desk, ID_2, GALLEY_FIELD_HEADLINE, "备份以后改的");
  desk_set_field (desk, ID_5, GALLEY_FIELD_HEADLINE, "备份以后改了又传了");
  write_article (desk, transport, ID_3, "备份以后写的", "正文");
  desk_set_field (desk, ID_2, GALLEY_FIELD_SUMMARY, "没传的摘要");
  desk_save (desk, revision);

  live_server_lose_and_restore (server);
  /* Nobody is signed in there. */
  desk_sync_fails (desk, transport, GALLEY_ERROR_AUTH);
  g_object_unref (transport);
  transport = make_transport (server->address, DEMO_REPORTER);
  report = desk_sync (desk, transport);
  g_assert_cmpuint (report.conflicts, ==, 0);
  desk_sync (desk, transport);
  desk_assert_outbox (desk, "");

  kept = load_there (transport, ID_1);
  assert_field (kept, GALLEY_FIELD_HEADLINE, "备份里有");
  changed = load_there (transport, ID_2);
  assert_field (changed, GALLEY_FIELD_HEADLINE, "备份以后改的");
  other = load_there (transport, ID_5);
  assert_field (other, GALLEY_FIELD_HEADLINE, "备份以后改了又传了");
  assert_field (changed, GALLEY_FIELD_SUMMARY, "没传的摘要");
  made = load_there (transport, ID_3);
  assert_field (made, GALLEY_FIELD_HEADLINE, "备份以后写的");
  offline = load_there (transport, ID_4);
  assert_field (offline, GALLEY_FIELD_HEADLINE, "没传过");
  record = desk_load (desk, ID_3);
  g_assert_false (record->is_trashed);
  /* And it goes on: the tags that the server gives now are those that it takes. */
  desk_set_field (desk, ID_1, GALLEY_FIELD_HEADLINE, "接着写");
  g_assert_cmpuint (desk_sync (desk, transport).conflicts, ==, 0);
  desk_assert_outbox (desk, "");

  g_assert_finalize_object (transport);
  desk_free (desk);
  live_server_free (server);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/restored-live/backup", test_restored);
  return g_test_run ();
}
