/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's side of the articles, and the invariants that it must keep. */
#include "fixture.h"

#include "core/store/galley-store-conflict.h"
#include "core/store/galley-store-versions.h"
#include "core/wire/galley-wire.h"

static void
acknowledge (GalleyDatabase *database,
             gint64          generation,
             GalleyRevision *acknowledged)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
    galley_record_acknowledge_in_store (database, generation, acknowledged, NOON, &error));
  g_assert_no_error (error);
}

static void
remove_article (GalleyDatabase *database,
                const char     *id,
                gboolean        is_hidden)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_record_remove_in_store (database, id, is_hidden, NOON, &error));
  g_assert_no_error (error);
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

static GPtrArray *
merge (GalleyDatabase *database,
       GalleyRevision *theirs)
{
  g_autoptr (GalleyRecord) record = load (database, galley_revision_get_id (theirs));
  g_autoptr (GalleyRevision) merged = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GError) error = NULL;

  merged = galley_merge (record->base, record->revision, theirs, &conflicts);
  g_assert_true (galley_record_merge_in_store (database, record->generation, merged, theirs,
                                               conflicts, NOON, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&conflicts);
}

static void
test_pull_new (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GalleyState) state = make_state (GALLEY_STATUS_PUBLISHED, "u1", "\"4\"");
  g_autoptr (GalleyRevision) plain = make_revision (ID_1, "a", "text");
  g_autoptr (GalleyRevision) theirs = NULL;
  g_autoptr (GalleyRecord) record = NULL;

  state->modified = NOON - 5;
  theirs = galley_revision_with_state (plain, state);
  g_assert_true (pull (fixture->database, theirs));
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "a");
  assert_headline (record->base, "a");
  g_assert_cmpint (galley_revision_get_state (record->revision)->status, ==,
                   GALLEY_STATUS_PUBLISHED);
  g_assert_cmpstr (galley_revision_get_state (record->base)->etag, ==, "\"4\"");
  g_assert_cmpint (record->touched, ==, NOON - 5);
  g_assert_false (record->is_dirty);
  assert_outbox (fixture->database, "");
}

static void
test_pull_over_clean (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GalleyRevision) one = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GalleyRevision) two = make_served (ID_1, "b", "text", "\"2\"");
  g_autoptr (GalleyRevision) three = make_served (ID_1, "b", "text", "\"3\"");
  sqlite3 *handle = galley_database_get_handle (fixture->database);
  g_autoptr (GalleyRecord) record = NULL;
  int before;

  g_assert_true (pull (fixture->database, one));
  g_assert_true (pull (fixture->database, two));
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "b");
  g_assert_cmpint (record->generation, ==, 2);
  galley_record_free (g_steal_pointer (&record));

  /* State alone: the same generation. The same again: nothing is written. */
  g_assert_true (pull (fixture->database, three));
  before = sqlite3_total_changes (handle);
  g_assert_true (pull (fixture->database, three));
  g_assert_cmpint (sqlite3_total_changes (handle), ==, before);
  record = load (fixture->database, ID_1);
  g_assert_cmpint (record->generation, ==, 2);
  g_assert_cmpstr (galley_revision_get_state (record->revision)->etag, ==, "\"3\"");
}

static void
test_pull_of_what_was_ours (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GalleyRevision) theirs = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GalleyRecord) record = NULL;

  /* The answer to the PUT was lost; the feed brings what it did. */
  save_headline (fixture->database, ID_1, "a");
  g_assert_true (pull (fixture->database, theirs));
  assert_outbox (fixture->database, "");
  record = load (fixture->database, ID_1);
  g_assert_cmpint (record->generation, ==, 1);
  g_assert_cmpstr (galley_revision_get_state (record->base)->etag, ==, "\"1\"");
}

/* /invariants/9 */
static void
test_pull_over_dirty (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GalleyRevision) one = make_served (ID_1, "base", "text", "\"1\"");
  g_autoptr (GalleyRevision) two = make_served (ID_1, "theirs", "text", "\"2\"");
  sqlite3 *handle = galley_database_get_handle (fixture->database);
  g_autoptr (GalleyRecord) record = NULL;
  int before;

  g_assert_true (pull (fixture->database, one));
  save_headline (fixture->database, ID_1, "mine");
  before = sqlite3_total_changes (handle);
  g_assert_false (pull (fixture->database, two));
  g_assert_cmpint (sqlite3_total_changes (handle), ==, before);
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "mine");
  assert_headline (record->base, "base");

  /* A remote delete never beats a local edit. */
  remove_article (fixture->database, ID_1, FALSE);
  galley_record_free (g_steal_pointer (&record));
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "mine");
  g_assert_false (record->is_trashed);
  g_assert_null (record->base);
  g_assert_cmpstr (galley_revision_get_state (record->revision)->etag, ==, "");
  assert_outbox (fixture->database, "put 1");

  /* Parked is dirty, too; and so is an article in the trash whose DELETE waits. */
  save_headline (fixture->database, ID_2, "mine 2");
  g_assert_true (galley_outbox_park_in_store (fixture->database, 2, "forbidden", NULL));
  {
    g_autoptr (GalleyRevision) other = make_served (ID_2, "theirs 2", "text", "\"1\"");

    g_assert_false (pull (fixture->database, other));
  }
  assert_outbox (fixture->database, "put 1|put 2 forbidden");
}

static void
test_pull_over_trash (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GalleyRevision) one = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GalleyRevision) two = make_served (ID_1, "b", "text", "\"2\"");
  g_autoptr (GalleyRecord) record = NULL;

  pull (fixture->database, one);
  set_trashed (fixture->database, ID_1, TRUE);
  g_assert_false (pull (fixture->database, two));
  assert_outbox (fixture->database, "delete 1");

  /* Deleted there as well: settled. Restored there: back here. */
  remove_article (fixture->database, ID_1, FALSE);
  assert_outbox (fixture->database, "");
  g_assert_true (pull (fixture->database, two));
  record = load (fixture->database, ID_1);
  g_assert_false (record->is_trashed);
  assert_headline (record->revision, "b");
}

/* Never known to have arrived, and trashed: when it turns out to be there, it is deleted there. */
static void
test_pull_over_trash_of_unknown (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autoptr (GalleyRevision) theirs = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GalleyRevision) other = make_served (ID_2, "older", "text", "\"1\"");
  g_autoptr (GalleyRecord) record = NULL;

  save_headline (fixture->database, ID_1, "a");
  set_trashed (fixture->database, ID_1, TRUE);
  assert_outbox (fixture->database, "");
  g_assert_true (pull (fixture->database, theirs));
  assert_outbox (fixture->database, "delete 1");

  save_headline (fixture->database, ID_2, "newer");
  set_trashed (fixture->database, ID_2, TRUE);
  acknowledge (fixture->database, 1, other);
  assert_outbox (fixture->database, "delete 1|delete 2");
  record = load (fixture->database, ID_2);
  assert_headline (record->revision, "newer");
  g_assert_true (record->is_trashed);
}

/* /invariants/4 */
static void
test_acknowledge (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GalleyRevision) first = make_served (ID_1, "first", "text", "\"1\"");
  g_autoptr (GalleyRevision) second = make_served (ID_1, "second", "text", "\"2\"");
  g_autoptr (GalleyRecord) record = NULL;
  gint64 pushed;

  pushed = save_headline (fixture->database, ID_1, "first");
  save_headline (fixture->database, ID_1, "second");
  acknowledge (fixture->database, pushed, first);

  /* What was typed after it still waits, on the new base, with the new ETag. */
  assert_outbox (fixture->database, "put 1");
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "second");
  assert_headline (record->base, "first");
  g_assert_true (record->is_dirty);
  g_assert_cmpstr (galley_revision_get_state (record->revision)->etag, ==, "\"1\"");
  g_assert_cmpint (record->generation, ==, 2);

  acknowledge (fixture->database, 2, second);
  assert_outbox (fixture->database, "");
  galley_record_free (g_steal_pointer (&record));
  record = load (fixture->database, ID_1);
  assert_headline (record->base, "second");
  g_assert_false (record->is_dirty);
  g_assert_cmpint (record->generation, ==, 2);
}

static void
test_acknowledge_never_clears_a_delete (Fixture      *fixture,
                                        gconstpointer data)
{
  g_autoptr (GalleyRevision) one = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GalleyRevision) two = make_served (ID_1, "b", "text", "\"2\"");
  gint64 pushed;

  pull (fixture->database, one);
  pushed = save_headline (fixture->database, ID_1, "b");
  set_trashed (fixture->database, ID_1, TRUE);
  acknowledge (fixture->database, pushed, two);
  assert_outbox (fixture->database, "delete 1");
}

static void
test_acknowledge_not_found (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GalleyRevision) theirs = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GError) error = NULL;

  g_assert_false (
    galley_record_acknowledge_in_store (fixture->database, 1, theirs, NOON, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
}

static void
test_merge_without_conflict (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GalleyRevision) base = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GalleyRevision) theirs = make_served (ID_1, "a", "their text", "\"2\"");
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  pull (fixture->database, base);
  save_headline (fixture->database, ID_1, "mine");
  conflicts = merge (fixture->database, theirs);
  g_assert_cmpuint (conflicts->len, ==, 0);
  assert_outbox (fixture->database, "put 1");
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "mine");
  assert_headline (record->base, "a");
  g_assert_cmpint (record->generation, ==, 3);
  g_assert_cmpstr (galley_revision_get_state (record->revision)->etag, ==, "\"2\"");
}

static void
test_merge_to_theirs (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GalleyRevision) base = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GalleyRevision) theirs = make_served (ID_1, "b", "text", "\"2\"");
  g_autoptr (GError) error = NULL;

  pull (fixture->database, base);
  save_headline (fixture->database, ID_1, "mine");
  g_assert_true (galley_record_merge_in_store (fixture->database, 2, theirs, theirs, NULL, NOON,
                                               &error));
  assert_outbox (fixture->database, "");
}

static void
test_merge_by_compare_and_swap (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GalleyRevision) theirs = make_served (ID_1, "theirs", "text", "\"2\"");
  sqlite3 *handle = galley_database_get_handle (fixture->database);
  g_autoptr (GError) error = NULL;
  int before;

  save_headline (fixture->database, ID_1, "a");
  save_headline (fixture->database, ID_1, "typed meanwhile");
  before = sqlite3_total_changes (handle);
  g_assert_false (galley_record_merge_in_store (fixture->database, 1, theirs, theirs, NULL, NOON,
                                                &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  g_assert_cmpint (sqlite3_total_changes (handle), ==, before);
}

/* /invariants/7 */
static void
test_both_parents (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GalleyRevision) base = make_served (ID_1, "base", "text", "\"1\"");
  g_autoptr (GalleyRevision) theirs = make_served (ID_1, "theirs", "text", "\"2\"");
  g_autoptr (GalleyRevision) later = make_served (ID_1, "theirs", "their text", "\"3\"");
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) none = NULL;
  GalleyConflict *conflict;

  pull (fixture->database, base);
  save_headline (fixture->database, ID_1, "mine");
  conflicts = merge (fixture->database, theirs);
  g_assert_cmpuint (conflicts->len, ==, 1);
  assert_outbox (fixture->database, "put 1 conflict");

  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "mine");
  assert_headline (record->theirs, "theirs");
  g_assert_cmpuint (record->conflicts->len, ==, 1);
  conflict = g_ptr_array_index (record->conflicts, 0);
  g_assert_cmpstr (conflict->name, ==, "headline");
  g_assert_cmpstr (conflict->base, ==, "base");
  g_assert_cmpstr (conflict->mine, ==, "mine");
  g_assert_cmpstr (conflict->theirs, ==, "theirs");
  galley_record_free (g_steal_pointer (&record));

  /* They go on, and that merges well: the question that was open stays open. */
  none = merge (fixture->database, later);
  g_assert_cmpuint (none->len, ==, 0);
  assert_outbox (fixture->database, "put 1 conflict");
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "mine");
  assert_headline (record->theirs, "theirs");
  g_assert_cmpuint (record->conflicts->len, ==, 1);

  /* Nor does "try again" send one side over the other. */
  g_assert_true (galley_outbox_unpark_in_store (fixture->database, 1, "n1", NOON, 1, NULL));
  assert_outbox (fixture->database, "put 1 conflict");
}

/* The server came back from a backup, and has an older text: the other side of an open conflict is nowhere else. */
static void
test_conflict_outlives_server (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (GalleyRevision) base = make_served (ID_1, "base", "text", "\"1\"");
  g_autoptr (GalleyRevision) theirs = make_served (ID_1, "theirs", "text", "\"2\"");
  g_autoptr (GalleyRevision) older = make_served (ID_1, "older", "text", "\"1\"");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_theirs = FALSE;

  pull (fixture->database, base);
  save_headline (fixture->database, ID_1, "mine");
  conflicts = merge (fixture->database, theirs);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_true (galley_record_forget_bases_in_store (fixture->database, &error));
  g_assert_no_error (error);
  others = merge (fixture->database, older);
  g_assert_cmpuint (others->len, ==, 1);

  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "mine");
  assert_headline (record->theirs, "older");
  g_assert_true (galley_versions_have_in_store (fixture->database, ID_1, galley_wire_get_content_hash (theirs), &has_theirs,
                                                &error));
  g_assert_no_error (error);
  g_assert_true (has_theirs);
}

static GPtrArray *
make_run (GalleyBlock *first,
          GalleyBlock *second)
{
  GPtrArray *blocks = galley_blocks_new ();

  g_ptr_array_add (blocks, first);
  if (second != NULL)
    g_ptr_array_add (blocks, second);
  return blocks;
}

/* Marks, pictures and the level of an item that hangs on nothing come back; a list that an older Galley wrote is read. */
static void
test_conflict_blocks (Fixture      *fixture,
                      gconstpointer data)
{
  static const char *const older = "[{\"base\":\"a\",\"block\":2,\"mine\":\"b\",\"name\":\"body\",\"theirs\":\"c\"}]";
  static const GalleyMark bold = { GALLEY_MARK_BOLD, 0, 1, NULL };
  g_autoptr (GPtrArray) base = galley_blocks_new ();
  g_autoptr (GPtrArray) mine = make_run (galley_block_new_item (GALLEY_BLOCK_NUMBERED, 2, "甲乙", &bold, 1), NULL);
  g_autoptr (GPtrArray) theirs = make_run (galley_block_new (GALLEY_BLOCK_QUOTE, "丙", &bold, 1),
                                           galley_block_new (GALLEY_BLOCK_RULE, "", NULL, 0));
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_conflict_free);
  g_autoptr (GPtrArray) read = NULL, read_older = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const GalleyConflict *conflict;

  g_ptr_array_add (conflicts, galley_conflict_new_of_blocks (2, base, mine, theirs));
  text = galley_store_conflicts_write (conflicts);
  read = galley_store_conflicts_read (text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 1);
  conflict = read->pdata[0];
  g_assert_cmpuint (conflict->block, ==, 2);
  g_assert_true (galley_blocks_equal (conflict->base_blocks, base));
  g_assert_true (galley_blocks_equal (conflict->mine_blocks, mine));
  g_assert_true (galley_blocks_equal (conflict->theirs_blocks, theirs));
  g_assert_cmpstr (conflict->theirs, ==, "丙\n—");

  read_older = galley_store_conflicts_read (older, &error);
  g_assert_no_error (error);
  conflict = read_older->pdata[0];
  g_assert_null (conflict->mine_blocks);
  g_assert_cmpstr (conflict->theirs, ==, "c");
}

static void
test_remove_clean (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GalleyRevision) one = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GalleyRevision) two = make_served (ID_2, "b", "text", "\"1\"");
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  pull (fixture->database, one);
  pull (fixture->database, two);
  remove_article (fixture->database, ID_1, FALSE);
  remove_article (fixture->database, ID_2, TRUE);
  remove_article (fixture->database, ID_3, FALSE);
  assert_outbox (fixture->database, "");

  record = load (fixture->database, ID_1);
  g_assert_true (record->is_trashed);
  g_assert_null (record->base);
  g_assert_null (galley_record_load_in_store (fixture->database, ID_2, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);

  /* Restored from the trash: a new creation. Typed into an open editor: the same. */
  set_trashed (fixture->database, ID_1, FALSE);
  assert_outbox (fixture->database, "put 1");
  pull (fixture->database, two);
  remove_article (fixture->database, ID_2, FALSE);
  save_headline (fixture->database, ID_2, "typed");
  assert_outbox (fixture->database, "put 1|put 2");
  galley_record_free (g_steal_pointer (&record));
  record = load (fixture->database, ID_2);
  g_assert_false (record->is_trashed);
}

static void
test_remove_hidden_and_dirty (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GalleyRevision) one = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GalleyRevision) two = make_served (ID_2, "b", "text", "\"1\"");
  g_autoptr (GalleyRecord) record = NULL;

  pull (fixture->database, one);
  save_headline (fixture->database, ID_1, "mine");
  remove_article (fixture->database, ID_1, TRUE);
  assert_outbox (fixture->database, "put 1 hidden");
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "mine");

  /* An order that was not sent is something of ours, too. */
  pull (fixture->database, two);
  g_assert_true (galley_outbox_add_action_in_store (fixture->database, ID_2, "n",
                                                    GALLEY_ACTION_SUBMIT, "h", NULL, NOON, 1, 0,
                                                    NULL));
  remove_article (fixture->database, ID_2, TRUE);
  assert_outbox (fixture->database, "put 1 hidden|action 2 hidden");
  galley_record_free (load (fixture->database, ID_2));
}

static void
test_list_known (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GalleyRevision) one = make_served (ID_1, "a", "text", "\"1\"");
  g_autoptr (GalleyRevision) three = make_served (ID_3, "c", "text", "\"1\"");
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  pull (fixture->database, three);
  save_headline (fixture->database, ID_2, "never sent");
  pull (fixture->database, one);
  ids = galley_record_list_known_in_store (fixture->database, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (ids, 0), ==, ID_1);
  g_assert_cmpstr (g_ptr_array_index (ids, 1), ==, ID_3);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, table_fixture_set_up, function, table_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/invariants/4-an-acknowledgement-clears-only-its-revision", test_acknowledge);
  ADD ("/invariants/7-both-parents-of-a-conflict-stay-readable", test_both_parents);
  ADD ("/invariants/9-a-pull-never-writes-over-a-dirty-article", test_pull_over_dirty);
  ADD ("/store/sync/pull/new", test_pull_new);
  ADD ("/store/sync/pull/over-clean", test_pull_over_clean);
  ADD ("/store/sync/pull/what-was-ours", test_pull_of_what_was_ours);
  ADD ("/store/sync/pull/over-trash", test_pull_over_trash);
  ADD ("/store/sync/pull/over-trash-of-unknown", test_pull_over_trash_of_unknown);
  ADD ("/store/sync/acknowledge/never-clears-a-delete", test_acknowledge_never_clears_a_delete);
  ADD ("/store/sync/acknowledge/not-found", test_acknowledge_not_found);
  ADD ("/store/sync/merge/without-conflict", test_merge_without_conflict);
  ADD ("/store/sync/merge/conflict-blocks", test_conflict_blocks);
  ADD ("/store/sync/merge/conflict-outlives-server", test_conflict_outlives_server);
  ADD ("/store/sync/merge/to-theirs", test_merge_to_theirs);
  ADD ("/store/sync/merge/compare-and-swap", test_merge_by_compare_and_swap);
  ADD ("/store/sync/remove/clean", test_remove_clean);
  ADD ("/store/sync/remove/hidden-and-dirty", test_remove_hidden_and_dirty);
  ADD ("/store/sync/list-known", test_list_known);

  return g_test_run ();
}
