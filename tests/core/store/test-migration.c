/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database of every schema there ever was, kept as text, opens and holds what it held. Append-only:
 * with a new schema comes a new file in tests/data/store, and the old ones stay. */
#include "fixture.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-article-list.h"
#include "core/store/galley-store-media.h"
#include "core/store/galley-store-schema.h"
#include "core/store/galley-store-settings.h"
#include "core/store/galley-store-templates.h"

static char *
make_path (int version)
{
  g_autofree char *name = g_strdup_printf ("schema-%d.sql", version);

  return g_test_build_filename (G_TEST_DIST, "data", "store", name, NULL);
}

static void
write_database (const char *folder,
                int         version)
{
  g_autofree char *path = make_path (version);
  g_autofree char *database_path = g_build_filename (folder, "galley.db", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GalleyDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  database = galley_database_open (database_path, GALLEY_DATABASE_NONE, &error);
  g_assert_no_error (error);
  galley_database_exec (database, sql, &error);
  g_assert_no_error (error);
}

/* Since schema 3. */
static gpointer
look_at_templates_job (GalleyDatabase *database,
                       gpointer        input,
                       GError        **error)
{
  g_autoptr (GPtrArray) templates = galley_templates_load_in_store (database, error);
  gboolean are_there = GPOINTER_TO_INT (input) >= 3;

  g_assert_nonnull (templates);
  g_assert_cmpuint (templates->len, ==, are_there ? 1 : 0);
  if (are_there)
    {
      const GalleyTemplate *template = g_ptr_array_index (templates, 0);

      g_assert_cmpstr (template->name, ==, "一周天气");
      assert_headline (template->revision, "一周天气");
    }
  return NULL;
}

/* Since schema 5. */
static gpointer
look_at_media_job (GalleyDatabase *database,
                   gpointer        input,
                   GError        **error)
{
  gboolean are_there = GPOINTER_TO_INT (input) >= 5;
  g_autofree char *hash = g_strnfill (64, 'a');
  g_autoptr (GalleyMediaRow) row = galley_media_find_in_store (database, hash, error);
  guint n_wanted = 0;
  g_autoptr (GPtrArray) wanted = galley_media_list_wanted_in_store (database, NOON + 2, 10, &n_wanted, error);

  g_assert_nonnull (wanted);
  g_assert_cmpuint (wanted->len, ==, are_there ? 1 : 0);
  g_assert_cmpint (galley_media_get_size_in_store (database, error), ==, are_there ? 1234 : 0);
  g_assert_true ((row != NULL) == are_there);
  if (are_there)
    {
      g_assert_cmpint (row->state, ==, GALLEY_MEDIA_HERE);
      g_assert_cmpstr (row->refusal, ==, GPOINTER_TO_INT (input) >= 9 ? "too-large" : "");
    }
  return NULL;
}

static gpointer
look_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  g_autoptr (GalleyRecord) draft = load (database, "0193a000-0000-7000-8000-000000000001");
  g_autoptr (GalleyRecord) disputed = load (database, "0193a000-0000-7000-8000-000000000002");
  g_autoptr (GalleyRecord) trashed = load (database, "0193a000-0000-7000-8000-000000000003");
  g_autoptr (GPtrArray) versions =
    galley_versions_load_in_store (database, "0193a000-0000-7000-8000-000000000002", error);
  g_autoptr (GPtrArray) tags = galley_list_load_in_store (database, "tags", error);
  g_autofree char *cursor =
    galley_setting_load_text_in_store (database, GALLEY_SETTING_CURSOR, error);
  GalleyFilter news = { GALLEY_FILTER_CHANNEL, .channel = "news" };
  GalleyFilter words = { GALLEY_FILTER_SEARCH, .text = "第一" };

  assert_headline (draft->revision, "第一篇");
  g_assert_null (draft->base);
  g_assert_true (draft->is_dirty);
  assert_headline (disputed->revision, "我的");
  assert_headline (disputed->base, "他们的");
  assert_headline (disputed->theirs, "他们的");
  g_assert_cmpuint (disputed->conflicts->len, ==, 1);
  g_assert_cmpuint (versions->len, ==, 2);
  assert_headline (trashed->revision, "第三篇");
  assert_headline (trashed->base, "第三篇");
  g_assert_true (trashed->is_trashed);
  assert_outbox (database, "put 1|put 2 conflict|delete 3|action 1");
  g_assert_cmpuint (tags->len, ==, 2);
  g_assert_cmpstr (cursor, ==, "e1:7");
  g_assert_cmpint (galley_filter_count_in_store (database, &news, error), ==, 1);
  g_assert_cmpint (galley_filter_count_in_store (database, &words, error), ==, 1);
  galley_database_check (database, error);
  return NULL;
}

static void
test_open (gconstpointer data)
{
  Fixture fixture = { 0 };
  g_autoptr (GError) error = NULL;

  fixture.folder = make_folder ();
  fixture.clock = galley_test_clock_new (NOON);
  write_database (fixture.folder, GPOINTER_TO_INT (data));
  fixture.store = galley_store_open (fixture.folder, fixture.clock, &error);
  g_assert_no_error (error);
  g_assert_null (galley_store_get_recovery (fixture.store));
  galley_store_run (fixture.store, GALLEY_LANE_PERSON, look_job, NULL, &error);
  g_assert_no_error (error);
  galley_store_run (fixture.store, GALLEY_LANE_PERSON, look_at_templates_job, (gpointer) data, &error);
  g_assert_no_error (error);
  galley_store_run (fixture.store, GALLEY_LANE_PERSON, look_at_media_job, (gpointer) data, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_query_integer (fixture.store, "PRAGMA user_version"), ==,
                   galley_store_schema_get_version ());
  store_fixture_tear_down (&fixture, NULL);
}

/* Damaged before this Galley first opens it. */
static void
test_damaged (gconstpointer data)
{
  Fixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *headline = NULL;

  fixture.folder = make_folder ();
  fixture.clock = galley_test_clock_new (NOON);
  write_database (fixture.folder, GPOINTER_TO_INT (data));
  empty_root (fixture.folder, "outbox");
  fixture.store = galley_store_open (fixture.folder, fixture.clock, &error);
  g_assert_no_error (error);
  g_assert_nonnull (galley_store_get_recovery (fixture.store));
  headline = store_get_headline (fixture.store, ID_1);
  g_assert_cmpstr (headline, ==, "第一篇");
  g_assert_cmpint (store_query_integer (fixture.store, "SELECT count (*) FROM article WHERE conflicts IS NOT NULL"), ==, 1);
  store_fixture_tear_down (&fixture, NULL);
}

static char *
dup_schema (GalleyDatabase *database)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (
    database, "SELECT group_concat (sql, ';') FROM"
              " (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name)");
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_statement_step (statement, &error));
  g_assert_no_error (error);
  return galley_statement_dup_text (statement, 0);
}

/* The schema of an old file brought up to date is that of a new one, to the letter. */
static void
test_same_schema (gconstpointer data)
{
  g_autofree char *path = make_path (GPOINTER_TO_INT (data));
  g_autofree char *sql = NULL;
  g_autoptr (GalleyDatabase) old = NULL;
  g_autoptr (GalleyDatabase) new = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *old_schema = NULL;
  g_autofree char *new_schema = NULL;

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  old = galley_database_open (":memory:", GALLEY_DATABASE_NONE, &error);
  new = galley_database_open (":memory:", GALLEY_DATABASE_NONE, &error);
  g_assert_true (galley_database_exec (old, sql, &error));
  g_assert_true (galley_store_schema_migrate (old, &error));
  g_assert_true (galley_store_schema_migrate (new, &error));
  old_schema = dup_schema (old);
  new_schema = dup_schema (new);
  g_assert_cmpstr (old_schema, ==, new_schema);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (int i = 1; i <= galley_store_schema_get_version (); i++)
    {
      g_autofree char *open_path = g_strdup_printf ("/store/migration/%d/open", i);
      g_autofree char *damaged_path = g_strdup_printf ("/store/migration/%d/damaged", i);
      g_autofree char *same_path = g_strdup_printf ("/store/migration/%d/same-schema", i);

      g_test_add_data_func (open_path, GINT_TO_POINTER (i), test_open);
      g_test_add_data_func (same_path, GINT_TO_POINTER (i), test_same_schema);
      g_test_add_data_func (damaged_path, GINT_TO_POINTER (i), test_damaged);
    }

  return g_test_run ();
}
