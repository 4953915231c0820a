/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media on this computer: put, found, verified, evicted, swept, and a disk that is full. */
#include "fixture.h"

#include "core/base/galley-error.h"
#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/store/galley-media-cache.h"
#include "core/store/galley-media-sweep.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <utime.h>

/* Bytes of @size that begin as a JPEG does and end with @mark; their hash is kept for the process. */
static GBytes *
make_media (gsize        size,
            guint8       mark,
            const char **hash)
{
  guint8 *data = g_malloc0 (size);
  g_autofree char *name = NULL;

  memcpy (data, "\xff\xd8\xff", 3);
  data[size - 1] = mark;
  name = galley_hash_bytes (data, size);
  *hash = g_intern_string (name);
  return g_bytes_new_take (data, size);
}

static const char *
put (Fixture *fixture,
     gsize    size,
     guint8   mark,
     gboolean is_on_server,
     gint64   now)
{
  const char *hash;
  g_autoptr (GBytes) bytes = make_media (size, mark, &hash);
  g_autoptr (GError) error = NULL;

  galley_media_cache_put (fixture->store, hash, bytes, is_on_server, now, &error);
  g_assert_no_error (error);
  return hash;
}

static void
assert_state (Fixture    *fixture,
              const char *hash,
              int         state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyMediaRow) row = galley_media_cache_find (fixture->store, hash, &error);
  g_autofree char *path = galley_media_cache_make_path (fixture->store, hash);

  g_assert_no_error (error);
  g_assert_cmpint (row != NULL ? (int) row->state : -1, ==, state);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS) == (state > GALLEY_MEDIA_WANTED));
}

static void
arrived_cb (GalleyStore *store,
            const char  *hash,
            char       **arrived)
{
  g_assert_null (*arrived);
  *arrived = g_strdup (hash);
}

static void
test_announced (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *arrived = NULL;
  const char *hash;

  g_signal_connect (fixture->store, "media-arrived", G_CALLBACK (arrived_cb), &arrived);
  hash = put (fixture, 1000, 1, TRUE, NOON);
  while (arrived == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (arrived, ==, hash);
}

static void
test_put (Fixture      *fixture,
          gconstpointer data)
{
  const char *hash = put (fixture, 1000, 1, FALSE, NOON);
  g_autofree char *path = galley_media_cache_make_path (fixture->store, hash);
  g_autofree char *expected = g_strdup_printf ("%s/media/%.2s/%s", fixture->folder, hash, hash);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_cmpstr (path, ==, expected);
  assert_state (fixture, hash, GALLEY_MEDIA_HERE);
  put (fixture, 1000, 1, TRUE, NOON);
  assert_state (fixture, hash, GALLEY_MEDIA_KEPT);
  put (fixture, 1000, 1, FALSE, NOON);
  assert_state (fixture, hash, GALLEY_MEDIA_KEPT);

  store_fixture_reopen (fixture);
  assert_state (fixture, hash, GALLEY_MEDIA_KEPT);
  bytes = galley_media_cache_load (fixture->store, hash, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1000);
}

static void
assert_put_refused (Fixture    *fixture,
                    const char *hash,
                    GBytes     *bytes,
                    GalleyError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (galley_media_cache_put (fixture->store, hash, bytes, FALSE, NOON, &error));
  g_assert_error (error, GALLEY_ERROR, (int) code);
  assert_state (fixture, hash, -1);
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  const char *hash, *other_hash, *large_hash;
  g_autoptr (GBytes) bytes = make_media (100, 1, &hash);
  g_autoptr (GBytes) other = make_media (100, 2, &other_hash);
  g_autoptr (GBytes) large = make_media (32 * 1024 * 1024 + 1, 1, &large_hash);
  g_autoptr (GBytes) text = g_bytes_new_static ("<svg/>", 6);
  g_autofree char *text_hash = galley_hash_bytes ("<svg/>", 6);

  assert_put_refused (fixture, hash, other, GALLEY_ERROR_INVALID);
  assert_put_refused (fixture, text_hash, text, GALLEY_ERROR_INVALID);
  assert_put_refused (fixture, large_hash, large, GALLEY_ERROR_TOO_LARGE);
}

/* A file that rots is not shown as what it was; where the server has it, it is wanted again. */
static void
test_damaged (Fixture      *fixture,
              gconstpointer data)
{
  const char *kept = put (fixture, 1000, 1, TRUE, NOON);
  const char *here = put (fixture, 1000, 2, FALSE, NOON);
  const char *hashes[] = { kept, here };

  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      g_autofree char *path = galley_media_cache_make_path (fixture->store, hashes[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GalleyMediaRow) row = NULL;

      g_assert_true (g_file_set_contents (path, "\xff\xd8\xff rotten", -1, NULL));
      g_assert_null (galley_media_cache_load (fixture->store, hashes[i], &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);
      row = galley_media_cache_find (fixture->store, hashes[i], NULL);
      g_assert_cmpint (row->state, ==, i == 0 ? GALLEY_MEDIA_WANTED : GALLEY_MEDIA_HERE);
    }
  /* Put again it is whole again. */
  put (fixture, 1000, 2, FALSE, NOON);
  g_assert_nonnull (galley_media_cache_load (fixture->store, here, NULL));
}

static void
test_trim (Fixture      *fixture,
           gconstpointer data)
{
  const char *oldest = put (fixture, 1000, 1, FALSE, NOON);
  const char *old = put (fixture, 1000, 2, TRUE, NOON + 1);
  const char *newer = put (fixture, 1000, 3, TRUE, NOON + 2);
  const char *newest = put (fixture, 1000, 4, TRUE, NOON + 3);
  g_autoptr (GError) error = NULL;

  galley_media_cache_trim (fixture->store, 4000, &error);
  g_assert_no_error (error);
  assert_state (fixture, old, GALLEY_MEDIA_KEPT);

  put (fixture, 1000, 2, TRUE, NOON + 4); /* used again: it is the newest now */
  galley_media_cache_trim (fixture->store, 3999, &error);
  g_assert_no_error (error);
  assert_state (fixture, oldest, GALLEY_MEDIA_HERE);
  assert_state (fixture, old, GALLEY_MEDIA_KEPT);
  assert_state (fixture, newer, -1);
  assert_state (fixture, newest, GALLEY_MEDIA_KEPT);

  /* What the server does not have stays, whatever the limit. */
  galley_media_cache_trim (fixture->store, 0, &error);
  g_assert_no_error (error);
  assert_state (fixture, oldest, GALLEY_MEDIA_HERE);
  assert_state (fixture, old, -1);
  assert_state (fixture, newest, -1);
}

static char *
make_article (const char *hash)
{
  return g_strdup_printf ("{\"bodies\":[{\"value\":\"<p>a</p><figure><img src=\\\"media/%.2s/%s.jpg\\\"\"}]}", hash, hash);
}

static void
insert_article (Fixture    *fixture,
                const char *id,
                const char *table,
                const char *document)
{
  g_autofree char *sql = NULL;

  if (strcmp (table, "template") == 0)
    sql = g_strdup_printf ("INSERT INTO template (id, name, document) VALUES ('%s', 'n', '%s')", id, document);
  else if (strcmp (table, "version") == 0)
    sql = g_strdup_printf ("INSERT INTO version (article, time, reason, content_hash, document)"
                           " SELECT row, 1, 'saved', 'x', '%s' FROM article WHERE id = '%s'", document, id);
  else if (strcmp (table, "content") == 0)
    sql = g_strdup_printf ("UPDATE content SET text = '%s' WHERE row = (SELECT row FROM article WHERE id = '%s')", document,
                           id);
  else
    sql = g_strdup_printf ("UPDATE article SET %s = '%s' WHERE id = '%s'", table, document, id);
  store_exec (fixture->store, sql);
}

static gpointer
step_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  galley_media_sweep_step_in_store (input, database, error);
  return NULL;
}

static guint
sweep (Fixture *fixture,
       gint64   now)
{
  g_autoptr (GalleyMediaSweep) self = galley_media_sweep_new (fixture->folder, now);

  while (!galley_media_sweep_is_done (self))
    {
      g_autoptr (GError) error = NULL;

      galley_store_run (fixture->store, GALLEY_LANE_BACKGROUND, step_job, self, &error);
      g_assert_no_error (error);
    }
  return galley_media_sweep_get_n_removed (self);
}

static void
test_sweep (Fixture      *fixture,
            gconstpointer data)
{
  static const char *const places[] = { "content", "base", "version", "template" };
  const gint64 later = NOON + GALLEY_MEDIA_SWEEP_AGE + 1;
  const char *named[G_N_ELEMENTS (places)];
  const char *unnamed = put (fixture, 1000, 100, FALSE, NOON);
  const char *fresh = put (fixture, 1000, 101, FALSE, NOON + 10);
  const char *kept = put (fixture, 1000, 102, TRUE, NOON);
  guint n_removed = 0;

  store_save (fixture->store, ID_1, "a");
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *article = NULL;

      named[i] = put (fixture, 1000, (guint8) i, FALSE, NOON);
      article = make_article (named[i]);
      insert_article (fixture, ID_1, places[i], article);
    }

  n_removed = sweep (fixture, NOON + 1000);
  g_assert_cmpuint (n_removed, ==, 0);
  n_removed = sweep (fixture, later);
  g_assert_cmpuint (n_removed, ==, 1);
  assert_state (fixture, unnamed, -1);
  assert_state (fixture, fresh, GALLEY_MEDIA_HERE);
  assert_state (fixture, kept, GALLEY_MEDIA_KEPT);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    assert_state (fixture, named[i], GALLEY_MEDIA_HERE);
}

/* The file of a put that was interrupted before it was noted. */
static void
test_sweep_orphans (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "media", NULL);
  struct utimbuf long_ago = { 1000000000, 1000000000 };
  const char *hashes[2];
  guint n_removed = 0;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) bytes = make_media (100, (guint8) i, &hashes[i]);
      g_autofree char *path = galley_hash_folder_make_path (folder, hashes[i]);

      g_assert_true (galley_hash_folder_put (folder, hashes[i], bytes, &error));
      if (i == 0)
        g_assert_cmpint (utime (path, &long_ago), ==, 0);
    }
  n_removed = sweep (fixture, NOON);
  g_assert_false (galley_hash_folder_has (folder, hashes[0]));
  g_assert_true (galley_hash_folder_has (folder, hashes[1]));
  g_assert_cmpuint (n_removed, ==, 1);
}

static gpointer
want_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  galley_media_want_named_in_store (database, input, NOON, error);
  return NULL;
}

static gpointer
list_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  guint n_wanted = 0;
  g_autoptr (GPtrArray) rows = galley_media_list_wanted_in_store (database, NOON, 1, &n_wanted, error);

  g_assert_cmpuint (rows->len, ==, MIN (n_wanted, 1));
  return GUINT_TO_POINTER (n_wanted);
}

static gpointer
delay_job (GalleyDatabase *database,
           gpointer        input,
           GError        **error)
{
  galley_media_delay_in_store (database, input, NOON + 1, error);
  return NULL;
}

static guint
count_wanted (Fixture *fixture)
{
  return GPOINTER_TO_UINT (galley_store_run (fixture->store, GALLEY_LANE_PERSON, list_job, NULL, NULL));
}

static void
test_wanted (Fixture      *fixture,
             gconstpointer data)
{
  const char *here = put (fixture, 1000, 1, FALSE, NOON);
  const char *absent;
  g_autoptr (GBytes) bytes = make_media (1000, 2, &absent);
  g_autofree char *naming_here = make_article (here);
  g_autofree char *naming_absent = make_article (absent);

  galley_store_run (fixture->store, GALLEY_LANE_PERSON, want_job, naming_here, NULL);
  g_assert_cmpuint (count_wanted (fixture), ==, 0);
  galley_store_run (fixture->store, GALLEY_LANE_PERSON, want_job, naming_absent, NULL);
  galley_store_run (fixture->store, GALLEY_LANE_PERSON, want_job, naming_absent, NULL);
  g_assert_cmpuint (count_wanted (fixture), ==, 1);
  assert_state (fixture, absent, GALLEY_MEDIA_WANTED);
  galley_store_run (fixture->store, GALLEY_LANE_PERSON, delay_job, (gpointer) absent, NULL);
  g_assert_cmpuint (count_wanted (fixture), ==, 0);
  put (fixture, 1000, 2, TRUE, NOON);
  assert_state (fixture, absent, GALLEY_MEDIA_KEPT);
}

/* In a process of its own: the kernel refuses files above a size, as a full disk does. */
static void
test_full (void)
{
  struct rlimit limit;
  Fixture fixture = { 0 };
  const char *hash;
  g_autoptr (GBytes) bytes = make_media (1024 * 1024, 1, &hash);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  signal (SIGXFSZ, SIG_IGN);
  store_fixture_set_up (&fixture, NULL);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = 512 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  assert_put_refused (&fixture, hash, bytes, GALLEY_ERROR_FULL);
  path = galley_media_cache_make_path (fixture.store, hash);
  folder = g_path_get_dirname (path);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  g_assert_null (g_dir_read_name (dir));

  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  galley_media_cache_put (fixture.store, hash, bytes, FALSE, NOON, &error);
  g_assert_no_error (error);
  store_fixture_tear_down (&fixture, NULL);
}

#define TEST(name, function) \
  g_test_add ("/store/media/" name, Fixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("put", test_put);
  TEST ("announced", test_announced);
  TEST ("refused", test_refused);
  TEST ("damaged", test_damaged);
  TEST ("trim", test_trim);
  TEST ("sweep", test_sweep);
  TEST ("sweep-orphans", test_sweep_orphans);
  TEST ("wanted", test_wanted);
  g_test_add_func ("/store/media/full", test_full);

  return g_test_run ();
}
