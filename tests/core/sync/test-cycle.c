/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pass against a portal in memory, broken at exact places. */
#include "support/portal-fixture.h"

#include "core/base/galley-error.h"
#include "core/wire/galley-wire.h"

static void
test_first_pull (PortalFixture *fixture,
                 gconstpointer  data)
{
  GalleyCycleReport report;
  g_autoptr (GalleyRecord) record = NULL;

  for (guint i = 0; i < 250; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-%012u", i);

      portal_fixture_serve (fixture, id, "标题", "正文");
    }
  report = portal_fixture_sync (fixture);
  g_assert_cmpuint (report.pulled, ==, 250);
  g_assert_cmpuint (fixture->portal->n_pages, ==, 3);
  record = desk_load (fixture->desk, "0193a000-0000-7000-8000-000000000249");
  g_assert_false (record->is_dirty);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "标题");

  /* And nothing again when nothing changed. */
  g_assert_cmpuint (portal_fixture_sync (fixture).pulled, ==, 0);
}

static void
test_create_and_change (PortalFixture *fixture,
                        gconstpointer  data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "新稿", "第一段");

  desk_save (fixture->desk, revision);
  g_assert_cmpuint (portal_fixture_sync (fixture).pushed, ==, 1);
  desk_assert_outbox (fixture->desk, "");
  assert_field (test_portal_get (fixture->portal, ID_1), GALLEY_FIELD_HEADLINE, "新稿");

  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "改过的");
  g_assert_cmpuint (portal_fixture_sync (fixture).pushed, ==, 1);
  desk_assert_outbox (fixture->desk, "");
  assert_field (test_portal_get (fixture->portal, ID_1), GALLEY_FIELD_HEADLINE, "改过的");
}

static void
test_delete_and_restore (PortalFixture *fixture,
                         gconstpointer  data)
{
  g_autoptr (GalleyRecord) record = NULL;

  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_sync (fixture);
  desk_trash (fixture->desk, ID_1, TRUE);
  desk_assert_outbox (fixture->desk, "delete");
  portal_fixture_sync (fixture);
  desk_assert_outbox (fixture->desk, "");
  g_assert_null (test_portal_get (fixture->portal, ID_1));
  record = desk_load (fixture->desk, ID_1);
  g_assert_true (record->is_trashed);

  desk_trash (fixture->desk, ID_1, FALSE);
  portal_fixture_sync (fixture);
  desk_assert_outbox (fixture->desk, "");
  g_assert_nonnull (test_portal_get (fixture->portal, ID_1));
}

/* Thrown away here, written on there: it comes back. */
static void
test_delete_meets_edit (PortalFixture *fixture,
                        gconstpointer  data)
{
  g_autoptr (GalleyRecord) record = NULL;

  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_sync (fixture);
  desk_trash (fixture->desk, ID_1, TRUE);
  portal_fixture_serve_field (fixture, ID_1, GALLEY_FIELD_SUMMARY, "别人写的摘要");
  portal_fixture_sync (fixture);
  record = desk_load (fixture->desk, ID_1);
  g_assert_false (record->is_trashed);
  assert_field (record->revision, GALLEY_FIELD_SUMMARY, "别人写的摘要");
  g_assert_nonnull (test_portal_get (fixture->portal, ID_1));
  desk_assert_outbox (fixture->desk, "");
}

static void
test_merge_fields (PortalFixture *fixture,
                   gconstpointer  data)
{
  GalleyCycleReport report;
  g_autoptr (GalleyRecord) record = NULL;

  portal_fixture_serve (fixture, ID_1, "标题", "一\n二\n三");
  portal_fixture_sync (fixture);
  desk_set_body (fixture->desk, ID_1, "一\n二\n我的三");
  portal_fixture_serve_field (fixture, ID_1, GALLEY_FIELD_SUMMARY, "摘要");
  report = portal_fixture_sync (fixture);
  g_assert_cmpuint (report.merged, ==, 1);
  g_assert_cmpuint (report.conflicts, ==, 0);
  g_assert_cmpuint (report.pushed, ==, 1);
  record = desk_load (fixture->desk, ID_1);
  g_assert_false (record->is_dirty);
  g_assert_true (galley_revision_has_same_content (record->revision, test_portal_get (fixture->portal, ID_1)));
  assert_field (record->revision, GALLEY_FIELD_SUMMARY, "摘要");
}

/* Invariant 7's half of the pass: an unresolved conflict is not pushed and keeps both sides. */
static void
test_conflict_keeps_both (PortalFixture *fixture,
                          gconstpointer  data)
{
  g_autoptr (GalleyRecord) record = NULL;

  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_sync (fixture);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "我的");
  portal_fixture_serve_field (fixture, ID_1, GALLEY_FIELD_HEADLINE, "他的");
  g_assert_cmpuint (portal_fixture_sync (fixture).conflicts, ==, 1);
  record = desk_load (fixture->desk, ID_1);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "我的");
  g_assert_nonnull (record->theirs);
  assert_field (record->theirs, GALLEY_FIELD_HEADLINE, "他的");
  g_assert_cmpuint (record->conflicts->len, ==, 1);
  assert_field (test_portal_get (fixture->portal, ID_1), GALLEY_FIELD_HEADLINE, "他的");
  portal_fixture_sync (fixture);
  assert_field (test_portal_get (fixture->portal, ID_1), GALLEY_FIELD_HEADLINE, "他的");
}

static void
type_more (TestPortal *portal,
           gpointer    data)
{
  PortalFixture *fixture = data;

  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "又打了几个字");
}

/* 4. An acknowledgement of revision r clears only r, never what was typed after it. */
static void
test_exact_acknowledgement (PortalFixture *fixture,
                            gconstpointer  data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "新稿", "正文");
  g_autoptr (GalleyRecord) record = NULL;

  desk_save (fixture->desk, revision);
  fixture->portal->on_save = type_more;
  fixture->portal->data = fixture;
  portal_fixture_sync (fixture);
  record = desk_load (fixture->desk, ID_1);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "又打了几个字");
  /* It went with a second PUT, upon the first one's ETag, in the same pass. */
  g_assert_cmpuint (fixture->portal->n_saves, ==, 2);
  assert_field (test_portal_get (fixture->portal, ID_1), GALLEY_FIELD_HEADLINE, "又打了几个字");
  desk_assert_outbox (fixture->desk, "");
}

static void
type_and_cut (TestPortal *portal,
              gpointer    data)
{
  type_more (portal, data);
  portal->refusal = GALLEY_ERROR_OFFLINE;
}

static void
test_typed_after_stays_dirty (PortalFixture *fixture,
                              gconstpointer  data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "新稿", "正文");
  g_autoptr (GalleyRecord) record = NULL;

  desk_save (fixture->desk, revision);
  fixture->portal->on_save = type_and_cut;
  fixture->portal->data = fixture;
  desk_sync_fails (fixture->desk, GALLEY_TRANSPORT (fixture->portal), GALLEY_ERROR_OFFLINE);
  record = desk_load (fixture->desk, ID_1);
  g_assert_true (record->is_dirty);
  assert_field (record->base, GALLEY_FIELD_HEADLINE, "新稿");
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "又打了几个字");
  desk_assert_outbox (fixture->desk, "put");
}

static void
type_during_page (TestPortal *portal,
                  gpointer    data)
{
  PortalFixture *fixture = data;

  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "正在打的字");
}

/* 5. The cursor never commits without its changes. */
static void
test_cursor_with_changes (PortalFixture *fixture,
                          gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GalleyRecord) record = NULL;
  gboolean may_write = FALSE;

  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_sync (fixture);
  before = desk_dup_setting (fixture->desk, GALLEY_SETTING_CURSOR);

  /* A page that cannot be taken leaves the cursor where it was: more than the brake lets through. */
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-1%011u", i);

      portal_fixture_serve (fixture, id, "标题", "正文");
    }
  portal_fixture_sync (fixture);
  g_free (before);
  before = desk_dup_setting (fixture->desk, GALLEY_SETTING_CURSOR);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-1%011u", i);

      test_portal_delete (fixture->portal, id);
    }
  desk_sync_fails (fixture->desk, GALLEY_TRANSPORT (fixture->portal), GALLEY_ERROR_FAILED);
  after = desk_dup_setting (fixture->desk, GALLEY_SETTING_CURSOR);
  g_assert_cmpstr (before, ==, after);
  may_write = desk_has (fixture->desk, "0193a000-0000-7000-8000-100000000059");
  g_assert_true (may_write);
  record = desk_load (fixture->desk, "0193a000-0000-7000-8000-100000000000");
  g_assert_false (record->is_trashed);
}

/* The same, where somebody types into an article of the page: it is merged before the cursor stands. */
static void
test_cursor_waits_for_merge (PortalFixture *fixture,
                             gconstpointer  data)
{
  g_autoptr (GalleyRecord) record = NULL;

  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_sync (fixture);
  portal_fixture_serve_field (fixture, ID_1, GALLEY_FIELD_SUMMARY, "摘要");
  fixture->portal->on_changes = type_during_page;
  fixture->portal->data = fixture;
  portal_fixture_sync (fixture);
  record = desk_load (fixture->desk, ID_1);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "正在打的字");
  assert_field (record->revision, GALLEY_FIELD_SUMMARY, "摘要");
  assert_field (test_portal_get (fixture->portal, ID_1), GALLEY_FIELD_SUMMARY, "摘要");
}

/* 6. A rejected push is parked, visible, exportable; never deleted. */
static void
test_rejected_is_parked (PortalFixture *fixture,
                         gconstpointer  data)
{
  g_autoptr (GalleyRevision) first = make_revision (ID_1, "不合格", "正文");
  g_autoptr (GalleyRecord) record = NULL;
  GalleyCycleReport report;

  desk_save (fixture->desk, first);
  fixture->portal->refusal = GALLEY_ERROR_REJECTED;
  report = portal_fixture_sync (fixture);
  g_assert_cmpuint (report.parked, ==, 1);
  desk_assert_outbox (fixture->desk, "put(The portal does not want it)");
  record = desk_load (fixture->desk, ID_1);
  g_assert_true (record->is_dirty);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "不合格");
  g_assert_cmpuint (fixture->portal->n_saves, ==, 1);

  /* It is not knocked on again by itself. */
  fixture->portal->refusal = 0;
  portal_fixture_sync (fixture);
  g_assert_null (test_portal_get (fixture->portal, ID_1));
}

/* Deleted there, and not to be had back by the tombstone's tag: a person decides. */
static void
test_refused_as_deleted (PortalFixture *fixture,
                         gconstpointer  data)
{
  g_autoptr (GalleyRevision) first = make_revision (ID_1, "删过的", "正文");
  g_autoptr (GalleyRecord) record = NULL;

  desk_save (fixture->desk, first);
  fixture->portal->refusal = GALLEY_ERROR_CONFLICT;
  g_assert_cmpuint (portal_fixture_sync (fixture).parked, ==, 1);
  desk_assert_outbox (fixture->desk, "put(No such article)");
  record = desk_load (fixture->desk, ID_1);
  g_assert_true (record->is_dirty);
  g_assert_false (record->is_trashed);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "删过的");
}

/* 9. A pull never writes over a dirty article; a remote delete never beats a local edit. */
static void
test_dirty_stays (PortalFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (GalleyRecord) record = NULL;

  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_serve (fixture, ID_2, "标题", "正文");
  portal_fixture_sync (fixture);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "我的字");
  test_portal_delete (fixture->portal, ID_1);
  portal_fixture_serve_field (fixture, ID_2, GALLEY_FIELD_HEADLINE, "他的字");
  portal_fixture_sync (fixture);
  record = desk_load (fixture->desk, ID_1);
  g_assert_false (record->is_trashed);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "我的字");
  /* And went up as new. */
  assert_field (test_portal_get (fixture->portal, ID_1), GALLEY_FIELD_HEADLINE, "我的字");
  desk_assert_outbox (fixture->desk, "");
}

static void
test_hidden (PortalFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GalleyRecord) record = NULL;

  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_serve (fixture, ID_2, "标题", "正文");
  portal_fixture_sync (fixture);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "我的字");
  test_portal_hide (fixture->portal, ID_1);
  test_portal_hide (fixture->portal, ID_2);
  portal_fixture_sync (fixture);
  g_assert_false (desk_has (fixture->desk, ID_2));
  record = desk_load (fixture->desk, ID_1);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "我的字");
  desk_assert_outbox (fixture->desk, "put(hidden)");
}

static void
test_lost_answer (PortalFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "新稿", "正文");
  GalleyCycleReport report;

  desk_save (fixture->desk, revision);
  fixture->portal->lost_answers = 1;
  desk_sync_fails (fixture->desk, GALLEY_TRANSPORT (fixture->portal), GALLEY_ERROR_OFFLINE);
  desk_assert_outbox (fixture->desk, "put");
  report = portal_fixture_sync (fixture);
  g_assert_cmpuint (report.conflicts, ==, 0);
  desk_assert_outbox (fixture->desk, "");
}

/* What was typed after a lost answer is no quarrel with oneself. */
static void
test_lost_answer_typed_on (PortalFixture *fixture,
                           gconstpointer  data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "新稿", "正文");
  GalleyCycleReport report;

  desk_save (fixture->desk, revision);
  fixture->portal->lost_answers = 1;
  desk_sync_fails (fixture->desk, GALLEY_TRANSPORT (fixture->portal), GALLEY_ERROR_OFFLINE);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "接着写的");
  report = portal_fixture_sync (fixture);
  g_assert_cmpuint (report.conflicts, ==, 0);
  assert_field (test_portal_get (fixture->portal, ID_1), GALLEY_FIELD_HEADLINE, "接着写的");
  desk_assert_outbox (fixture->desk, "");
}

/* Nor where it came late, and somebody has written on it: merged from the base before it, it would stand there twice. */
static void
test_lost_answer_written_on (PortalFixture *fixture,
                             gconstpointer  data)
{
  g_autoptr (GalleyRevision) first = make_revision (ID_1, "标题", "早上第一句。中间。");
  g_autoptr (GalleyRevision) second = make_revision (ID_1, "改过的标题", "早上第一句。中间。");
  g_autoptr (GalleyRevision) theirs = make_revision (ID_1, "标题", "他们写的。早上第一句。");
  g_autoptr (GalleyRevision) both = make_revision (ID_1, "改过的标题", "他们写的。早上第一句。");

  portal_fixture_serve (fixture, ID_1, "标题", "早上。中间。");
  portal_fixture_sync (fixture);
  fixture->portal->refusal = GALLEY_ERROR_OFFLINE;
  desk_save (fixture->desk, first);
  desk_sync_fails (fixture->desk, GALLEY_TRANSPORT (fixture->portal), GALLEY_ERROR_OFFLINE);
  desk_save (fixture->desk, second);
  desk_sync_fails (fixture->desk, GALLEY_TRANSPORT (fixture->portal), GALLEY_ERROR_OFFLINE);
  fixture->portal->refusal = 0;
  test_portal_put (fixture->portal, first);
  test_portal_put (fixture->portal, theirs);

  g_assert_cmpuint (portal_fixture_sync (fixture).conflicts, ==, 0);
  g_assert_true (galley_revision_has_same_content (test_portal_get (fixture->portal, ID_1), both));
  desk_assert_outbox (fixture->desk, "");
}

static void
test_orders_wait_for_content (PortalFixture *fixture,
                              gconstpointer  data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "新稿", "正文");
  g_autoptr (GalleyRecord) record = NULL;

  desk_save (fixture->desk, revision);
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_SUBMIT);
  fixture->portal->lost_answers = 1;
  desk_sync_fails (fixture->desk, GALLEY_TRANSPORT (fixture->portal), GALLEY_ERROR_OFFLINE);
  g_assert_cmpuint (fixture->portal->n_acts, ==, 0);
  desk_assert_outbox (fixture->desk, "put submit");
  g_assert_cmpuint (portal_fixture_sync (fixture).acted, ==, 1);
  desk_assert_outbox (fixture->desk, "");
  record = desk_load (fixture->desk, ID_1);
  g_assert_cmpint (galley_revision_get_state (record->revision)->status, ==, GALLEY_STATUS_REVIEW_1);
}

static void
test_lost_answer_to_order (PortalFixture *fixture,
                           gconstpointer  data)
{
  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_sync (fixture);
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_SUBMIT);
  fixture->portal->lost_answers = 1;
  desk_sync_fails (fixture->desk, GALLEY_TRANSPORT (fixture->portal), GALLEY_ERROR_OFFLINE);
  portal_fixture_sync (fixture);
  desk_assert_outbox (fixture->desk, "");
  g_assert_cmpuint (fixture->portal->n_acts, ==, 2);
  g_assert_cmpuint (g_hash_table_size (fixture->portal->acts), ==, 1);
}

static void
test_publish_changed (PortalFixture *fixture,
                      gconstpointer  data)
{
  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_sync (fixture);
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_PUBLISH);
  portal_fixture_serve_field (fixture, ID_1, GALLEY_FIELD_SUMMARY, "后来加的");
  portal_fixture_sync (fixture);
  g_assert_cmpuint (fixture->portal->n_acts, ==, 0);
  desk_assert_outbox (fixture->desk, "publish(changed)");
}

static void
test_publish_late (PortalFixture *fixture,
                   gconstpointer  data)
{
  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_serve (fixture, ID_2, "标题", "正文");
  portal_fixture_sync (fixture);
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_PUBLISH);
  desk_order (fixture->desk, ID_2, ACTION_2, GALLEY_ACTION_WITHDRAW);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->desk->clock), PATIENCE + SECOND);
  portal_fixture_sync (fixture);
  /* A withdrawal is never too late. */
  desk_assert_outbox (fixture->desk, "publish(held)");
  g_assert_cmpuint (fixture->portal->n_acts, ==, 1);
  g_assert_true (g_hash_table_contains (fixture->portal->acts, ACTION_2));
}

static gpointer
reboot_in_store (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  galley_database_exec (database, "UPDATE outbox SET boot_id = 'another boot'", error);
  return NULL;
}

static void
test_publish_after_reboot (PortalFixture *fixture,
                           gconstpointer  data)
{
  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_sync (fixture);
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_PUBLISH);
  desk_run_job (fixture->desk, reboot_in_store, NULL);
  portal_fixture_sync (fixture);
  desk_assert_outbox (fixture->desk, "publish(held)");
}

static void
test_withdraw_first (PortalFixture *fixture,
                     gconstpointer  data)
{
  portal_fixture_serve (fixture, ID_1, "标题", "正文");
  portal_fixture_sync (fixture);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "改");
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_WITHDRAW);
  fixture->portal->lost_answers = 1;
  desk_sync_fails (fixture->desk, GALLEY_TRANSPORT (fixture->portal), GALLEY_ERROR_OFFLINE);
  /* It went before anything else: the first call, and its answer was the one that was lost. */
  g_assert_cmpuint (fixture->portal->n_acts, ==, 1);
  g_assert_cmpuint (fixture->portal->n_saves, ==, 0);
  portal_fixture_sync (fixture);
  desk_assert_outbox (fixture->desk, "");
}

static void
test_new_epoch (PortalFixture *fixture,
                gconstpointer  data)
{
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GalleyRevision) mine = make_revision (ID_1, "我的", "正文");

  desk_save (fixture->desk, mine);
  portal_fixture_serve (fixture, ID_2, "标题", "正文");
  portal_fixture_sync (fixture);
  test_portal_restore (fixture->portal, ID_1);
  portal_fixture_sync (fixture);
  /* Lost there, sent again. */
  g_assert_nonnull (test_portal_get (fixture->portal, ID_1));
  desk_assert_outbox (fixture->desk, "");
  record = desk_load (fixture->desk, ID_1);
  g_assert_false (record->is_trashed);
}

#define ADD(path, function)                                                                                            \
  g_test_add (path, PortalFixture, NULL, portal_fixture_set_up, function, portal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sync/cycle/first-pull", test_first_pull);
  ADD ("/sync/cycle/create-and-change", test_create_and_change);
  ADD ("/sync/cycle/delete-and-restore", test_delete_and_restore);
  ADD ("/sync/cycle/delete-meets-edit", test_delete_meets_edit);
  ADD ("/sync/cycle/merge-fields", test_merge_fields);
  ADD ("/sync/cycle/conflict-keeps-both", test_conflict_keeps_both);
  ADD ("/sync/cycle/typed-after-stays-dirty", test_typed_after_stays_dirty);
  ADD ("/sync/cycle/cursor-waits-for-merge", test_cursor_waits_for_merge);
  ADD ("/sync/cycle/hidden", test_hidden);
  ADD ("/sync/cycle/lost-answer", test_lost_answer);
  ADD ("/sync/cycle/lost-answer-typed-on", test_lost_answer_typed_on);
  ADD ("/sync/cycle/orders-wait-for-content", test_orders_wait_for_content);
  ADD ("/sync/cycle/lost-answer-written-on", test_lost_answer_written_on);
  ADD ("/sync/cycle/lost-answer-to-order", test_lost_answer_to_order);
  ADD ("/sync/cycle/publish-changed", test_publish_changed);
  ADD ("/sync/cycle/publish-late", test_publish_late);
  ADD ("/sync/cycle/publish-after-reboot", test_publish_after_reboot);
  ADD ("/sync/cycle/withdraw-first", test_withdraw_first);
  ADD ("/sync/cycle/new-epoch", test_new_epoch);
  ADD ("/invariants/4-an-acknowledgement-clears-only-its-revision", test_exact_acknowledgement);
  ADD ("/invariants/5-the-cursor-never-commits-without-its-changes", test_cursor_with_changes);
  ADD ("/sync/cycle/refused-as-deleted", test_refused_as_deleted);
  ADD ("/invariants/6-a-rejected-push-is-parked-never-deleted", test_rejected_is_parked);
  ADD ("/invariants/9-a-pull-never-writes-over-a-dirty-article", test_dirty_stays);

  return g_test_run ();
}
