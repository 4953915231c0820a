/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread: jobs and their answers, lanes, what is told and when, and the end of it. */
#include "fixture.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-store-settings.h"

#include <string.h>

/* A gate in front of the store's thread: what is queued behind it is served when it opens. */
typedef struct
{
  GMutex mutex;
  GCond changed;
  gboolean is_entered;
  gboolean is_open;
} Gate;

static gpointer
gate_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  Gate *gate = input;

  g_mutex_lock (&gate->mutex);
  gate->is_entered = TRUE;
  g_cond_broadcast (&gate->changed);
  while (!gate->is_open)
    g_cond_wait (&gate->changed, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  return NULL;
}

static void
gate_close (Gate        *gate,
            GalleyStore *store)
{
  g_mutex_init (&gate->mutex);
  g_cond_init (&gate->changed);
  galley_store_run_async (store, GALLEY_LANE_BACKGROUND, gate_job, gate, NULL, NULL, NULL, NULL,
                          NULL);
  g_mutex_lock (&gate->mutex);
  while (!gate->is_entered)
    g_cond_wait (&gate->changed, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->is_open = TRUE;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->mutex);
}

static void
gate_clear (Gate *gate)
{
  g_mutex_clear (&gate->mutex);
  g_cond_clear (&gate->changed);
}

static gpointer
copy_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  return g_strdup (input);
}

static gpointer
fail_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  save_headline (database, ID_1, "never seen");
  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "on purpose");
  return NULL;
}

typedef struct
{
  gboolean is_done;
  char *result;
  GError *error;
} Answer;

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Answer *answer = data;

  answer->result = galley_store_run_finish (GALLEY_STORE (source), result, &answer->error);
  answer->is_done = TRUE;
}

static void
wait_for (Answer *answer)
{
  while (!answer->is_done)
    g_main_context_iteration (NULL, TRUE);
}

static guint n_freed; /* on the store's thread and on the main one, never both at a time */

static void
count_free (gpointer data)
{
  n_freed++;
  g_free (data);
}

static void
test_run (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *result =
    galley_store_run (fixture->store, GALLEY_LANE_PERSON, copy_job, (gpointer) "text", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (result, ==, "text");
  g_assert_null (galley_store_run (fixture->store, GALLEY_LANE_PERSON, fail_job, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT count (*) FROM article"), ==, 0);
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpstr (galley_store_get_folder (fixture->store), ==, fixture->folder);
  g_assert_null (galley_store_get_recovery (fixture->store));
}

static gpointer
waits_for_disk_job (GalleyDatabase *database,
                    gpointer        input,
                    GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, "PRAGMA synchronous");

  g_assert_true (galley_statement_step (statement, error));
  return GINT_TO_POINTER (galley_statement_get_integer (statement, 0) == 2);
}

/* Only what the server would tell again does not wait for the disk. */
static void
test_disk (Fixture      *fixture,
           gconstpointer data)
{
  static const GalleyLane lanes[] = { GALLEY_LANE_SERVED, GALLEY_LANE_SAVE, GALLEY_LANE_SERVED, GALLEY_LANE_PERSON,
                                      GALLEY_LANE_SERVED, GALLEY_LANE_BACKGROUND };

  for (guint i = 0; i < G_N_ELEMENTS (lanes); i++)
    g_assert_cmpint (
      GPOINTER_TO_INT (galley_store_run (fixture->store, lanes[i], waits_for_disk_job, NULL, NULL)), ==,
      lanes[i] != GALLEY_LANE_SERVED);
}

static void
test_run_async (Fixture      *fixture,
                gconstpointer data)
{
  Answer good = { 0 };
  Answer bad = { 0 };

  n_freed = 0;
  galley_store_run_async (fixture->store, GALLEY_LANE_PERSON, copy_job, g_strdup ("text"),
                          count_free, count_free, NULL, answer_cb, &good);
  galley_store_run_async (fixture->store, GALLEY_LANE_PERSON, fail_job, g_strdup ("text"),
                          count_free, count_free, NULL, answer_cb, &bad);
  wait_for (&good);
  wait_for (&bad);
  g_assert_no_error (good.error);
  g_assert_cmpstr (good.result, ==, "text");
  g_assert_error (bad.error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_assert_cmpuint (n_freed, ==, 2);
  g_free (good.result);
  g_error_free (bad.error);
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { 0 };
  Gate gate = { 0 };

  n_freed = 0;
  gate_close (&gate, fixture->store);
  galley_store_run_async (fixture->store, GALLEY_LANE_PERSON, copy_job, g_strdup ("text"),
                          count_free, count_free, cancellable, answer_cb, &answer);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  wait_for (&answer);
  drain_main_context ();
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_freed, ==, 2);
  g_error_free (answer.error);
  gate_clear (&gate);
}

static gpointer
note_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  char **note = input;
  GString *order = (GString *) note[1];

  g_string_append (order, note[0]);
  return NULL;
}

/* A flood in the background: what is saved waits for the one job that runs, and for no other. */
static void
test_lanes (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  char *background[] = { (char *) "b", (char *) order };
  char *person[] = { (char *) "p", (char *) order };
  char *saving[] = { (char *) "s", (char *) order };
  g_autofree char *all_b = g_strnfill (1000, 'b');
  g_autofree char *expected = g_strconcat ("sspp", all_b, NULL);
  Gate gate = { 0 };

  gate_close (&gate, fixture->store);
  for (guint i = 0; i < 1000; i++)
    galley_store_run_async (fixture->store, GALLEY_LANE_BACKGROUND, note_job, background, NULL,
                            NULL, NULL, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    galley_store_run_async (fixture->store, GALLEY_LANE_PERSON, note_job, person, NULL, NULL, NULL,
                            NULL, NULL);
  for (guint i = 0; i < 2; i++)
    galley_store_run_async (fixture->store, GALLEY_LANE_SAVE, note_job, saving, NULL, NULL, NULL,
                            NULL, NULL);
  gate_open (&gate);
  galley_store_close (fixture->store);
  g_assert_cmpstr (order->str, ==, expected);
  gate_clear (&gate);
}

typedef struct
{
  GMutex mutex;
  guint n_served; /* guarded by it */
} Flood;

typedef struct
{
  Flood *flood;
  char *headline;
  guint n_before; /* jobs of the flood that had been served when the save came, */
  guint n_after;  /* and when it was committed */
} FloodedSave;

static gpointer
busy_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  Flood *flood = input;
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    continue;
  g_mutex_lock (&flood->mutex);
  flood->n_served++;
  g_mutex_unlock (&flood->mutex);
  return NULL;
}

static guint
get_n_served (Flood *flood)
{
  guint n_served;

  g_mutex_lock (&flood->mutex);
  n_served = flood->n_served;
  g_mutex_unlock (&flood->mutex);
  return n_served;
}

static gpointer
flooded_save_job (GalleyDatabase *database,
                  gpointer        input,
                  GError        **error)
{
  return save_headline_job (database, ((FloodedSave *) input)->headline, error);
}

/* The store's thread frees what a job was given, behind its COMMIT. */
static void
committed (gpointer data)
{
  FloodedSave *save = data;

  save->n_after = get_n_served (save->flood);
}

/* The same with jobs as long as they may be, and the save's COMMIT in the count. */
static void
test_save_in_a_flood (Fixture      *fixture,
                      gconstpointer data)
{
  Flood flood = { 0 };

  g_mutex_init (&flood.mutex);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *headline = g_strdup_printf ("save %u", i);
      FloodedSave save = { .flood = &flood, .headline = headline };
      Answer answer = { 0 };

      for (guint k = 0; k < 10; k++)
        galley_store_run_async (fixture->store, GALLEY_LANE_BACKGROUND, busy_job, &flood, NULL, NULL, NULL, NULL, NULL);
      /* None is served between the count and the save. */
      g_mutex_lock (&flood.mutex);
      save.n_before = flood.n_served;
      galley_store_run_async (fixture->store, GALLEY_LANE_SAVE, flooded_save_job, &save, committed, NULL, NULL,
                              answer_cb, &answer);
      g_mutex_unlock (&flood.mutex);
      wait_for (&answer);
      g_assert_no_error (answer.error);
      /* The one that ran when the save came. */
      g_assert_cmpuint (save.n_after - save.n_before, <=, 1);
    }
  galley_store_close (fixture->store);
  g_assert_cmpuint (get_n_served (&flood), ==, 50);
  g_mutex_clear (&flood.mutex);
}

static void
article_changed_cb (GalleyStore *store,
                    const char  *id,
                    int          origin,
                    GString     *told)
{
  g_string_append_printf (told, "%c%s ", origin == GALLEY_STORE_ORIGIN_LOCAL ? 'l' : 's', id + 35);
}

static void
outbox_changed_cb (GalleyStore *store,
                   GString     *told)
{
  g_string_append (told, "outbox ");
}

static void
lists_changed_cb (GalleyStore *store,
                  const char  *list,
                  GString     *told)
{
  g_string_append_printf (told, "%s ", list);
}

static GString *
listen_to (GalleyStore *store)
{
  GString *told = g_string_new (NULL);

  g_signal_connect (store, "article-changed", G_CALLBACK (article_changed_cb), told);
  g_signal_connect (store, "outbox-changed", G_CALLBACK (outbox_changed_cb), told);
  g_signal_connect (store, "lists-changed", G_CALLBACK (lists_changed_cb), told);
  return told;
}

static void
assert_told (GString    *told,
             const char *expected)
{
  drain_main_context ();
  g_assert_cmpstr (told->str, ==, expected);
  g_string_truncate (told, 0);
}

static gpointer
many_changes_job (GalleyDatabase *database,
                  gpointer        input,
                  GError        **error)
{
  g_autoptr (GalleyRevision) pulled = make_served (ID_3, "c", "text", "\"1\"");

  save_headline (database, ID_1, "a");
  save_headline (database, ID_1, "b");
  save_headline (database, ID_2, "a");
  pull (database, pulled);
  galley_list_put_in_store (database, "tags", "1", "tag", error);
  galley_list_put_in_store (database, "tags", "2", "other", error);
  return NULL;
}

static void
test_news (Fixture      *fixture,
           gconstpointer data)
{
  GString *told = listen_to (fixture->store);
  g_autoptr (GError) error = NULL;

  galley_store_run (fixture->store, GALLEY_LANE_PERSON, many_changes_job, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told->str, ==, "");
  assert_told (told, "outbox l1 l2 s3 tags ");

  /* Two jobs before anybody listens are told as one. */
  store_save (fixture->store, ID_1, "c");
  store_save (fixture->store, ID_1, "d");
  assert_told (told, "outbox l1 ");

  /* Nothing changed, nothing told; rolled back, the same. */
  store_save (fixture->store, ID_1, "d");
  galley_store_run (fixture->store, GALLEY_LANE_PERSON, fail_job, NULL, &error);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  assert_told (told, "");

  g_signal_handlers_disconnect_by_data (fixture->store, told);
  g_string_free (told, TRUE);
}

static void
news_before_answer_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      data)
{
  GString *told = data;

  galley_store_run_finish (GALLEY_STORE (source), result, NULL);
  g_string_append (told, "answer ");
}

static void
test_news_come_before_the_answer (Fixture      *fixture,
                                  gconstpointer data)
{
  GString *told = listen_to (fixture->store);

  galley_store_run_async (fixture->store, GALLEY_LANE_SAVE, save_headline_job,
                          (gpointer) "headline", NULL, NULL, NULL, news_before_answer_cb, told);
  while (strstr (told->str, "answer") == NULL)
    g_main_context_iteration (NULL, TRUE);
  assert_told (told, "outbox l1 answer ");
  g_signal_handlers_disconnect_by_data (fixture->store, told);
  g_string_free (told, TRUE);
}

static gpointer
write_in_thread (gpointer data)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *headline = g_strdup_printf ("headline %u", i);

      store_save (data, ID_1, headline);
    }
  return NULL;
}

/* Many threads hand in at once: each save is one generation. */
static void
test_many_threads (Fixture      *fixture,
                   gconstpointer data)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", write_in_thread, fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT generation FROM article"), <=,
                   800);
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT generation FROM article"), >=,
                   200);
}

static void
test_close (Fixture      *fixture,
            gconstpointer data)
{
  Answer last = { 0 };
  Answer late = { 0 };
  g_autoptr (GError) error = NULL;

  n_freed = 0;
  galley_store_run_async (fixture->store, GALLEY_LANE_BACKGROUND, copy_job, g_strdup ("text"),
                          count_free, count_free, NULL, answer_cb, &last);
  galley_store_close (fixture->store);
  galley_store_close (fixture->store);
  galley_store_run_async (fixture->store, GALLEY_LANE_BACKGROUND, copy_job, g_strdup ("text"),
                          count_free, count_free, NULL, answer_cb, &late);
  wait_for (&last);
  wait_for (&late);
  g_assert_cmpstr (last.result, ==, "text");
  g_assert_error (late.error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  g_assert_cmpuint (n_freed, ==, 2);
  g_free (last.result);
  g_error_free (late.error);

  g_assert_null (
    galley_store_run (fixture->store, GALLEY_LANE_PERSON, copy_job, (gpointer) "text", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
}

/* Dropped with jobs in the queue and nobody left to answer to. */
static void
test_dropped (Fixture      *fixture,
              gconstpointer data)
{
  for (guint i = 0; i < 100; i++)
    galley_store_run_async (fixture->store, GALLEY_LANE_SAVE, save_headline_job, (gpointer) "a",
                            NULL, NULL, NULL, NULL, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->store), (gpointer *) &fixture->store);
  g_object_unref (fixture->store);
  while (fixture->store != NULL)
    g_main_context_iteration (NULL, TRUE);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/" path, Fixture, NULL, store_fixture_set_up, function,                       \
              store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("run", test_run);
  ADD ("disk", test_disk);
  ADD ("run-async", test_run_async);
  ADD ("cancelled", test_cancelled);
  ADD ("lanes", test_lanes);
  ADD ("save-in-a-flood", test_save_in_a_flood);
  ADD ("news", test_news);
  ADD ("news-come-before-the-answer", test_news_come_before_the_answer);
  ADD ("many-threads", test_many_threads);
  ADD ("close", test_close);
  ADD ("dropped", test_dropped);

  return g_test_run ();
}
