/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept beside the articles: versions, a copy of the whole, pictures. */
#include "io-workloads.h"

#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/db/galley-database-copy.h"
#include "core/model/galley-media-type.h"
#include "core/store/galley-media-cache.h"
#include "core/store/galley-store-copies.h"

#include <string.h>

#define MUCH_LATER (IO_NOON + 40 * G_TIME_SPAN_DAY)

/* Versions: a save a minute keeps one, and then most of them go. */

static gpointer
thin_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  gboolean is_done = FALSE;

  for (guint i = 0; i < CRASH_N_ARTICLES; i++)
    {
      g_autofree char *id = crash_make_id (i);

      while (!is_done)
        if (!galley_versions_thin_in_store (database, id, MUCH_LATER, &is_done, error))
          return NULL;
      is_done = FALSE;
    }
  return NULL;
}

static void
run_versions (IoWork *work)
{
  for (guint i = 0; i < 2 * IO_N_TRIES; i++)
    io_work_save (work);
  work->is_thinned = TRUE;
  io_work_run (work, GALLEY_LANE_BACKGROUND, thin_job, NULL);
  io_work_save (work);
}

static void
go_on_with_versions (IoWork *work)
{
  io_work_save_well (work, CRASH_N_ARTICLES);
  g_assert_true (io_work_run (work, GALLEY_LANE_BACKGROUND, thin_job, NULL));
  io_work_save_well (work, CRASH_N_ARTICLES);
}

static void
look_at_versions (IoWork         *work,
                  GalleyDatabase *database)
{
  io_work_look (work, database);
  for (guint i = 0; i < CRASH_N_ARTICLES; i++)
    {
      g_autofree char *id = crash_make_id (i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) versions = galley_versions_load_in_store (database, id, &error);
      const GalleyVersion *oldest;

      g_assert_no_error (error);
      g_assert_cmpint (versions->len, <, work->acknowledged[i].generation + 1);
      if (work->acknowledged[i].generation < 2)
        continue;
      /* What it began with stays for good, and has the number with which it was first saved. */
      g_assert_cmpuint (versions->len, >, 0);
      oldest = versions->pdata[versions->len - 1];
      g_assert_cmpint (g_ascii_strtoll (galley_revision_get_field (oldest->revision, GALLEY_FIELD_HEADLINE), NULL, 10), <=,
                       CRASH_N_ARTICLES);
    }
}

const IoWorkload io_workload_versions = {
  "versions", io_work_begin, run_versions, go_on_with_versions, look_at_versions, NULL,
};

/* A copy of the whole while it is written. */

typedef struct
{
  const char *folder;
  gboolean is_done;
} Copying;

static gpointer
begin_copy_job (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  Copying *copying = input;
  g_autofree char *path = galley_copies_make_unfinished_path (copying->folder);
  g_autofree char *copies = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (copies, 0700), ==, 0);
  galley_database_copy_begin (database, path, error);
  return NULL;
}

static gpointer
step_copy_job (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  Copying *copying = input;

  galley_database_copy_step (database, 4, &copying->is_done, error);
  return NULL;
}

static gboolean
copy (IoWork *work)
{
  Copying copying = { work->folder, FALSE };
  gint64 time = IO_NOON + (work->n_copies + 1) * G_TIME_SPAN_MINUTE;
  g_autoptr (GError) error = NULL;

  if (!io_work_run (work, GALLEY_LANE_COPY, begin_copy_job, &copying))
    return FALSE;
  for (guint i = 0; !copying.is_done; i++)
    {
      if (!io_work_run (work, GALLEY_LANE_COPY, step_copy_job, &copying))
        return FALSE;
      if (i == 1)
        io_work_save (work);
    }
  if (!galley_copies_complete (work->folder, time, &error))
    {
      work->n_refused++;
      return FALSE;
    }
  work->n_copies++;
  return TRUE;
}

static void
run_copy (IoWork *work)
{
  copy (work);
  io_work_save (work);
  copy (work);
}

static void
go_on_copying (IoWork *work)
{
  io_work_save_well (work, 1);
  g_assert_true (copy (work));
  io_work_save_well (work, 1);
}

/* Each that has a copy's name is sound, and has the articles that were there before it was begun. */
static void
look_at_copies (IoWork *work)
{
  g_autoptr (GPtrArray) copies = galley_copies_list (work->folder);

  g_assert_cmpuint (copies->len, >=, 1);
  for (guint i = 0; i < copies->len; i++)
    {
      const GalleyCopy *found = copies->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GalleyDatabase) database = galley_database_open (found->path, GALLEY_DATABASE_READ_ONLY, &error);

      g_assert_no_error (error);
      galley_database_check (database, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < CRASH_N_ARTICLES; j++)
        {
          g_autofree char *id = crash_make_id (j);
          g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, id, &error);

          g_assert_no_error (error);
        }
    }
}

const IoWorkload io_workload_copy = {
  "copy", io_work_begin, run_copy, go_on_copying, io_work_look, look_at_copies,
};

/* Pictures. */

/* (transfer full) */
static GBytes *
make_picture (guint  i,
              char **hash)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  g_byte_array_set_size (bytes, 20000);
  memset (bytes->data + 8, (int) i, bytes->len - 8);
  *hash = galley_hash_bytes (bytes->data, bytes->len);
  return g_byte_array_free_to_bytes (bytes);
}

static gboolean
put_picture (IoWork *work)
{
  g_autofree char *hash = NULL;
  g_autoptr (GBytes) bytes = make_picture (work->n_pictures, &hash);
  g_autoptr (GError) error = NULL;

  if (galley_media_cache_put (work->store, hash, bytes, FALSE, IO_NOON, &error))
    work->n_pictures++;
  else
    work->n_refused++;
  return error == NULL;
}

static void
run_pictures (IoWork *work)
{
  for (guint i = 0; i < IO_N_TRIES && work->n_pictures < IO_N_PICTURES; i++)
    put_picture (work);
}

static void
go_on_with_pictures (IoWork *work)
{
  while (work->n_pictures <= IO_N_PICTURES)
    g_assert_true (put_picture (work));
  io_work_save_well (work, 1);
}

static void
look_at_pictures (IoWork         *work,
                  GalleyDatabase *database)
{
  g_autofree char *media = g_build_filename (work->folder, "media", NULL);

  io_work_look (work, database);
  for (guint i = 0; i < IO_N_PICTURES + 1; i++)
    {
      g_autofree char *hash = NULL;
      g_autoptr (GBytes) bytes = make_picture (i, &hash);
      g_autoptr (GError) error = NULL;
      g_autoptr (GalleyMediaRow) row = galley_media_find_in_store (database, hash, &error);
      g_autoptr (GBytes) found = NULL;

      g_assert_no_error (error);
      g_assert_true (row != NULL || i >= work->n_pictures);
      if (row == NULL)
        continue;
      g_assert_cmpint (row->state, ==, GALLEY_MEDIA_HERE);
      found = galley_hash_folder_load (media, hash, GALLEY_MEDIA_MAX_BYTES, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (found, bytes));
    }
}

/* Nothing half written is left. */
static void
look_at_media_folder (IoWork *work)
{
  g_autofree char *media = g_build_filename (work->folder, "media", NULL);
  g_autoptr (GDir) dir = g_dir_open (media, 0, NULL);
  const char *below;

  while ((below = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (media, below, NULL);
      g_autoptr (GDir) inner = g_dir_open (path, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (inner)) != NULL)
        g_assert_true (galley_hash_is_valid (name));
    }
}

const IoWorkload io_workload_pictures = {
  "pictures", io_work_begin, run_pictures, go_on_with_pictures, look_at_pictures, look_at_media_folder,
};
