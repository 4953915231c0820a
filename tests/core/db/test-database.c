/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-file.h"
#include "core/db/galley-database-log.h"
#include "core/db/galley-statement.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("galley-db-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "南湖 #1?.db", NULL);
}

static guint
empty_folder (const char *folder,
              gboolean    removes)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      if (removes)
        g_assert_no_errno (g_unlink (child));
      count++;
    }
  return count;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  empty_folder (fixture->folder, TRUE);
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->folder);
  g_free (fixture->path);
}

static GalleyDatabase *
open_fine (const char         *path,
           GalleyDatabaseFlags flags)
{
  g_autoptr (GError) error = NULL;
  GalleyDatabase *database = galley_database_open (path, flags, &error);

  g_assert_no_error (error);
  g_assert_nonnull (database);
  return database;
}

static void
exec_fine (GalleyDatabase *database,
           const char     *sql)
{
  g_autoptr (GError) error = NULL;

  galley_database_exec (database, sql, &error);
  g_assert_no_error (error);
}

static gint64
query_integer (GalleyDatabase *database,
               const char     *sql)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_statement_step (statement, &error));
  g_assert_no_error (error);
  return galley_statement_get_integer (statement, 0);
}

static char *
query_text (GalleyDatabase *database,
            const char     *sql)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);

  g_assert_true (galley_statement_step (statement, NULL));
  return galley_statement_dup_text (statement, 0);
}

static void
assert_opening_fails (const char         *path,
                      GalleyDatabaseFlags flags,
                      GalleyError         code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_database_open (path, flags, &error));
  g_assert_error (error, GALLEY_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_is_hardened (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GalleyDatabase) database = open_fine (fixture->path, GALLEY_DATABASE_NONE);
  g_autoptr (GError) error = NULL;
  g_autofree char *mode = query_text (database, "PRAGMA journal_mode");
  int defensive = 0;

  g_assert_cmpstr (mode, ==, "wal");
  g_assert_cmpint (query_integer (database, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (query_integer (database, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (query_integer (database, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (query_integer (database, "PRAGMA cell_size_check"), ==, 1);
  g_assert_cmpint (query_integer (database, "PRAGMA mmap_size"), ==, 0);
  g_assert_cmpint (query_integer (database, "PRAGMA busy_timeout"), ==, 0);
  sqlite3_db_config (galley_database_get_handle (database), SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
  g_assert_cmpint (defensive, ==, 1);

  exec_fine (database, "CREATE TABLE t (a)");
  g_assert_false (galley_database_exec (database, "INSERT INTO t VALUES (\"text\")", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_keeps (Fixture      *fixture,
            gconstpointer data)
{
  GalleyDatabase *database = open_fine (fixture->path, GALLEY_DATABASE_NONE);

  exec_fine (database, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) STRICT; INSERT INTO t (b) VALUES ('x'), ('y')");
  g_assert_cmpint (galley_database_get_last_row_id (database), ==, 2);
  g_assert_cmpint (galley_database_get_changes (database), ==, 2);
  galley_database_close (database);
  g_assert_cmpuint (empty_folder (fixture->folder, FALSE), ==, 1);

  database = open_fine (fixture->path, GALLEY_DATABASE_NONE);
  g_assert_cmpint (query_integer (database, "SELECT count(*) FROM t"), ==, 2);
  galley_database_close (database);
}

static void
test_memory (void)
{
  g_autoptr (GalleyDatabase) database = open_fine (":memory:", GALLEY_DATABASE_NONE);

  exec_fine (database, "CREATE TABLE t (a)");
  g_assert_true (galley_database_check (database, NULL));
  g_assert_false (g_file_test (":memory:", G_FILE_TEST_EXISTS));
}

static void
test_exclusive (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *shared_memory = g_strconcat (fixture->path, "-shm", NULL);
  g_autoptr (GalleyDatabase) database = open_fine (fixture->path, GALLEY_DATABASE_EXCLUSIVE);

  exec_fine (database, "CREATE TABLE t (a)");
  g_assert_false (g_file_test (shared_memory, G_FILE_TEST_EXISTS));
  assert_opening_fails (fixture->path, GALLEY_DATABASE_NONE, GALLEY_ERROR_BUSY);
}

static void
test_transaction (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GalleyDatabase) database = open_fine (fixture->path, GALLEY_DATABASE_NONE);
  g_autoptr (GError) error = NULL;

  exec_fine (database, "CREATE TABLE t (a)");
  g_assert_false (galley_database_is_in_transaction (database));
  g_assert_true (galley_database_begin (database, &error));
  g_assert_true (galley_database_is_in_transaction (database));
  exec_fine (database, "INSERT INTO t VALUES (1)");
  g_assert_true (galley_database_commit (database, &error));
  g_assert_false (galley_database_is_in_transaction (database));

  g_assert_true (galley_database_begin (database, &error));
  exec_fine (database, "INSERT INTO t VALUES (2)");
  galley_database_rollback (database);
  g_assert_false (galley_database_is_in_transaction (database));
  galley_database_rollback (database);
  g_assert_cmpint (query_integer (database, "SELECT count(*) FROM t"), ==, 1);

  g_assert_false (galley_database_commit (database, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
}

static void
test_nested_begin (void)
{
  g_autoptr (GalleyDatabase) database = open_fine (":memory:", GALLEY_DATABASE_NONE);

  g_assert_true (galley_database_begin (database, NULL));
  g_test_expect_message ("galley-db", G_LOG_LEVEL_CRITICAL, "*is_in_transaction*");
  g_assert_false (galley_database_begin (database, NULL));
  g_test_assert_expected_messages ();
  galley_database_rollback (database);
}

/* A reader in the middle of its rows does not keep a rollback from happening. */
static void
test_rollback_under_reader (void)
{
  g_autoptr (GalleyDatabase) database = open_fine (":memory:", GALLEY_DATABASE_NONE);
  g_autoptr (GalleyStatement) reader = NULL;

  exec_fine (database, "CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  g_assert_true (galley_database_begin (database, NULL));
  exec_fine (database, "INSERT INTO t VALUES (3)");
  reader = galley_statement_get (database, "SELECT a FROM t");
  g_assert_true (galley_statement_step (reader, NULL));
  galley_database_rollback (database);
  g_assert_false (galley_database_is_in_transaction (database));
  g_assert_cmpint (query_integer (database, "SELECT count(*) FROM t"), ==, 2);
}

static void
test_constraint_is_conflict (void)
{
  g_autoptr (GalleyDatabase) database = open_fine (":memory:", GALLEY_DATABASE_NONE);
  g_autoptr (GError) error = NULL;

  exec_fine (database, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL) STRICT;"
                       "CREATE TABLE c (a INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED) STRICT;"
                       "INSERT INTO t VALUES (1, 'x')");
  g_assert_false (galley_database_exec (database, "INSERT INTO t VALUES (1, 'y')", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (galley_database_exec (database, "INSERT INTO t VALUES (2, NULL)", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  g_clear_error (&error);

  /* A commit that fails has rolled back. */
  g_assert_true (galley_database_begin (database, NULL));
  exec_fine (database, "INSERT INTO c VALUES (7)");
  g_assert_false (galley_database_commit (database, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  g_assert_false (galley_database_is_in_transaction (database));
  g_assert_cmpint (query_integer (database, "SELECT count(*) FROM c"), ==, 0);
}

static void
test_full (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GalleyDatabase) database = open_fine (fixture->path, GALLEY_DATABASE_NONE);
  g_autoptr (GError) error = NULL;

  exec_fine (database, "CREATE TABLE t (a); INSERT INTO t VALUES (1); PRAGMA max_page_count=10");
  g_assert_true (galley_database_begin (database, NULL));
  exec_fine (database, "INSERT INTO t VALUES (2)");
  g_assert_false (galley_database_exec (database, "INSERT INTO t VALUES (zeroblob (100000))", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FULL);
  galley_database_rollback (database);
  g_assert_false (galley_database_is_in_transaction (database));
  g_assert_cmpint (query_integer (database, "SELECT count(*) FROM t"), ==, 1);

  /* SQLite may end the transaction by itself: a rollback copes, and a commit does not claim what is lost. */
  g_clear_error (&error);
  g_assert_true (galley_database_begin (database, NULL));
  exec_fine (database, "INSERT INTO t VALUES (3); ROLLBACK");
  galley_database_rollback (database);
  g_assert_false (galley_database_commit (database, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  g_assert_cmpint (query_integer (database, "SELECT count(*) FROM t"), ==, 1);
  g_assert_true (galley_database_check (database, NULL));
}

static void
test_garbage_is_corrupt (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *garbage = g_strnfill (8192, 'x');

  g_assert_true (g_file_set_contents (fixture->path, garbage, 8192, NULL));
  assert_opening_fails (fixture->path, GALLEY_DATABASE_NONE, GALLEY_ERROR_CORRUPT);
  assert_opening_fails (fixture->path, GALLEY_DATABASE_READ_ONLY, GALLEY_ERROR_CORRUPT);
}

/* The head is right, a page in the middle is not. */
static void
test_damage_is_corrupt (Fixture      *fixture,
                        gconstpointer data)
{
  GalleyDatabase *database = open_fine (fixture->path, GALLEY_DATABASE_NONE);
  g_autofree char *content = NULL;
  gsize length = 0;

  exec_fine (database, "CREATE TABLE t (a TEXT);"
                       "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                       " INSERT INTO t SELECT 'row ' || i FROM n");
  galley_database_close (database);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 5 * 4096);
  memset (content + 2 * 4096, 0x55, 4096);
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) length, NULL));
  assert_opening_fails (fixture->path, GALLEY_DATABASE_NONE, GALLEY_ERROR_CORRUPT);
}

/* An index that lacks a row passes the quick check and not the whole one. */
static void
test_check (Fixture      *fixture,
            gconstpointer data)
{
  GalleyDatabase *database = open_fine (fixture->path, GALLEY_DATABASE_NONE);
  g_autoptr (GError) error = NULL;

  exec_fine (database, "CREATE TABLE t (a, b); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1, 2)");
  g_assert_true (galley_database_check (database, &error));
  g_assert_no_error (error);
  sqlite3_db_config (galley_database_get_handle (database), SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  exec_fine (database, "PRAGMA writable_schema=ON;"
                       "UPDATE sqlite_schema SET sql = 'CREATE INDEX i ON t (b)' WHERE name = 'i'");
  galley_database_close (database);

  database = open_fine (fixture->path, GALLEY_DATABASE_NONE);
  g_assert_false (galley_database_check (database, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "index i"));
  galley_database_close (database);
}

static void
test_look_only (Fixture      *fixture,
                gconstpointer data)
{
  GalleyDatabase *writer;
  GalleyDatabase *reader;
  g_autoptr (GError) error = NULL;

  assert_opening_fails (fixture->path, GALLEY_DATABASE_READ_ONLY, GALLEY_ERROR_NOT_FOUND);
  writer = open_fine (fixture->path, GALLEY_DATABASE_NONE);
  exec_fine (writer, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");

  /* Beside a writer it sees what the log holds. */
  reader = open_fine (fixture->path, GALLEY_DATABASE_READ_ONLY);
  g_assert_cmpint (query_integer (reader, "SELECT count(*) FROM t"), ==, 1);
  exec_fine (writer, "INSERT INTO t VALUES (2)");
  g_assert_cmpint (query_integer (reader, "SELECT count(*) FROM t"), ==, 2);
  g_assert_false (galley_database_exec (reader, "INSERT INTO t VALUES (3)", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_READ_ONLY);
  galley_database_close (reader);
  galley_database_close (writer);

  /* Alone it makes no file. */
  reader = open_fine (fixture->path, GALLEY_DATABASE_READ_ONLY);
  g_assert_cmpint (query_integer (reader, "SELECT count(*) FROM t"), ==, 2);
  g_assert_cmpuint (empty_folder (fixture->folder, FALSE), ==, 1);
  galley_database_close (reader);
  g_assert_cmpuint (empty_folder (fixture->folder, FALSE), ==, 1);
}

/* As somebody who is not root: root may write anywhere. */
static void
test_read_only_place (Fixture      *fixture,
                      gconstpointer data)
{
  GalleyDatabase *database = open_fine (fixture->path, GALLEY_DATABASE_NONE);
  g_autofree char *other = g_build_filename (fixture->folder, "other.db", NULL);
  g_autofree char *writable = g_build_filename (fixture->folder, "writable.db", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", "some.db", NULL);
  gboolean is_root = geteuid () == 0;

  exec_fine (database, "CREATE TABLE t (a)");
  galley_database_close (database);
  g_assert_true (g_file_set_contents (writable, "", 0, NULL));
  g_assert_no_errno (chmod (writable, 0666));
  g_assert_no_errno (chmod (fixture->path, 0444));
  g_assert_no_errno (chmod (fixture->folder, 0555));
  if (is_root)
    g_assert_no_errno (seteuid (65534));

  assert_opening_fails (fixture->path, GALLEY_DATABASE_NONE, GALLEY_ERROR_READ_ONLY);
  assert_opening_fails (other, GALLEY_DATABASE_NONE, GALLEY_ERROR_READ_ONLY);
  assert_opening_fails (writable, GALLEY_DATABASE_NONE, GALLEY_ERROR_READ_ONLY);
  assert_opening_fails (nowhere, GALLEY_DATABASE_NONE, GALLEY_ERROR_NOT_FOUND);
  database = open_fine (fixture->path, GALLEY_DATABASE_READ_ONLY);
  g_assert_cmpint (query_integer (database, "SELECT count(*) FROM t"), ==, 0);
  galley_database_close (database);

  if (is_root)
    g_assert_no_errno (seteuid (0));
  g_assert_no_errno (chmod (fixture->folder, 0755));
}

static void
test_busy (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GalleyDatabase) first = open_fine (fixture->path, GALLEY_DATABASE_NONE);
  g_autoptr (GalleyDatabase) second = NULL;
  g_autoptr (GError) error = NULL;

  exec_fine (first, "CREATE TABLE t (a)");
  second = open_fine (fixture->path, GALLEY_DATABASE_NONE);
  g_assert_true (galley_database_begin (first, NULL));
  g_assert_false (galley_database_begin (second, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY);
  g_assert_false (galley_database_is_in_transaction (second));
  galley_database_rollback (first);
}

/* Killed in the middle of a transaction, it comes back with the last commit and nothing else. */
static void
test_survives_kill (Fixture      *fixture,
                    gconstpointer data)
{
  pid_t child = fork ();
  int status;

  g_assert_no_errno (child);
  if (child == 0)
    {
      GalleyDatabase *database = galley_database_open (fixture->path, GALLEY_DATABASE_NONE, NULL);

      if (!galley_database_exec (database, "CREATE TABLE t (a); INSERT INTO t VALUES (1)", NULL)
          || !galley_database_begin (database, NULL)
          || !galley_database_exec (database, "INSERT INTO t VALUES (2)", NULL))
        _exit (1);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);

  {
    g_autoptr (GalleyDatabase) database = open_fine (fixture->path, GALLEY_DATABASE_NONE);

    g_assert_cmpint (query_integer (database, "SELECT count(*) FROM t"), ==, 1);
  }
}

static gpointer
interrupt_until_stopped (gpointer data)
{
  gpointer *parts = data;

  while (!g_atomic_int_get ((int *) parts[1]))
    {
      galley_database_interrupt (parts[0]);
      g_thread_yield ();
    }
  return NULL;
}

static void
test_interrupt (void)
{
  g_autoptr (GalleyDatabase) database = open_fine (":memory:", GALLEY_DATABASE_NONE);
  g_autoptr (GError) error = NULL;
  int is_over = 0;
  gpointer parts[] = { database, &is_over };
  GThread *thread = g_thread_new ("interrupt", interrupt_until_stopped, parts);

  g_assert_false (galley_database_exec (database, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                                  " SELECT count(*) FROM n", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY);
  g_atomic_int_set (&is_over, 1);
  g_thread_join (thread);
  exec_fine (database, "SELECT 1");
}

static void
test_syntax (void)
{
  g_autoptr (GalleyDatabase) database = open_fine (":memory:", GALLEY_DATABASE_NONE);
  g_autoptr (GError) error = NULL;

  g_assert_false (galley_database_exec (database, "SELEC 1", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "syntax error"));
}

static gint64
count_rows (GalleyDatabase *database)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, "SELECT count (*) FROM item");
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_statement_step (statement, &error));
  g_assert_no_error (error);
  return galley_statement_get_integer (statement, 0);
}

static void
insert_without_waiting (GalleyDatabase *database)
{
  g_autoptr (GError) error = NULL;

  galley_database_set_is_synced (database, FALSE, &error);
  g_assert_no_error (error);
  galley_database_begin (database, &error);
  galley_database_exec (database, "INSERT INTO item VALUES (7, zeroblob (5000000))", &error);
  g_assert_no_error (error);
  galley_database_commit (database, &error);
  g_assert_no_error (error);
}

/* What was copied stands in the file itself, and the log begins anew behind it. */
static void
test_log (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GalleyDatabase) database = open_fine (fixture->path, GALLEY_DATABASE_DEFERRED);
  GalleyDatabaseLog *log = galley_database_get_log (database);
  g_autoptr (GalleyDatabase) alone = NULL;
  g_autofree char *other = g_strconcat (fixture->path, "-alone", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_nonnull (log);
  exec_fine (database, "CREATE TABLE item (number INTEGER, filler BLOB) STRICT");
  insert_without_waiting (database);
  g_assert_true (galley_database_log_sync (log, &error));
  g_assert_no_error (error);
  g_assert_true (galley_database_log_needs_rest (log, TRUE));
  g_assert_false (galley_database_log_needs_rest (log, FALSE));
  galley_database_log_rest (log);
  g_assert_cmpuint (galley_database_log_count_pages (log), ==, 0);

  g_file_get_contents (fixture->path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (other, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  alone = open_fine (other, GALLEY_DATABASE_READ_ONLY);
  g_assert_cmpint (count_rows (alone), ==, 1);

  exec_fine (database, "INSERT INTO item VALUES (8, NULL)");
  g_assert_cmpuint (galley_database_log_count_pages (log), <, 10);
  g_assert_cmpint (count_rows (database), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/db/database/is-hardened", test_is_hardened);
  ADD ("/db/database/keeps", test_keeps);
  g_test_add_func ("/db/database/memory", test_memory);
  ADD ("/db/database/exclusive", test_exclusive);
  ADD ("/db/database/transaction", test_transaction);
  g_test_add_func ("/db/database/nested-begin", test_nested_begin);
  g_test_add_func ("/db/database/rollback-under-reader", test_rollback_under_reader);
  g_test_add_func ("/db/database/constraint-is-conflict", test_constraint_is_conflict);
  ADD ("/db/database/full", test_full);
  ADD ("/db/database/garbage-is-corrupt", test_garbage_is_corrupt);
  ADD ("/db/database/damage-is-corrupt", test_damage_is_corrupt);
  ADD ("/db/database/check", test_check);
  ADD ("/db/database/look-only", test_look_only);
  ADD ("/db/database/read-only-place", test_read_only_place);
  ADD ("/db/database/busy", test_busy);
  ADD ("/db/database/survives-kill", test_survives_kill);
  ADD ("/db/database/log", test_log);
  g_test_add_func ("/db/database/interrupt", test_interrupt);
  g_test_add_func ("/db/database/syntax", test_syntax);
  return g_test_run ();
}
