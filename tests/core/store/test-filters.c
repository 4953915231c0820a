/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each filter, exactly: the same articles by all keys, by count, and row by row. */
#include "fixture.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-filter-keys.h"

#include <string.h>

static void
add_article (GalleyDatabase    *database,
             char               last,
             GalleyStatus       status,
             const char        *owner,
             const char        *channel,
             const char *const *channels,
             gint64             modified)
{
  g_autofree char *id = g_strdup (ID_1);
  g_autoptr (GalleyState) state = make_state (status, owner, "\"1\"");
  g_autoptr (GalleyRevision) revision = NULL;
  GalleyContent content = { 0 };

  id[35] = last;
  state->modified = NOON + modified;
  content.fields[GALLEY_FIELD_HEADLINE] = id + 35;
  content.fields[GALLEY_FIELD_CHANNEL] = channel;
  content.sets[GALLEY_SET_CHANNELS] = channels;
  revision = galley_revision_new (id, &content, state);
  g_assert_true (pull (database, revision));
}

static const char *
id_of (char last)
{
  static char id[] = ID_1;

  id[35] = last;
  return id;
}

/* The last characters of the ids, in order; asked in all ways that there are. */
static void
assert_filter (GalleyDatabase     *database,
               const GalleyFilter *filter,
               const char         *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) summaries = galley_filter_load_in_store (database, filter, 0, &error);
  g_autoptr (GString) found = g_string_new (NULL);
  GalleyFilter all = { GALLEY_FILTER_ALL };
  GalleyFilter trash = { GALLEY_FILTER_TRASH };
  GalleyFilter *both[] = { &all, &trash };
  gint64 n_by_row = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < summaries->len; i++)
    {
      GalleySummaryData *data = g_ptr_array_index (summaries, i);

      g_string_append_c (found, data->id[35]);
    }
  g_assert_cmpstr (found->str, ==, expected);
  g_assert_cmpint (galley_filter_count_in_store (database, filter, &error), ==, strlen (expected));

  for (guint k = 0; k < G_N_ELEMENTS (both); k++)
    {
      g_autoptr (GArray) keys =
        galley_filter_load_keys_in_store (database, both[k], 0, &error);

      for (guint i = 0; i < keys->len; i++)
        {
          gboolean has_row;

          g_assert_true (galley_filter_has_row_in_store (
            database, filter, g_array_index (keys, GalleyKey, i).row, &has_row, &error));
          n_by_row += has_row;
        }
    }
  g_assert_cmpint (n_by_row, ==, strlen (expected));
}

static void
fill (GalleyDatabase *database)
{
  const char *const also_b[] = { "b", "a", NULL };
  g_autoptr (GError) error = NULL;

  add_article (database, '1', GALLEY_STATUS_DRAFT, "me", "a", NULL, 10);
  add_article (database, '2', GALLEY_STATUS_REVIEW_1, "you", "b", NULL, 20);
  add_article (database, '3', GALLEY_STATUS_REVIEW_2, "you", "a", also_b, 30);
  add_article (database, '4', GALLEY_STATUS_SCHEDULED, "you", "", also_b, 40);
  add_article (database, '5', GALLEY_STATUS_PUBLISHED, "me", "c", NULL, 50);
  add_article (database, '6', GALLEY_STATUS_REVIEW_1, "me", "c", NULL, 60);
  add_article (database, '7', GALLEY_STATUS_REVIEW_1, "you", "c", NULL, 70);
  add_article (database, '8', GALLEY_STATUS_PUBLISHED, "you", "a", NULL, 80);
  g_assert_true (galley_record_set_trashed_in_store (database, id_of ('8'), TRUE, NOON, &error));
  save_headline (database, id_of ('9'), "mine, never sent");
}

static void
test_kinds (Fixture      *fixture,
            gconstpointer data)
{
  GalleyDatabase *database = fixture->database;

  fill (database);
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_ALL }, "76543219");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_MINE, .user = "me" }, "6519");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_MINE, .user = "" }, "9");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_MINE }, "9");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_SCHEDULED }, "4");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_PUBLISHED }, "5");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_CONFLICTS }, "");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_NOT_UPLOADED }, "89");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_TRASH }, "8");
}

static void
test_waiting (Fixture      *fixture,
              gconstpointer data)
{
  GalleyDatabase *database = fixture->database;
  const guint first = 1 << GALLEY_STATUS_REVIEW_1;
  const guint second = 1 << GALLEY_STATUS_REVIEW_2;

  fill (database);
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_WAITING, "me", .waiting = first }, "72");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_WAITING, "me", .waiting = second }, "3");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_WAITING, "me", .waiting = first | second },
                 "732");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_WAITING, "you", .waiting = first | second },
                 "6");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_WAITING, "me", .waiting = 0 }, "");
}

static void
test_channels (Fixture      *fixture,
               gconstpointer data)
{
  GalleyDatabase *database = fixture->database;
  GalleyFilter a = { GALLEY_FILTER_CHANNEL, .channel = "a" };
  GalleyFilter b = { GALLEY_FILTER_CHANNEL, .channel = "b" };
  GalleyFilter c = { GALLEY_FILTER_CHANNEL, .channel = "c" };
  GalleyFilter none = { GALLEY_FILTER_CHANNEL };
  g_autoptr (GError) error = NULL;

  fill (database);
  assert_filter (database, &a, "431");
  assert_filter (database, &b, "432");
  assert_filter (database, &c, "765");
  assert_filter (database, &none, "");

  /* Moved, newest by that; into the trash; back; gone. */
  add_article (database, '1', GALLEY_STATUS_DRAFT, "me", "b", NULL, 90);
  assert_filter (database, &a, "43");
  assert_filter (database, &b, "1432");
  g_assert_true (galley_record_set_trashed_in_store (database, id_of ('4'), TRUE, NOON, &error));
  assert_filter (database, &b, "132");
  g_assert_true (galley_record_set_trashed_in_store (database, id_of ('4'), FALSE, NOON, &error));
  assert_filter (database, &b, "1432");
  g_assert_true (galley_record_remove_in_store (database, id_of ('3'), TRUE, NOON, &error));
  assert_filter (database, &b, "142");
  g_assert_cmpint (query_integer (database, "SELECT count (*) FROM filing"), ==, 7);
}

static void
test_conflicts (Fixture      *fixture,
                gconstpointer data)
{
  GalleyDatabase *database = fixture->database;
  g_autoptr (GalleyRevision) theirs = make_served (id_of ('1'), "theirs", "t", "\"2\"");
  g_autoptr (GalleyRevision) merged = make_revision (id_of ('1'), "mine", "t");
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func (NULL);
  GalleyConflict conflict = { (char *) "headline", 0, (char *) "", (char *) "mine",
                              (char *) "theirs" };
  g_autoptr (GError) error = NULL;

  fill (database);
  g_ptr_array_add (conflicts, &conflict);
  g_assert_true (galley_record_merge_in_store (database, 1, merged, theirs, conflicts, NOON, &error));
  g_assert_no_error (error);
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_CONFLICTS }, "1");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_NOT_UPLOADED }, "819");
}

static void
test_limit (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) summaries = NULL;
  GalleyFilter all = { GALLEY_FILTER_ALL };

  fill (fixture->database);
  summaries = galley_filter_load_in_store (fixture->database, &all, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summaries->len, ==, 3);
}

static void
test_summary (Fixture      *fixture,
              gconstpointer data)
{
  GalleyFilter all = { GALLEY_FILTER_ALL };
  g_autoptr (GalleyState) state = make_state (GALLEY_STATUS_RETURNED, "u7", "\"1\"");
  g_autoptr (GalleyBlock) block =
    galley_block_new (GALLEY_BLOCK_PARAGRAPH, "一场春雨之后", NULL, 0);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GPtrArray) summaries = NULL;
  g_autoptr (GError) error = NULL;
  GalleyContent content = { 0 };
  GalleySummaryData *summary;

  g_ptr_array_add (blocks, galley_block_ref (block));
  galley_state_set_text (&state->owner_name, "王小明");
  content.fields[GALLEY_FIELD_KICKER] = "引题";
  content.fields[GALLEY_FIELD_HEADLINE] = "主题";
  content.fields[GALLEY_FIELD_CHANNEL] = "news";
  content.blocks = blocks;
  revision = galley_revision_new (ID_1, &content, state);
  save (fixture->database, revision, NOON);
  g_assert_true (galley_outbox_park_in_store (fixture->database, 1, "forbidden", &error));

  summaries = galley_filter_load_in_store (fixture->database, &all, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summaries->len, ==, 1);
  summary = g_ptr_array_index (summaries, 0);
  g_assert_cmpstr (summary->id, ==, ID_1);
  g_assert_cmpstr (summary->kicker, ==, "引题");
  g_assert_cmpstr (summary->headline, ==, "主题");
  g_assert_cmpstr (summary->snippet, ==, "一场春雨之后");
  g_assert_cmpstr (summary->channel, ==, "news");
  g_assert_cmpstr (summary->owner, ==, "u7");
  g_assert_cmpstr (summary->owner_name, ==, "王小明");
  g_assert_cmpint (summary->status, ==, GALLEY_STATUS_RETURNED);
  g_assert_cmpint (summary->touched, ==, NOON);
  g_assert_true (summary->is_waiting);
  g_assert_true (summary->is_parked);
  g_assert_false (summary->has_conflict);
  g_assert_false (summary->is_trashed);
}

/* No filter reads the articles to find its keys, and no long one sorts. */
static void
test_plans (Fixture      *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *sql;
    const char *plan;
  } plans[] = {
    { "SELECT row, touched FROM article WHERE is_trashed = 0 ORDER BY touched DESC, row DESC",
      "COVERING INDEX article_listed" },
    { "SELECT row, touched FROM article WHERE is_trashed = 0 AND status = 'published'"
      " ORDER BY touched DESC, row DESC",
      "COVERING INDEX article_stated" },
    { "SELECT row, touched FROM article WHERE conflicts IS NOT NULL AND +is_trashed = 0"
      " ORDER BY touched DESC, row DESC",
      "INDEX article_disputed" },
    { "SELECT row, touched FROM filing WHERE channel = 'a' ORDER BY touched DESC, row DESC",
      "PRIMARY KEY" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", plans[i].sql, NULL);
      sqlite3_stmt *statement;

      g_assert_cmpint (sqlite3_prepare_v2 (galley_database_get_handle (fixture->database), sql, -1,
                                           &statement, NULL),
                       ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_assert_nonnull (
        strstr ((const char *) sqlite3_column_text (statement, 3), plans[i].plan));
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
      sqlite3_finalize (statement);
    }
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/filters/" path, Fixture, NULL, table_fixture_set_up, function,               \
              table_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kinds", test_kinds);
  ADD ("waiting", test_waiting);
  ADD ("channels", test_channels);
  ADD ("conflicts", test_conflicts);
  ADD ("limit", test_limit);
  ADD ("summary", test_summary);
  ADD ("plans", test_plans);

  return g_test_run ();
}
