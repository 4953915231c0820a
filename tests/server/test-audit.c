/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit record: what is written stays, and what was tampered with is named. */
#include "core/base/galley-id.h"
#include "server/galley-csv.h"
#include "server/galley-server-audit-chain.h"
#include "server/galley-server-schema.h"

#include <string.h>

typedef struct
{
  GalleyDatabase *database;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->database = galley_database_open (":memory:", GALLEY_DATABASE_NONE, &error);
  g_assert_no_error (error);
  galley_server_schema_migrate (self->database, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  galley_database_close (self->database);
}

static void
add (Fixture    *self,
     const char *action)
{
  static const char *const roles[] = { "reporter", NULL };
  g_autoptr (GalleyUser) user = galley_user_new ("reporter", "小何", "要闻部", roles);
  g_autofree char *hash = galley_hash_bytes (action, strlen (action));
  g_autoptr (GError) error = NULL;

  galley_server_audit_add (self->database, "019ab000-0000-7000-8000-000000000001", user, action, hash, "可发",
                           1700000000000000, NULL, &error);
  g_assert_no_error (error);
}

static void
check (Fixture    *self,
       gint64      n_entries,
       gint64      first_bad,
       const char *words)
{
  GalleyAuditCheck found;
  g_autoptr (GError) error = NULL;

  galley_server_audit_chain_check (self->database, &found, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found.n_entries, ==, n_entries);
  g_assert_cmpint (found.first_bad, ==, first_bad);
  if (words == NULL)
    g_assert_null (found.problem);
  else
    g_assert_nonnull (strstr (found.problem, words));
}

/* As somebody who has the file and SQLite would. */
static void
tamper (Fixture    *self,
        const char *sql)
{
  g_autoptr (GError) error = NULL;

  galley_database_exec (self->database, "DROP TRIGGER IF EXISTS audit_is_never_changed", &error);
  g_assert_no_error (error);
  galley_database_exec (self->database, "DROP TRIGGER IF EXISTS audit_is_never_deleted", &error);
  g_assert_no_error (error);
  galley_database_exec (self->database, sql, &error);
  g_assert_no_error (error);
}

static void
add_four (Fixture *self)
{
  add (self, "create");
  add (self, "edit");
  add (self, "submit");
  add (self, "sign");
  check (self, 4, 0, NULL);
}

/* As a server does that opens it. */
static void
open_again (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  galley_server_schema_migrate (self->database, &error);
  g_assert_no_error (error);
}

static gboolean
check_first_cb (const GalleyAuditEntry *entry,
                gpointer                data,
                GError                **error)
{
  guint *n_entries = data;
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;

  if (++*n_entries > 1)
    return TRUE;
  text = g_strconcat ("64:", GALLEY_AUDIT_ZEROS, "36:019ab000-0000-7000-8000-000000000001", "16:1700000000000000",
                      "8:reporter", "6:小何", "6:create", "64:", entry->content_hash, "6:可发", NULL);
  hash = galley_hash_bytes (text, strlen (text));
  g_assert_cmpstr (entry->chain, ==, hash);
  return TRUE;
}

static void
test_hash (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_entries = 0;

  check (self, 0, 0, NULL);
  add_four (self);
  galley_server_audit_foreach (self->database, G_MININT64, NULL, check_first_cb, &n_entries, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_entries, ==, 4);
}

static void
test_never_changed (Fixture      *self,
                    gconstpointer data)
{
  static const char *const statements[] = { "UPDATE audit SET comment = 'x' WHERE number = 2",
                                            "UPDATE audit SET chain = '' WHERE number = 2",
                                            "DELETE FROM audit WHERE number = 4" };

  add_four (self);
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (galley_database_exec (self->database, statements[i], &error));
      g_assert_nonnull (strstr (error->message, "the audit record is never"));
    }
  check (self, 4, 0, NULL);
}

static void
test_tampered (Fixture      *self,
               gconstpointer data)
{
  add_four (self);
  tamper (self, "UPDATE audit SET comment = comment || ' ' WHERE number = 3");
  check (self, 4, 3, "not what was written");
  tamper (self, "UPDATE audit SET comment = rtrim (comment) WHERE number = 3");
  check (self, 4, 0, NULL);
  tamper (self, "UPDATE audit SET time = time + 1 WHERE number = 1");
  check (self, 4, 1, "not what was written");
  tamper (self, "UPDATE audit SET time = time - 1 WHERE number = 1");
  /* From one field into the next, without a byte changed. */
  tamper (self, "UPDATE audit SET user = user || user_name, user_name = '' WHERE number = 2");
  check (self, 4, 2, "not what was written");
}

static void
test_taken_out (Fixture      *self,
                gconstpointer data)
{
  add_four (self);
  tamper (self, "DELETE FROM audit WHERE number = 2");
  check (self, 3, 2, "missing");
}

static void
test_cut_off (Fixture      *self,
              gconstpointer data)
{
  add_four (self);
  tamper (self, "DELETE FROM audit WHERE number = 4");
  check (self, 3, 4, "missing at the end");
  /* What comes next does not hide it. */
  open_again (self);
  add (self, "edit");
  check (self, 4, 4, "missing");
}

static void
test_put_in (Fixture      *self,
             gconstpointer data)
{
  add_four (self);
  tamper (self, "INSERT INTO audit (article, time, user, user_name, action, content_hash, comment)"
                " VALUES ('', 1, 'chief', '沈总', 'sign', '', '')");
  check (self, 5, 5, "not what was written");
  /* Nor is it taken in by a restart. */
  open_again (self);
  check (self, 5, 5, "not what was written");
}

static void
test_csv (void)
{
  g_autoptr (GString) line = g_string_new (NULL);

  galley_csv_append (line, "平常");
  g_string_append_c (line, ',');
  galley_csv_append (line, "a,\"b\"\r\nc");
  g_assert_cmpstr (line->str, ==, "平常,\"a,\"\"b\"\"\r\nc\"");
}

#define ADD(path, function) \
  g_test_add ("/server/audit/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("hash", test_hash);
  ADD ("never-changed", test_never_changed);
  ADD ("tampered", test_tampered);
  ADD ("taken-out", test_taken_out);
  ADD ("cut-off", test_cut_off);
  ADD ("put-in", test_put_in);
  g_test_add_func ("/server/audit/csv", test_csv);
  return g_test_run ();
}
