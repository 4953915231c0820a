/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the log goes into the file: in a rest, which a save ends. */
#include "fixture.h"

#include "core/store/galley-store-queue.h"

#include <glib/gstdio.h>

/* In a statement that would go on for long: a job comes into the lane that it names. */
static void
push_cb (sqlite3_context *context,
         int              n_values,
         sqlite3_value  **values)
{
  static GalleyStoreWork works[GALLEY_N_LANES];
  GalleyLane lane = (GalleyLane) sqlite3_value_int (values[0]);

  g_assert_true (galley_store_queue_push (sqlite3_user_data (context), lane, &works[lane]));
  sqlite3_result_int (context, (int) lane);
}

static gboolean
count_on (GalleyDatabase *database,
          GalleyLane      lane,
          GError        **error)
{
  g_autofree char *sql = g_strdup_printf ("WITH RECURSIVE n(i) AS"
                                          " (SELECT push (%d) UNION ALL SELECT i + 1 FROM n LIMIT 100000)"
                                          " SELECT count(*) FROM n", (int) lane);

  return galley_database_exec (database, sql, error);
}

/* Only a save ends it before its time. */
static void
test_pause (void)
{
  g_autoptr (GalleyDatabase) database = galley_database_open (":memory:", GALLEY_DATABASE_NONE, NULL);
  GalleyStoreQueue *queue = galley_store_queue_new ();
  g_autoptr (GError) error = NULL;

  sqlite3_create_function (galley_database_get_handle (database), "push", 1, SQLITE_UTF8, queue, push_cb, NULL, NULL);
  g_assert_false (galley_store_queue_wait (queue, 0));
  g_assert_true (galley_store_queue_begin_pause (queue, database));
  g_assert_true (count_on (database, GALLEY_LANE_PERSON, &error));
  g_assert_true (galley_store_queue_wait (queue, 0));
  g_assert_false (galley_store_queue_has_saved (queue));
  g_assert_false (count_on (database, GALLEY_LANE_SAVE, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY);
  galley_store_queue_end_pause (queue);

  g_assert_true (galley_store_queue_has_saved (queue));
  g_assert_false (galley_store_queue_begin_pause (queue, database));
  g_assert_cmpint (galley_store_queue_pop (queue)->lane, ==, GALLEY_LANE_SAVE);
  g_assert_cmpint (galley_store_queue_pop (queue)->lane, ==, GALLEY_LANE_PERSON);
  g_assert_true (galley_store_queue_begin_pause (queue, database));
  g_assert_false (galley_store_queue_has_saved (queue));
  galley_store_queue_free (queue);
}

static goffset
get_file_size (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_size;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Where nothing is to do the log goes into the file, and what comes then is written behind it. */
static void
test_rest (Fixture      *fixture,
           gconstpointer data)
{
  guint tick = g_timeout_add (10, tick_cb, NULL);
  g_autofree char *headline = NULL;

  store_exec (fixture->store, "INSERT INTO setting VALUES ('filler', zeroblob (5000000))");
  g_assert_cmpint (get_file_size (fixture), <, 5000000);
  while (get_file_size (fixture) < 5000000)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  store_save (fixture->store, ID_1, "behind it");
  headline = store_get_headline (fixture->store, ID_1);
  g_assert_cmpstr (headline, ==, "behind it");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/store/rest", Fixture, NULL, store_fixture_set_up, test_rest, store_fixture_tear_down);
  g_test_add_func ("/store/pause", test_pause);

  return g_test_run ();
}
