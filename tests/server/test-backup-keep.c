/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of backups over years: what stays, and that nothing good goes when the new one is not. */
#include "server-fixture.h"

#include "core/base/galley-error.h"
#include "server/galley-backup-keep.h"
#include "server/galley-backup-tree.h"

#include <glib/gstdio.h>
#include <string.h>

#define START G_GINT64_CONSTANT (1795400000000000) /* 2026-11-23 02:13:20 */

static void
test_names (void)
{
  static const char *const foreign[] = { "galley-damaged.tar", "galley-20261126T020000Z.tar.part", "other.tar",
                                         "galley-20261126T020000.tar", "galley-2026-11-26T02:00:00Z.tar",
                                         "galley-20261326T020000Z.tar", "galley-.tar" };
  g_autofree char *name = galley_backup_keep_make_name (START);
  gint64 time = 0;

  g_assert_cmpstr (name, ==, "galley-20261123T021320Z.tar");
  g_assert_true (galley_backup_keep_parse_name (name, &time));
  g_assert_cmpint (time, ==, START);
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    g_assert_false (galley_backup_keep_parse_name (foreign[i], &time));
}

/* Every night for three years: what is there then is the rule, and no more. */
static void
test_years (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) left = g_string_new (NULL);

  g_ptr_array_add (names, g_strdup ("notes.txt"));
  for (guint day = 0; day < 3 * 365; day++)
    {
      g_autoptr (GPtrArray) chosen = NULL;
      g_autofree char *newest = galley_backup_keep_make_name (START + day * G_TIME_SPAN_DAY);

      g_ptr_array_add (names, g_strdup (newest));
      chosen = galley_backup_keep_choose (names);
      for (guint i = 0; i < chosen->len; i++)
        {
          g_assert_cmpstr (chosen->pdata[i], !=, newest);
          g_assert_cmpstr (chosen->pdata[i], !=, "notes.txt");
          g_assert_true (g_ptr_array_remove (names, chosen->pdata[i]));
        }
    }
  g_ptr_array_unref (galley_backup_keep_choose (names)); /* sorts them */
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (left, "%.15s ", (char *) names->pdata[i]);
  g_assert_cmpstr (left->str, ==,
                   "notes.txt galley-20291121 galley-20291120 galley-20291119 galley-20291118 galley-20291117 "
                   "galley-20291116 galley-20291115 galley-20291111 galley-20291104 galley-20291031 galley-20291028 "
                   "galley-20290930 galley-20290831 galley-20290731 galley-20290630 galley-20290531 "
                   "galley-20290430 galley-20290331 galley-20290228 galley-20290131 galley-20281231 ");
}

/* Two in one day: the newer stays. */
static void
test_same_day (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) chosen = NULL;

  g_ptr_array_add (names, galley_backup_keep_make_name (START));
  g_ptr_array_add (names, galley_backup_keep_make_name (START + G_TIME_SPAN_HOUR));
  chosen = galley_backup_keep_choose (names);
  g_assert_cmpuint (chosen->len, ==, 1);
  g_assert_cmpstr (chosen->pdata[0], ==, "galley-20261123T021320Z.tar");
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
keep (Fixture    *self,
      const char *folder,
      int         code)
{
  g_auto (GalleyBackupFacts) facts = { 0 };
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_kept = galley_backup_keep (self->folder, folder, self->clock, &name, &facts, &error);

  if (code < 0)
    {
      g_assert_no_error (error);
      g_assert_true (is_kept);
      g_assert_cmpint (facts.n_articles, ==, 1);
    }
  else
    {
      g_assert_error (error, GALLEY_ERROR, code);
      g_assert_false (is_kept);
    }
}

static void
test_folder (Fixture      *self,
             gconstpointer data)
{
  g_autofree char *folder = g_strconcat (self->folder, "-kept", NULL);
  g_autofree char *damaged = g_build_filename (folder, GALLEY_BACKUP_KEEP_DAMAGED, NULL);
  g_autoptr (GError) error = NULL;

  g_free (fixture_add_article (self, "reporter", "夜间"));
  keep (self, folder, -1);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), G_TIME_SPAN_HOUR);
  keep (self, folder, -1);
  g_assert_cmpuint (count_files (folder), ==, 1);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), G_TIME_SPAN_DAY);
  keep (self, folder, -1);
  g_assert_cmpuint (count_files (folder), ==, 2);

  /* What the server has is damaged from now on: the good ones stay, however many nights pass. */
  galley_database_exec (self->server->database, "UPDATE articles SET content_hash = 'x'", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), G_TIME_SPAN_DAY);
      keep (self, folder, GALLEY_ERROR_CORRUPT);
      g_assert_cmpuint (count_files (folder), ==, 3);
      g_assert_true (g_file_test (damaged, G_FILE_TEST_EXISTS));
    }
  galley_backup_tree_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/backup-keep/names", test_names);
  g_test_add_func ("/server/backup-keep/years", test_years);
  g_test_add_func ("/server/backup-keep/same-day", test_same_day);
  g_test_add ("/server/backup-keep/folder", Fixture, NULL, fixture_set_up, test_folder, fixture_tear_down);
  return g_test_run ();
}
