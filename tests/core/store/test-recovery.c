/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second line: what journals and copies give back when the database is damaged, gone, or without its log, and that
 * what was not sent still waits to be. */
#include "fixture.h"

#include "core/store/galley-journal-text.h"
#include "core/store/galley-store-copies.h"
#include "core/store/galley-store-settings.h"
#include "core/wire/galley-wire.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

/* A text of a page, so that a splice is small beside it. */
static char *
make_body (const char *words)
{
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (body, "line %u of it; ", i);
  g_string_append (body, words);
  return g_string_free (g_steal_pointer (&body), FALSE);
}

static GalleyRevision *
make_draft (const char *id,
            const char *words)
{
  g_autofree char *body = make_body (words);

  return make_revision (id, words, body);
}

static char *
journal_path (Fixture    *fixture,
              const char *id)
{
  g_autofree char *name = g_strconcat (id, GALLEY_JOURNAL_SUFFIX, NULL);

  return g_build_filename (fixture->folder, GALLEY_JOURNAL_FOLDER, name, NULL);
}

static GBytes *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static GalleyJournalContent *
read_journal (Fixture    *fixture,
              const char *id)
{
  g_autofree char *path = journal_path (fixture, id);
  g_autoptr (GBytes) bytes = read_file (path);
  g_autoptr (GError) error = NULL;
  GalleyJournalContent *content =
    galley_journal_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);

  g_assert_no_error (error);
  return content;
}

static void
close_store (Fixture *fixture)
{
  galley_store_close (fixture->store);
  drain_main_context ();
  g_assert_finalize_object (fixture->store);
  fixture->store = NULL;
}

static void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = galley_store_open (fixture->folder, fixture->clock, &error);
  g_assert_no_error (error);
}

static void
copy_database (Fixture *fixture,
               gint64   time)
{
  g_autofree char *path = galley_copies_make_path (fixture->folder, time);
  g_autofree char *copies = g_path_get_dirname (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  store_exec (fixture->store, "PRAGMA user_version"); /* what was asked before is done */
  close_store (fixture);
  bytes = read_database_file (fixture->folder);
  g_assert_cmpint (g_mkdir_with_parents (copies, 0700), ==, 0);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  open_store (fixture);
}

static void
assert_stands (Fixture    *fixture,
               const char *id,
               const char *words)
{
  g_autofree char *headline = store_get_headline (fixture->store, id);

  g_assert_cmpstr (headline, ==, words);
}

static void
test_journal_splices (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GalleyRevision) served = make_served (ID_1, "served", "text", "\"1\"");
  g_autoptr (GalleyRevision) first = make_draft (ID_1, "one");
  g_autoptr (GalleyJournalContent) content = NULL;
  g_autofree char *path = journal_path (fixture, ID_1);
  g_autofree char *last_text = NULL;
  struct stat first_status, status;

  galley_journal_note (galley_store_get_journal (fixture->store), first, served, NOON, 1);
  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_thread_yield ();
  g_assert_cmpint (g_stat (path, &first_status), ==, 0);
  for (guint i = 2; i <= 50; i++)
    {
      g_autofree char *words = g_strdup_printf ("number %u", i);
      g_autoptr (GalleyRevision) revision = make_draft (ID_1, words);

      galley_journal_note (galley_store_get_journal (fixture->store), revision, served, NOON + i, i);
      g_free (last_text);
      last_text = galley_wire_write (revision);
    }
  close_store (fixture);

  content = read_journal (fixture, ID_1);
  g_assert_cmpstr (content->text, ==, last_text);
  g_assert_nonnull (strstr (content->base, "served"));
  g_assert_cmpint (content->generation, ==, 50);
  g_assert_cmpint (content->time, ==, NOON + 50);
  g_assert_true (content->is_whole);
  g_assert_false (content->is_ended);
  /* Headline and the end of the body differ: a splice reaches from one to the other, at most. */
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (content->n_records, <=, 51);
  g_assert_cmpint (status.st_size, <, first_status.st_size * 51);
}

/* Whatever is cut off or changed, what stands before is read, and nothing else. */
static void
test_journal_damaged (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 check[GALLEY_JOURNAL_CHECK_BYTES];
  gsize ends[4];

  galley_journal_write_head (bytes, check);
  galley_journal_write_record (bytes, check, GALLEY_JOURNAL_TEXT, 1, 1, "abc", 3);
  ends[0] = bytes->len;
  galley_journal_write_splice (bytes, check, 2, 2, "abc", 3, "abXc", 4);
  ends[1] = bytes->len;
  galley_journal_write_splice (bytes, check, 3, 3, "abXc", 4, "c", 1);
  ends[2] = bytes->len;
  galley_journal_write_record (bytes, check, GALLEY_JOURNAL_END, 3, 3, NULL, 0);
  ends[3] = bytes->len;

  for (gsize length = 0; length <= bytes->len; length++)
    {
      static const char *const texts[] = { "abc", "abXc", "c", "c" };
      g_autoptr (GError) error = NULL;
      g_autoptr (GalleyJournalContent) content = galley_journal_read (bytes->data, length, &error);

      if (length < ends[0])
        {
          g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
          continue;
        }
      g_assert_no_error (error);
      for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
        if (length >= ends[i] && (i + 1 == G_N_ELEMENTS (ends) || length < ends[i + 1]))
          {
            g_assert_cmpstr (content->text, ==, texts[i]);
            g_assert_cmpint (content->is_ended, ==, i == 3);
            g_assert_cmpint (content->is_whole, ==, length == ends[i]);
          }
    }
  for (gsize at = 8; at < ends[1]; at++)
    {
      g_autoptr (GalleyJournalContent) content = NULL;

      bytes->data[at] ^= 0x10;
      content = galley_journal_read (bytes->data, bytes->len, NULL);
      if (at < ends[0])
        g_assert_null (content);
      else
        g_assert_cmpstr (content->text, ==, "abc");
      bytes->data[at] ^= 0x10;
    }
}

/* Saved in the database and noted in the journal, as a manuscript does. */
typedef struct
{
  GalleyRevision *revision;
  gint64 time;
  gint64 generation;
} Save;

static gpointer
save_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  Save *given = input;

  galley_record_save_in_store (database, given->revision, given->time, &given->generation, error);
  return NULL;
}

static void
write_draft (Fixture    *fixture,
             const char *id,
             const char *words,
             gint64      time,
             gint64      generation)
{
  g_autoptr (GalleyRevision) revision = make_draft (id, words);
  g_autoptr (GError) error = NULL;
  Save given = { revision, time, 0 };

  galley_journal_note (galley_store_get_journal (fixture->store), revision, NULL, time, generation);
  galley_store_run (fixture->store, GALLEY_LANE_SAVE, save_job, &given, &error);
  g_assert_no_error (error);
  g_assert_cmpint (given.generation, ==, generation);
}

static gpointer
assert_outbox_job (GalleyDatabase *database,
                   gpointer        input,
                   GError        **error)
{
  assert_outbox (database, input);
  return NULL;
}

static void
assert_waits (Fixture    *fixture,
              const char *expected)
{
  g_autoptr (GError) error = NULL;

  galley_store_run (fixture->store, GALLEY_LANE_PERSON, assert_outbox_job, (gpointer) expected, &error);
  g_assert_no_error (error);
}

/* Nothing of the file can be read; an article is in the copy, one is newer in its journal, one is only there. */
static void
test_from_copy_and_journals (Fixture      *fixture,
                             gconstpointer data)
{
  const GalleyRecovery *recovery;

  store_save (fixture->store, ID_1, "copied");
  write_draft (fixture, ID_2, "old", NOON, 1);
  copy_database (fixture, NOON);
  write_draft (fixture, ID_2, "new", NOON + MINUTE, 2);
  write_draft (fixture, ID_3, "begun", NOON + 2 * MINUTE, 1);
  close_store (fixture);
  damage_pages (fixture, 0, 1000);

  open_store (fixture);
  recovery = galley_store_get_recovery (fixture->store);
  g_assert_nonnull (recovery);
  g_assert_cmpuint (recovery->n_articles, ==, 3);
  g_assert_cmpuint (recovery->n_from_file, ==, 0);
  g_assert_cmpuint (recovery->n_from_copy, ==, 2);
  g_assert_cmpuint (recovery->n_from_journals, ==, 2);
  g_assert_cmpint (recovery->copy_time, ==, NOON);
  g_assert_cmpint (recovery->newest, ==, NOON + 2 * MINUTE);
  assert_stands (fixture, ID_1, "copied");
  assert_stands (fixture, ID_2, "new");
  assert_stands (fixture, ID_3, "begun");
  assert_waits (fixture, "put 1|put 2|put 3");
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT generation FROM article WHERE headline = 'new'"), ==, 2);
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT count (*) FROM version WHERE reason = 'recover'"), ==, 1);
  /* What was put together is an ordinary store. */
  store_fixture_reopen (fixture);
  g_assert_null (galley_store_get_recovery (fixture->store));
  assert_stands (fixture, ID_3, "begun");
}

static gpointer
prepare_pages_job (GalleyDatabase *database,
                   gpointer        input,
                   GError        **error)
{
  g_autoptr (GalleyRevision) served = make_served (ID_1, "served", "text", "\"1\"");
  g_autofree char *long_text = g_strnfill (100000, 'z');
  g_autoptr (GalleyRevision) first = make_revision (ID_2, "first", "text"), later = make_revision (ID_2, "later", long_text);

  pull (database, served);
  galley_record_save_in_store (database, first, NOON, NULL, error);
  galley_record_save_in_store (database, later, NOON + 2 * MINUTE, NULL, error);
  save_headline (database, ID_3, "thrown away");
  galley_record_set_trashed_in_store (database, ID_3, TRUE, NOON, error);
  return NULL;
}

/* No copy, no journal, no schema: the rows are found in their pages, a long one and its version among them. */
static void
test_first_page (Fixture      *fixture,
                 gconstpointer data)
{
  const GalleyRecovery *recovery;
  g_autoptr (GError) error = NULL;

  galley_store_run (fixture->store, GALLEY_LANE_PERSON, prepare_pages_job, NULL, &error);
  g_assert_no_error (error);
  close_store (fixture);
  damage_pages (fixture, 0, 1);

  open_store (fixture);
  recovery = galley_store_get_recovery (fixture->store);
  g_assert_nonnull (recovery);
  g_assert_cmpuint (recovery->n_articles, ==, 3);
  g_assert_cmpuint (recovery->n_from_file, ==, 3);
  g_assert_cmpuint (recovery->n_doubtful, ==, 0);
  assert_stands (fixture, ID_1, "served");
  assert_stands (fixture, ID_2, "later");
  assert_stands (fixture, ID_3, "thrown away");
  assert_waits (fixture, "put 2");
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT count (*) FROM version"), ==, 1);
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT count (*) FROM article WHERE is_trashed = 1"), ==, 1);
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT max (generation) FROM article"), ==, 2);
}

static gpointer
prepare_server_job (GalleyDatabase *database,
                    gpointer        input,
                    GError        **error)
{
  g_autoptr (GalleyRevision) clean = make_served (ID_1, "clean", "text", "\"1\"");
  g_autoptr (GalleyRevision) theirs = make_served (ID_2, "theirs", "text", "\"2\"");

  pull (database, clean);
  pull (database, theirs);
  save_headline (database, ID_2, "mine");
  galley_setting_save_text_in_store (database, GALLEY_SETTING_CURSOR, "abc.12", error);
  galley_outbox_add_action_in_store (database, ID_1, "0193a000-0000-7000-8000-0000000000aa", GALLEY_ACTION_WITHDRAW,
                                     galley_wire_get_content_hash (clean), "", NOON, 1, 0, error);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-aaaaaaaa%04u", i);

      save_headline (database, id, "filler");
    }
  return NULL;
}

/* What was clean is clean with its base and ETag; what waits waits; an order stands; the feed is asked anew. */
static void
test_keeps_what_the_server_knows (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);
  g_autoptr (GError) error = NULL;
  struct stat status;

  galley_store_run (fixture->store, GALLEY_LANE_PERSON, prepare_server_job, NULL, &error);
  g_assert_no_error (error);
  close_store (fixture);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  /* The last pages hold later articles and the index over nothing that is needed here. */
  g_assert_cmpint (truncate (path, status.st_size - 2 * 4096), ==, 0);

  open_store (fixture);
  g_assert_nonnull (galley_store_get_recovery (fixture->store));
  assert_stands (fixture, ID_1, "clean");
  assert_stands (fixture, ID_2, "mine");
  g_assert_cmpint (store_query_integer (fixture->store,
                                        "SELECT count (*) FROM article WHERE headline = 'clean' AND base = ''"
                                        " AND id NOT IN (SELECT article FROM outbox WHERE kind <> 'action')"), ==, 1);
  g_assert_cmpint (store_query_integer (fixture->store,
                                        "SELECT count (*) FROM article WHERE headline = 'mine' AND base LIKE '%theirs%'"
                                        " AND id IN (SELECT article FROM outbox WHERE kind = 'put')"), ==, 1);
  g_assert_cmpint (store_query_integer (fixture->store, "SELECT count (*) FROM outbox WHERE action = 'withdraw'"), ==, 1);
  g_assert_cmpint (store_query_integer (fixture->store,
                                        "SELECT count (*) FROM setting WHERE name = 'cursor'"
                                        " AND value = CAST ('0.0' AS BLOB)"), ==, 1);
}

/* Each of the two tables without the other. */
static void
test_texts_without_rows (Fixture      *fixture,
                         gconstpointer data)
{
  const GalleyRecovery *recovery;

  store_save (fixture->store, ID_1, "one");
  store_save (fixture->store, ID_2, "two");
  close_store (fixture);
  empty_root (fixture->folder, "article");
  open_store (fixture);
  recovery = galley_store_get_recovery (fixture->store);
  g_assert_nonnull (recovery);
  g_assert_cmpuint (recovery->n_articles, ==, 2);
  g_assert_cmpuint (recovery->n_doubtful, ==, 2);
  assert_stands (fixture, ID_1, "one");
  assert_stands (fixture, ID_2, "two");
  assert_waits (fixture, "put 1|put 2");
}

static void
test_rows_without_texts (Fixture      *fixture,
                         gconstpointer data)
{
  const GalleyRecovery *recovery;

  write_draft (fixture, ID_1, "noted", NOON, 1);
  close_store (fixture);
  empty_root (fixture->folder, "content");
  open_store (fixture);
  recovery = galley_store_get_recovery (fixture->store);
  g_assert_nonnull (recovery);
  g_assert_cmpuint (recovery->n_articles, ==, 1);
  g_assert_cmpuint (recovery->n_from_journals, ==, 1);
  assert_stands (fixture, ID_1, "noted");
}

/* The file is gone: the same as damaged, and nothing is set aside. */
static void
test_missing_file (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);
  const GalleyRecovery *recovery;

  write_draft (fixture, ID_1, "noted", NOON, 1);
  close_store (fixture);
  g_assert_cmpint (g_unlink (path), ==, 0);
  open_store (fixture);
  recovery = galley_store_get_recovery (fixture->store);
  g_assert_nonnull (recovery);
  g_assert_null (recovery->damaged_path);
  g_assert_cmpuint (recovery->n_from_journals, ==, 1);
  assert_stands (fixture, ID_1, "noted");
}

/* The log with the newest commits is lost, as where somebody copied galley.db alone. */
static void
test_missing_log (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);
  g_autofree char *seal = g_strconcat (path, ".seal", NULL);
  g_autofree char *journal = journal_path (fixture, ID_1);
  g_autoptr (GBytes) before = NULL, sealed = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  write_draft (fixture, ID_2, "sealed", NOON, 1);
  close_store (fixture);
  before = read_database_file (fixture->folder);
  sealed = read_file (seal);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  open_store (fixture);
  write_draft (fixture, ID_1, "typed since", NOON + MINUTE, 1);
  galley_journal_end (galley_store_get_journal (fixture->store), ID_1);
  close_store (fixture);

  /* As it was before, and the journal is newer than the seal. */
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (before, NULL), (gssize) g_bytes_get_size (before), &error));
  g_assert_true (g_file_set_contents (seal, g_bytes_get_data (sealed, NULL), (gssize) g_bytes_get_size (sealed), &error));
  g_assert_cmpint (utimensat (AT_FDCWD, path, (struct timespec[]){ status.st_atim, status.st_mtim }, 0), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, seal, (struct timespec[]){ status.st_atim, status.st_mtim }, 0), ==, 0);

  open_store (fixture);
  g_assert_null (galley_store_get_recovery (fixture->store));
  assert_stands (fixture, ID_1, "typed since");
  assert_stands (fixture, ID_2, "sealed");
  assert_waits (fixture, "put 2|put 1");
}

/* A journal that is older than the row, whatever the clocks said, changes nothing. */
static void
test_older_journal (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *seal = g_build_filename (fixture->folder, "galley.db.seal", NULL);

  write_draft (fixture, ID_1, "first", NOON + 1000 * MINUTE, 1);
  store_save (fixture->store, ID_1, "second");
  close_store (fixture);
  g_assert_cmpint (g_unlink (seal), ==, 0);
  open_store (fixture);
  assert_stands (fixture, ID_1, "second");
}

/* Stopped between the renames, the next opening goes on; stopped before, it begins anew. */
static void
test_stopped (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "galley.db", NULL);
  g_autofree char *complete = g_strconcat (path, ".complete", NULL);
  g_autofree char *unfinished = g_strconcat (path, ".new", NULL);
  g_autofree char *aside = g_strconcat (path, ".damaged-20261124T080000Z", NULL);
  g_autoptr (GError) error = NULL;

  store_save (fixture->store, ID_1, "complete");
  close_store (fixture);
  g_assert_cmpint (g_rename (path, complete), ==, 0);
  g_assert_true (g_file_set_contents (path, "damaged", -1, &error));
  g_assert_true (g_file_set_contents (unfinished, "half", -1, &error));
  open_store (fixture);
  assert_stands (fixture, ID_1, "complete");
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (complete, G_FILE_TEST_EXISTS));
}

static GalleyCopy *
make_copy (gint64 age,
           gint64 megabytes)
{
  GalleyCopy *copy = g_new0 (GalleyCopy, 1);

  copy->time = NOON - age;
  copy->size = megabytes * 1024 * 1024;
  return copy;
}

static void
test_copies (Fixture      *fixture,
             gconstpointer data)
{
  const gint64 hour = 60 * MINUTE;
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_copy_free);
  g_autoptr (GPtrArray) large = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_copy_free);
  g_autoptr (GPtrArray) spare = NULL, too_much = NULL;

  g_assert_true (galley_copies_is_due (fixture->folder, NOON));
  copy_database (fixture, NOON);
  g_assert_false (galley_copies_is_due (fixture->folder, NOON + hour - 1));
  g_assert_true (galley_copies_is_due (fixture->folder, NOON + hour));

  /* Those of the last day stay; of the two of another day the last one does. */
  g_ptr_array_add (copies, make_copy (0, 10));
  g_ptr_array_add (copies, make_copy (hour, 10));
  g_ptr_array_add (copies, make_copy (48 * hour, 10));
  g_ptr_array_add (copies, make_copy (49 * hour, 10));
  spare = galley_copies_find_spare (copies, NOON);
  g_assert_cmpuint (spare->len, ==, 1);
  g_assert_true (spare->pdata[0] == copies->pdata[3]);

  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (large, make_copy (i * hour, 400));
  too_much = galley_copies_find_spare (large, NOON);
  g_assert_cmpuint (too_much->len, ==, 3);
}

#define ADD(path, function) \
  g_test_add ("/store/recovery/" path, Fixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("journal/splices", test_journal_splices);
  ADD ("journal/damaged", test_journal_damaged);
  ADD ("journal/older", test_older_journal);
  ADD ("copy-and-journals", test_from_copy_and_journals);
  ADD ("first-page", test_first_page);
  ADD ("server", test_keeps_what_the_server_knows);
  ADD ("texts-without-rows", test_texts_without_rows);
  ADD ("rows-without-texts", test_rows_without_texts);
  ADD ("missing-file", test_missing_file);
  ADD ("missing-log", test_missing_log);
  ADD ("stopped", test_stopped);
  ADD ("copies", test_copies);

  return g_test_run ();
}
