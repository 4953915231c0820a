/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of an SQL text on its way to PostgreSQL; the statements themselves run in test-postgres.py. */
#include "server/galley-postgres-sql.h"
#include "server/galley-postgres.h"

static void
test_translate (void)
{
  static const struct
  {
    const char *sql;
    const char *expected;
    int n_parameters;
  } cases[] = {
    { "", "", 0 },
    { "SELECT 1", "SELECT 1", 0 },
    { "SELECT user FROM tokens WHERE hash = ?1", "SELECT \"user\" FROM tokens WHERE hash = $1", 1 },
    { "INSERT INTO t (user, user_name, users) VALUES (?2, ?10, ?1)",
      "INSERT INTO t (\"user\", user_name, users) VALUES ($2, $10, $1)", 10 },
    { "SELECT 'a user?1 ''?2' || \"user\" || ?1", "SELECT 'a user?1 ''?2' || \"user\" || $1", 1 },
    { "SELECT 'open user ?3", "SELECT 'open user ?3", 0 },
    { "SELECT a.user,user", "SELECT a.\"user\",\"user\"", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int n_parameters = -1;
      g_autofree char *translated = galley_postgres_sql_translate (cases[i].sql, &n_parameters);

      g_assert_cmpstr (translated, ==, cases[i].expected);
      g_assert_cmpint (n_parameters, ==, cases[i].n_parameters);
    }
}

static void
test_address (void)
{
  g_assert_true (galley_postgres_is_address ("postgresql://desk@/galley"));
  g_assert_true (galley_postgres_is_address ("postgres:///galley?host=/run/postgresql"));
  g_assert_false (galley_postgres_is_address ("host=/run/postgresql dbname=galley"));
  g_assert_false (galley_postgres_is_address (""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/postgres-sql/translate", test_translate);
  g_test_add_func ("/server/postgres-sql/address", test_address);
  return g_test_run ();
}
