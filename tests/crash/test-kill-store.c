/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kills a process that saves as fast as it can, at random moments, and looks at what it leaves: the store
 * opens undamaged, and everything that was acknowledged is there, or something newer.
 *
 * 20 rounds; GALLEY_ROUNDS=1000 for a campaign, --seed as GLib prints it to run one again. */
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_ARTICLES 3

typedef struct
{
  gint64 generation;
  gint64 number;
} Acknowledged;

static const char *program;

/* Spins: a sleep would be rounded to where the other process sleeps, too. */
static void
wait_microseconds (gint64 length)
{
  gint64 end = g_get_monotonic_time () + length;

  while (g_get_monotonic_time () < end)
    continue;
}

static void
read_line (FILE         *lines,
           Acknowledged *acknowledged)
{
  guint article;
  gint64 generation;
  gint64 number;

  if (fscanf (lines, "%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &article, &generation, &number) !=
      3)
    return;
  g_assert_cmpuint (article, <, N_ARTICLES);
  acknowledged[article].generation = generation;
  acknowledged[article].number = number;
}

/* Returns the number of the last save that was acknowledged. */
static gint64
save_and_kill (const char   *folder,
               gint64        number,
               Acknowledged *acknowledged)
{
  g_autofree char *number_text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  const char *arguments[] = { program, folder, number_text, NULL };
  g_autoptr (GError) error = NULL;
  int n_lines = g_test_rand_int_range (0, 40);
  int status;
  int output;
  FILE *lines;
  GPid child;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &child, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  lines = fdopen (output, "r");
  for (int i = 0; i < n_lines; i++)
    read_line (lines, acknowledged);
  wait_microseconds (g_test_rand_int_range (0, 3000));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  while (!feof (lines))
    read_line (lines, acknowledged);
  fclose (lines);
  g_spawn_close_pid (child);

  for (guint i = 0; i < N_ARTICLES; i++)
    number = MAX (number, acknowledged[i].number);
  return number;
}

static void
look_at_article (GalleyDatabase     *database,
                 guint               index,
                 const Acknowledged *acknowledged)
{
  g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-%012u", index);
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number;

  if (acknowledged->generation == 0)
    return;
  record = galley_record_load_in_store (database, id, &error);
  g_assert_no_error (error);
  number = g_ascii_strtoll (
    galley_revision_get_field (record->revision, GALLEY_FIELD_HEADLINE), NULL, 10);
  /* One save may have been committed whose acknowledgement was never read. */
  g_assert_cmpint (record->generation, >=, acknowledged->generation);
  g_assert_cmpint (record->generation, <=, acknowledged->generation + 1);
  g_assert_cmpint (number, >=, acknowledged->number);
  g_assert_true (record->is_dirty);

  versions = galley_versions_load_in_store (database, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (versions->len, ==, record->generation - 1);
}

static gpointer
look_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  const Acknowledged *acknowledged = input;
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, error);

  g_assert_true (galley_database_check (database, error));
  g_assert_cmpuint (entries->len, <=, N_ARTICLES);
  for (guint i = 0; i < N_ARTICLES; i++)
    look_at_article (database, i, &acknowledged[i]);
  return NULL;
}

static void
look (const char         *folder,
      const Acknowledged *acknowledged)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyStore) store = galley_store_open (folder, clock, &error);

  g_assert_no_error (error);
  g_assert_null (galley_store_get_recovery (store));
  galley_store_run (store, GALLEY_LANE_PERSON, look_job, (gpointer) acknowledged, &error);
  g_assert_no_error (error);
  galley_store_close (store);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A fresh folder now and then: versions grow, and the first saves of a store are moments of their own. */
static void
test_kill (void)
{
  const char *rounds_text = g_getenv ("GALLEY_ROUNDS");
  int n_rounds = rounds_text != NULL ? atoi (rounds_text) : 20;
  g_autofree char *folder = NULL;
  Acknowledged acknowledged[N_ARTICLES] = { 0 };
  gint64 number = 0;
  gint64 n_saves = 0;

  for (int i = 0; i < n_rounds; i++)
    {
      gint64 before;

      if (i % 10 == 0)
        {
          if (folder != NULL)
            remove_folder (folder);
          g_free (folder);
          folder = g_dir_make_tmp ("galley-crash-XXXXXX", NULL);
          memset (acknowledged, 0, sizeof acknowledged);
          number = 0;
        }
      before = number;
      number = save_and_kill (folder, number, acknowledged);
      look (folder, acknowledged);
      n_saves += number - before;
    }
  if (folder != NULL)
    remove_folder (folder);
  g_test_message ("%d kills among %" G_GINT64_FORMAT " acknowledged saves: nothing lost", n_rounds,
                  n_saves);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    return 2;
  program = argv[1];
  g_test_add_func ("/crash/kill-store", test_kill);
  return g_test_run ();
}
