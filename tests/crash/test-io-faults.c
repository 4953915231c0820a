/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails at the N-th call, once or from then on: input and output, no space, a write that ends half-way, a sync.
 * The save that meets it says so. When the fault is over the same store saves again, and nothing is lost that was
 * acknowledged before or behind it, whatever the disk had forgotten.
 *
 * 120 faults at random calls; GALLEY_ROUNDS=5000 for a campaign, --seed as GLib prints it to run one again. */
#include "crash-support.h"
#include "faulty-vfs.h"

#include <stdlib.h>

#define N_BEFORE 4 /* saves */
#define N_WITHIN 6
#define N_BEHIND 4

typedef struct
{
  GRand *random;
  guint n_struck, n_refused;
  CrashAcknowledged acknowledged[CRASH_N_ARTICLES];
} Round;

static gpointer
look_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  crash_look (database, input);
  return NULL;
}

static void
save_well (GalleyStore *store,
           Round       *round,
           gint64       number)
{
  g_autoptr (GError) error = NULL;

  crash_save (store, number, round->acknowledged, &error);
  g_assert_no_error (error);
}

static void
fail_once (Round *round)
{
  g_autofree char *folder = crash_make_folder ();
  g_autofree char *image = crash_make_folder ();
  g_autofree char *path = g_build_filename (image, "galley.db", NULL);
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyStore) store = NULL;
  g_autoptr (GalleyDatabase) database = NULL;
  gint64 number = 0;

  faulty_vfs_watch (folder);
  for (guint i = 0; i < CRASH_N_ARTICLES; i++)
    round->acknowledged[i] = (CrashAcknowledged){ 0, 0 };
  store = galley_store_open (folder, clock, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_BEFORE; i++)
    save_well (store, round, ++number);

  faulty_vfs_set_fault ((Fault) g_rand_int_range (round->random, FAULT_NONE + 1, N_FAULTS),
                        (guint) g_rand_int_range (round->random, 1, 40), g_rand_boolean (round->random));
  for (guint i = 0; i < N_WITHIN; i++)
    {
      g_autoptr (GError) cause = NULL;

      /* A save that was refused is tried again with the same words, as people's are. */
      if (!crash_save (store, number + 1, round->acknowledged, &cause))
        round->n_refused++;
      else
        number++;
    }
  round->n_struck += faulty_vfs_has_struck () ? 1 : 0;
  faulty_vfs_set_fault (FAULT_NONE, 0, FALSE);

  for (guint i = 0; i < N_BEHIND; i++)
    save_well (store, round, ++number);
  galley_store_run (store, GALLEY_LANE_PERSON, look_job, round->acknowledged, &error);
  g_assert_no_error (error);
  /* And the power goes. */
  faulty_vfs_cut (image, CUT_SYNCED, round->random);
  galley_store_close (store);
  faulty_vfs_watch (NULL);
  database = galley_database_open (path, GALLEY_DATABASE_NONE, &error);
  g_assert_no_error (error);
  crash_look (database, round->acknowledged);
  g_clear_pointer (&database, galley_database_close);
  crash_remove_folder (image);
  crash_remove_folder (folder);
}

static void
test_io_faults (void)
{
  const char *rounds = g_getenv ("GALLEY_ROUNDS");
  guint n_rounds = rounds != NULL ? (guint) atoi (rounds) : 120;
  Round round = { .random = g_rand_new_with_seed (g_test_rand_int ()) };

  for (guint i = 0; i < n_rounds; i++)
    fail_once (&round);
  g_test_message ("%u faults, of which %u were met by %u saves that said so; nothing acknowledged was lost", n_rounds,
                  round.n_struck, round.n_refused);
  g_assert_cmpuint (round.n_struck, >, n_rounds / 2);
  g_rand_free (round.random);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  faulty_vfs_install ();
  g_test_add_func ("/crash/io-faults", test_io_faults);
  return g_test_run ();
}
