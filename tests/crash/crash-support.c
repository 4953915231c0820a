/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-support.h"

#include <glib/gstdio.h>
#include <unistd.h>

char *
crash_make_folder (void)
{
  g_autofree char *shared = g_strdup ("/dev/shm/galley-crash-XXXXXX");
  g_autoptr (GError) error = NULL;
  char *folder;

  if (access ("/dev/shm", W_OK) == 0 && g_mkdtemp_full (shared, 0700) != NULL)
    return g_steal_pointer (&shared);
  folder = g_dir_make_tmp ("galley-crash-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

void
crash_empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        crash_remove_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

void
crash_remove_folder (const char *folder)
{
  crash_empty_folder (folder);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

char *
crash_make_id (guint article)
{
  return g_strdup_printf ("0193a000-0000-7000-8000-%012u", article);
}

GalleyRevision *
crash_make_revision (gint64 number)
{
  g_autofree char *id = crash_make_id ((guint) (number % CRASH_N_ARTICLES));
  g_autofree char *headline = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  /* From one page to about four, so that rows grow, shrink and spill over. */
  g_autofree char *text = g_strnfill (100 + (gsize) (number * 7919 % 12000), 'x');
  g_autoptr (GalleyBlock) block = galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  GalleyContent content = { 0 };

  g_ptr_array_add (blocks, galley_block_ref (block));
  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  content.blocks = blocks;
  return galley_revision_new (id, &content, NULL);
}

typedef struct
{
  gint64 number;
  gint64 generation;
} Save;

static gpointer
save_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  Save *save = input;
  g_autoptr (GalleyRevision) revision = crash_make_revision (save->number);

  galley_record_save_in_store (database, revision, save->number * G_TIME_SPAN_MINUTE % G_TIME_SPAN_DAY,
                               &save->generation, error);
  return NULL;
}

gboolean
crash_save (GalleyStore       *store,
            gint64             number,
            CrashAcknowledged *acknowledged,
            GError           **error)
{
  Save save = { number, 0 };
  GError *cause = NULL;

  galley_store_run (store, GALLEY_LANE_SAVE, save_job, &save, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  acknowledged[number % CRASH_N_ARTICLES] = (CrashAcknowledged){ save.generation, number };
  return TRUE;
}

void
crash_look (GalleyDatabase          *database,
            const CrashAcknowledged *acknowledged)
{
  g_autoptr (GError) error = NULL;

  galley_database_check (database, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < CRASH_N_ARTICLES; i++)
    {
      g_autofree char *id = crash_make_id (i);
      g_autoptr (GalleyRecord) record = NULL;
      gint64 number;

      if (acknowledged[i].generation == 0)
        continue;
      record = galley_record_load_in_store (database, id, &error);
      g_assert_no_error (error);
      number = g_ascii_strtoll (galley_revision_get_field (record->revision, GALLEY_FIELD_HEADLINE), NULL, 10);
      g_assert_cmpint (record->generation, >=, acknowledged[i].generation);
      g_assert_cmpint (record->generation, <=, acknowledged[i].generation + 1);
      g_assert_cmpint (number, >=, acknowledged[i].number);
      g_assert_true (record->is_dirty);
    }
}
