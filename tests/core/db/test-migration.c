/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/db/galley-statement.h"

#include <string.h>

static const GalleyMigration steps[] = {
  { 1, "CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT; CREATE TABLE c (a INTEGER REFERENCES t ON DELETE CASCADE) STRICT" },
  { 2, "INSERT INTO t VALUES (1), (2); INSERT INTO c VALUES (1)" },
  /* A table is rebuilt; the rows that point to it must stay. */
  { 3, "CREATE TABLE n (a INTEGER PRIMARY KEY, b TEXT NOT NULL DEFAULT '') STRICT; INSERT INTO n (a) SELECT a FROM t;"
       "DROP TABLE t; ALTER TABLE n RENAME TO t" },
};

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

static gint64
get_version (GalleyDatabase *database)
{
  return query_integer (database, "PRAGMA user_version");
}

static GalleyDatabase *
open_at (guint n_steps)
{
  g_autoptr (GError) error = NULL;
  GalleyDatabase *database = galley_database_open (":memory:", GALLEY_DATABASE_NONE, &error);

  g_assert_no_error (error);
  g_assert_true (galley_database_migrate (database, steps, n_steps, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_version (database), ==, n_steps);
  return database;
}

static void
test_steps (void)
{
  g_autoptr (GalleyDatabase) database = open_at (2);
  g_autoptr (GError) error = NULL;

  /* Only what is missing runs, and once. */
  g_assert_true (galley_database_migrate (database, steps, 3, &error));
  g_assert_true (galley_database_migrate (database, steps, 3, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_version (database), ==, 3);
  g_assert_cmpint (query_integer (database, "SELECT count(b) FROM t"), ==, 2);
  g_assert_cmpint (query_integer (database, "SELECT count(*) FROM c"), ==, 1);
  g_assert_cmpint (query_integer (database, "PRAGMA foreign_keys"), ==, 1);
  g_assert_false (galley_database_is_in_transaction (database));
}

static void
test_from_nothing (void)
{
  g_autoptr (GalleyDatabase) database = open_at (3);
  g_autoptr (GalleyDatabase) empty = open_at (0);

  g_assert_cmpint (query_integer (empty, "SELECT count(*) FROM sqlite_schema"), ==, 0);
  g_assert_cmpint (query_integer (database, "SELECT count(*) FROM c"), ==, 1);
}

static void
assert_step_fails (const char *sql,
                   GalleyError code,
                   const char *words)
{
  const GalleyMigration bad[] = { steps[0], steps[1], { 3, sql }, { 4, "CREATE TABLE never (a)" } };
  g_autoptr (GalleyDatabase) database = open_at (1);
  g_autoptr (GError) error = NULL;

  g_assert_false (galley_database_migrate (database, bad, G_N_ELEMENTS (bad), &error));
  g_assert_error (error, GALLEY_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, "migration to version 3: "));
  g_assert_nonnull (strstr (error->message, words));

  /* The steps before it stand, it left nothing, and the next try may succeed. */
  g_assert_cmpint (get_version (database), ==, 2);
  g_assert_cmpint (query_integer (database, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), ==, 0);
  g_assert_cmpint (query_integer (database, "SELECT count(*) FROM t"), ==, 2);
  g_assert_cmpint (query_integer (database, "PRAGMA foreign_keys"), ==, 1);
  g_assert_false (galley_database_is_in_transaction (database));
  g_clear_error (&error);
  g_assert_true (galley_database_migrate (database, steps, 3, &error));
  g_assert_no_error (error);
}

static void
test_failing_step (void)
{
  assert_step_fails ("CREATE TABLE half (a); INSERT INTO t VALUES (3); INSERT INTO missing VALUES (1)",
                     GALLEY_ERROR_FAILED, "no such table");
  assert_step_fails ("CREATE TABLE half (a); INSERT INTO t VALUES (3), (1)", GALLEY_ERROR_CONFLICT, "UNIQUE");
  assert_step_fails ("CREATE TABLE half (a); DELETE FROM t WHERE a = 1", GALLEY_ERROR_CONFLICT,
                     "a row of c points to nothing");
}

static void
test_too_new (void)
{
  g_autoptr (GalleyDatabase) database = open_at (3);
  g_autoptr (GError) error = NULL;

  g_assert_false (galley_database_migrate (database, steps, 2, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_NEW);
  g_assert_cmpstr (error->message, ==, "schema version 3 is newer than 2");
  g_assert_cmpint (get_version (database), ==, 3);
}

static void
test_negative_version (void)
{
  g_autoptr (GalleyDatabase) database = open_at (1);
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_database_exec (database, "PRAGMA user_version=-1", NULL));
  g_assert_false (galley_database_migrate (database, steps, 3, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);
}

static void
test_gap (void)
{
  const GalleyMigration gap[] = { steps[0], { 3, "SELECT 1" } };
  g_autoptr (GalleyDatabase) database = open_at (0);

  g_test_expect_message ("galley-db", G_LOG_LEVEL_CRITICAL, "*version*");
  g_assert_false (galley_database_migrate (database, gap, 2, NULL));
  g_test_assert_expected_messages ();
  g_assert_cmpint (get_version (database), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/migration/steps", test_steps);
  g_test_add_func ("/db/migration/from-nothing", test_from_nothing);
  g_test_add_func ("/db/migration/failing-step", test_failing_step);
  g_test_add_func ("/db/migration/too-new", test_too_new);
  g_test_add_func ("/db/migration/negative-version", test_negative_version);
  g_test_add_func ("/db/migration/gap", test_gap);
  return g_test_run ();
}
