/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invariants 2, 3, 5, 6 and 10 of the design, on a store with a file. Numbers 4, 7 and 9 are in
 * test-articles-sync.c; what a killed process leaves is in tests/crash. */
#include "fixture.h"

#include "core/store/galley-store-settings.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* Number 2: the article's row and its outbox row. */

static void
assert_empty (GalleyStore *store)
{
  g_assert_cmpint (store_query_integer (store, "SELECT count (*) FROM article"), ==, 0);
  g_assert_cmpint (store_query_integer (store, "SELECT count (*) FROM version"), ==, 0);
  g_assert_cmpint (store_query_integer (store, "SELECT count (*) FROM filing"), ==, 0);
  g_assert_cmpint (store_query_integer (store, "SELECT count (*) FROM outbox"), ==, 0);
}

/* The second of the two writes is refused by the database: the first is undone. */
static void
test_one_transaction (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *headline = NULL;

  store_exec (fixture->store, "CREATE TRIGGER refuse BEFORE INSERT ON outbox"
                              " BEGIN SELECT RAISE (ABORT, 'refused'); END");
  galley_store_run (fixture->store, GALLEY_LANE_SAVE, save_headline_job, (gpointer) "a", &error);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  assert_empty (fixture->store);

  store_exec (fixture->store, "DROP TRIGGER refuse");
  store_save (fixture->store, ID_1, "a");
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT count (*) FROM outbox"), ==, 1);
  headline = store_get_headline (fixture->store, ID_1);
  g_assert_cmpstr (headline, ==, "a");
}

static gpointer
save_and_die_job (GalleyDatabase *database,
                  gpointer        input,
                  GError        **error)
{
  if (g_str_equal (input, "between"))
    {
      galley_database_exec (database,
                            "CREATE TEMP TRIGGER die BEFORE INSERT ON main.outbox"
                            " BEGIN SELECT die (); END",
                            error);
      g_assert_no_error (*error);
    }
  save_headline (database, ID_1, "never acknowledged");
  kill (getpid (), SIGKILL);
  return NULL;
}

static void
die_function (sqlite3_context *context,
              int              n_arguments,
              sqlite3_value  **arguments)
{
  kill (getpid (), SIGKILL);
}

static gpointer
add_die_function_job (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  sqlite3_create_function (galley_database_get_handle (database), "die", 0,
                           SQLITE_UTF8 | SQLITE_INNOCUOUS, NULL, die_function, NULL, NULL);
  return NULL;
}

/* The other process: opens the store in @folder and dies in the middle of a save. */
static int
save_and_die (const char *folder,
              const char *moment)
{
  g_autoptr (GalleyClock) clock = galley_test_clock_new (NOON);
  g_autoptr (GalleyStore) store = galley_store_open (folder, clock, NULL);

  galley_store_run (store, GALLEY_LANE_SAVE, add_die_function_job, NULL, NULL);
  galley_store_run (store, GALLEY_LANE_SAVE, save_and_die_job, (gpointer) moment, NULL);
  return 1;
}

static const char *program;

/* Killed between the two writes, or between them and the COMMIT: neither is there. */
static void
test_killed (Fixture      *fixture,
             gconstpointer data)
{
  const char *arguments[] = { program, "--save-and-die", fixture->folder, data, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  galley_store_close (fixture->store);
  g_assert_finalize_object (fixture->store);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);

  fixture->store = galley_store_open (fixture->folder, fixture->clock, &error);
  g_assert_no_error (error);
  g_assert_null (galley_store_get_recovery (fixture->store));
  assert_empty (fixture->store);
}

/* Number 3, the store's half. */

typedef struct
{
  GalleyStore *store;
  gboolean is_answered;
  GError *error;
} Saving;

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Saving *saving = data;

  galley_store_run_finish (GALLEY_STORE (source), result, &saving->error);
  saving->is_answered = TRUE;
}

static void
save_async (Saving        *saving,
            GalleyStoreJob job,
            const char    *headline)
{
  g_clear_error (&saving->error);
  saving->is_answered = FALSE;
  galley_store_run_async (saving->store, GALLEY_LANE_SAVE, job, (gpointer) headline, NULL, NULL,
                          NULL, saved_cb, saving);
  while (!saving->is_answered)
    g_main_context_iteration (NULL, TRUE);
}

static gpointer
limit_pages_job (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  galley_database_exec (database, "PRAGMA max_page_count = 1", error);
  return NULL;
}

static gpointer
save_large_job (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  g_autofree char *text = g_strnfill (200000, 'x');
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, input, text);

  galley_record_save_in_store (database, revision, NOON, NULL, error);
  return NULL;
}

/* What the callback has been told stands in the file, as another connection reads it. */
static void
assert_in_file (Fixture    *fixture,
                const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);
  sqlite3_stmt *statement;
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 1);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
}

static void
count_change_cb (GalleyStore *store,
                 const char  *id,
                 int          origin,
                 guint       *count)
{
  (*count)++;
}

static void
test_saved_after_commit (Fixture      *fixture,
                         gconstpointer data)
{
  Saving saving = { fixture->store };
  guint n_told = 0;

  g_signal_connect (fixture->store, "article-changed", G_CALLBACK (count_change_cb), &n_told);
  save_async (&saving, save_headline_job, "first");
  g_assert_no_error (saving.error);
  assert_in_file (fixture, "SELECT count (*) FROM article WHERE headline = 'first'");
  drain_main_context ();
  g_assert_cmpuint (n_told, ==, 1);

  /* A full disk, twice: said so, nothing told, nothing lost. */
  for (guint i = 0; i < 2; i++)
    {
      save_async (&saving, limit_pages_job, NULL);
      g_assert_no_error (saving.error);
      save_async (&saving, save_large_job, "second");
      g_assert_error (saving.error, GALLEY_ERROR, GALLEY_ERROR_FULL);
    }
  assert_in_file (fixture, "SELECT count (*) FROM article WHERE headline = 'first'");
  drain_main_context ();
  g_assert_cmpuint (n_told, ==, 1);

  /* Space again: the next save is an ordinary one. */
  save_async (&saving, save_large_job, "second");
  g_assert_no_error (saving.error);
  assert_in_file (fixture, "SELECT count (*) FROM article WHERE headline = 'second'");
  drain_main_context ();
  g_assert_cmpuint (n_told, ==, 2);
  g_signal_handlers_disconnect_by_data (fixture->store, &n_told);
}

/* Number 5. */

static gpointer
take_page_job (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  g_autoptr (GalleyRevision) theirs = make_served (ID_1, "pulled", "text", "\"1\"");

  if (!galley_setting_save_text_in_store (database, GALLEY_SETTING_CURSOR, input, error))
    return NULL;
  pull (database, theirs);
  if (g_str_equal (input, "e1:9"))
    g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "a broken article");
  return NULL;
}

static gpointer
load_cursor_job (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  return galley_setting_load_text_in_store (database, GALLEY_SETTING_CURSOR, error);
}

static void
test_cursor (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *cursor = NULL;
  g_autoptr (GError) error = NULL;

  galley_store_run (fixture->store, GALLEY_LANE_BACKGROUND, take_page_job, (gpointer) "e1:9",
                    &error);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (
    galley_store_run (fixture->store, GALLEY_LANE_PERSON, load_cursor_job, NULL, &error));
  assert_empty (fixture->store);

  galley_store_run (fixture->store, GALLEY_LANE_BACKGROUND, take_page_job, (gpointer) "e1:10",
                    &error);
  g_assert_no_error (error);
  store_fixture_reopen (fixture);
  cursor = galley_store_run (fixture->store, GALLEY_LANE_PERSON, load_cursor_job, NULL, &error);
  g_assert_cmpstr (cursor, ==, "e1:10");
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT count (*) FROM article"), ==, 1);
}

/* Number 6. */

static gpointer
park_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  save_headline (database, ID_1, "refused");
  galley_outbox_add_action_in_store (database, ID_1, "n1", GALLEY_ACTION_PUBLISH, "h", "c", NOON, 1,
                                     0, error);
  galley_outbox_park_in_store (database, 1, "invalid: too many tags", error);
  galley_outbox_park_in_store (database, 2, "forbidden", error);
  return NULL;
}

static gpointer
look_at_parked_job (GalleyDatabase *database,
                    gpointer        input,
                    GError        **error)
{
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, error);
  g_autoptr (GalleyRecord) record = load (database, ID_1);
  const GalleyOutboxEntry *entry;

  /* Listed with the reason; its text can be read, and so be exported. */
  assert_outbox (database, "put 1 invalid: too many tags|action 1 forbidden");
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpint (entry->action, ==, GALLEY_ACTION_PUBLISH);
  g_assert_cmpstr (entry->comment, ==, "c");
  assert_headline (record->revision, "refused");
  g_assert_true (record->is_dirty);
  return NULL;
}

static void
test_parked (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  galley_store_run (fixture->store, GALLEY_LANE_PERSON, park_job, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      store_fixture_reopen (fixture);
      galley_store_run (fixture->store, GALLEY_LANE_PERSON, look_at_parked_job, NULL, &error);
      g_assert_no_error (error);
    }
}

/* Number 10. */

static gpointer
look_around_job (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  g_autoptr (GalleyRecord) record = load (database, ID_1);
  g_autoptr (GalleyRevision) same = make_revision (ID_1, "a", "text");
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, error);

  /* An editor that was opened and closed saves what it was given, and its caret. */
  g_assert_cmpint (save (database, same, NOON + 3600 * G_TIME_SPAN_SECOND), ==,
                   record->generation);
  galley_record_save_caret_in_store (database, ID_1, record->caret_block, record->caret_offset,
                                     error);
  galley_setting_save_text_in_store (database, GALLEY_SETTING_CURSOR, "e1:1", error);
  return NULL;
}

static void
test_writes_nothing (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *wal_path = g_build_filename (fixture->folder, "galley.db-wal", NULL);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  store_save (fixture->store, ID_1, "a");
  store_exec (fixture->store, "INSERT INTO setting VALUES ('cursor', CAST ('e1:1' AS BLOB))");
  store_fixture_reopen (fixture);
  galley_store_close (fixture->store);
  before = read_database_file (fixture->folder);
  store_fixture_reopen (fixture);

  for (guint i = 0; i < 3; i++)
    {
      galley_store_run (fixture->store, GALLEY_LANE_SAVE, look_around_job, NULL, &error);
      g_assert_no_error (error);
    }
  /* Not even a transaction in the log. */
  if (g_stat (wal_path, &info) == 0)
    g_assert_cmpint (info.st_size, ==, 0);
  galley_store_close (fixture->store);
  after = read_database_file (fixture->folder);
  g_assert_true (g_bytes_equal (before, after));
}

#define ADD(path, function, data)                                                                  \
  g_test_add (path, Fixture, data, store_fixture_set_up, function,                  \
              store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--save-and-die"))
    return save_and_die (argv[2], argv[3]);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);

  ADD ("/invariants/2-article-row-and-outbox-row-change-in-one-transaction/refused", test_one_transaction, NULL);
  ADD ("/invariants/2-article-row-and-outbox-row-change-in-one-transaction/killed-between", test_killed, "between");
  ADD ("/invariants/2-article-row-and-outbox-row-change-in-one-transaction/killed-before-commit", test_killed, "before");
  ADD ("/invariants/3-saved-is-shown-only-after-the-commit", test_saved_after_commit, NULL);
  ADD ("/invariants/5-the-cursor-never-commits-without-its-changes", test_cursor, NULL);
  ADD ("/invariants/6-a-rejected-push-is-parked-never-deleted", test_parked, NULL);
  ADD ("/invariants/10-opening-and-closing-without-typing-writes-nothing", test_writes_nothing, NULL);

  return g_test_run ();
}
