/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a power cut leaves of a store, at any moment of its work: only what was synced; that and any sectors besides; that
 * and the first of what was written since, the last of it torn. Every image opens undamaged, and everything that had been
 * acknowledged by then is there.
 *
 * 2,000 images; GALLEY_ROUNDS=50000 for a campaign, --seed as GLib prints it to run one again. */
#include "crash-support.h"
#include "faulty-vfs.h"

#include <stdlib.h>

#define IMAGES_A_STORE 20

typedef struct
{
  GRand *random;
  char *folder; /* for images */
  guint n_images;
  CrashAcknowledged acknowledged[CRASH_N_ARTICLES]; /* by the saves, read in moments */
  CrashAcknowledged in_image[CRASH_N_ARTICLES];
  gboolean is_made;
  Cut cut;
} Round;

/* On the store's thread, inside a write; what is acknowledged is only written while no job runs. */
static void
moment_cb (gpointer data)
{
  Round *round = data;

  faulty_vfs_cut (round->folder, round->cut, round->random);
  for (guint i = 0; i < CRASH_N_ARTICLES; i++)
    round->in_image[i] = round->acknowledged[i];
  round->is_made = TRUE;
}

static void
look_at_image (Round *round)
{
  g_autofree char *path = g_build_filename (round->folder, "galley.db", NULL);
  g_autoptr (GError) error = NULL;

  /* Before anything was synced there may be nothing. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) || round->in_image[0].generation > 0)
    {
      g_autoptr (GalleyDatabase) database = galley_database_open (path, GALLEY_DATABASE_NONE, &error);

      g_assert_no_error (error);
      crash_look (database, round->in_image);
    }
  crash_empty_folder (round->folder);
  round->is_made = FALSE;
  round->n_images++;
}

/* One store, from its first write to its close. */
static void
cut_one_store (Round *round,
               guint  n_images)
{
  g_autofree char *folder = crash_make_folder ();
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyStore) store = NULL;
  g_autoptr (GError) error = NULL;
  guint first = round->n_images;
  gint64 number = 0;

  for (guint i = 0; i < CRASH_N_ARTICLES; i++)
    round->acknowledged[i] = (CrashAcknowledged){ 0, 0 };
  faulty_vfs_watch (folder);
  round->cut = (Cut) g_rand_int_range (round->random, 0, N_CUTS);
  faulty_vfs_set_moment ((guint) g_rand_int_range (round->random, 1, 40), moment_cb, round);
  store = galley_store_open (folder, clock, &error);
  g_assert_no_error (error);
  while (round->n_images - first < n_images)
    {
      crash_save (store, ++number, round->acknowledged, &error);
      g_assert_no_error (error);
      if (!round->is_made)
        continue;
      look_at_image (round);
      round->cut = (Cut) g_rand_int_range (round->random, 0, N_CUTS);
      faulty_vfs_set_moment ((guint) g_rand_int_range (round->random, 1, 25), moment_cb, round);
    }
  /* A last one within the close. */
  faulty_vfs_set_moment (1, moment_cb, round);
  galley_store_close (store);
  if (round->is_made)
    look_at_image (round);
  faulty_vfs_watch (NULL);
  crash_remove_folder (folder);
}

static void
test_power_cut (void)
{
  const char *rounds = g_getenv ("GALLEY_ROUNDS");
  guint n_images = rounds != NULL ? (guint) atoi (rounds) : 2000;
  Round round = { .random = g_rand_new_with_seed (g_test_rand_int ()), .folder = crash_make_folder () };

  while (round.n_images < n_images)
    cut_one_store (&round, MIN (IMAGES_A_STORE, n_images - round.n_images));
  g_test_message ("%u power cuts: every store undamaged, nothing that was acknowledged lost", round.n_images);
  crash_remove_folder (round.folder);
  g_free (round.folder);
  g_rand_free (round.random);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  faulty_vfs_install ();
  g_test_add_func ("/crash/power-cut", test_power_cut);
  return g_test_run ();
}
