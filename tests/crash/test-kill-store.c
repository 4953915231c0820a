/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kills a process that saves as fast as it can, at random moments, and looks at what it leaves: the store opens
 * undamaged, and everything that was acknowledged is there, or something newer.
 *
 * 1,000 kills; GALLEY_ROUNDS=10000 for a campaign, --seed as GLib prints it to run one again. Two processes share them, each
 * with stores of its own. What is killed is a child of such a process, which has no other thread at that moment: forked,
 * and nothing started anew. */
#include "crash-support.h"

#include "core/store/galley-store-outbox.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_PROCESSES 2
#define KILLS_A_STORE 10 /* versions grow, and the first saves of a store are moments of their own */
#define MOST_SAVES 16    /* that are waited for before a kill */
#define LONGEST 3000     /* microseconds behind the last of them */

/* What the child writes into its pipe for each save that the store has acknowledged. */
typedef struct
{
  gint64 number;
  gint64 generation;
} Line;

typedef struct
{
  char *folder;
  GRand *random;
  gint64 number; /* of the last save that was acknowledged */
  CrashAcknowledged acknowledged[CRASH_N_ARTICLES];
} Game;

static void
save_for_ever (const char *folder,
               gint64      number,
               int         output)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyStore) store = galley_store_open (folder, clock, &error);
  CrashAcknowledged acknowledged[CRASH_N_ARTICLES] = { 0 };

  while (error == NULL && crash_save (store, ++number, acknowledged, &error))
    {
      Line line = { number, acknowledged[number % CRASH_N_ARTICLES].generation };

      if (write (output, &line, sizeof line) != sizeof line)
        break;
    }
  g_printerr ("%s\n", error != NULL ? error->message : "nobody reads");
  _exit (1);
}

/* Spins: a sleep would be rounded to where the other process sleeps, too. */
static void
wait_microseconds (gint64 length)
{
  gint64 end = g_get_monotonic_time () + length;

  while (g_get_monotonic_time () < end)
    continue;
}

/* FALSE: there are no more. */
static gboolean
read_line (Game *game,
           int   input)
{
  Line line;

  if (read (input, &line, sizeof line) != sizeof line)
    return FALSE;
  game->acknowledged[line.number % CRASH_N_ARTICLES] = (CrashAcknowledged){ line.generation, line.number };
  game->number = line.number;
  return TRUE;
}

static void
save_and_kill (Game *game)
{
  int n_lines = g_rand_int_range (game->random, 0, MOST_SAVES);
  int ends[2], status;
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    save_for_ever (game->folder, game->number, ends[1]);
  close (ends[1]);
  while (n_lines > 0 && read_line (game, ends[0]))
    n_lines--;
  wait_microseconds (g_rand_int_range (game->random, 0, LONGEST));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  while (read_line (game, ends[0]))
    continue;
  close (ends[0]);
}

/* Each save was a minute behind the one before, and kept what stood until then. */
static void
look_at_versions (GalleyDatabase *database,
                  guint           article)
{
  g_autofree char *id = crash_make_id (article);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, id, NULL);
  g_autoptr (GPtrArray) versions = galley_versions_load_in_store (database, id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (versions->len, ==, record != NULL ? record->generation - 1 : 0);
}

static gpointer
look_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, error);

  g_assert_nonnull (entries);
  g_assert_cmpuint (entries->len, <=, CRASH_N_ARTICLES);
  crash_look (database, input);
  return NULL;
}

static gpointer
look_at_versions_job (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  for (guint i = 0; i < CRASH_N_ARTICLES; i++)
    look_at_versions (database, i);
  return NULL;
}

/* Versions grow with each kill: they are read behind the last one of a store. */
static void
look (Game    *game,
      gboolean is_last)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyStore) store = galley_store_open (game->folder, clock, &error);

  g_assert_no_error (error);
  g_assert_null (galley_store_get_recovery (store));
  galley_store_run (store, GALLEY_LANE_PERSON, look_job, game->acknowledged, &error);
  g_assert_no_error (error);
  if (is_last)
    galley_store_run (store, GALLEY_LANE_PERSON, look_at_versions_job, NULL, &error);
  g_assert_no_error (error);
  galley_store_close (store);
}

/* Returns how many saves were acknowledged. */
static gint64
play (guint32 seed,
      guint   n_kills)
{
  Game game = { .random = g_rand_new_with_seed (seed) };
  gint64 n_saves = 0;

  for (guint i = 0; i < n_kills; i++)
    {
      gboolean is_last = (i + 1) % KILLS_A_STORE == 0 || i + 1 == n_kills;

      if (i % KILLS_A_STORE == 0)
        {
          game.folder = crash_make_folder ();
          game.number = 0;
          memset (game.acknowledged, 0, sizeof game.acknowledged);
        }
      save_and_kill (&game);
      look (&game, is_last);
      if (is_last)
        {
          n_saves += game.number;
          crash_remove_folder (game.folder);
          g_clear_pointer (&game.folder, g_free);
        }
    }
  g_rand_free (game.random);
  return n_saves;
}

static void
test_kill (void)
{
  const char *rounds = g_getenv ("GALLEY_ROUNDS");
  guint n_kills = rounds != NULL ? (guint) atoi (rounds) : 1000;
  pid_t players[N_PROCESSES];
  int ends[2];
  gint64 n_saves = 0;

  g_assert_cmpint (pipe (ends), ==, 0);
  for (guint i = 0; i < N_PROCESSES; i++)
    {
      guint32 seed = (guint32) g_test_rand_int ();

      players[i] = fork ();
      g_assert_cmpint (players[i], >=, 0);
      if (players[i] == 0)
        {
          gint64 n = play (seed, n_kills / N_PROCESSES + (i < n_kills % N_PROCESSES ? 1 : 0));

          _exit (write (ends[1], &n, sizeof n) == sizeof n ? 0 : 1);
        }
    }
  for (guint i = 0; i < N_PROCESSES; i++)
    {
      gint64 n = 0;
      int status;

      g_assert_cmpint (waitpid (players[i], &status, 0), ==, players[i]);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
      g_assert_cmpint (read (ends[0], &n, sizeof n), ==, sizeof n);
      n_saves += n;
    }
  close (ends[0]);
  close (ends[1]);
  g_test_message ("%u kills among %" G_GINT64_FORMAT " acknowledged saves: nothing lost", n_kills, n_saves);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crash/kill-store", test_kill);
  return g_test_run ();
}
