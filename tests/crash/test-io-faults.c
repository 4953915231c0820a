/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails at the N-th call, once or from then on: input and output, no space, a write that ends half-way, a sync;
 * while a store does one thing or another (io-workloads.h). What meets it says so. When the fault is over the same store
 * goes on, undamaged, and nothing is lost that was acknowledged before or behind it, whatever the disk had forgotten.
 *
 * 140 faults at random calls; GALLEY_ROUNDS=2000 for so many, 0 for each kind at each call of each workload. --seed as
 * GLib prints it to run one again. */
#include "faulty-vfs.h"
#include "io-workloads.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NEVER 1000000

static const char *const names[N_FAULTS] = { "none", "input and output", "no space", "short write", "sync" };

typedef struct
{
  Fault fault;
  guint call;
  gboolean is_lasting;
} Mishap;

typedef struct
{
  GRand *random;
  guint n_faults, n_struck, n_refused;
} Figures;

static char now[200];

static void
abort_cb (int signal_number)
{
  ssize_t n = write (STDERR_FILENO, now, strlen (now));

  (void) n;
  signal (signal_number, SIG_DFL);
  raise (signal_number);
}

typedef struct
{
  const IoWorkload *workload;
  IoWork *work;
} Look;

static gpointer
look_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  Look *look = input;

  look->workload->look (look->work, database);
  galley_database_check (database, error);
  return NULL;
}

static void
look (const IoWorkload *workload,
      IoWork           *work)
{
  Look input = { workload, work };
  g_autoptr (GError) error = NULL;

  if (work->store == NULL)
    return;
  galley_store_run (work->store, GALLEY_LANE_PERSON, look_job, &input, &error);
  g_assert_no_error (error);
}

/* What is left if the power goes now. */
static void
look_at_cut (const IoWorkload *workload,
             IoWork           *work,
             GRand            *random)
{
  g_autofree char *image = crash_make_folder ();
  g_autofree char *path = g_build_filename (image, "galley.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyDatabase) database = NULL;

  faulty_vfs_cut (image, CUT_SYNCED, random);
  faulty_vfs_watch (NULL);
  database = galley_database_open (path, GALLEY_DATABASE_NONE, &error);
  g_assert_no_error (error);
  workload->look (work, database);
  g_clear_pointer (&database, galley_database_close);
  crash_remove_folder (image);
}

/* Returns how many calls there were to fail. */
static guint
fail_once (const IoWorkload *workload,
           Mishap            mishap,
           Figures          *figures)
{
  g_autofree char *folder = crash_make_folder ();
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  IoWork work = { .folder = folder, .clock = clock };
  guint n_calls;

  g_snprintf (now, sizeof now, "%s: %s%s at call %u\n", workload->name, names[mishap.fault],
              mishap.is_lasting ? " for good" : "", mishap.call);
  faulty_vfs_watch (folder);
  workload->prepare (&work);
  n_calls = faulty_vfs_get_n_calls ();
  faulty_vfs_set_fault (mishap.fault, mishap.call, mishap.is_lasting);
  workload->run (&work);
  n_calls = faulty_vfs_get_n_calls () - n_calls;
  figures->n_struck += faulty_vfs_has_struck () ? 1 : 0;
  figures->n_refused += work.n_refused;
  figures->n_faults++;
  faulty_vfs_set_fault (FAULT_NONE, 0, FALSE);

  look (workload, &work);
  workload->go_on (&work);
  look (workload, &work);
  look_at_cut (workload, &work, figures->random);
  galley_store_close (work.store);
  g_clear_object (&work.store);
  if (workload->look_at_folder != NULL)
    workload->look_at_folder (&work);
  /* It opens once more as what it is. */
  io_work_open (&work);
  look (workload, &work);
  galley_store_close (work.store);
  g_clear_object (&work.store);
  crash_remove_folder (folder);
  return n_calls;
}

/* Reads fail with input and output alone; what makes no difference to a kind of fault is not counted for it. */
static guint
count_calls (const IoWorkload *workload,
             Fault             fault,
             Figures          *figures)
{
  Figures aside = { .random = figures->random };

  return fail_once (workload, (Mishap){ fault, NEVER, FALSE }, &aside);
}

static void
fail_at_each (Figures *figures)
{
  for (guint i = 0; i < io_n_workloads; i++)
    for (Fault fault = FAULT_NONE + 1; fault < N_FAULTS; fault++)
      {
        guint n_calls = count_calls (io_workloads[i], fault, figures);

        for (guint call = 1; call <= n_calls; call++)
          for (gboolean is_lasting = FALSE; is_lasting <= TRUE; is_lasting++)
            fail_once (io_workloads[i], (Mishap){ fault, call, is_lasting }, figures);
        g_test_message ("%s, %s: %u calls", io_workloads[i]->name, names[fault], n_calls);
      }
}

static void
fail_at_some (Figures *figures,
              guint    n)
{
  g_autofree guint *n_calls = g_new (guint, io_n_workloads);

  for (guint i = 0; i < io_n_workloads; i++)
    n_calls[i] = count_calls (io_workloads[i], FAULT_FULL, figures);
  for (guint i = 0; i < n; i++)
    {
      guint which = i % io_n_workloads;
      Mishap mishap = { (Fault) g_rand_int_range (figures->random, FAULT_NONE + 1, N_FAULTS),
                        (guint) g_rand_int_range (figures->random, 1, (gint32) n_calls[which] + 1),
                        g_rand_boolean (figures->random) };

      fail_once (io_workloads[which], mishap, figures);
    }
}

static void
test_io_faults (void)
{
  const char *rounds = g_getenv ("GALLEY_ROUNDS");
  guint n = rounds != NULL ? (guint) atoi (rounds) : 140;
  Figures figures = { .random = g_rand_new_with_seed (g_test_rand_int ()) };

  if (n == 0)
    fail_at_each (&figures);
  else
    fail_at_some (&figures, n);
  g_test_message ("%u faults, of which %u were met, by %u answers that said so; nothing acknowledged was lost",
                  figures.n_faults, figures.n_struck, figures.n_refused);
  g_assert_cmpuint (figures.n_struck, >, figures.n_faults / 2);
  g_rand_free (figures.random);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGABRT, abort_cb);
  faulty_vfs_install ();
  g_test_add_func ("/crash/io-faults", test_io_faults);
  return g_test_run ();
}
