/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article that goes to and fro between two computers without a server: nothing is doubled, nothing lost, and what both
 * sides changed is told apart from what one of them did. */
#include "fixture.h"

#include "core/store/galley-store-handover.h"

#define BODY "项目今天开工。"
#define OTHER_BODY "项目今天上午开工。"

static GalleyHandover
take (Fixture        *fixture,
      GalleyRevision *theirs,
      GalleyRevision *base)
{
  g_autoptr (GError) error = NULL;
  GalleyHandover outcome = GALLEY_HANDOVER_SAME;

  galley_handover_take_in_store (fixture->database, theirs, base, NOON, &outcome, &error);
  g_assert_no_error (error);
  return outcome;
}

static guint
count_versions (Fixture    *fixture,
                const char *reason)
{
  g_autoptr (GPtrArray) entries = galley_versions_list_in_store (fixture->database, ID_1, NULL);
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    n += g_str_equal (((GalleyVersionEntry *) g_ptr_array_index (entries, i))->reason, reason);
  return n;
}

static void
test_new (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GalleyRevision) theirs = make_revision (ID_1, "南湖开工", BODY);
  g_autoptr (GalleyRevision) base = NULL;
  g_autoptr (GalleyRecord) record = NULL;

  g_assert_cmpint (take (fixture, theirs, NULL), ==, GALLEY_HANDOVER_NEW);
  record = load (fixture->database, ID_1);
  g_assert_true (galley_revision_has_same_content (record->revision, theirs));
  g_assert_true (record->is_dirty);
  g_assert_null (record->base);
  /* What came is what the next file builds on. */
  base = galley_handover_load_base_in_store (fixture->database, ID_1, NULL);
  g_assert_true (galley_revision_has_same_content (base, theirs));

  g_assert_cmpint (take (fixture, theirs, NULL), ==, GALLEY_HANDOVER_SAME);
  g_assert_cmpint (query_integer (fixture->database, "SELECT count (*) FROM article"), ==, 1);
}

/* Theirs goes out and comes back while both sides wrote. */
static void
test_merged (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GalleyRevision) common = make_revision (ID_1, "南湖开工", BODY);
  g_autoptr (GalleyRevision) mine = make_revision (ID_1, "南湖开工", OTHER_BODY);
  g_autoptr (GalleyRevision) theirs = make_revision (ID_1, "南湖项目开工", BODY);
  g_autoptr (GalleyRevision) both = make_revision (ID_1, "南湖项目开工", OTHER_BODY);
  g_autoptr (GalleyRecord) record = NULL;

  save (fixture->database, common, NOON);
  save (fixture->database, mine, NOON);
  g_assert_cmpint (take (fixture, theirs, common), ==, GALLEY_HANDOVER_MERGED);
  record = load (fixture->database, ID_1);
  g_assert_true (galley_revision_has_same_content (record->revision, both));
  g_assert_null (record->conflicts);
  g_assert_true (record->is_dirty);
  /* What stood, and what came. */
  g_assert_cmpuint (count_versions (fixture, GALLEY_VERSION_MERGE), ==, 1);
  g_assert_cmpuint (count_versions (fixture, GALLEY_VERSION_HANDOVER), ==, 1);

  g_assert_cmpint (take (fixture, theirs, common), ==, GALLEY_HANDOVER_SAME);
}

/* Who sends on what they once got says no base where they had none: what came last is known here. */
static void
test_base_of_ours (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GalleyRevision) first = make_revision (ID_1, "南湖开工", BODY);
  g_autoptr (GalleyRevision) mine = make_revision (ID_1, "南湖开工", OTHER_BODY);
  g_autoptr (GalleyRevision) second = make_revision (ID_1, "南湖项目开工", BODY);
  g_autoptr (GalleyRecord) record = NULL;

  g_assert_cmpint (take (fixture, first, NULL), ==, GALLEY_HANDOVER_NEW);
  save (fixture->database, mine, NOON);
  g_assert_cmpint (take (fixture, second, NULL), ==, GALLEY_HANDOVER_MERGED);
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "南湖项目开工");
}

static void
test_disputed (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GalleyRevision) common = make_revision (ID_1, "南湖开工", BODY);
  g_autoptr (GalleyRevision) mine = make_revision (ID_1, "南湖今天开工", BODY);
  g_autoptr (GalleyRevision) theirs = make_revision (ID_1, "南湖昨天开工", BODY);
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GalleyRecord) after = NULL;
  g_autoptr (GError) error = NULL;
  GalleyHandover outcome;

  save (fixture->database, common, NOON);
  save (fixture->database, mine, NOON);
  g_assert_cmpint (take (fixture, theirs, common), ==, GALLEY_HANDOVER_DISPUTED);
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "南湖今天开工");
  assert_headline (record->theirs, "南湖昨天开工");
  g_assert_cmpuint (record->conflicts->len, ==, 1);

  /* One question after the other. */
  g_assert_false (galley_handover_take_in_store (fixture->database, common, NULL, NOON, &outcome, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  g_clear_error (&error);

  g_assert_true (galley_record_resolve_in_store (fixture->database, theirs, NOON, &error));
  g_assert_no_error (error);
  after = load (fixture->database, ID_1);
  assert_headline (after->revision, "南湖昨天开工");
  g_assert_null (after->conflicts);
  g_assert_true (after->is_dirty);
}

/* The server's side of the row is not touched: what is pushed next has the condition that it had. */
static void
test_served (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GalleyRevision) served = make_served (ID_1, "南湖开工", BODY, "\"7\"");
  g_autoptr (GalleyRevision) theirs = make_revision (ID_1, "南湖项目开工", BODY);
  g_autoptr (GalleyRecord) record = NULL;

  g_assert_true (pull (fixture->database, served));
  g_assert_cmpint (take (fixture, theirs, served), ==, GALLEY_HANDOVER_MERGED);
  record = load (fixture->database, ID_1);
  assert_headline (record->revision, "南湖项目开工");
  g_assert_cmpstr (galley_revision_get_state (record->revision)->etag, ==, "\"7\"");
  g_assert_true (galley_revision_has_same_content (record->base, served));
  g_assert_true (record->is_dirty);
}

static void
test_trashed (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GalleyRevision) common = make_revision (ID_1, "南湖开工", BODY);
  g_autoptr (GalleyRevision) theirs = make_revision (ID_1, "南湖项目开工", BODY);
  g_autoptr (GalleyRecord) record = NULL;

  save (fixture->database, common, NOON);
  g_assert_true (galley_record_set_trashed_in_store (fixture->database, ID_1, TRUE, NOON, NULL));
  g_assert_cmpint (take (fixture, theirs, common), ==, GALLEY_HANDOVER_MERGED);
  record = load (fixture->database, ID_1);
  g_assert_false (record->is_trashed);
  assert_headline (record->revision, "南湖项目开工");
}

#define ADD(path, function)                                                                                            \
  g_test_add ("/store/handover/" path, Fixture, NULL, table_fixture_set_up, function, table_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("new", test_new);
  ADD ("merged", test_merged);
  ADD ("base-of-ours", test_base_of_ours);
  ADD ("disputed", test_disputed);
  ADD ("served", test_served);
  ADD ("trashed", test_trashed);
  return g_test_run ();
}
