/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves one article after the other in FOLDER as fast as it can, and writes a line "ARTICLE GENERATION
 * NUMBER" for each save that the store has acknowledged. It is meant to be killed. */
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store.h"

#include <string.h>
#include <unistd.h>

#define N_ARTICLES 3

typedef struct
{
  guint article;
  gint64 number;
  gint64 generation;
} Save;

static gpointer
save_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  Save *save = input;
  g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-%012u", save->article);
  g_autofree char *headline = g_strdup_printf ("%" G_GINT64_FORMAT, save->number);
  /* From one page to about twenty, so that rows grow, shrink and spill over. */
  g_autofree char *text = g_strnfill (100 + (gsize) (save->number * 7919 % 80000), 'x');
  g_autoptr (GalleyBlock) block = galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_autoptr (GalleyRevision) revision = NULL;
  GalleyContent content = { 0 };

  g_ptr_array_add (blocks, galley_block_ref (block));
  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  content.blocks = blocks;
  revision = galley_revision_new (id, &content, NULL);
  /* A minute a save: each writes a version as well. */
  galley_record_save_in_store (database, revision,
                               save->number * G_TIME_SPAN_MINUTE % G_TIME_SPAN_DAY,
                               &save->generation, error);
  return NULL;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyStore) store = NULL;
  g_autoptr (GError) error = NULL;
  Save save = { 0 };

  if (argc != 3)
    return 2;
  store = galley_store_open (argv[1], clock, &error);
  save.number = g_ascii_strtoll (argv[2], NULL, 10);
  while (error == NULL)
    {
      g_autofree char *line = NULL;

      save.number++;
      save.article = (guint) (save.number % N_ARTICLES);
      galley_store_run (store, GALLEY_LANE_SAVE, save_job, &save, &error);
      line = g_strdup_printf ("%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", save.article,
                              save.generation, save.number);
      if (error == NULL && write (STDOUT_FILENO, line, strlen (line)) != (gssize) strlen (line))
        return 0;
    }
  g_printerr ("%s\n", error->message);
  return 1;
}
