/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store of forty articles, a copy of it, and journals of what was typed since, damaged at random: bits changed, pages
 * without anything, cut off, the log gone, the first page gone, and that where there is neither log, copy nor journal. It
 * always opens, and what had been typed more than a second before is there,
 * all of it but for one part in a thousand.
 *
 * 140 stores; GALLEY_ROUNDS=2000 for a campaign, --seed as GLib prints it to run one again. */
#include "crash-support.h"

#include "core/store/galley-store-copies.h"

#include <stdlib.h>
#include <string.h>

#define N_ARTICLES 40
#define N_TYPED 8 /* of these, behind the copy */
#define PAGE 4096
#define NOON G_GINT64_CONSTANT (1795507200000000)

typedef enum
{
  ONE_BIT,
  MANY_BITS,
  EMPTY_PAGES,
  CUT_OFF,
  NO_LOG,
  NO_FIRST_PAGE,
  NO_FIRST_PAGE_ALONE,
  N_DAMAGES,
} Damage;

static const char *const names[N_DAMAGES] = { "one bit", "many bits", "empty pages", "cut off", "without its log",
                                              "without its first page", "the same with nothing beside it" };

/* The files of a sound store, and what it says. */
typedef struct
{
  GHashTable *files; /* path below the folder -> GBytes */
  char *texts[N_ARTICLES];
  GBytes *copied; /* as the copy has it, closed in order */
  char *copied_texts[N_ARTICLES];
} Model;

typedef struct
{
  guint n_stores, n_recovered;
  gsize n_typed, n_lost; /* bytes */
} Figures;

static char *
make_id (guint i)
{
  return g_strdup_printf ("0193a000-0000-7000-8000-%012u", i);
}

static GalleyRevision *
make_revision (guint       i,
               const char *text)
{
  g_autofree char *id = make_id (i);
  g_autoptr (GalleyBlock) block = galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  GalleyContent content = { .blocks = blocks };

  g_ptr_array_add (blocks, galley_block_ref (block));
  return galley_revision_new (id, &content, NULL);
}

typedef struct
{
  GalleyRevision *revision;
  gint64 now;
} Save;

static gpointer
save_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  Save *save = input;

  galley_record_save_in_store (database, save->revision, save->now, NULL, error);
  return NULL;
}

/* Noted and saved, as a manuscript does. */
static void
write_article (GalleyStore *store,
               Model       *model,
               GRand       *random,
               guint        i,
               gint64       generation)
{
  GString *text = g_string_new (NULL);
  guint length = (guint) g_rand_int_range (random, 200, 20000);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;
  Save save = { NULL, NOON + generation * G_TIME_SPAN_MINUTE };

  while (text->len < length)
    g_string_append_printf (text, "%u 字 ", (guint) g_rand_int_range (random, 0, 100000));
  g_free (model->texts[i]);
  model->texts[i] = g_string_free (text, FALSE);
  save.revision = revision = make_revision (i, model->texts[i]);
  galley_journal_note (galley_store_get_journal (store), revision, NULL, save.now, generation);
  galley_store_run (store, GALLEY_LANE_SAVE, save_job, &save, &error);
  g_assert_no_error (error);
}

static void
read_files (const char *folder,
            const char *below,
            GHashTable *files)
{
  g_autofree char *path = g_build_filename (folder, below, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (below, name, NULL);
      g_autofree char *full = g_build_filename (folder, inner, NULL);
      g_autoptr (GError) error = NULL;
      char *data;
      gsize size;

      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        {
          read_files (folder, inner, files);
          continue;
        }
      g_file_get_contents (full, &data, &size, &error);
      g_assert_no_error (error);
      g_hash_table_insert (files, g_steal_pointer (&inner), g_bytes_new_take (data, size));
    }
}

static void
write_files (const char *folder,
             GHashTable *files)
{
  GHashTableIter iter;
  gpointer name, bytes;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *parent = g_path_get_dirname (path);
      g_autoptr (GError) error = NULL;
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);

      g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
      g_file_set_contents_full (path, data != NULL ? data : "", (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
      g_assert_no_error (error);
    }
}

/* As a killed process leaves it a second after the last key: a log that is full, no seal that holds, journals synced. */
static void
make_model (Model *model,
            GRand *random)
{
  g_autofree char *folder = crash_make_folder ();
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyStore) store = galley_store_open (folder, clock, &error);
  g_autofree char *copy_name = NULL, *copy_path = galley_copies_make_path (folder, NOON);
  g_autoptr (GHashTable) journals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  GBytes *copy;

  g_assert_no_error (error);
  for (guint i = 0; i < N_ARTICLES - 2; i++)
    write_article (store, model, random, i, 1);
  galley_store_close (store);
  g_clear_object (&store);
  model->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  read_files (folder, "", model->files);
  copy = g_bytes_ref (g_hash_table_lookup (model->files, "galley.db"));
  model->copied = g_bytes_ref (copy);
  for (guint i = 0; i < N_ARTICLES; i++)
    model->copied_texts[i] = g_strdup (model->texts[i] != NULL ? model->texts[i] : "");
  g_hash_table_remove_all (model->files);

  /* What is typed behind the copy: two articles that are new, and others that change. */
  store = galley_store_open (folder, clock, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_TYPED; i++)
    write_article (store, model, random, i * 5, i * 5 < N_ARTICLES - 2 ? 2 : 1);
  write_article (store, model, random, N_ARTICLES - 2, 1);
  write_article (store, model, random, N_ARTICLES - 1, 1);
  galley_journal_close (galley_store_get_journal (store));
  read_files (folder, "", model->files);
  galley_store_close (store);

  copy_name = g_path_get_basename (copy_path);
  g_hash_table_insert (model->files, g_build_filename (GALLEY_COPIES_FOLDER, copy_name, NULL), copy);
  g_hash_table_remove (model->files, "store.lock");
  crash_remove_folder (folder);
}

static void
replace (GHashTable *files,
         const char *name,
         char       *data,
         gsize       size)
{
  g_hash_table_insert (files, g_strdup (name), g_bytes_new_take (data, size));
}

/* Of any bytes. */
static void
write_over_first_page (GHashTable *files,
                       GRand      *random)
{
  gsize size;
  gconstpointer whole = g_bytes_get_data (g_hash_table_lookup (files, "galley.db"), &size);
  char *data = g_memdup2 (whole, size);

  for (guint i = 0; i < PAGE; i++)
    data[i] = (char) g_rand_int_range (random, 0, 256);
  replace (files, "galley.db", data, size);
}

static GHashTable *
make_damaged (const Model *model,
              Damage       damage,
              GRand       *random)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gpointer name, bytes;
  const char *chosen = g_rand_int_range (random, 0, 4) == 0 ? "galley.db-wal" : "galley.db";
  gsize size;
  char *data;

  g_hash_table_iter_init (&iter, model->files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    g_hash_table_insert (files, g_strdup (name), g_bytes_ref (bytes));
  if (damage == NO_LOG)
    {
      g_hash_table_remove (files, "galley.db-wal");
      g_hash_table_remove (files, "galley.db-shm");
      return files;
    }
  if (damage == NO_FIRST_PAGE_ALONE)
    {
      g_hash_table_remove_all (files);
      g_hash_table_insert (files, g_strdup ("galley.db"), g_bytes_ref (model->copied));
    }
  if (damage >= NO_FIRST_PAGE)
    {
      write_over_first_page (files, random);
      return files;
    }
  bytes = g_hash_table_lookup (files, chosen);
  size = g_bytes_get_size (bytes);
  data = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  if (damage == CUT_OFF)
    size = (gsize) g_rand_int_range (random, 0, (gint32) size);
  for (guint i = 0; damage <= MANY_BITS && i < (damage == ONE_BIT ? 1 : 200); i++)
    data[g_rand_int_range (random, 0, (gint32) size)] ^= (char) (1 << g_rand_int_range (random, 0, 8));
  for (guint i = 0; damage == EMPTY_PAGES && i < 3; i++)
    memset (data + (gsize) g_rand_int_range (random, 0, (gint32) (size / PAGE)) * PAGE, 0, PAGE);
  replace (files, chosen, data, size);
  return files;
}

typedef struct
{
  char *const *texts;
  gsize n_lost;
} Look;

/* What both begin and end with is not lost. */
static gsize
count_lost (const char *wanted,
            const char *found)
{
  gsize length = strlen (wanted), found_length = strlen (found), n_first = 0, n_last = 0;

  while (n_first < MIN (length, found_length) && wanted[n_first] == found[n_first])
    n_first++;
  while (n_last < MIN (length, found_length) - n_first
         && wanted[length - n_last - 1] == found[found_length - n_last - 1])
    n_last++;
  return length - n_first - n_last;
}

static gpointer
look_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  Look *look = input;

  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autofree char *id = make_id (i);
      g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, id, NULL);
      GPtrArray *blocks = record != NULL ? galley_revision_get_blocks (record->revision) : NULL;
      const char *text = blocks != NULL ? galley_block_get_text (blocks->pdata[0]) : "";

      look->n_lost += count_lost (look->texts[i], text);
    }
  return NULL;
}

static void
damage_one (const Model *model,
            Damage       damage,
            GRand       *random,
            Figures     *figures)
{
  g_autofree char *folder = crash_make_folder ();
  g_autoptr (GHashTable) files = make_damaged (model, damage, random);
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyStore) store = NULL;
  g_autoptr (GError) error = NULL;
  Look look = { damage == NO_FIRST_PAGE_ALONE ? model->copied_texts : model->texts, 0 };

  write_files (folder, files);
  store = galley_store_open (folder, clock, &error);
  g_assert_no_error (error);
  galley_store_run (store, GALLEY_LANE_PERSON, look_job, &look, &error);
  /* Damage that shows when it is read: the store is opened anew with the next job. */
  if (error != NULL)
    {
      g_clear_error (&error);
      look.n_lost = 0;
      galley_store_run (store, GALLEY_LANE_PERSON, look_job, &look, &error);
    }
  g_assert_no_error (error);
  figures->n_stores++;
  figures->n_recovered += galley_store_get_recovery (store) != NULL ? 1 : 0;
  figures->n_lost += look.n_lost;
  for (guint i = 0; i < N_ARTICLES; i++)
    figures->n_typed += strlen (look.texts[i]);
  galley_store_close (store);
  crash_remove_folder (folder);
}

static void
test_damaged_stores (void)
{
  const char *rounds = g_getenv ("GALLEY_ROUNDS");
  guint n_stores = rounds != NULL ? (guint) atoi (rounds) : 140;
  GRand *random = g_rand_new_with_seed (g_test_rand_int ());
  Figures figures[N_DAMAGES] = { 0 };
  gsize n_typed = 0, n_lost = 0;
  Model model = { 0 };

  make_model (&model, random);
  for (guint i = 0; i < n_stores; i++)
    damage_one (&model, i % N_DAMAGES, random, &figures[i % N_DAMAGES]);
  for (guint i = 0; i < N_DAMAGES; i++)
    {
      g_test_message ("%s: %u stores, %u put together again, %.4f %% of the text", names[i], figures[i].n_stores,
                      figures[i].n_recovered, 100.0 - 100.0 * (double) figures[i].n_lost / (double) figures[i].n_typed);
      n_typed += figures[i].n_typed;
      n_lost += figures[i].n_lost;
    }
  g_assert_cmpuint (n_lost * 1000, <=, n_typed);
  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_free (model.texts[i]);
      g_free (model.copied_texts[i]);
    }
  g_bytes_unref (model.copied);
  g_hash_table_unref (model.files);
  g_rand_free (random);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crash/damaged-stores", test_damaged_stores);
  return g_test_run ();
}
