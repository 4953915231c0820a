/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-simulator [--seconds S | --runs N] [--seed FIRST] [--until-failure] [--verbose]: one run after the other, each from
 * its own seed. A run that fails is printed with the command that repeats it. */
#include "sim.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SESSIONS 60 /* of a run */
#define AGAIN "test-simulator --runs 1 --verbose --seed %" G_GUINT64_FORMAT
#define TWICE 100   /* every so many runs one is made twice */
#define ENOUGH 20   /* in so many runs some disk has failed */

static guint64 running; /* the seed, for who has to tell of an abort */

static void
aborted_cb (int number)
{
  char line[128];
  int length = snprintf (line, sizeof line, "# aborted; again: " AGAIN "\n", running);

  if (write (STDOUT_FILENO, line, (size_t) length) < 0)
    _exit (2);
  signal (number, SIG_DFL);
  raise (number);
}

typedef struct
{
  guint n_runs;
  guint n_failed;
  guint n_twice;
  guint64 n_sessions;
  guint64 n_calls;
  guint64 n_words;
  guint64 n_struck;
} Total;

/* (transfer full) the trace */
static char *
make_run (const char *template_folder,
          guint64     seed,
          gboolean    is_verbose,
          Total      *total)
{
  Sim *sim;
  char *trace;

  running = seed;
  sim = sim_new (template_folder, seed, is_verbose);
  if (!sim_run (sim, SESSIONS))
    {
      g_auto (GStrv) lines = g_strsplit (g_strchomp (sim->failure->str), "\n", -1);

      total->n_failed++;
      for (guint i = 0; lines[i] != NULL; i++)
        g_print ("# %s\n", lines[i]);
      g_print ("# again: " AGAIN "\n", seed);
    }
  trace = g_strdup (sim_get_trace (sim));
  total->n_sessions += sim->n_sessions;
  total->n_calls += sim->n_calls;
  total->n_words += sim->words->len;
  total->n_struck += sim->n_struck;
  sim_free (sim);
  return trace;
}

int
main (int    argc,
      char **argv)
{
  int seconds = 0, n_runs = 0;
  gint64 first = 0;
  gboolean is_verbose = FALSE, ends_with_failure = FALSE;
  const GOptionEntry entries[] = {
    { "seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "run so long", "S" },
    { "runs", 0, 0, G_OPTION_ARG_INT, &n_runs, "run so often", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &first, "the first one", "SEED" },
    { "until-failure", 0, 0, G_OPTION_ARG_NONE, &ends_with_failure, "end with the first that fails", NULL },
    { "verbose", 0, 0, G_OPTION_ARG_NONE, &is_verbose, "say all that happens", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *template_folder = NULL;
  gint64 end;
  Total total = { 0 };
  gboolean are_same = TRUE, have_failed;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  if (first == 0)
    first = g_random_int ();
  signal (SIGABRT, aborted_cb);
  faulty_vfs_install ();
  template_folder = sim_make_template ();

  end = g_get_monotonic_time () + seconds * (gint64) G_USEC_PER_SEC;
  while (n_runs > 0 ? total.n_runs < (guint) n_runs : g_get_monotonic_time () < end)
    {
      guint64 seed = (guint64) first + total.n_runs;
      g_autofree char *trace = make_run (template_folder, seed, is_verbose, &total);

      if (total.n_runs % TWICE == 0)
        {
          g_autofree char *again = make_run (template_folder, seed, is_verbose, &total);

          total.n_twice++;
          if (strcmp (trace, again) != 0)
            {
              are_same = FALSE;
              g_print ("# two runs of the seed %" G_GUINT64_FORMAT " differ\n", seed);
            }
        }
      total.n_runs++;
      if (ends_with_failure && total.n_failed > 0)
        break;
    }
  sim_remove_folder (template_folder);

  g_print ("# seeds %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ": %" G_GUINT64_FORMAT " sessions, %" G_GUINT64_FORMAT
           " calls, %" G_GUINT64_FORMAT " words, %" G_GUINT64_FORMAT " disks failed, %u runs twice, %u failed\n",
           first, first + (gint64) total.n_runs - 1, total.n_sessions, total.n_calls, total.n_words, total.n_struck,
           total.n_twice, total.n_failed);
  g_print ("%s 1 - all computers have the same in the end, and no word is lost\n", total.n_failed == 0 ? "ok" : "not ok");
  g_print ("%s 2 - the same seed is the same run\n", are_same ? "ok" : "not ok");
  have_failed = total.n_struck > 0 || total.n_runs < ENOUGH;
  g_print ("%s 3 - faults of disks strike\n1..3\n", have_failed ? "ok" : "not ok");
  return total.n_failed == 0 && are_same && have_failed ? EXIT_SUCCESS : EXIT_FAILURE;
}
