/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/db/galley-statement.h"

#include <string.h>

static const char insert[] = "INSERT INTO t (a, b, c) VALUES (?1, ?2, ?3)";
static const char select_all[] = "SELECT a, b, c FROM t ORDER BY a";

typedef struct
{
  GalleyDatabase *database;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->database = galley_database_open (":memory:", GALLEY_DATABASE_NONE, &error);
  g_assert_no_error (error);
  g_assert_true (galley_database_exec (fixture->database,
                                       "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c BLOB) STRICT", NULL));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  galley_database_close (fixture->database);
}

static void
insert_row (Fixture    *fixture,
            gint64      a,
            const char *b)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (fixture->database, insert);
  g_autoptr (GError) error = NULL;

  galley_statement_bind_integer (statement, 1, a);
  galley_statement_bind_text (statement, 2, b);
  g_assert_true (galley_statement_run (statement, &error));
  g_assert_no_error (error);
}

static void
test_values (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GalleyStatement) writer = galley_statement_get (fixture->database, insert);
  g_autoptr (GalleyStatement) reader = galley_statement_get (fixture->database, select_all);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\xff", 2);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) got = NULL;
  g_autoptr (GBytes) got_nothing = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  galley_statement_bind_integer (writer, 1, G_MAXINT64);
  galley_statement_bind_text (writer, 2, "南湖");
  galley_statement_bind_bytes (writer, 3, bytes);
  g_assert_true (galley_statement_run (writer, &error));
  galley_statement_bind_integer (writer, 1, G_MININT64);
  galley_statement_bind_text (writer, 2, "");
  galley_statement_bind_bytes (writer, 3, nothing);
  g_assert_true (galley_statement_run (writer, &error));
  galley_statement_bind_integer (writer, 1, 0);
  galley_statement_bind_text (writer, 2, NULL);
  galley_statement_bind_bytes (writer, 3, NULL);
  g_assert_true (galley_statement_run (writer, &error));
  g_assert_no_error (error);

  g_assert_true (galley_statement_step (reader, &error));
  g_assert_cmpint (galley_statement_get_integer (reader, 0), ==, G_MININT64);
  g_assert_cmpstr (galley_statement_get_text (reader, 1), ==, "");
  g_assert_false (galley_statement_is_null (reader, 2));
  got_nothing = galley_statement_dup_bytes (reader, 2);
  g_assert_cmpuint (g_bytes_get_size (got_nothing), ==, 0);

  g_assert_true (galley_statement_step (reader, &error));
  g_assert_cmpint (galley_statement_get_integer (reader, 0), ==, 0);
  g_assert_true (galley_statement_is_null (reader, 1));
  g_assert_null (galley_statement_get_text (reader, 1));
  g_assert_null (galley_statement_dup_text (reader, 1));
  g_assert_null (galley_statement_dup_bytes (reader, 2));

  g_assert_true (galley_statement_step (reader, &error));
  g_assert_cmpint (galley_statement_get_integer (reader, 0), ==, G_MAXINT64);
  text = galley_statement_dup_text (reader, 1);
  g_assert_cmpstr (text, ==, "南湖");
  got = galley_statement_dup_bytes (reader, 2);
  g_assert_true (g_bytes_equal (got, bytes));

  g_assert_false (galley_statement_step (reader, &error));
  g_assert_no_error (error);
}

static void
test_text_is_copied (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (fixture->database, "SELECT ?1");
  char text[] = "first";

  galley_statement_bind_text (statement, 1, text);
  memcpy (text, "other", 5);
  g_assert_true (galley_statement_step (statement, NULL));
  g_assert_cmpstr (galley_statement_get_text (statement, 0), ==, "first");
}

static void
test_text_is_lent (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (fixture->database, "SELECT ?1, ?2");
  char text[] = "first";

  galley_statement_lend_text (statement, 1, text);
  galley_statement_lend_text (statement, 2, NULL);
  memcpy (text, "other", 5);
  g_assert_true (galley_statement_step (statement, NULL));
  g_assert_cmpstr (galley_statement_get_text (statement, 0), ==, "other");
  g_assert_true (galley_statement_is_null (statement, 1));
}

static void
test_cache (Fixture      *fixture,
            gconstpointer data)
{
  static const char sql[] = "SELECT ?1";
  GalleyStatement *first = galley_statement_get (fixture->database, sql);
  GalleyStatement *second, *again;

  /* The same text while the first is out is another statement. */
  second = galley_statement_get (fixture->database, sql);
  g_assert_true (second != first);
  galley_statement_bind_integer (first, 1, 1);
  galley_statement_bind_integer (second, 1, 2);
  g_assert_true (galley_statement_step (first, NULL));
  g_assert_true (galley_statement_step (second, NULL));
  g_assert_cmpint (galley_statement_get_integer (first, 0), ==, 1);
  g_assert_cmpint (galley_statement_get_integer (second, 0), ==, 2);
  galley_statement_release (second);
  galley_statement_release (first);

  /* It comes back from the cache without its bindings and from the start. */
  again = galley_statement_get (fixture->database, sql);
  g_assert_true (again == first);
  g_assert_true (galley_statement_step (again, NULL));
  g_assert_true (galley_statement_is_null (again, 0));
  g_assert_true (galley_statement_get (fixture->database, sql) == second);
  galley_statement_release (again);
  galley_statement_release (second);
  galley_statement_release (NULL);
}

static void
test_changing_text (Fixture      *fixture,
                    gconstpointer data)
{
  char sql[] = "SELECT 1";
  GalleyStatement *statement;

  galley_statement_release (galley_statement_get (fixture->database, sql));
  sql[7] = '2';
  g_test_expect_message ("galley-db", G_LOG_LEVEL_CRITICAL, "the text of a statement has changed: SELECT 1");
  statement = galley_statement_get (fixture->database, sql);
  g_test_assert_expected_messages ();
  g_assert_true (galley_statement_step (statement, NULL));
  g_assert_cmpint (galley_statement_get_integer (statement, 0), ==, 2);
  galley_statement_release (statement);
}

static void
test_survives_schema_change (Fixture      *fixture,
                             gconstpointer data)
{
  insert_row (fixture, 1, "x");
  g_assert_true (galley_database_exec (fixture->database, "ALTER TABLE t ADD COLUMN d INTEGER", NULL));
  insert_row (fixture, 2, "y");
}

static void
test_bad_text (Fixture      *fixture,
               gconstpointer data)
{
  static const char sql[] = "SELECT a FROM later";
  GalleyStatement *statement = galley_statement_get (fixture->database, sql);
  g_autoptr (GError) error = NULL;

  galley_statement_bind_text (statement, 1, "x");
  galley_statement_bind_bytes (statement, 2, NULL);
  g_assert_false (galley_statement_step (statement, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "no such table: later"));
  g_assert_nonnull (strstr (error->message, sql));
  g_clear_error (&error);
  g_assert_false (galley_statement_run (statement, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  galley_statement_release (statement);

  /* A failure is not cached. */
  g_assert_true (galley_database_exec (fixture->database, "CREATE TABLE later (a)", NULL));
  statement = galley_statement_get (fixture->database, sql);
  g_clear_error (&error);
  g_assert_false (galley_statement_step (statement, &error));
  g_assert_no_error (error);
  galley_statement_release (statement);
}

static void
test_conflict (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (fixture->database, insert);
  g_autoptr (GError) error = NULL;

  insert_row (fixture, 1, "x");
  galley_statement_bind_integer (statement, 1, 1);
  g_assert_false (galley_statement_run (statement, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "t.a"));
  g_clear_error (&error);

  /* Bound anew, it works. */
  galley_statement_bind_integer (statement, 1, 2);
  g_assert_true (galley_statement_run (statement, &error));
  g_assert_no_error (error);
}

static void
test_too_large (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GalleyStatement) statement = NULL;
  g_autofree char *large = g_strnfill (1001, 'x');
  g_autoptr (GError) error = NULL;

  sqlite3_limit (galley_database_get_handle (fixture->database), SQLITE_LIMIT_LENGTH, 1000);
  statement = galley_statement_get (fixture->database, insert);
  galley_statement_bind_text (statement, 2, large);
  g_assert_false (galley_statement_run (statement, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);
}

static void
test_programmer_errors (Fixture      *fixture,
                        gconstpointer data)
{
  GalleyStatement *statement = galley_statement_get (fixture->database, "SELECT ?1");

  g_test_expect_message ("galley-db", G_LOG_LEVEL_CRITICAL, "cannot bind to SELECT ?1: *");
  galley_statement_bind_integer (statement, 2, 1);
  g_test_assert_expected_messages ();
  g_test_expect_message ("galley-db", G_LOG_LEVEL_CRITICAL, "*has_column*");
  g_assert_cmpint (galley_statement_get_integer (statement, 0), ==, 0);
  g_test_assert_expected_messages ();
  g_assert_true (galley_statement_step (statement, NULL));
  g_test_expect_message ("galley-db", G_LOG_LEVEL_CRITICAL, "*has_column*");
  g_assert_null (galley_statement_get_text (statement, 1));
  g_test_assert_expected_messages ();
  galley_statement_release (statement);

  g_test_expect_message ("galley-db", G_LOG_LEVEL_CRITICAL, "not exactly one statement: *");
  galley_statement_release (galley_statement_get (fixture->database, "SELECT 1; SELECT 2"));
  g_test_assert_expected_messages ();
}

static void
test_left_in_use (void)
{
  GalleyDatabase *database = galley_database_open (":memory:", GALLEY_DATABASE_NONE, NULL);
  GalleyStatement *statement = galley_statement_get (database, "SELECT 1");

  g_assert_true (galley_statement_step (statement, NULL));
  g_test_expect_message ("galley-db", G_LOG_LEVEL_CRITICAL, "*closed while 1 of its statements are in use");
  galley_database_close (database);
  g_test_assert_expected_messages ();
  galley_statement_release (statement);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/db/statement/values", test_values);
  ADD ("/db/statement/text-is-copied", test_text_is_copied);
  ADD ("/db/statement/text-is-lent", test_text_is_lent);
  ADD ("/db/statement/cache", test_cache);
  ADD ("/db/statement/changing-text", test_changing_text);
  ADD ("/db/statement/survives-schema-change", test_survives_schema_change);
  ADD ("/db/statement/bad-text", test_bad_text);
  ADD ("/db/statement/conflict", test_conflict);
  ADD ("/db/statement/too-large", test_too_large);
  ADD ("/db/statement/programmer-errors", test_programmer_errors);
  g_test_add_func ("/db/statement/left-in-use", test_left_in_use);
  return g_test_run ();
}
