/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-store FOLDER SECONDS: what it takes to save. An article is saved four times a second as the autosaver does it,
 * from the snapshot until the store has committed; in turn with it a bare SQLite writes as many bytes with one UPDATE,
 * committed as durably. Then articles are saved while the lane of what is served is full of a first pull.
 *
 * Prints a line a figure: "save BYTES MS", "bare BYTES MS", "behind MS". */
#include "bench-text.h"

#include "core/base/galley-id.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store.h"
#include "core/wire/galley-wire.h"

#include <stdio.h>
#include <stdlib.h>

#define SAVES_A_SECOND 4
#define SAVE_ID "0192f0c0-0000-7000-8000-000000000001"
/* The flood: pages as a first pull brings them, more than can be taken while the saves are measured. */
#define N_PAGES 300
#define ARTICLES_A_PAGE 100
#define ARTICLE_BYTES 2800
#define N_SAVES_BEHIND 100

typedef struct
{
  GalleyStore *store;
  GalleyClock *clock;
  GalleyRandom *random;
  guint number; /* of the last article made: no two are alike */
} Bench;

static gpointer
save_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  galley_record_save_in_store (database, input, g_get_real_time (), NULL, error);
  return NULL;
}

static double
save (Bench *self,
      gsize  n_bytes)
{
  g_autoptr (GalleyRevision) revision = galley_bench_make_article (SAVE_ID, ++self->number, n_bytes, NULL);
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  galley_store_run (self->store, GALLEY_LANE_SAVE, save_in_store, revision, &error);
  g_assert_no_error (error);
  return (g_get_monotonic_time () - begin) / 1e3;
}

/* --- the peer ---------------------------------------------------------------------------------------------------- */

static sqlite3 *
open_bare (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "bare.db", NULL);
  sqlite3 *bare = NULL;

  if (sqlite3_open (path, &bare) != SQLITE_OK
      || sqlite3_exec (bare,
                       "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                       "CREATE TABLE article (id TEXT PRIMARY KEY, document TEXT NOT NULL);"
                       "INSERT INTO article VALUES ('" SAVE_ID "', '')",
                       NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (bare));
  return bare;
}

static double
save_bare (Bench   *self,
           sqlite3 *bare,
           gsize    n_bytes)
{
  g_autoptr (GalleyRevision) revision = galley_bench_make_article (SAVE_ID, ++self->number, n_bytes, NULL);
  g_autofree char *text = galley_wire_write (revision);
  gint64 begin = g_get_monotonic_time ();
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (bare, "UPDATE article SET document = ?1 WHERE id = '" SAVE_ID "'", -1, &statement, NULL);
  sqlite3_bind_text (statement, 1, text, -1, SQLITE_STATIC);
  if (sqlite3_step (statement) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (bare));
  sqlite3_finalize (statement);
  return (g_get_monotonic_time () - begin) / 1e3;
}

static gboolean
turn_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* The writer's own rhythm. */
static void
wait_for_turn (void)
{
  gboolean is_turn = FALSE;

  g_timeout_add (1000 / SAVES_A_SECOND, turn_cb, &is_turn);
  while (!is_turn)
    g_main_context_iteration (NULL, TRUE);
}

static void
measure_saves (Bench      *self,
               const char *folder,
               gsize       n_bytes,
               guint       n_seconds)
{
  sqlite3 *bare = open_bare (folder);

  for (guint i = 0; i < n_seconds * SAVES_A_SECOND; i++)
    {
      printf ("save %" G_GSIZE_FORMAT " %.3f\n", n_bytes, save (self, n_bytes));
      printf ("bare %" G_GSIZE_FORMAT " %.3f\n", n_bytes, save_bare (self, bare, n_bytes));
      wait_for_turn ();
    }
  sqlite3_exec (bare, "DROP TABLE article", NULL, NULL, NULL);
  sqlite3_close (bare);
}

/* --- behind a flood ---------------------------------------------------------------------------------------------- */

static gpointer
pull_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  GPtrArray *page = input;
  gboolean is_taken;

  for (guint i = 0; i < page->len; i++)
    if (!galley_record_pull_in_store (database, g_ptr_array_index (page, i), g_get_real_time (), &is_taken, error))
      return NULL;
  return NULL;
}

static GPtrArray *
make_page (Bench *self)
{
  GPtrArray *page = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_revision_unref);

  for (guint i = 0; i < ARTICLES_A_PAGE; i++)
    {
      g_autofree char *id = galley_id_new (self->clock, self->random);

      g_ptr_array_add (page, galley_bench_make_article (id, ++self->number, ARTICLE_BYTES, NULL));
    }
  return page;
}

static void
count_page_cb (GObject      *store,
               GAsyncResult *result,
               gpointer      data)
{
  guint *n_pages = data;
  g_autoptr (GError) error = NULL;

  galley_store_run_finish (GALLEY_STORE (store), result, &error);
  g_assert_no_error (error);
  (*n_pages)--;
}

static void
measure_behind_flood (Bench *self)
{
  guint n_pages = N_PAGES;

  for (guint i = 0; i < N_PAGES; i++)
    galley_store_run_async (self->store, GALLEY_LANE_SERVED, pull_in_store, make_page (self),
                            (GDestroyNotify) g_ptr_array_unref, NULL, NULL, count_page_cb, &n_pages);
  for (guint i = 0; i < N_SAVES_BEHIND; i++)
    printf ("behind %.3f\n", save (self, ARTICLE_BYTES));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  if (n_pages == 0)
    g_error ("the lane of what is served was not full until the last save");
  while (n_pages > 0)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int    argc,
      char **argv)
{
  Bench self = { .number = 0 };
  g_autoptr (GError) error = NULL;
  guint n_seconds;

  if (argc != 3)
    g_error ("bench-store FOLDER SECONDS");
  n_seconds = (guint) strtoul (argv[2], NULL, 10);
  self.clock = galley_clock_new ();
  self.random = galley_random_new ();
  self.store = galley_store_open (argv[1], self.clock, &error);
  g_assert_no_error (error);

  measure_saves (&self, argv[1], 10 * 1024, n_seconds);
  measure_saves (&self, argv[1], 1024 * 1024, n_seconds);
  measure_behind_flood (&self);

  galley_store_close (self.store);
  g_object_unref (self.store);
  g_object_unref (self.clock);
  g_object_unref (self.random);
  return 0;
}
