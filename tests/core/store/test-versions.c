/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thinning: which versions go as time goes by, and that they go in small jobs. */
#include "fixture.h"

#include "core/store/galley-version-thinning.h"

#include <string.h>

#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY
#define MINUTE G_TIME_SPAN_MINUTE

/* Reasons by one letter: minute, merge (g), restore (s), replace (p), side of a conflict (c). */
static const char *
reason_of (char letter)
{
  switch (letter)
    {
    case 'g':
      return GALLEY_VERSION_MERGE;
    case 's':
      return GALLEY_VERSION_RESTORE;
    case 'p':
      return GALLEY_VERSION_REPLACE;
    case 'c':
      return GALLEY_VERSION_RESOLVE;
    default:
      return GALLEY_VERSION_MINUTE;
    }
}

typedef struct
{
  gint64 age;
  char reason;
  gboolean is_kept;
} Row;

static void
check (const Row *rows,
       guint      n_rows,
       gint64     utc_offset)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_version_entry_free);
  g_autoptr (GArray) gone = NULL;
  guint n_gone = 0;

  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (entries, galley_version_entry_new (n_rows - i, NOON - rows[i].age, reason_of (rows[i].reason)));
  gone = galley_version_thinning_find (entries, NOON, utc_offset);
  for (guint i = 0; i < n_rows; i++)
    {
      gboolean is_gone = n_gone < gone->len && g_array_index (gone, gint64, n_gone) == n_rows - i;

      g_test_message ("row %u", i);
      g_assert_true (is_gone != rows[i].is_kept);
      n_gone += is_gone;
    }
  g_assert_cmpuint (n_gone, ==, gone->len);
}

/* NOON is 08:00:00 UTC of a day. */
static void
test_hours_and_days (void)
{
  static const Row rows[] = {
    { -DAY, 'm', TRUE }, /* the clock was set back */
    { 0, 'm', TRUE },
    { MINUTE, 'm', TRUE },
    { 59 * MINUTE, 'm', TRUE },
    { 61 * MINUTE, 'm', TRUE }, /* the last of its hour */
    { 62 * MINUTE, 'm', FALSE },
    { 119 * MINUTE, 'm', FALSE },
    { 121 * MINUTE, 'm', TRUE },
    { 23 * HOUR + MINUTE, 'm', TRUE },
    { 23 * HOUR + 2 * MINUTE, 'm', FALSE },
    { DAY + MINUTE, 'm', TRUE }, /* the last of its day */
    { DAY + HOUR, 'm', FALSE },
    { DAY + 3 * HOUR, 'm', FALSE },
    { DAY + 9 * HOUR, 'm', TRUE },
    { 3 * DAY, 'm', TRUE },
    { 400 * DAY + MINUTE, 'm', TRUE },
    { 400 * DAY + 2 * MINUTE, 'm', FALSE },
    { 400 * DAY + 3 * MINUTE, 'm', TRUE }, /* the oldest of all */
  };

  check (rows, G_N_ELEMENTS (rows), 0);
}

/* In Shanghai 08:00 UTC is four in the afternoon: the day began sixteen hours ago, not eight. */
static void
test_days_of_people (void)
{
  static const Row utc[] = {
    { DAY + 7 * HOUR, 'm', TRUE },
    { DAY + 9 * HOUR, 'm', TRUE },
    { DAY + 10 * HOUR, 'm', FALSE },
    { 9 * DAY, 'm', TRUE },
  };
  static const Row shanghai[] = {
    { DAY + 7 * HOUR, 'm', TRUE },
    { DAY + 9 * HOUR, 'm', FALSE },
    { DAY + 17 * HOUR, 'm', TRUE },
    { 9 * DAY, 'm', TRUE },
  };

  check (utc, G_N_ELEMENTS (utc), 0);
  check (shanghai, G_N_ELEMENTS (shanghai), 8 * HOUR);
}

static void
test_reasons (void)
{
  static const Row rows[] = {
    { 270 * MINUTE, 'm', TRUE },
    { 270 * MINUTE + 1 * MINUTE, 'g', TRUE },
    { 270 * MINUTE + 2 * MINUTE, 's', TRUE },
    { 270 * MINUTE + 3 * MINUTE, 'p', TRUE },
    { 270 * MINUTE + 4 * MINUTE, 'c', TRUE },
    { 270 * MINUTE + 5 * MINUTE, 'm', FALSE },
    { 29 * DAY, 'm', TRUE },
    { 29 * DAY + MINUTE, 'g', TRUE },
    { 31 * DAY, 's', TRUE },
    { 31 * DAY + 1 * MINUTE, 'g', FALSE },
    { 31 * DAY + 2 * MINUTE, 'p', FALSE },
    { 31 * DAY + 3 * MINUTE, 'c', TRUE },
    { 9999 * DAY, 'c', TRUE },
    { 9999 * DAY + MINUTE, 'c', TRUE },
    { 9999 * DAY + 2 * MINUTE, 'm', TRUE },
  };

  check (rows, G_N_ELEMENTS (rows), 0);
  check (rows, 0, 0);
  check (rows, 1, 0);
}

/* However often it is thinned: never less than one a day that had any, nothing twice, nothing that was kept for good. */
static void
test_day_by_day (void)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_version_entry_free);
  gint64 start = NOON - NOON % DAY, now = start;

  for (guint minute = 0; minute < 40 * 24 * 60; minute++, now += MINUTE)
    {
      if (minute % 7 == 0)
        g_ptr_array_insert (entries, 0, galley_version_entry_new (minute, now, GALLEY_VERSION_MINUTE));
      if (minute % 61 == 0)
        for (guint round = 0; round < 2; round++)
          {
            g_autoptr (GArray) gone = galley_version_thinning_find (entries, now, 0);

            g_assert_true (round == 0 || gone->len == 0);
            for (guint i = 0; i < gone->len; i++)
              for (guint j = 0; j < entries->len; j++)
                if (((GalleyVersionEntry *) entries->pdata[j])->row == g_array_index (gone, gint64, i))
                  {
                    g_ptr_array_remove_index (entries, j);
                    break;
                  }
          }
    }
  /* Forty days, one of them by the hour, one hour by the version; and the oldest. */
  g_assert_cmpuint (entries->len, >=, 39 + 23 + 8);
  g_assert_cmpuint (entries->len, <=, 41 + 25 + 19);
  for (gint64 day = 0; day < 40; day++)
    {
      gboolean has_one = FALSE;

      for (guint i = 0; i < entries->len; i++)
        has_one |= (((GalleyVersionEntry *) entries->pdata[i])->time - start) / DAY == day;
      g_assert_true (has_one);
    }
}

/* --- the table --------------------------------------------------------------------------------------------------- */

static void
add_versions (GalleyDatabase *database,
              const char     *id,
              guint           n_versions,
              gint64          first_age)
{
  for (guint i = n_versions; i > 0; i--)
    {
      g_autofree char *sql = g_strdup_printf (
          "INSERT INTO version (article, time, reason, content_hash, document)"
          " SELECT row, %" G_GINT64_FORMAT ", 'minute', '%u', text FROM article JOIN content USING (row) WHERE id = '%s'",
          NOON - first_age - i * MINUTE, i, id);

      g_assert_true (galley_database_exec (database, sql, NULL));
    }
}

static void
test_small_jobs (Fixture      *fixture,
                 gconstpointer data)
{
  gboolean is_done = FALSE;
  gint64 before;
  guint n_jobs = 0;

  save_headline (fixture->database, ID_1, "a");
  add_versions (fixture->database, ID_1, 50, 100 * DAY);
  while (!is_done)
    {
      g_autoptr (GError) error = NULL;

      before = query_integer (fixture->database, "SELECT count (*) FROM version");
      g_assert_true (galley_versions_thin_in_store (fixture->database, ID_1, NOON, &is_done, &error));
      g_assert_no_error (error);
      g_assert_cmpint (before - query_integer (fixture->database, "SELECT count (*) FROM version"), <=, 8);
      n_jobs++;
    }
  g_assert_cmpint (query_integer (fixture->database, "SELECT count (*) FROM version"), ==, 2);
  g_assert_cmpuint (n_jobs, ==, 6);
  g_assert_true (galley_versions_thin_in_store (fixture->database, ID_2, NOON, &is_done, NULL));
  g_assert_true (is_done);
}

static void
test_all_articles (Fixture      *fixture,
                   gconstpointer data)
{
  gboolean is_done = FALSE;
  gint64 cursor = 0;

  save_headline (fixture->database, ID_1, "a");
  save_headline (fixture->database, ID_2, "b");
  save_headline (fixture->database, ID_3, "c");
  add_versions (fixture->database, ID_1, 10, 100 * DAY);
  add_versions (fixture->database, ID_3, 10, 100 * DAY);
  for (guint i = 0; !is_done; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (i, <, 10);
      g_assert_true (galley_versions_thin_all_in_store (fixture->database, &cursor, NOON, &is_done, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpint (query_integer (fixture->database, "SELECT count (*) FROM version"), ==, 4);
}

static char *
describe (GalleyDatabase *database,
          const char     *id)
{
  g_autoptr (GPtrArray) entries = galley_versions_list_in_store (database, id, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", ((GalleyVersionEntry *) entries->pdata[i])->reason);
  return g_string_free (text, FALSE);
}

static void
assert_reasons (GalleyDatabase *database,
                const char     *expected)
{
  g_autofree char *reasons = describe (database, ID_1);

  g_assert_cmpstr (reasons, ==, expected);
}

static void
keep (GalleyDatabase *database,
      const char     *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_record_keep_version_in_store (database, ID_1, reason, NOON, &error));
  g_assert_no_error (error);
}

/* What stands is kept once, and under the better reason of two. */
static void
test_keep (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      galley_record_keep_version_in_store (fixture->database, ID_1, GALLEY_VERSION_RESTORE, NOON, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);

  save_headline (fixture->database, ID_1, "a");
  keep (fixture->database, GALLEY_VERSION_MINUTE);
  assert_reasons (fixture->database, "minute");
  keep (fixture->database, GALLEY_VERSION_RESTORE);
  keep (fixture->database, GALLEY_VERSION_MINUTE);
  keep (fixture->database, GALLEY_VERSION_REPLACE);
  assert_reasons (fixture->database, "restore");
  save_headline (fixture->database, ID_1, "b");
  keep (fixture->database, GALLEY_VERSION_REPLACE);
  assert_reasons (fixture->database, "replace|restore");
}

/* The list has what cannot be read, and its text is given as it stands. */
static void
test_unreadable (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autofree char *text = NULL;

  save_headline (fixture->database, ID_1, "a");
  keep (fixture->database, GALLEY_VERSION_RESTORE);
  save_headline (fixture->database, ID_1, "b");
  keep (fixture->database, GALLEY_VERSION_RESTORE);
  g_assert_true (galley_database_exec (fixture->database,
                                       "UPDATE version SET document = '{' WHERE row = (SELECT max (row) FROM version)",
                                       NULL));
  entries = galley_versions_list_in_store (fixture->database, ID_1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  versions = galley_versions_load_in_store (fixture->database, ID_1, &error);
  g_assert_cmpuint (versions->len, ==, 1);
  text = galley_version_load_text_in_store (fixture->database, ((GalleyVersionEntry *) entries->pdata[0])->row, &error);
  g_assert_cmpstr (text, ==, "{");
  g_assert_null (galley_version_load_text_in_store (fixture->database, 999, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/versions/hours-and-days", test_hours_and_days);
  g_test_add_func ("/store/versions/days-of-people", test_days_of_people);
  g_test_add_func ("/store/versions/reasons", test_reasons);
  g_test_add_func ("/store/versions/day-by-day", test_day_by_day);
#define ADD(name, function) \
  g_test_add ("/store/versions/" name, Fixture, NULL, table_fixture_set_up, function, table_fixture_tear_down)
  ADD ("small-jobs", test_small_jobs);
  ADD ("all-articles", test_all_articles);
  ADD ("keep", test_keep);
  ADD ("unreadable", test_unreadable);
  return g_test_run ();
}
