/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits made here: save, versions, caret, trash, resolve. */
#include "fixture.h"

#include "core/wire/galley-wire.h"

#include <string.h>

static void
test_save_and_load (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "一二三", "正文");
  g_autoptr (GalleyRecord) record = NULL;

  g_assert_cmpint (save (fixture->database, revision, NOON), ==, 1);

  record = load (fixture->database, ID_1);
  g_assert_true (galley_revision_has_same_content (record->revision, revision));
  g_assert_null (record->base);
  g_assert_null (record->theirs);
  g_assert_null (record->conflicts);
  g_assert_cmpint (record->generation, ==, 1);
  g_assert_true (record->is_dirty);
  g_assert_false (record->is_trashed);
  g_assert_cmpint (record->touched, ==, NOON);
  assert_outbox (fixture->database, "put 1");
}

static void
test_load_not_found (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_record_load_in_store (fixture->database, ID_1, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
}

static void
test_load_unreadable (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyRevision) served = make_served (ID_2, "b", "text", "\"1\"");
  g_autoptr (GalleyRecord) record = NULL;

  save_headline (fixture->database, ID_1, "a");
  g_assert_true (galley_database_exec (fixture->database,
                                       "UPDATE content SET text = substr (text, 9)", NULL));
  g_assert_null (galley_record_load_in_store (fixture->database, ID_1, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);

  /* Beside a text that can be read, a base that cannot is no reason to refuse the text. */
  g_assert_true (pull (fixture->database, served));
  g_assert_true (galley_database_exec (
    fixture->database, "UPDATE article SET base = '{' WHERE base IS NOT NULL", NULL));
  record = load (fixture->database, ID_2);
  assert_headline (record->revision, "b");
  g_assert_null (record->base);
}

static void
test_generations (Fixture      *fixture,
                  gconstpointer data)
{
  g_assert_cmpint (save_headline (fixture->database, ID_1, "a"), ==, 1);
  g_assert_cmpint (save_headline (fixture->database, ID_1, "b"), ==, 2);
  g_assert_cmpint (save_headline (fixture->database, ID_1, "b"), ==, 2);
  g_assert_cmpint (save_headline (fixture->database, ID_1, "a"), ==, 3);
  assert_outbox (fixture->database, "put 1");
}

static void
test_equal_content_changes_nothing (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (GalleyRevision) served = make_served (ID_1, "a", "text", "\"1\"");
  sqlite3 *handle = galley_database_get_handle (fixture->database);
  int before;

  g_assert_true (pull (fixture->database, served));
  before = sqlite3_total_changes (handle);
  g_assert_cmpint (save_headline (fixture->database, ID_1, "a"), ==, 1);
  g_assert_cmpint (sqlite3_total_changes (handle), ==, before);
  assert_outbox (fixture->database, "");
}

static void
test_state_is_kept (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GalleyRevision) served = make_served (ID_1, "a", "text", "\"7\"");
  g_autoptr (GalleyRecord) record = NULL;

  pull (fixture->database, served);
  save_headline (fixture->database, ID_1, "b");

  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "b");
  assert_headline (record->base, "a");
  g_assert_cmpstr (galley_revision_get_state (record->revision)->etag, ==, "\"7\"");
  g_assert_cmpstr (galley_revision_get_state (record->revision)->owner, ==, "u1");
}

static void
assert_versions (GalleyDatabase *database,
                 const char     *id,
                 const char     *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = galley_versions_load_in_store (database, id, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < versions->len; i++)
    {
      const GalleyVersion *version = g_ptr_array_index (versions, i);

      g_string_append_printf (
        found, "%s%s:%s", i > 0 ? "|" : "", version->reason,
        galley_revision_get_field (version->revision, GALLEY_FIELD_HEADLINE));
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_versions_by_minute (Fixture      *fixture,
                         gconstpointer data)
{
  const gint64 second = G_TIME_SPAN_SECOND;
  g_autoptr (GalleyRevision) a = make_revision (ID_1, "a", "");
  g_autoptr (GalleyRevision) b = make_revision (ID_1, "b", "");
  g_autoptr (GalleyRevision) c = make_revision (ID_1, "c", "");
  g_autoptr (GalleyRevision) d = make_revision (ID_1, "d", "");
  g_autoptr (GalleyRevision) e = make_revision (ID_1, "e", "");

  save (fixture->database, a, NOON);
  save (fixture->database, b, NOON + 59 * second);
  assert_versions (fixture->database, ID_1, "");
  save (fixture->database, c, NOON + 60 * second);
  assert_versions (fixture->database, ID_1, "minute:b");
  save (fixture->database, d, NOON + 119 * second);
  assert_versions (fixture->database, ID_1, "minute:b");
  /* A clock that was set back by a year must not stop versions for a year. */
  save (fixture->database, e, NOON - 365 * 24 * 3600 * second);
  assert_versions (fixture->database, ID_1, "minute:d|minute:b");
}

static void
test_first_edit_keeps_what_was_pulled (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autoptr (GalleyRevision) served = make_served (ID_1, "theirs", "text", "\"1\"");

  pull (fixture->database, served);
  save_headline (fixture->database, ID_1, "mine");
  assert_versions (fixture->database, ID_1, "minute:theirs");
}

static void
test_caret (Fixture      *fixture,
            gconstpointer data)
{
  sqlite3 *handle = galley_database_get_handle (fixture->database);
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  int before;

  save_headline (fixture->database, ID_1, "a");
  g_assert_true (galley_record_save_caret_in_store (fixture->database, ID_1, 3, 14, &error));
  record = load (fixture->database, ID_1);
  g_assert_cmpuint (record->caret_block, ==, 3);
  g_assert_cmpuint (record->caret_offset, ==, 14);
  g_assert_cmpint (record->generation, ==, 1);

  before = sqlite3_total_changes (handle);
  g_assert_true (galley_record_save_caret_in_store (fixture->database, ID_1, 3, 14, &error));
  g_assert_true (galley_record_save_caret_in_store (fixture->database, ID_2, 3, 14, &error));
  g_assert_cmpint (sqlite3_total_changes (handle), ==, before);
}

static void
set_trashed (GalleyDatabase *database,
             const char     *id,
             gboolean        is_trashed)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_record_set_trashed_in_store (database, id, is_trashed, NOON, &error));
  g_assert_no_error (error);
}

static void
test_trash_of_never_uploaded (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GalleyRecord) record = NULL;

  save_headline (fixture->database, ID_1, "a");
  set_trashed (fixture->database, ID_1, TRUE);
  assert_outbox (fixture->database, "");
  record = load (fixture->database, ID_1);
  g_assert_true (record->is_trashed);
  g_assert_false (record->is_dirty);
  assert_headline (record->revision, "a");

  set_trashed (fixture->database, ID_1, FALSE);
  assert_outbox (fixture->database, "put 1");
}

static void
test_trash_of_known (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GalleyRevision) served = make_served (ID_1, "a", "text", "\"1\"");

  pull (fixture->database, served);
  set_trashed (fixture->database, ID_1, TRUE);
  assert_outbox (fixture->database, "delete 1");
  set_trashed (fixture->database, ID_1, TRUE);
  assert_outbox (fixture->database, "delete 1");
  set_trashed (fixture->database, ID_1, FALSE);
  assert_outbox (fixture->database, "put 1");
}

/* An answer to the DELETE that was on its way must not clear the PUT that restores. */
static void
test_restore_is_a_new_entry (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GalleyRevision) served = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  const GalleyOutboxEntry *entry;

  pull (fixture->database, served);
  set_trashed (fixture->database, ID_1, TRUE);
  entries = galley_outbox_load_in_store (fixture->database, &error);
  entry = g_ptr_array_index (entries, 0);
  set_trashed (fixture->database, ID_1, FALSE);

  g_assert_true (galley_outbox_remove_in_store (fixture->database, entry->sequence, &error));
  assert_outbox (fixture->database, "put 1");
}

static void
test_save_into_trash (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GalleyRevision) served = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GalleyRecord) record = NULL;

  pull (fixture->database, served);
  set_trashed (fixture->database, ID_1, TRUE);
  save_headline (fixture->database, ID_1, "typed late");
  assert_outbox (fixture->database, "delete 1");
  record = load (fixture->database, ID_1);
  g_assert_true (record->is_trashed);
  assert_headline (record->revision, "typed late");
}

static void
test_trash_stops_orders (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  static const GalleyAction actions[] = { GALLEY_ACTION_SUBMIT, GALLEY_ACTION_PUBLISH,
                                          GALLEY_ACTION_WITHDRAW };

  save_headline (fixture->database, ID_1, "a");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *name = g_strdup_printf ("0193a000-0000-7000-8000-00000000a%03u", i);

      g_assert_true (galley_outbox_add_action_in_store (fixture->database, ID_1, name, actions[i],
                                                        "hash", NULL, NOON, 1, 0, &error));
    }
  assert_outbox (fixture->database, "action 1|put 1|action 1|action 1");
  set_trashed (fixture->database, ID_1, TRUE);
  assert_outbox (fixture->database, "action 1|action 1 trashed|action 1 trashed");
  /* Submitting goes on; publishing is asked again. */
  set_trashed (fixture->database, ID_1, FALSE);
  assert_outbox (fixture->database, "action 1|action 1|action 1 trashed|put 1");
}

static void
test_trash_not_found (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (galley_record_set_trashed_in_store (fixture->database, ID_1, TRUE, NOON, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
}

static void
make_conflict (GalleyDatabase *database)
{
  g_autoptr (GalleyRevision) base = make_served (ID_1, "base", "text", "\"1\"");
  g_autoptr (GalleyRevision) theirs = make_served (ID_1, "theirs", "text", "\"2\"");
  g_autoptr (GalleyRevision) merged = NULL;
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GError) error = NULL;

  pull (database, base);
  save_headline (database, ID_1, "mine");
  g_assert_false (pull (database, theirs));
  record = load (database, ID_1);
  merged = galley_merge (record->base, record->revision, theirs, &conflicts);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_true (galley_record_merge_in_store (database, record->generation, merged, theirs,
                                               conflicts, NOON, &error));
  g_assert_no_error (error);
}

static void
test_resolve_with_mine (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GalleyRevision) resolved = make_revision (ID_1, "mine", "text");
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  make_conflict (fixture->database);
  assert_outbox (fixture->database, "put 1 conflict");
  g_assert_true (galley_record_resolve_in_store (fixture->database, resolved, NOON, &error));

  assert_outbox (fixture->database, "put 1");
  assert_versions (fixture->database, ID_1, "resolve:theirs|merge:mine|theirs:theirs|minute:base");
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "mine");
  assert_headline (record->base, "theirs");
  g_assert_cmpstr (galley_revision_get_state (record->revision)->etag, ==, "\"2\"");
  g_assert_null (record->theirs);
  g_assert_null (record->conflicts);
}

static void
test_resolve_with_theirs (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GalleyRevision) resolved = make_revision (ID_1, "theirs", "text");
  g_autoptr (GError) error = NULL;

  make_conflict (fixture->database);
  g_assert_true (galley_record_resolve_in_store (fixture->database, resolved, NOON, &error));
  /* Equal to what the server has: nothing to send. Mine was kept when it was merged. */
  assert_outbox (fixture->database, "");
  assert_versions (fixture->database, ID_1, "merge:mine|theirs:theirs|minute:base");
}

static void
test_resolve_with_a_third (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GalleyRevision) resolved = make_revision (ID_1, "both", "text");
  g_autoptr (GError) error = NULL;

  make_conflict (fixture->database);
  save_headline (fixture->database, ID_1, "mine, edited");
  assert_outbox (fixture->database, "put 1 conflict");
  g_assert_true (galley_record_resolve_in_store (fixture->database, resolved, NOON, &error));
  assert_outbox (fixture->database, "put 1");
  assert_versions (fixture->database, ID_1,
                   "resolve:mine, edited|resolve:theirs|merge:mine|theirs:theirs|minute:base");
}

static void
test_trash_and_restore_in_conflict (Fixture      *fixture,
                                    gconstpointer data)
{
  make_conflict (fixture->database);
  set_trashed (fixture->database, ID_1, TRUE);
  assert_outbox (fixture->database, "delete 1");
  set_trashed (fixture->database, ID_1, FALSE);
  assert_outbox (fixture->database, "put 1 conflict");
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/articles/" path, Fixture, NULL, table_fixture_set_up, function,              \
              table_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("save-and-load", test_save_and_load);
  ADD ("load/not-found", test_load_not_found);
  ADD ("load/unreadable", test_load_unreadable);
  ADD ("save/generations", test_generations);
  ADD ("save/equal-content-changes-nothing", test_equal_content_changes_nothing);
  ADD ("save/state-is-kept", test_state_is_kept);
  ADD ("versions/by-minute", test_versions_by_minute);
  ADD ("versions/first-edit-keeps-what-was-pulled", test_first_edit_keeps_what_was_pulled);
  ADD ("caret", test_caret);
  ADD ("trash/never-uploaded", test_trash_of_never_uploaded);
  ADD ("trash/known", test_trash_of_known);
  ADD ("trash/restore-is-a-new-entry", test_restore_is_a_new_entry);
  ADD ("trash/save-into-it", test_save_into_trash);
  ADD ("trash/stops-orders", test_trash_stops_orders);
  ADD ("trash/not-found", test_trash_not_found);
  ADD ("resolve/mine", test_resolve_with_mine);
  ADD ("resolve/theirs", test_resolve_with_theirs);
  ADD ("resolve/a-third", test_resolve_with_a_third);
  ADD ("trash/in-conflict", test_trash_and_restore_in_conflict);

  return g_test_run ();
}
