/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io-workloads.h"

#define N_BEFORE 4 /* saves */

/* What they share. */

void
io_work_open (IoWork *work)
{
  g_autoptr (GError) error = NULL;

  if (work->store == NULL)
    work->store = galley_store_open (work->folder, work->clock, &error);
  g_assert_no_error (error);
  g_assert_null (galley_store_get_recovery (work->store));
}

gboolean
io_work_save (IoWork *work)
{
  g_autoptr (GError) error = NULL;

  if (crash_save (work->store, work->number + 1, work->acknowledged, &error))
    work->number++;
  else
    work->n_refused++;
  return error == NULL;
}

gboolean
io_work_run (IoWork        *work,
             GalleyLane     lane,
             GalleyStoreJob job,
             gpointer       input)
{
  g_autoptr (GError) error = NULL;

  galley_store_run (work->store, lane, job, input, &error);
  work->n_refused += error != NULL ? 1 : 0;
  return error == NULL;
}

void
io_work_save_well (IoWork *work,
                   guint   n)
{
  for (guint i = 0; i < n; i++)
    g_assert_true (io_work_save (work));
}

void
io_work_begin (IoWork *work)
{
  io_work_open (work);
  io_work_save_well (work, N_BEFORE);
}

void
io_work_look (IoWork         *work,
              GalleyDatabase *database)
{
  crash_look (database, work->acknowledged);
}

/* The first save of all: the folder is empty. */

static void
begin_empty (IoWork *work)
{
}

static void
run_first_save (IoWork *work)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2 && work->store == NULL; i++)
    {
      work->store = galley_store_open (work->folder, work->clock, &error);
      work->n_refused += error != NULL ? 1 : 0;
      g_clear_error (&error);
    }
  for (guint i = 0; i < 2 && work->store != NULL; i++)
    io_work_save (work);
}

static void
go_on_after_first_save (IoWork *work)
{
  io_work_open (work);
  io_work_save_well (work, 3);
}

/* Edits: each noted in the journal and saved, as a manuscript does. */

static gboolean
edit (IoWork *work)
{
  gint64 number = work->number + 1;
  g_autoptr (GalleyRevision) revision = crash_make_revision (number);

  galley_journal_note (galley_store_get_journal (work->store), revision, NULL, IO_NOON + number, number);
  return io_work_save (work);
}

static void
run_edits (IoWork *work)
{
  for (guint i = 0; i < IO_N_TRIES; i++)
    edit (work);
}

static void
go_on_editing (IoWork *work)
{
  for (guint i = 0; i < CRASH_N_ARTICLES + 1; i++)
    g_assert_true (edit (work));
}

/* What has been noted behind the fault stands there. */
static void
look_at_journals (IoWork *work)
{
  for (guint i = 0; i < CRASH_N_ARTICLES; i++)
    {
      g_autofree char *id = crash_make_id (i);
      g_autoptr (GalleyRevision) noted = galley_recovery_load_journal (work->folder, id);
      const char *headline;

      g_assert_nonnull (noted);
      headline = galley_revision_get_field (noted, GALLEY_FIELD_HEADLINE);
      g_assert_cmpint (g_ascii_strtoll (headline, NULL, 10), ==, work->acknowledged[i].number);
    }
}

/* Each has a name, and its parts in the order in which they are called. */

const IoWorkload *const io_workloads[] = {
  &(const IoWorkload){ "first save", begin_empty, run_first_save, go_on_after_first_save, io_work_look, NULL },
  &(const IoWorkload){ "edits", io_work_begin, run_edits, go_on_editing, io_work_look, look_at_journals },
  &io_workload_pull,
  &io_workload_answers,
  &io_workload_versions,
  &io_workload_copy,
  &io_workload_pictures,
};
const guint io_n_workloads = G_N_ELEMENTS (io_workloads);
