/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list model: how many questions it asks, what it tells, and that its objects stay the same. */
#include "fixture.h"

#include "core/store/galley-article-list.h"
#include "core/store/galley-filter-keys.h"
#include "core/store/galley-store-media.h"

#define FILL(n)                                                                                    \
  "WITH RECURSIVE number (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM number WHERE i < " n ")"   \
  " INSERT INTO article (row, id, generation, content_hash, touched, versioned, kicker, headline," \
  "   snippet, status, channel, channels, owner, owner_name, state)"                               \
  " SELECT i, printf ('0193a000-0000-7000-8000-%012d', i), 1, '', 1000 * i, 0, '',"                \
  "   'headline ' || i, 'snippet', CASE WHEN i % 2 THEN 'draft' ELSE 'published' END, 'a',"        \
  "   '[\"a\"]', CASE WHEN i % 3 THEN 'me' ELSE '' END, '', '{}' FROM number"

typedef struct
{
  guint n_emissions;
  guint position;
  guint n_removed;
  guint n_added;
} Told;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  gpointer    data)
{
  Told *told = data;

  told->n_emissions++;
  told->position = position;
  told->n_removed = n_removed;
  told->n_added = n_added;
}

static void
assert_told (Told  *told,
             guint  position,
             guint  n_removed,
             guint  n_added)
{
  g_assert_cmpuint (told->n_emissions, ==, 1);
  g_assert_cmpuint (told->position, ==, position);
  g_assert_cmpuint (told->n_removed, ==, n_removed);
  g_assert_cmpuint (told->n_added, ==, n_added);
  *told = (Told){ 0 };
}

static void
do_nothing_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GError) error = NULL;

  galley_store_run_finish (GALLEY_STORE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static gpointer
do_nothing_job (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  return NULL;
}

/* Until what was asked has been answered, and what was asked upon that, and once more. */
static void
settle (GalleyStore *store)
{
  for (guint i = 0; i < 6; i++)
    {
      gboolean is_done = FALSE;

      galley_store_run_async (store, GALLEY_LANE_BACKGROUND, do_nothing_job, NULL, NULL, NULL, NULL,
                              do_nothing_cb, &is_done);
      while (!is_done)
        g_main_context_iteration (NULL, TRUE);
      drain_main_context ();
    }
}

/* Until its first rows are there. */
static GalleyArticleList *
begin_list (GalleyStore      *store,
            GalleyFilterKind  kind)
{
  GalleyFilter filter = { kind, .user = "me", .channel = "a" };
  GalleyArticleList *list = galley_article_list_new (store, &filter);

  g_assert_false (galley_article_list_get_is_loaded (list));
  while (!galley_article_list_get_is_loaded (list))
    g_main_context_iteration (NULL, TRUE);
  return list;
}

/* Until all of them are. */
static GalleyArticleList *
open_list (GalleyStore      *store,
           GalleyFilterKind  kind)
{
  GalleyArticleList *list = begin_list (store, kind);

  settle (store);
  return list;
}

static void
count_cb (gpointer object,
          guint   *count)
{
  (*count)++;
}

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           guint      *count)
{
  (*count)++;
}

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  GalleyFilter filter = { GALLEY_FILTER_ALL };
  GalleyArticleList *list = galley_article_list_new (fixture->store, &filter);
  guint n_notified = 0;

  g_signal_connect (list, "notify::is-loaded", G_CALLBACK (notify_cb), &n_notified);
  settle (fixture->store);
  g_assert_true (galley_article_list_get_is_loaded (list));
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == GALLEY_TYPE_ARTICLE_SUMMARY);
  g_assert_cmpuint (galley_article_list_find (list, ID_1), ==, G_MAXUINT);
  g_assert_finalize_object (list);
}

static void
test_pages (Fixture      *fixture,
            gconstpointer data)
{
  GalleyArticleList *list;
  GalleyArticleSummary *first;
  GalleyArticleSummary *again;
  guint n_changed = 0;

  store_exec (fixture->store, FILL ("10000"));
  list = open_list (fixture->store, GALLEY_FILTER_ALL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 10000);
  g_assert_cmpuint (galley_article_list_get_n_key_queries (list), ==, 1);
  g_assert_cmpuint (galley_article_list_get_n_page_queries (list), ==, 0);

  /* At once, and empty; the whole page is one question, however often it is looked into. */
  first = g_list_model_get_item (G_LIST_MODEL (list), GALLEY_LIST_PAGE);
  g_assert_nonnull (first);
  g_assert_cmpint (galley_article_summary_get_row (first), ==, 10000 - GALLEY_LIST_PAGE);
  g_assert_null (galley_article_summary_get_data (first));
  g_signal_connect (first, "changed", G_CALLBACK (count_cb), &n_changed);
  for (guint i = 0; i < 2 * GALLEY_LIST_PAGE; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), i));
  g_assert_cmpuint (galley_article_list_get_n_page_queries (list), ==, 1);

  settle (fixture->store);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpstr (galley_article_summary_get_data (first)->headline, ==, "headline 9872");
  g_assert_cmpuint (galley_article_list_find (list, galley_article_summary_get_data (first)->id),
                    ==, GALLEY_LIST_PAGE);
  for (guint i = 0; i < 2 * GALLEY_LIST_PAGE; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), i));
  again = g_list_model_get_item (G_LIST_MODEL (list), GALLEY_LIST_PAGE);
  g_assert_true (again == first);
  g_assert_cmpuint (galley_article_list_get_n_page_queries (list), ==, 1);

  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), 9999));
  settle (fixture->store);
  g_assert_cmpuint (galley_article_list_get_n_page_queries (list), ==, 2);
  g_assert_cmpuint (galley_article_list_find (list, ID_1), ==, 9999);

  g_object_unref (again);
  g_assert_finalize_object (list);
  g_assert_finalize_object (first);
}

/* What one sees first is there with its words; the rest of the rows comes as one run behind it. */
static void
test_begins_filled (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GalleyArticleSummary) first = NULL;
  g_autoptr (GalleyArticleSummary) last = NULL;
  GalleyArticleList *list;
  Told told = { 0 };

  store_exec (fixture->store, FILL ("300"));
  list = begin_list (fixture->store, GALLEY_FILTER_ALL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, GALLEY_LIST_PAGE);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  last = g_list_model_get_item (G_LIST_MODEL (list), GALLEY_LIST_PAGE - 1);
  g_assert_cmpstr (galley_article_summary_get_data (first)->headline, ==, "headline 300");
  g_assert_cmpstr (galley_article_summary_get_data (last)->headline, ==, "headline 173");

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &told);
  settle (fixture->store);
  assert_told (&told, GALLEY_LIST_PAGE, 0, 300 - GALLEY_LIST_PAGE);
  g_assert_cmpuint (galley_article_list_get_n_key_queries (list), ==, 1);
  g_assert_cmpuint (galley_article_list_get_n_page_queries (list), ==, 0);
  g_assert_finalize_object (list);
}

/* What changes between the first rows and the rest is not missed. */
static void
test_changed_while_beginning (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GalleyArticleSummary) first = NULL;
  GalleyArticleList *list;
  GalleyFilter filter = { GALLEY_FILTER_ALL };
  const char *id = "0193a000-0000-7000-8000-ffffffffffff";

  store_exec (fixture->store, FILL ("300"));
  store_save (fixture->store, id, "old");
  list = galley_article_list_new (fixture->store, &filter);
  store_save (fixture->store, id, "new");
  while (!galley_article_list_get_is_loaded (list))
    g_main_context_iteration (NULL, TRUE);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  settle (fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 301);
  g_assert_cmpstr (galley_article_summary_get_data (first)->headline, ==, "new");
  g_assert_finalize_object (list);
}

/* 79 pages in one breath: the store is asked for those that are still held when it is their turn. */
static void
test_fast_scroll (Fixture      *fixture,
                  gconstpointer data)
{
  GalleyArticleList *list;
  GalleyArticleSummary *last;

  store_exec (fixture->store, FILL ("10000"));
  list = open_list (fixture->store, GALLEY_FILTER_ALL);
  for (guint i = 0; i < 10000; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), i));
  last = g_list_model_get_item (G_LIST_MODEL (list), 9999);
  for (guint i = 0; i < 10; i++)
    settle (fixture->store);
  g_assert_nonnull (galley_article_summary_get_data (last));
  /* The one that had already left, and the 16 pages that are kept. */
  g_assert_cmpuint (galley_article_list_get_n_page_queries (list), <=, 17);
  g_assert_cmpuint (galley_article_list_get_n_page_queries (list), >=, 16);
  g_object_unref (last);
  g_assert_finalize_object (list);
}

static void
test_new_and_touched (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GalleyArticleSummary) first = NULL;
  GalleyArticleList *list;
  Told told = { 0 };
  guint n_changed = 0;

  store_exec (fixture->store, FILL ("300"));
  list = open_list (fixture->store, GALLEY_FILTER_ALL);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &told);

  store_save (fixture->store, "0193a000-0000-7000-8000-ffffffffffff", "new");
  settle (fixture->store);
  assert_told (&told, 0, 0, 1);

  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  settle (fixture->store);
  g_assert_cmpstr (galley_article_summary_get_data (first)->headline, ==, "new");
  g_signal_connect (first, "changed", G_CALLBACK (count_cb), &n_changed);

  /* Typing in the newest moves no row, and asks for one article. */
  store_save (fixture->store, "0193a000-0000-7000-8000-ffffffffffff", "newer");
  settle (fixture->store);
  g_assert_cmpuint (told.n_emissions, ==, 0);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpstr (galley_article_summary_get_data (first)->headline, ==, "newer");
  g_assert_cmpuint (galley_article_list_get_n_key_queries (list), ==, 1);
  g_assert_cmpuint (galley_article_list_get_n_look_queries (list), ==, 2);
  g_assert_cmpuint (galley_article_list_get_n_page_queries (list), ==, 1);
  g_assert_finalize_object (list);
}

/* The row that comes to the top is one run of rows from there to where it was, and the same object. */
static void
test_moved (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GalleyArticleSummary) before = NULL;
  g_autoptr (GalleyArticleSummary) after = NULL;
  GalleyArticleList *list;
  Told told = { 0 };

  store_exec (fixture->store, FILL ("300"));
  list = open_list (fixture->store, GALLEY_FILTER_ALL);
  before = g_list_model_get_item (G_LIST_MODEL (list), 50);
  settle (fixture->store);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &told);

  store_exec (fixture->store, "UPDATE article SET state = '{\"status\":\"draft\"}'");
  store_save (fixture->store, galley_article_summary_get_data (before)->id, "edited");
  settle (fixture->store);
  assert_told (&told, 0, 51, 51);
  after = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (before == after);
  g_assert_cmpstr (galley_article_summary_get_data (after)->headline, ==, "edited");
  g_assert_finalize_object (list);
}

static gpointer
trash_job (GalleyDatabase *database,
           gpointer        input,
           GError        **error)
{
  galley_record_set_trashed_in_store (database, input, TRUE, NOON, error);
  return NULL;
}

static gpointer
hide_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  galley_record_remove_in_store (database, input, TRUE, NOON, error);
  return NULL;
}

static void
run (GalleyStore    *store,
     GalleyStoreJob  job,
     const char     *id)
{
  g_autoptr (GError) error = NULL;

  galley_store_run (store, GALLEY_LANE_PERSON, job, (gpointer) id, &error);
  g_assert_no_error (error);
}

static void
test_trashed_and_gone (Fixture      *fixture,
                       gconstpointer data)
{
  GalleyArticleList *list;
  GalleyArticleList *trash;
  Told told = { 0 };
  Told told_of_trash = { 0 };

  store_exec (fixture->store, FILL ("300"));
  store_exec (fixture->store, "UPDATE article SET base = '{}'");
  list = open_list (fixture->store, GALLEY_FILTER_ALL);
  trash = open_list (fixture->store, GALLEY_FILTER_TRASH);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &told);
  g_signal_connect (trash, "items-changed", G_CALLBACK (items_changed_cb), &told_of_trash);

  run (fixture->store, trash_job, "0193a000-0000-7000-8000-000000000200");
  settle (fixture->store);
  assert_told (&told, 100, 1, 0);
  assert_told (&told_of_trash, 0, 0, 1);

  /* Not filled in here: only all the keys can tell which row it was. */
  run (fixture->store, hide_job, "0193a000-0000-7000-8000-000000000100");
  settle (fixture->store);
  assert_told (&told, 199, 1, 0);
  g_assert_cmpuint (galley_article_list_get_n_key_queries (list), ==, 2);

  /* Filled in: the row is known. */
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), 0));
  settle (fixture->store);
  run (fixture->store, hide_job, "0193a000-0000-7000-8000-000000000299");
  settle (fixture->store);
  assert_told (&told, 1, 1, 0);
  g_assert_cmpuint (galley_article_list_get_n_key_queries (list), ==, 2);
  g_assert_cmpuint (told_of_trash.n_emissions, ==, 0);

  g_assert_finalize_object (list);
  g_assert_finalize_object (trash);
}

#define FILM "6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19"

static gpointer
want_film_job (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  galley_media_want_in_store (database, input, "video/mp4", NOON, error);
  return NULL;
}

static gpointer
have_film_job (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  galley_media_note_in_store (database, input, "video/mp4", 1000, FALSE, NOON, error);
  return NULL;
}

static gpointer
stop_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  galley_media_stop_in_store (database, input, error);
  return NULL;
}

static gpointer
resume_job (GalleyDatabase *database,
            gpointer        input,
            GError        **error)
{
  galley_media_resume_in_store (database, input, error);
  return NULL;
}

/* A file that is stopped, either way, is told of the article that names it, and of no other; so is that it goes again. */
static void
test_stopped_file (Fixture      *fixture,
                   gconstpointer data)
{
  static const struct
  {
    GalleyStoreJob job;
    gboolean has_stopped_upload;
    gboolean has_stopped_fetch;
  } steps[] = {
    { want_film_job, FALSE, FALSE }, { stop_job, FALSE, TRUE }, { resume_job, FALSE, FALSE },
    { have_film_job, FALSE, FALSE }, { stop_job, TRUE, FALSE }, { resume_job, FALSE, FALSE },
  };
  g_autoptr (GalleyArticleSummary) other = NULL;
  g_autoptr (GalleyArticleSummary) one = NULL;
  GalleyArticleList *list;

  store_exec (fixture->store, FILL ("2"));
  store_exec (fixture->store, "INSERT INTO content (row, text) SELECT row, '{}' FROM article");
  store_exec (fixture->store, "UPDATE content SET text = '{\"href\":\"" FILM "\"}' WHERE row = 1");
  list = open_list (fixture->store, GALLEY_FILTER_ALL);
  other = g_list_model_get_item (G_LIST_MODEL (list), 0);
  one = g_list_model_get_item (G_LIST_MODEL (list), 1);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      run (fixture->store, steps[i].job, FILM);
      settle (fixture->store);
      g_assert_cmpint (galley_article_summary_get_data (one)->has_stopped_upload, ==, steps[i].has_stopped_upload);
      g_assert_cmpint (galley_article_summary_get_data (one)->has_stopped_fetch, ==, steps[i].has_stopped_fetch);
      g_assert_false (galley_article_summary_get_data (other)->has_stopped_upload);
      g_assert_false (galley_article_summary_get_data (other)->has_stopped_fetch);
    }
  g_assert_finalize_object (list);
}

static gpointer
pull_many_job (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-aaaaaaaa%04u", i);
      g_autoptr (GalleyRevision) theirs = make_served (id, "pulled", "text", "\"1\"");

      pull (database, theirs);
    }
  return NULL;
}

/* A pull of 100 is one question for the keys and one run of rows. */
static void
test_many_at_once (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GalleyArticleSummary) held = NULL;
  GalleyArticleList *list;
  Told told = { 0 };

  store_exec (fixture->store, FILL ("300"));
  list = open_list (fixture->store, GALLEY_FILTER_ALL);
  held = g_list_model_get_item (G_LIST_MODEL (list), 0);
  settle (fixture->store);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &told);

  run (fixture->store, pull_many_job, NULL);
  settle (fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 400);
  g_assert_cmpuint (galley_article_list_get_n_key_queries (list) +
                      galley_article_list_get_n_look_queries (list),
                    <=, 3);
  g_assert_cmpuint (told.n_emissions, <=, 2);
  g_assert_cmpuint (galley_article_list_find (list, galley_article_summary_get_data (held)->id), ==,
                    100);
  g_assert_finalize_object (list);
}

static void
test_dropped_while_asking (Fixture      *fixture,
                           gconstpointer data)
{
  GalleyFilter filter = { GALLEY_FILTER_ALL };
  GalleyArticleList *list;

  store_exec (fixture->store, FILL ("300"));
  list = galley_article_list_new (fixture->store, &filter);
  g_assert_finalize_object (list);
  list = open_list (fixture->store, GALLEY_FILTER_ALL);
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_finalize_object (list);
  settle (fixture->store);
}

static gpointer
load_keys_job (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  GalleyFilter *filter = input;
  g_autoptr (GArray) keys = galley_filter_load_keys_in_store (database, filter, 0, error);

  g_assert_nonnull (keys);
  return GUINT_TO_POINTER (keys->len);
}

static void
test_measure_100000 (Fixture      *fixture,
                     gconstpointer data)
{
  static const GalleyFilterKind kinds[] = { GALLEY_FILTER_ALL, GALLEY_FILTER_MINE,
                                            GALLEY_FILTER_PUBLISHED, GALLEY_FILTER_CHANNEL,
                                            GALLEY_FILTER_CONFLICTS, GALLEY_FILTER_NOT_UPLOADED };

  store_exec (fixture->store, FILL ("100000"));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GalleyFilter filter = { kinds[i], .user = "me", .channel = "a" };
      g_autoptr (GError) error = NULL;
      gint64 best = G_MAXINT64;
      gpointer n_keys = NULL;

      for (guint k = 0; k < 5; k++)
        {
          gint64 begin = g_get_monotonic_time ();

          n_keys =
            galley_store_run (fixture->store, GALLEY_LANE_PERSON, load_keys_job, &filter, &error);
          best = MIN (best, g_get_monotonic_time () - begin);
        }
      g_assert_no_error (error);
      g_test_message ("filter %u: %u keys in %.1f ms", kinds[i], GPOINTER_TO_UINT (n_keys),
                      best / 1000.0);
    }
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/article-list/" path, Fixture, NULL, store_fixture_set_up, function,          \
              store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("empty", test_empty);
  ADD ("pages", test_pages);
  ADD ("begins-filled", test_begins_filled);
  ADD ("changed-while-beginning", test_changed_while_beginning);
  ADD ("fast-scroll", test_fast_scroll);
  ADD ("new-and-touched", test_new_and_touched);
  ADD ("moved", test_moved);
  ADD ("trashed-and-gone", test_trashed_and_gone);
  ADD ("stopped-file", test_stopped_file);
  ADD ("many-at-once", test_many_at_once);
  ADD ("dropped-while-asking", test_dropped_while_asking);
  ADD ("measure-100000", test_measure_100000);

  return g_test_run ();
}
