/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Desks and a real galley-server, over good lines and bad ones. */
#include "support/line.h"
#include "support/live-server.h"
#include "support/sync-fixture.h"

#include "core/base/galley-error.h"
#include "core/sync/galley-portal-door.h"
#include "core/sync/galley-portal-transport.h"
#include "core/wire/galley-wire.h"

#include <string.h>

typedef struct
{
  LiveServer *server;
  Line *line;
  Desk *desk; /* the reporter's, through the line */
  GalleyTransport *transport;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->server = live_server_new ();
  fixture->line = line_new (fixture->server->port);
  fixture->desk = desk_new ();
  fixture->transport = make_transport (line_get_address (fixture->line), DEMO_REPORTER);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->transport);
  desk_free (fixture->desk);
  line_free (fixture->line);
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
               const char *id,
               const char *headline,
               const char *body)
{
  g_autoptr (GalleyRevision) revision =
    with_field (make_revision (id, headline, body), GALLEY_FIELD_CHANNEL, "news");

  desk_save (fixture->desk, revision);
  sync_now (fixture);
  desk_assert_outbox (fixture->desk, "");
}

static GalleyRevision *
load_there (Fixture    *fixture,
            const char *id)
{
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision = galley_transport_load (fixture->transport, id, NULL, &error);

  g_assert_no_error (error);
  return revision;
}

static void
test_first_pull (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *session = NULL;
  GalleyCycleReport report;

  galley_cycle_greet (fixture->desk->store, fixture->transport, fixture->desk->clock, NULL, &error);
  g_assert_no_error (error);
  session = desk_dup_setting (fixture->desk, GALLEY_SETTING_SESSION);
  g_assert_nonnull (strstr (session, DEMO_REPORTER));
  report = sync_now (fixture);
  g_assert_cmpuint (report.pulled, >, 0);
  g_assert_cmpuint (report.pulled, <=, DEMO_ARTICLES);
  g_assert_cmpuint (report.pushed, ==, 0);
  desk_assert_outbox (fixture->desk, "");
  g_assert_cmpuint (sync_now (fixture).pulled, ==, 0);

  /* The layout is not fetched twice. */
  galley_cycle_greet (fixture->desk->store, fixture->transport, fixture->desk->clock, NULL, &error);
  g_assert_no_error (error);
}

static void
test_offline_edits (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GalleyRevision) there = NULL;

  write_article (fixture, ID_1, "标题", "第一段");
  live_server_stop (fixture->server);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "离线改的标题");
  desk_sync_fails (fixture->desk, fixture->transport, GALLEY_ERROR_OFFLINE);
  desk_assert_outbox (fixture->desk, "put");
  live_server_start (fixture->server);
  sync_now (fixture);
  desk_assert_outbox (fixture->desk, "");
  there = load_there (fixture, ID_1);
  assert_field (there, GALLEY_FIELD_HEADLINE, "离线改的标题");
}

/* The same person at two desks. */
static void
test_two_desks (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (Desk) other = desk_new ();
  g_autoptr (GalleyTransport) transport = make_transport (fixture->server->address, DEMO_REPORTER);
  g_autoptr (GalleyRevision) there = NULL;
  g_autoptr (GalleyRecord) record = NULL;
  g_autofree char *body = NULL;

  write_article (fixture, ID_1, "标题", "一\n二\n三\n四");
  desk_sync (other, transport);

  /* Different fields and paragraphs: merged, on both desks. */
  desk_set_body (other, ID_1, "一\n二\n三\n他的四");
  desk_set_field (other, ID_1, GALLEY_FIELD_SUMMARY, "他的摘要");
  desk_sync (other, transport);
  desk_set_body (fixture->desk, ID_1, "我的一\n二\n三\n四");
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "我的标题");
  g_assert_cmpuint (sync_now (fixture).conflicts, ==, 0);
  there = load_there (fixture, ID_1);
  assert_field (there, GALLEY_FIELD_HEADLINE, "我的标题");
  assert_field (there, GALLEY_FIELD_SUMMARY, "他的摘要");
  body = dup_body (there);
  g_assert_cmpstr (body, ==, "我的一\n二\n三\n他的四");
  desk_sync (other, transport);
  record = desk_load (other, ID_1);
  g_assert_true (galley_revision_has_same_content (record->revision, there));
}

static void
test_same_words (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (Desk) other = desk_new ();
  g_autoptr (GalleyTransport) transport = make_transport (fixture->server->address, DEMO_REPORTER);
  g_autoptr (GalleyRecord) record = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  write_article (fixture, ID_1, "标题", "一\n二");
  desk_sync (other, transport);
  desk_set_body (other, ID_1, "他的一\n二");
  desk_sync (other, transport);
  desk_set_body (fixture->desk, ID_1, "我的一\n二");
  g_assert_cmpuint (sync_now (fixture).conflicts, ==, 1);
  record = desk_load (fixture->desk, ID_1);
  mine = dup_body (record->revision);
  theirs = dup_body (record->theirs);
  g_assert_cmpstr (mine, ==, "我的一\n二");
  g_assert_cmpstr (theirs, ==, "他的一\n二");
  g_assert_cmpuint (record->conflicts->len, ==, 1);
}

static GalleyParcel *
parcel_new (const char     *id,
            GalleyRevision *revision,
            const char     *etag)
{
  GalleyParcel *parcel = g_new0 (GalleyParcel, 1);

  parcel->id = g_strdup (id);
  parcel->content = galley_wire_write_content (revision);
  parcel->content_hash = g_strdup (galley_wire_get_content_hash (revision));
  parcel->etag = g_strdup (etag);
  return parcel;
}

static void
test_lost_reply (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "新稿", "正文");
  g_autoptr (GalleyRevision) there = NULL;
  GalleyCycleReport report;

  sync_now (fixture);
  desk_save (fixture->desk, revision);
  /* Only the push goes over the bad line: a pass pulls first. */
  {
    g_autoptr (GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_parcel_free);
    g_autoptr (GPtrArray) results = NULL;
    GalleyPushResult *result;

    g_ptr_array_add (parcels, parcel_new (ID_1, revision, ""));
    line_set_mode (fixture->line, LINE_LOSES_ANSWERS);
    results = galley_transport_save (fixture->transport, parcels, NULL, NULL);
    result = g_ptr_array_index (results, 0);
    g_assert_error (result->error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE);
    g_assert_cmpuint (line_get_n_broken (fixture->line), >, 0);
  }
  line_set_mode (fixture->line, LINE_GOOD);
  there = load_there (fixture, ID_1);
  assert_field (there, GALLEY_FIELD_HEADLINE, "新稿");
  report = sync_now (fixture);
  g_assert_cmpuint (report.conflicts, ==, 0);
  desk_assert_outbox (fixture->desk, "");
}

/* 412 with our own content in it: the answer to the first PUT was lost, and the second one meets it. */
static void
test_own_content_in_412 (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_parcel_free);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "新稿", "正文");
  GalleyPushResult *result;

  g_ptr_array_add (parcels, parcel_new (ID_1, revision, ""));
  first = galley_transport_save (fixture->transport, parcels, NULL, NULL);
  second = galley_transport_save (fixture->transport, parcels, NULL, NULL);
  result = g_ptr_array_index (second, 0);
  g_assert_error (result->error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  g_assert_cmpstr (galley_wire_get_content_hash (result->answer), ==, galley_wire_get_content_hash (revision));
}

static void
test_bad_lines (Fixture      *fixture,
                gconstpointer data)
{
  static const LineMode modes[] = { LINE_LOSES_ANSWERS, LINE_CUTS_ANSWERS, LINE_REFUSES, LINE_HANGS };
  /* For the bad ones alone: over a good one a server is waited for. */
  g_autoptr (GalleyTransport) impatient = make_transport (line_get_address (fixture->line), DEMO_REPORTER);

  write_article (fixture, ID_1, "标题", "正文");
  galley_portal_transport_set_silence (GALLEY_PORTAL_TRANSPORT (impatient), 1);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GalleyRevision) there = NULL;
      g_autofree char *headline = g_strdup_printf ("第 %u 次", i);

      desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, headline);
      line_set_mode (fixture->line, modes[i]);
      desk_sync_fails (fixture->desk, impatient, GALLEY_ERROR_OFFLINE);
      desk_assert_outbox (fixture->desk, "put");
      line_set_mode (fixture->line, LINE_GOOD);
      sync_now (fixture);
      desk_assert_outbox (fixture->desk, "");
      there = load_there (fixture, ID_1);
      assert_field (there, GALLEY_FIELD_HEADLINE, headline);
    }
}

static void
test_wrong_password (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_portal_sign_in (fixture->server->address, DEMO_REPORTER, "wrong", NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_AUTH);
  g_clear_error (&error);
  g_assert_null (galley_portal_sign_in (fixture->server->address, "nobody", DEMO_PASSWORD, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_AUTH);
}

static void
test_too_many_tries (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 11; i++)
    {
      g_clear_error (&error);
      g_assert_null (galley_portal_sign_in (fixture->server->address, DEMO_CHIEF, "wrong", NULL, &error));
    }
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY);
}

static void
test_token_revoked (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *token = sign_in (fixture->server->address, DEMO_REPORTER);
  g_autoptr (GalleyTransport) transport = galley_portal_transport_new (fixture->server->address, token);
  g_autoptr (GalleyTransport) elsewhere = galley_portal_transport_new (fixture->server->address, token);
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  write_article (fixture, ID_1, "标题", "正文");
  desk_sync (fixture->desk, transport);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "还没传的字");
  galley_portal_transport_sign_out (GALLEY_PORTAL_TRANSPORT (elsewhere), NULL, &error);
  g_assert_no_error (error);
  desk_sync_fails (fixture->desk, transport, GALLEY_ERROR_AUTH);
  desk_assert_outbox (fixture->desk, "put");
  record = desk_load (fixture->desk, ID_1);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "还没传的字");
  /* Signed in again, it goes on. */
  sync_now (fixture);
  desk_assert_outbox (fixture->desk, "");
}

static const char *
status_here (Desk       *desk,
             const char *id)
{
  g_autoptr (GalleyRecord) record = desk_load (desk, id);

  return galley_status_get_name (galley_revision_get_state (record->revision)->status);
}

/* An order of @desk's, carried out in one pass. */
static void
order (Desk            *desk,
       GalleyTransport *transport,
       const char      *name,
       GalleyAction     action)
{
  desk_sync (desk, transport);
  desk_order (desk, ID_1, name, action);
  g_assert_cmpuint (desk_sync (desk, transport).acted, ==, 1);
  desk_assert_outbox (desk, "");
}

#define NAME(n) "0193a000-0000-7000-8000-00000000b00" #n

static void
test_submit_to_withdraw (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (Desk) editor = desk_new ();
  g_autoptr (Desk) chief = desk_new ();
  g_autoptr (GalleyTransport) editors = make_transport (fixture->server->address, DEMO_EDITOR);
  g_autoptr (GalleyTransport) chiefs = make_transport (fixture->server->address, DEMO_CHIEF);
  g_autoptr (GalleyRecord) record = NULL;
  g_autofree char *page = NULL, *path = NULL;

  write_article (fixture, ID_1, "一条消息", "正文第一段");
  order (fixture->desk, fixture->transport, NAME (1), GALLEY_ACTION_SUBMIT);
  g_assert_cmpstr (status_here (fixture->desk, ID_1), ==, "review-1");
  order (editor, editors, NAME (2), GALLEY_ACTION_SIGN);
  order (chief, chiefs, NAME (3), GALLEY_ACTION_SIGN);
  g_assert_cmpstr (status_here (chief, ID_1), ==, "approved");
  order (editor, editors, NAME (4), GALLEY_ACTION_PUBLISH);
  g_assert_cmpstr (status_here (editor, ID_1), ==, "published");

  sync_now (fixture);
  record = desk_load (fixture->desk, ID_1);
  path = g_strdup (galley_revision_get_state (record->revision)->published_path);
  g_assert_cmpuint (fetch (fixture->server->address, path, &page), ==, 200);
  g_assert_nonnull (strstr (page, "正文第一段"));
  g_assert_cmpstr (galley_revision_get_state (record->revision)->context, !=, "");

  order (editor, editors, NAME (5), GALLEY_ACTION_WITHDRAW);
  g_assert_cmpuint (fetch (fixture->server->address, path, NULL), ==, 410);
  sync_now (fixture);
  g_assert_cmpstr (status_here (fixture->desk, ID_1), ==, "withdrawn");
}

/* Everything up to the signature is done; the editor stands before the publish button. */
static void
bring_to_approved (Fixture         *fixture,
                   Desk            *editor,
                   GalleyTransport *editors)
{
  g_autoptr (Desk) chief = desk_new ();
  g_autoptr (GalleyTransport) chiefs = make_transport (fixture->server->address, DEMO_CHIEF);

  write_article (fixture, ID_1, "一条消息", "正文第一段");
  order (fixture->desk, fixture->transport, NAME (1), GALLEY_ACTION_SUBMIT);
  order (editor, editors, NAME (2), GALLEY_ACTION_SIGN);
  order (chief, chiefs, NAME (3), GALLEY_ACTION_SIGN);
  desk_sync (editor, editors);
}

static void
test_publish_held (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (Desk) editor = desk_new ();
  g_autoptr (GalleyTransport) editors = make_transport (fixture->server->address, DEMO_EDITOR);

  bring_to_approved (fixture, editor, editors);
  desk_order (editor, ID_1, NAME (4), GALLEY_ACTION_PUBLISH);
  live_server_stop (fixture->server);
  desk_sync_fails (editor, editors, GALLEY_ERROR_OFFLINE);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (editor->clock), PATIENCE + MINUTE);
  live_server_start (fixture->server);
  desk_sync (editor, editors);
  desk_assert_outbox (editor, "publish(held)");
  g_assert_cmpstr (status_here (editor, ID_1), ==, "approved");
}

static void
test_publish_lost_reply (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (Desk) editor = desk_new ();
  g_autoptr (GalleyTransport) good = make_transport (fixture->server->address, DEMO_EDITOR);
  g_autoptr (GalleyTransport) bad = make_transport (line_get_address (fixture->line), DEMO_EDITOR);
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  bring_to_approved (fixture, editor, good);
  record = desk_load (editor, ID_1);
  desk_order (editor, ID_1, NAME (4), GALLEY_ACTION_PUBLISH);
  line_set_mode (fixture->line, LINE_LOSES_ANSWERS);
  g_assert_null (galley_transport_act (bad, ID_1, NAME (4), GALLEY_ACTION_PUBLISH,
                                       galley_wire_get_content_hash (record->revision), "", NULL, -1, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE);
  line_set_mode (fixture->line, LINE_GOOD);
  /* Asked for again under the same name, it is done once. */
  g_assert_cmpuint (desk_sync (editor, good).acted, ==, 1);
  g_assert_cmpstr (status_here (editor, ID_1), ==, "published");
  desk_assert_outbox (editor, "");
}

/* A copy that stays on the way for longer than the order is in force is refused by the server's clock, which is what it has
 * told of it. */
static void
test_late (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GalleyRevision) late = NULL, again = NULL, good = NULL;
  g_autoptr (GError) error = NULL;

  write_article (fixture, ID_1, "一条消息", "正文第一段");
  record = desk_load (fixture->desk, ID_1);
  late = galley_transport_act (fixture->transport, ID_1, NAME (1), GALLEY_ACTION_SUBMIT,
                               galley_wire_get_content_hash (record->revision), "", NULL, 0, NULL, &error);
  g_assert_null (late);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED);
  g_clear_error (&error);
  again = galley_transport_act (fixture->transport, ID_1, NAME (1), GALLEY_ACTION_SUBMIT,
                                galley_wire_get_content_hash (record->revision), "", NULL, G_TIME_SPAN_HOUR, NULL, &error);
  g_assert_null (again);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED);
  g_clear_error (&error);
  good = galley_transport_act (fixture->transport, ID_1, NAME (2), GALLEY_ACTION_SUBMIT,
                               galley_wire_get_content_hash (record->revision), "", NULL, G_TIME_SPAN_HOUR, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (galley_revision_get_state (good)->status, ==, GALLEY_STATUS_REVIEW_1);
}

static void
test_changed_is_not_published (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (Desk) editor = desk_new ();
  g_autoptr (GalleyTransport) editors = make_transport (fixture->server->address, DEMO_EDITOR);
  g_autoptr (GalleyRevision) there = NULL;

  write_article (fixture, ID_1, "一条消息", "正文第一段");
  order (fixture->desk, fixture->transport, NAME (1), GALLEY_ACTION_SUBMIT);
  desk_sync (editor, editors);
  /* The signature was for what was read; somebody changed it meanwhile. */
  desk_order (editor, ID_1, NAME (2), GALLEY_ACTION_SIGN);
  desk_set_field (editor, ID_1, GALLEY_FIELD_HEADLINE, "改过的消息");
  desk_sync (editor, editors);
  desk_assert_outbox (editor, "sign(changed)");
  there = load_there (fixture, ID_1);
  g_assert_cmpint (galley_revision_get_state (there)->status, ==, GALLEY_STATUS_REVIEW_1);
}

static void
test_forbidden_is_parked (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  GalleyOutboxEntry *entry;

  write_article (fixture, ID_1, "一条消息", "正文第一段");
  desk_order (fixture->desk, ID_1, NAME (1), GALLEY_ACTION_PUBLISH);
  sync_now (fixture);
  entries = desk_load_outbox (fixture->desk);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = g_ptr_array_index (entries, 0);
  g_assert_nonnull (entry->parked);
  g_assert_cmpstr (entry->parked, !=, GALLEY_PARKED_HELD);
}

static void
test_batches (Fixture      *fixture,
              gconstpointer data)
{
  sync_now (fixture);
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-1%011u", i);
      g_autoptr (GalleyRevision) revision = make_revision (id, "标题", "正文");

      desk_save (fixture->desk, revision);
    }
  g_assert_cmpuint (sync_now (fixture).pushed, ==, 120);
  desk_assert_outbox (fixture->desk, "");

  /* And deletions. */
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-1%011u", i);

      desk_trash (fixture->desk, id, TRUE);
    }
  g_assert_cmpuint (sync_now (fixture).pushed, ==, 5);
  desk_assert_outbox (fixture->desk, "");
  desk_trash (fixture->desk, "0193a000-0000-7000-8000-100000000000", FALSE);
  sync_now (fixture);
  desk_assert_outbox (fixture->desk, "");

  /* And back again, as many as make a batch. */
  for (guint i = 1; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-1%011u", i);

      desk_trash (fixture->desk, id, FALSE);
    }
  g_assert_cmpuint (sync_now (fixture).pushed, ==, 4);
  desk_assert_outbox (fixture->desk, "");
  for (guint i = 1; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-1%011u", i);
      g_autoptr (GalleyRevision) there = load_there (fixture, id);

      assert_field (there, GALLEY_FIELD_HEADLINE, "标题");
    }
}

/* A batch with one item that meets another edit: its neighbours go through. */
static void
test_batch_with_conflict (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (Desk) other = desk_new ();
  g_autoptr (GalleyTransport) transport = make_transport (fixture->server->address, DEMO_REPORTER);
  g_autoptr (GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_parcel_free);
  g_autoptr (GPtrArray) results = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-1%011u", i);
      g_autoptr (GalleyRevision) revision = make_revision (id, "标题", "正文");

      g_ptr_array_add (parcels, parcel_new (id, revision, i == 2 ? "\"another-1\"" : ""));
    }
  results = galley_transport_save (transport, parcels, NULL, NULL);
  g_assert_cmpuint (results->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      GalleyPushResult *result = g_ptr_array_index (results, i);

      if (i == 2)
        g_assert_error (result->error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
      else
        {
          g_assert_no_error (result->error);
          g_assert_nonnull (result->state);
        }
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sync/live/first-pull", test_first_pull);
  ADD ("/sync/live/offline-edits", test_offline_edits);
  ADD ("/sync/live/two-desks", test_two_desks);
  ADD ("/sync/live/same-words", test_same_words);
  ADD ("/sync/live/lost-reply", test_lost_reply);
  ADD ("/sync/live/own-content-in-412", test_own_content_in_412);
  ADD ("/sync/live/bad-lines", test_bad_lines);
  ADD ("/sync/live/wrong-password", test_wrong_password);
  ADD ("/sync/live/too-many-tries", test_too_many_tries);
  ADD ("/sync/live/token-revoked", test_token_revoked);
  ADD ("/sync/live/submit-to-withdraw", test_submit_to_withdraw);
  ADD ("/sync/live/publish-held", test_publish_held);
  ADD ("/sync/live/publish-lost-reply", test_publish_lost_reply);
  ADD ("/sync/live/late", test_late);
  ADD ("/sync/live/changed-is-not-published", test_changed_is_not_published);
  ADD ("/sync/live/forbidden-is-parked", test_forbidden_is_parked);
  ADD ("/sync/live/batches", test_batches);
  ADD ("/sync/live/batch-with-conflict", test_batch_with_conflict);

  return g_test_run ();
}
