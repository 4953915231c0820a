/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-merge ROUNDS: what it takes to merge bodies. Two have changed 50 places each of an article of 20,000 characters, and
 * of one of 1 MB; and both have written one of 100,000 characters anew.
 *
 * Counted is the thread's CPU time: a merge waits for nothing. Prints a line a figure: "20000 MS", "1048576 MS",
 * "anew MS". */
#include "bench-text.h"

#include "core/model/galley-merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_EDITS 50
#define BYTES_A_CHARACTER 3
#define ID "0192f0c0-0000-7000-8000-000000000001"

static GPtrArray *
make_body (guint number,
           gsize n_bytes)
{
  g_autoptr (GalleyRevision) article = galley_bench_make_article (ID, number, n_bytes, NULL);

  return galley_blocks_copy (galley_revision_get_blocks (article));
}

static GPtrArray *
edit (GalleyRandom *random,
      GPtrArray    *base)
{
  GPtrArray *blocks = galley_blocks_copy (base);

  for (guint i = 0; i < N_EDITS; i++)
    {
      guint index = galley_random_below (random, blocks->len);
      GalleyBlock *block = blocks->pdata[index];
      guint start = galley_random_below (random, galley_block_get_n_characters (block) + 1);

      blocks->pdata[index] = galley_block_replace (block, start, start + galley_random_below (random, 12), "改过的话",
                                                   (GalleyStyle) { 0 });
      galley_block_unref (block);
    }
  return blocks;
}

/* In milliseconds. */
static double
get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
merge (const char *name,
       GPtrArray  *base,
       GPtrArray  *mine,
       GPtrArray  *theirs)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  double begin = get_cpu_time ();
  g_autoptr (GPtrArray) merged = galley_merge_blocks (base, mine, theirs, &conflicts);

  printf ("%s %.3f\n", name, get_cpu_time () - begin);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    gsize n_bytes;
  } sizes[] = { { "20000", 20000 * BYTES_A_CHARACTER }, { "1048576", 1024 * 1024 } };
  guint n_rounds = argc == 2 ? (guint) atoi (argv[1]) : 0;

  if (n_rounds == 0)
    {
      fprintf (stderr, "usage: bench-merge ROUNDS\n");
      return 2;
    }
  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (GalleyRandom) random = galley_random_new_seeded (round + 1);
      g_autoptr (GPtrArray) base = make_body (1, 100000 * BYTES_A_CHARACTER);
      g_autoptr (GPtrArray) mine = make_body (2, 100000 * BYTES_A_CHARACTER);
      g_autoptr (GPtrArray) theirs = make_body (3, 100000 * BYTES_A_CHARACTER);

      merge ("anew", base, mine, theirs);
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          g_autoptr (GPtrArray) body = make_body (4, sizes[i].n_bytes);
          g_autoptr (GPtrArray) x = edit (random, body);
          g_autoptr (GPtrArray) y = edit (random, body);

          merge (sizes[i].name, body, x, y);
        }
    }
  return 0;
}
