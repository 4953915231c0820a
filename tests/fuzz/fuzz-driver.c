/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fuzz target as an ordinary test: fuzz-driver SEEDS COUNT runs it over each file of the folder, then over COUNT
 * mutations of them. GALLEY_TEST_SEED repeats a run. Before each input its number is kept, so that an abort names it. */
#include "core/base/galley-random.h"
#include "fuzz.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_SIZE (64 * 1024)

static const char *const pieces[] = {
  "\"", "\\", "\\u0000", "{", "}", "[", "]", ",", ":", "null", "-1", "9007199254740991", "1e9", "<p>", "</p>", "<em>",
  "</em>", "<a href=\"https://a.example/\">", "</a>", "<br/>", "&amp;", "<h2>", "</h2>", "\xe2\x80\xa8", "\xef\xbb\xbf",
  "\xcc\x81", "\xe5\x8d\x97", "\xf0\xac\x8e\xad", "\xc2\xa0", "\xe3\x80\x80", "\r\n", "\n", ",", "(", ")", "2018-10-18",
  "\xe6\x9d\xa5\xe6\xba\x90:", "\xe7\xbc\x96\xe8\xbe\x91:", "\xe6\xa0\x87\xe7\xad\xbe:", ">>", "http://a/",
};

static char last_words[128];

static void
abort_cb (int signal_number)
{
  ssize_t n = write (STDOUT_FILENO, last_words, strlen (last_words));

  (void) n;
  signal (signal_number, SIG_DFL);
  raise (signal_number);
}

static guint64
choose_seed (void)
{
  const char *wanted = g_getenv ("GALLEY_TEST_SEED");
  g_autoptr (GalleyRandom) random = NULL;

  if (wanted != NULL)
    return g_ascii_strtoull (wanted, NULL, 10);
  random = galley_random_new ();
  return galley_random_next (random);
}

static int
compare_names_cb (gconstpointer a,
                  gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static GPtrArray *
load_seeds (const char *folder)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names_cb);
  for (guint i = 0; i < names->len; i++)
    {
      char *data;
      gsize size;

      if (g_file_get_contents (g_ptr_array_index (names, i), &data, &size, NULL))
        g_ptr_array_add (seeds, g_bytes_new_take (data, size));
    }
  return seeds;
}

static void
mutate (GByteArray   *input,
        GPtrArray    *seeds,
        GalleyRandom *random)
{
  guint at = (guint) galley_random_below (random, input->len + 1);
  guint length = (guint) galley_random_below (random, MIN (input->len - at, 32) + 1);
  g_autoptr (GByteArray) tail = g_byte_array_new ();
  const char *piece = pieces[galley_random_below (random, G_N_ELEMENTS (pieces))];

  g_byte_array_append (tail, input->data + at, input->len - at);
  switch (galley_random_below (random, 6))
    {
    case 0: /* another byte */
      if (at < input->len)
        input->data[at] = (guint8) galley_random_next (random);
      break;
    case 1: /* another bit */
      if (at < input->len)
        input->data[at] ^= (guint8) (1 << galley_random_below (random, 8));
      break;
    case 2: /* a piece more */
      g_byte_array_set_size (input, at);
      g_byte_array_append (input, (const guint8 *) piece, strlen (piece));
      g_byte_array_append (input, tail->data, tail->len);
      break;
    case 3: /* a run less */
      g_byte_array_remove_range (input, at, length);
      break;
    case 4: /* a run twice */
      g_byte_array_set_size (input, at + length);
      g_byte_array_append (input, tail->data, tail->len);
      break;
    default: /* the head of one and the tail of another */
      {
        gsize size;
        const guint8 *other = g_bytes_get_data (seeds->pdata[galley_random_below (random, seeds->len)], &size);
        gsize from = galley_random_below (random, size + 1);

        g_byte_array_set_size (input, at);
        g_byte_array_append (input, other + from, size - from);
      }
    }
  if (input->len > MAX_SIZE)
    g_byte_array_set_size (input, MAX_SIZE);
}

/* The target sees a block of exactly that size, so that a byte too far is seen by a sanitizer. */
static void
run (const guint8 *data,
     gsize         size)
{
  g_autofree guint8 *exact = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (exact != NULL ? exact : (const guint8 *) "", size);
}

int
main (int    argc,
      char **argv)
{
  guint64 seed = choose_seed ();
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (seed);
  g_autoptr (GPtrArray) seeds = NULL;
  guint64 n;

  if (argc != 3)
    {
      fprintf (stderr, "usage: %s SEEDS COUNT\n", argv[0]);
      return 2;
    }
  seeds = load_seeds (argv[1]);
  n = g_ascii_strtoull (argv[2], NULL, 10);
  g_print ("1..2\n# GALLEY_TEST_SEED=%" G_GUINT64_FORMAT "\n", seed);
  if (seeds->len == 0)
    {
      g_print ("Bail out! no seeds in %s\n", argv[1]);
      return 1;
    }
  signal (SIGABRT, abort_cb);
  signal (SIGSEGV, abort_cb);
  for (guint i = 0; i < seeds->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (seeds->pdata[i], &size);

      g_snprintf (last_words, sizeof last_words, "Bail out! at file %u\n", i);
      run (data, size);
    }
  g_print ("ok 1 %u files\n", seeds->len);
  for (guint64 i = 0; i < n; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (seeds->pdata[galley_random_below (random, seeds->len)], &size);
      g_autoptr (GByteArray) input = g_byte_array_new ();
      guint n_steps = 1 + (guint) galley_random_below (random, 4);

      g_byte_array_append (input, data, size);
      for (guint step = 0; step < n_steps; step++)
        mutate (input, seeds, random);
      g_snprintf (last_words, sizeof last_words, "Bail out! at mutation %" G_GUINT64_FORMAT "\n", i);
      run (input->data, input->len);
    }
  g_print ("ok 2 %" G_GUINT64_FORMAT " mutations\n", n);
  return 0;
}
