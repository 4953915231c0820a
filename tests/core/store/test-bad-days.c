/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the world does to a store: another Galley, a newer one, damage, a disk that is full or may not be
 * written. Each has its error, and no text is lost. */
#include "fixture.h"

#include "core/store/galley-store-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void
close_store (Fixture *fixture)
{
  galley_store_close (fixture->store);
  drain_main_context ();
  g_assert_finalize_object (fixture->store);
  fixture->store = NULL;
}

static void
assert_open_fails (Fixture    *fixture,
                   const char *folder,
                   GalleyError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (galley_store_open (folder, fixture->clock, &error));
  g_assert_error (error, GALLEY_ERROR, (int) code);
}

static void
test_second_store (Fixture      *fixture,
                   gconstpointer data)
{
  assert_open_fails (fixture, fixture->folder, GALLEY_ERROR_BUSY);
  store_save (fixture->store, ID_1, "undisturbed");
  store_fixture_reopen (fixture);
}

static void
test_too_new (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *sql =
    g_strdup_printf ("PRAGMA user_version = %d", galley_store_schema_get_version () + 1);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  store_save (fixture->store, ID_1, "from the future");
  store_exec (fixture->store, sql);
  close_store (fixture);
  before = read_database_file (fixture->folder);
  assert_open_fails (fixture, fixture->folder, GALLEY_ERROR_TOO_NEW);
  after = read_database_file (fixture->folder);
  g_assert_true (g_bytes_equal (before, after));
}

/* Overwrites bytes of the database file. */
static void
damage (Fixture    *fixture,
        gsize       offset,
        gsize       length)
{
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);
  g_autofree char *garbage = g_strnfill (length, 'x');
  int descriptor = open (path, O_WRONLY);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_cmpint (pwrite (descriptor, garbage, length, (off_t) offset), ==, (gssize) length);
  close (descriptor);
}

/* The damaged file keeps its bytes, and at least @n_least articles are taken from it. */
static void
assert_set_aside (Fixture    *fixture,
                  GBytes     *damaged,
                  const char *name,
                  guint       n_least)
{
  const GalleyRecovery *recovery;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_autoptr (GBytes) kept = NULL;
  g_autofree char *expected = g_build_filename (fixture->folder, name, NULL);
  gsize size;

  fixture->store = galley_store_open (fixture->folder, fixture->clock, &error);
  g_assert_no_error (error);
  recovery = galley_store_get_recovery (fixture->store);
  g_assert_nonnull (recovery);
  g_assert_cmpstr (recovery->damaged_path, ==, expected);
  g_assert_true (g_file_get_contents (expected, &content, &size, &error));
  kept = g_bytes_new (content, size);
  g_assert_true (g_bytes_equal (kept, damaged));

  g_assert_cmpuint (recovery->n_from_file, >=, n_least);
  g_assert_cmpuint (recovery->n_articles, ==, recovery->n_from_file);
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT count (*) FROM article"), ==, recovery->n_articles);
  g_assert_cmpint (store_save (fixture->store, ID_1, "a new start"), >, 0);
}

static void
test_damaged_header (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GBytes) damaged = NULL;
  g_autoptr (GBytes) damaged_again = NULL;

  store_save (fixture->store, ID_1, "old");
  close_store (fixture);
  damage (fixture, 0, 100);
  damaged = read_database_file (fixture->folder);
  /* Its rows are still in their pages. */
  assert_set_aside (fixture, damaged, "galley.db.damaged-20261124T080000Z", 1);

  /* The next start is an ordinary one, and a second misfortune keeps the first one's file. */
  store_fixture_reopen (fixture);
  g_assert_null (galley_store_get_recovery (fixture->store));
  close_store (fixture);
  damage (fixture, 0, 16);
  damaged_again = read_database_file (fixture->folder);
  assert_set_aside (fixture, damaged_again, "galley.db.damaged-20261124T080000Z-2", 1);
}

static gpointer
fill_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-aaaaaaaa%04u", i);

      save_headline (database, id, "headline");
    }
  return NULL;
}

static void
fill (GalleyStore *store)
{
  g_autoptr (GError) error = NULL;

  galley_store_run (store, GALLEY_LANE_PERSON, fill_job, NULL, &error);
  g_assert_no_error (error);
}

static void
test_damaged_middle (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GBytes) damaged = NULL;

  fill (fixture->store);
  close_store (fixture);
  damaged = read_database_file (fixture->folder);
  damage (fixture, g_bytes_get_size (damaged) / 2 / 4096 * 4096 - 8192, 16384);
  g_bytes_unref (damaged);
  damaged = read_database_file (fixture->folder);
  assert_set_aside (fixture, damaged, "galley.db.damaged-20261124T080000Z", 180);
}

/* A bit changes in each of the words of the schema that SQLite does not look at before they are needed: the store is made
 * anew out of what is there, and takes what is saved. */
static void
test_damaged_words (Fixture      *fixture,
                    gconstpointer data)
{
  static const char *const words[] = { "REFERENCES article (row)", "'put'", "kind = 'action'", "(0, 1)" };
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *bytes = NULL;
      g_autofree char *headline = NULL, *aside = NULL;
      g_autoptr (GError) error = NULL;
      char *word;
      gsize size;

      store_save (fixture->store, ID_1, "what was there");
      close_store (fixture);
      g_file_get_contents (path, &bytes, &size, &error);
      g_assert_no_error (error);
      word = memmem (bytes, size, words[i], strlen (words[i]));
      g_assert_nonnull (word);
      word[strlen (words[i]) - 2] ^= 4;
      g_file_set_contents (path, bytes, (gssize) size, &error);
      g_assert_no_error (error);
      fixture->store = galley_store_open (fixture->folder, fixture->clock, &error);
      g_assert_no_error (error);
      headline = store_get_headline (fixture->store, ID_1);
      g_assert_cmpstr (headline, ==, "what was there");
      store_save (fixture->store, ID_2, "what comes");
      aside = i == 0 ? g_strconcat (path, ".damaged-20261124T080000Z", NULL)
                     : g_strdup_printf ("%s.damaged-20261124T080000Z-%u", path, i + 1);
      g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
    }
}

static void
test_truncated (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);
  g_autoptr (GBytes) damaged = NULL;

  fill (fixture->store);
  close_store (fixture);
  damaged = read_database_file (fixture->folder);
  g_assert_cmpint (truncate (path, (off_t) g_bytes_get_size (damaged) / 2 + 100), ==, 0);
  g_bytes_unref (damaged);
  damaged = read_database_file (fixture->folder);
  assert_set_aside (fixture, damaged, "galley.db.damaged-20261124T080000Z", 50);
}

/* An empty file is what a crash in the first millisecond leaves: nothing to set aside. */
static void
test_empty_file (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);
  g_autoptr (GError) error = NULL;

  close_store (fixture);
  g_assert_cmpint (truncate (path, 0), ==, 0);
  fixture->store = galley_store_open (fixture->folder, fixture->clock, &error);
  g_assert_no_error (error);
  g_assert_null (galley_store_get_recovery (fixture->store));
}

/* Nobody may write everywhere but root, who reads no permissions: the test runs as somebody else. */
static void
become_nobody (const char *folder)
{
  if (geteuid () != 0)
    return;
  g_assert_cmpint (chown (folder, 65534, 65534), ==, 0);
  g_assert_cmpint (setresgid (65534, 65534, 65534), ==, 0);
  g_assert_cmpint (setresuid (65534, 65534, 65534), ==, 0);
}

static void
test_read_only (void)
{
  g_autoptr (GalleyClock) clock = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *below = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) error_below = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  clock = galley_test_clock_new (NOON);
  folder = make_folder ();
  below = g_build_filename (folder, "account", NULL);
  become_nobody (folder);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  g_assert_null (galley_store_open (folder, clock, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_READ_ONLY);
  g_assert_null (galley_store_open (below, clock, &error_below));
  g_assert_error (error_below, GALLEY_ERROR, GALLEY_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  remove_folder (folder);
}

static gpointer
fill_disk_job (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  /* As if the disk had no page left. */
  return GINT_TO_POINTER (galley_database_exec (database, "PRAGMA max_page_count = 1", error));
}

static gpointer
save_large_job (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  g_autofree char *text = g_strnfill (200000, 'x');
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, input, text);

  galley_record_save_in_store (database, revision, NOON, NULL, error);
  return NULL;
}

static void
test_full_disk (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *headline = NULL;
  g_autofree char *headline_after = NULL;
  g_autoptr (GError) error = NULL;

  store_save (fixture->store, ID_1, "before");
  galley_store_run (fixture->store, GALLEY_LANE_PERSON, fill_disk_job, NULL, &error);
  g_assert_no_error (error);
  galley_store_run (fixture->store, GALLEY_LANE_SAVE, save_large_job, (gpointer) "large", &error);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FULL);
  g_clear_error (&error);
  headline = store_get_headline (fixture->store, ID_1);
  g_assert_cmpstr (headline, ==, "before");

  /* Space again (the file was opened anew): the same save works, and nothing is missing. */
  galley_store_run (fixture->store, GALLEY_LANE_SAVE, save_large_job, (gpointer) "large", &error);
  g_assert_no_error (error);
  headline_after = store_get_headline (fixture->store, ID_1);
  g_assert_cmpstr (headline_after, ==, "large");
}

/* A real write that fails: the kernel refuses files above a size. In a process of its own. */
static void
test_failed_write (void)
{
  struct rlimit limit;
  Fixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *headline = NULL;
  g_autofree char *headline_after = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  signal (SIGXFSZ, SIG_IGN);
  store_fixture_set_up (&fixture, NULL);
  store_save (fixture.store, ID_1, "before");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = 128 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      galley_store_run (fixture.store, GALLEY_LANE_SAVE, save_large_job, (gpointer) "large",
                        &error);
      g_assert_nonnull (error);
      g_assert_true (error->domain == GALLEY_ERROR);
      g_clear_error (&error);
    }

  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  headline = store_get_headline (fixture.store, ID_1);
  g_assert_cmpstr (headline, ==, "before");
  galley_store_run (fixture.store, GALLEY_LANE_SAVE, save_large_job, (gpointer) "large", &error);
  g_assert_no_error (error);
  store_fixture_reopen (&fixture);
  headline_after = store_get_headline (fixture.store, ID_1);
  g_assert_cmpstr (headline_after, ==, "large");
  store_fixture_tear_down (&fixture, NULL);
}

/* Damaged while it is open: the connection is dropped and the file looked at again. */
static void
test_damaged_while_open (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture->store);
  store_fixture_reopen (fixture);
  bytes = read_database_file (fixture->folder);
  damage (fixture, 4096, g_bytes_get_size (bytes) - 4096);
  store_exec (fixture->store, "PRAGMA shrink_memory");
  galley_store_run (fixture->store, GALLEY_LANE_SAVE, save_headline_job, (gpointer) "a", &error);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);
  g_clear_error (&error);
  galley_store_run (fixture->store, GALLEY_LANE_SAVE, save_headline_job, (gpointer) "a", &error);
  g_assert_no_error (error);
  g_assert_nonnull (galley_store_get_recovery (fixture->store));
}

/* Damages the middle of a closed store as a failing disk does: the file's size and time stay. */
static void
rot (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);
  struct stat status;

  fill (fixture->store);
  close_store (fixture);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  damage (fixture, (gsize) status.st_size / 2 / 4096 * 4096 - 8192, 16384);
  g_assert_cmpint (utimensat (AT_FDCWD, path, (struct timespec[]){ status.st_atim, status.st_mtim }, 0), ==, 0);
}

static gpointer
read_all_job (GalleyDatabase *database,
              gpointer        input,
              GError        **error)
{
  galley_database_exec (database, "SELECT sum (length (text)) FROM content", error);
  return NULL;
}

/* Behind a seal that holds, damage is noticed where somebody reads it: the file is looked through and set aside. */
static void
test_sealed_rot (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rot (fixture);
  fixture->store = galley_store_open (fixture->folder, fixture->clock, &error);
  g_assert_no_error (error);
  g_assert_null (galley_store_get_recovery (fixture->store));
  galley_store_run (fixture->store, GALLEY_LANE_PERSON, read_all_job, NULL, &error);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_cmpint (store_save (fixture->store, ID_1, "a new start"), >, 0);
  g_assert_nonnull (galley_store_get_recovery (fixture->store));
}

/* And at the latest after a week. */
static void
test_sealed_for_a_week (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rot (fixture);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), 8 * 24 * 3600 * (gint64) G_USEC_PER_SEC);
  fixture->store = galley_store_open (fixture->folder, fixture->clock, &error);
  g_assert_no_error (error);
  g_assert_nonnull (galley_store_get_recovery (fixture->store));
}

/* A log that is left tells of an end without a close. */
static void
test_sealed_before_unclean_end (Fixture      *fixture,
                                gconstpointer data)
{
  g_autofree char *log_path = g_build_filename (fixture->folder, "galley.db-wal", NULL);
  g_autoptr (GError) error = NULL;

  rot (fixture);
  g_assert_true (g_file_set_contents (log_path, "left", -1, &error));
  fixture->store = galley_store_open (fixture->folder, fixture->clock, &error);
  g_assert_no_error (error);
  g_assert_nonnull (galley_store_get_recovery (fixture->store));
}

/* One row that cannot be read is no reason to set the others aside. */
static void
test_unreadable_row (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *headline = NULL;
  g_autoptr (GError) error = NULL;

  store_save (fixture->store, ID_1, "a");
  store_save (fixture->store, ID_2, "b");
  store_exec (fixture->store, "UPDATE article SET state = '{' WHERE headline = 'a'");
  galley_store_run (fixture->store, GALLEY_LANE_SAVE, save_headline_job, (gpointer) "c", &error);
  g_assert_nonnull (error);
  headline = store_get_headline (fixture->store, ID_2);
  g_assert_cmpstr (headline, ==, "b");
  g_assert_null (galley_store_get_recovery (fixture->store));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/bad-days/" path, Fixture, NULL, store_fixture_set_up, function,              \
              store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("second-store", test_second_store);
  ADD ("too-new", test_too_new);
  ADD ("damaged/header", test_damaged_header);
  ADD ("damaged/middle", test_damaged_middle);
  ADD ("damaged/words", test_damaged_words);
  ADD ("damaged/truncated", test_truncated);
  ADD ("damaged/while-open", test_damaged_while_open);
  ADD ("damaged/one-row", test_unreadable_row);
  ADD ("sealed/rot", test_sealed_rot);
  ADD ("sealed/for-a-week", test_sealed_for_a_week);
  ADD ("sealed/before-unclean-end", test_sealed_before_unclean_end);
  ADD ("empty-file", test_empty_file);
  ADD ("full-disk", test_full_disk);
  g_test_add_func ("/store/bad-days/read-only", test_read_only);
  g_test_add_func ("/store/bad-days/failed-write", test_failed_write);

  return g_test_run ();
}
