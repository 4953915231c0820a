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
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_RETURNED, .user = "me" }, "");
  add_article (database, '1', GALLEY_STATUS_RETURNED, "me", "a", NULL, 10);
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_RETURNED, .user = "me" }, "1");
  assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_RETURNED, .user = "you" }, "");
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

/* Names that JSON escapes are filed as they are called, alone and among others. */
static void
test_odd_channels (Fixture      *fixture,
                   gconstpointer data)
{
  static const char *const odd[] = { "a\"b", "a\\", "\\u0061", "[]", "\"]", "要闻" };
  static const char *const also[] = { "other", NULL };
  GalleyDatabase *database = fixture->database;

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      GalleyFilter filter = { GALLEY_FILTER_CHANNEL, .channel = odd[i] };

      add_article (database, '1', GALLEY_STATUS_DRAFT, "me", odd[i], NULL, 10);
      add_article (database, '2', GALLEY_STATUS_DRAFT, "me", odd[i], also, 20);
      assert_filter (database, &filter, "21");
      assert_filter (database, &(GalleyFilter){ GALLEY_FILTER_CHANNEL, .channel = "other" }, "2");
      g_assert_cmpint (query_integer (database, "SELECT count (*) FROM filing"), ==, 3);
      g_assert_true (galley_database_exec (database, "DELETE FROM article", NULL));
      g_assert_cmpint (query_integer (database, "SELECT count (*) FROM filing"), ==, 0);
    }
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
add_worded (GalleyDatabase    *database,
            char               last,
            const char        *kicker,
            const char        *headline,
            const char        *body,
            const char *const *tags,
            const char        *path)
{
  g_autoptr (GalleyState) state = make_state (path != NULL ? GALLEY_STATUS_PUBLISHED : GALLEY_STATUS_DRAFT, "me", "\"1\"");
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GalleyRevision) revision = NULL;
  GalleyContent content = { .fields = { [GALLEY_FIELD_KICKER] = kicker, [GALLEY_FIELD_HEADLINE] = headline },
                            .sets = { [GALLEY_SET_TAGS] = tags },
                            .blocks = blocks };

  state->modified = NOON + last;
  if (path != NULL)
    galley_state_set_text (&state->published_path, path);
  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, body, NULL, 0));
  revision = galley_revision_new (id_of (last), &content, state);
  g_assert_true (pull (database, revision));
}

static void
fill_with_words (GalleyDatabase *database)
{
  static const char *const roads[] = { "环湖路", "公交", NULL };
  g_autoptr (GError) error = NULL;

  add_worded (database, '1', "对标对表", "南湖今日开工", "第一批项目 Alpha 开工。", NULL, NULL);
  add_worded (database, '2', "", "夜间公交增设站点", "下夜班的护士。", roads, "/2026/11/23/2.html");
  add_worded (database, '3', "", "100%_完成 ＡＢＣ", "\"引号\"与 'x'。", NULL, "/2026/11/23/3.html");
  add_worded (database, '4', "", "南湖旧闻", "在回收站。", NULL, NULL);
  g_assert_true (galley_record_set_trashed_in_store (database, id_of ('4'), TRUE, NOON, &error));
}

static void
assert_search (GalleyDatabase *database,
               const char     *typed,
               const char     *expected)
{
  g_autoptr (GalleyFilter) filter = galley_filter_new_for_search (typed);

  g_assert_nonnull (filter);
  assert_filter (database, filter, expected);
}

static void
test_search (Fixture      *fixture,
             gconstpointer data)
{
  GalleyDatabase *database = fixture->database;
  static const char *const changed[] = { "护士节", NULL };

  fill_with_words (database);
  assert_search (database, "南湖", "1");
  assert_search (database, "对标", "1");
  assert_search (database, "夜班", "2");
  assert_search (database, "环湖", "2");
  assert_search (database, "公", "2");
  assert_search (database, "没有", "");
  /* Every word, wherever each stands; letters as one types them. */
  assert_search (database, "  alpha　对标 ", "1");
  assert_search (database, "alpha 公交", "");
  assert_search (database, "abc", "3");
  assert_search (database, "ａｂｃ", "3");
  /* Nothing in it is a pattern or SQL. */
  assert_search (database, "100%_", "3");
  assert_search (database, "0%完", "");
  assert_search (database, "'x'", "3");
  assert_search (database, "\"引号\"", "3");
  /* What is beyond the fourth word is not asked for. */
  assert_search (database, "南 湖 今 日 没有", "1");

  /* It follows the text. */
  add_worded (database, '2', "", "夜间公交", "。", changed, "/2026/11/23/2.html");
  assert_search (database, "环湖", "");
  assert_search (database, "护士", "2");
}

static void
test_search_address (Fixture      *fixture,
                     gconstpointer data)
{
  GalleyDatabase *database = fixture->database;

  fill_with_words (database);
  assert_search (database, "https://news.example.org/2026/11/23/2.html", "2");
  assert_search (database, " http://m.example.org:8080/2026/11/23/3.html?from=app#top\n", "3");
  assert_search (database, "/2026/11/23/2.html", "2");
  assert_search (database, "/2026/11/23/4.html", "");
  assert_search (database, "/2026/11/23/", "");
}

static void
test_search_typed (void)
{
  static const struct
  {
    const char *typed;
    GalleyFilterKind kind;
    const char *text;
  } cases[] = {
    { "南湖", GALLEY_FILTER_SEARCH, "南湖" },
    { " 南湖 公交 ", GALLEY_FILTER_SEARCH, "南湖 公交" },
    { "/", GALLEY_FILTER_SEARCH, "/" },
    { "https://news.example.org", GALLEY_FILTER_SEARCH, "https://news.example.org" },
    { "https://news.example.org/", GALLEY_FILTER_SEARCH, "https://news.example.org/" },
    { "/文/图", GALLEY_FILTER_ADDRESS, "/文/图" },
    { "/a b", GALLEY_FILTER_SEARCH, "/a b" },
    { "https://news.example.org/a?b#c", GALLEY_FILTER_ADDRESS, "/a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GalleyFilter) filter = galley_filter_new_for_search (cases[i].typed);

      g_assert_cmpint (filter->kind, ==, cases[i].kind);
      g_assert_cmpstr (filter->text, ==, cases[i].text);
    }
  g_assert_null (galley_filter_new_for_search (""));
  g_assert_null (galley_filter_new_for_search (" \t　"));
}

/* What is nobody's stands among the user's own by its time, and a limit counts both. */
static void
test_mine_and_nobodys (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GalleyRevision) middle = make_revision (id_of ('2'), "nobody's", "text");
  g_autoptr (GalleyRevision) last = make_revision (id_of ('5'), "nobody's", "text");
  GalleyFilter mine = { GALLEY_FILTER_MINE, .user = "me" };

  add_article (fixture->database, '1', GALLEY_STATUS_DRAFT, "me", "a", NULL, 30);
  save (fixture->database, middle, NOON + 20);
  add_article (fixture->database, '3', GALLEY_STATUS_DRAFT, "me", "a", NULL, 10);
  add_article (fixture->database, '4', GALLEY_STATUS_DRAFT, "you", "a", NULL, 15);
  save (fixture->database, last, NOON + 5);
  assert_filter (fixture->database, &mine, "1235");

  two = galley_filter_load_in_store (fixture->database, &mine, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (((GalleySummaryData *) g_ptr_array_index (two, 1))->id, ==, id_of ('2'));
  one = galley_filter_load_in_store (fixture->database, &mine, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((GalleySummaryData *) g_ptr_array_index (one, 0))->id, ==, id_of ('1'));
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
  g_assert_false (summary->is_order_parked);
  g_assert_false (summary->has_conflict);
  g_assert_false (summary->is_trashed);
}

/* An order that was refused says nothing of the text, whether that has gone up or waits; one beside a refused text, too. */
static void
test_parked_order (Fixture      *fixture,
                   gconstpointer data)
{
  GalleyFilter all = { GALLEY_FILTER_ALL };
  g_autoptr (GalleyState) state = make_state (GALLEY_STATUS_PUBLISHED, "u7", "\"1\"");
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;
  GalleyContent content = { 0 };

  content.fields[GALLEY_FIELD_HEADLINE] = "主题";
  revision = galley_revision_new (ID_1, &content, state);
  save (fixture->database, revision, NOON);
  g_assert_true (galley_outbox_add_action_in_store (fixture->database, ID_1, "order", GALLEY_ACTION_WITHDRAW, "hash", "",
                                                    NOON, 0, 0, &error));
  for (guint sequence = 2; sequence >= 1; sequence--)
    {
      g_autoptr (GPtrArray) summaries = NULL;
      const GalleySummaryData *summary;

      g_assert_true (galley_outbox_park_in_store (fixture->database, sequence, "forbidden", &error));
      g_assert_no_error (error);
      summaries = galley_filter_load_in_store (fixture->database, &all, 0, &error);
      g_assert_no_error (error);
      summary = g_ptr_array_index (summaries, 0);
      g_assert_true (summary->is_parked);
      g_assert_cmpint (summary->is_order_parked, ==, sequence == 2);
    }
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

static void
test_equal (void)
{
  const GalleyFilter mine = { GALLEY_FILTER_MINE, .user = "me" };
  const GalleyFilter others[] = {
    { GALLEY_FILTER_ALL, .user = "me" },
    { GALLEY_FILTER_MINE, .user = "you" },
    { GALLEY_FILTER_MINE },
    { GALLEY_FILTER_MINE, .user = "me", .channel = "a" },
    { GALLEY_FILTER_MINE, .user = "me", .waiting = 1 },
    { GALLEY_FILTER_MINE, .user = "me", .text = "a" },
  };
  g_autoptr (GalleyFilter) copy = galley_filter_copy (&mine);

  g_assert_true (galley_filter_equal (&mine, copy));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (galley_filter_equal (&mine, &others[i]));
}

/* The statements themselves, as they have just been used: none goes through the articles one by one. */
static void
test_no_filter_reads_articles (Fixture      *fixture,
                               gconstpointer data)
{
  sqlite3 *handle = galley_database_get_handle (fixture->database);
  guint n_statements = 0;

  for (guint kind = 0; kind < GALLEY_N_FILTER_KINDS; kind++)
    {
      GalleyFilter filter = { kind, .user = "me", .channel = "a", .text = "a", .waiting = G_MAXUINT };
      g_autoptr (GArray) keys = galley_filter_load_keys_in_store (fixture->database, &filter, 0, NULL);

      g_assert_nonnull (keys);
    }
  for (sqlite3_stmt *used = sqlite3_next_stmt (handle, NULL); used != NULL; used = sqlite3_next_stmt (handle, used))
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", sqlite3_sql (used), NULL);
      sqlite3_stmt *plan;

      if (!g_str_has_prefix (sqlite3_sql (used), "SELECT row, touched"))
        continue;
      n_statements++;
      g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &plan, NULL), ==, SQLITE_OK);
      while (sqlite3_step (plan) == SQLITE_ROW)
        {
          const char *detail = (const char *) sqlite3_column_text (plan, 3);

          g_test_message ("%s: %s", sqlite3_sql (used), detail);
          g_assert_null (strstr (detail, "INDEX article_listed") != NULL && strstr (detail, "COVERING") == NULL
                           ? detail
                           : NULL);
          g_assert_cmpstr (detail, !=, "SCAN article");
        }
      sqlite3_finalize (plan);
    }
  g_assert_cmpuint (n_statements, ==, GALLEY_N_FILTER_KINDS);
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
  ADD ("odd-channels", test_odd_channels);
  ADD ("conflicts", test_conflicts);
  ADD ("search", test_search);
  ADD ("search-address", test_search_address);
  ADD ("limit", test_limit);
  ADD ("mine-and-nobodys", test_mine_and_nobodys);
  g_test_add_func ("/store/filters/search-typed", test_search_typed);
  g_test_add_func ("/store/filters/equal", test_equal);
  ADD ("summary", test_summary);
  ADD ("parked-order", test_parked_order);
  ADD ("plans", test_plans);
  ADD ("no-filter-reads-articles", test_no_filter_reads_articles);

  return g_test_run ();
}
