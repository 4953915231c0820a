/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes from the server: pages that are pulled, and answers to what was pushed. */
#include "io-workloads.h"

#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store-settings.h"

#define PAGE 5 /* articles */

/* Pages that are pulled, with what is done here between them. */

static GalleyRevision *
make_served (guint article)
{
  g_autofree char *id = g_strdup_printf ("0193b000-0000-7000-8000-%012u", article);
  g_autoptr (GalleyRevision) content = crash_make_revision (article);
  g_autoptr (GalleyState) state = galley_state_new ();
  GalleyContent texts = { .blocks = galley_revision_get_blocks (content) };

  galley_state_set_text (&state->etag, "\"1\"");
  return galley_revision_new (id, &texts, state);
}

static gpointer
pull_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  guint page = GPOINTER_TO_UINT (input);
  g_autofree char *cursor = g_strdup_printf ("%u", page + 1);
  gboolean is_taken = TRUE;

  for (guint i = 0; i < PAGE; i++)
    {
      g_autoptr (GalleyRevision) served = make_served (page * PAGE + i);

      if (!galley_record_pull_in_store (database, served, IO_NOON, &is_taken, error))
        return NULL;
    }
  galley_setting_save_text_in_store (database, GALLEY_SETTING_CURSOR, cursor, error);
  return NULL;
}

static gpointer
caret_job (GalleyDatabase *database,
           gpointer        input,
           GError        **error)
{
  g_autofree char *id = crash_make_id (1);

  galley_record_save_caret_in_store (database, id, 0, GPOINTER_TO_UINT (input), error);
  return NULL;
}

static gboolean
pull (IoWork *work)
{
  if (!io_work_run (work, GALLEY_LANE_SERVED, pull_job, GUINT_TO_POINTER (work->n_pages)))
    return FALSE;
  work->n_pages++;
  return TRUE;
}

static void
run_pull (IoWork *work)
{
  for (guint i = 0; i < IO_N_TRIES; i++)
    {
      if (work->n_pages < IO_N_PAGES)
        pull (work);
      io_work_run (work, GALLEY_LANE_BACKGROUND, caret_job, GUINT_TO_POINTER (i));
      io_work_save (work);
    }
}

static void
go_on_pulling (IoWork *work)
{
  while (work->n_pages < IO_N_PAGES)
    g_assert_true (pull (work));
  /* With that, what was pulled is on the disk as well. The first may have been written by one that was refused. */
  io_work_save_well (work, 2);
}

/* The cursor stands behind changes that are there. */
static void
look_at_pull (IoWork         *work,
              GalleyDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *cursor = galley_setting_load_text_in_store (database, GALLEY_SETTING_CURSOR, &error);
  guint n_pages = cursor != NULL ? (guint) g_ascii_strtoull (cursor, NULL, 10) : 0;

  g_assert_no_error (error);
  io_work_look (work, database);
  g_assert_cmpuint (n_pages, >=, work->n_pages);
  for (guint i = 0; i < n_pages * PAGE; i++)
    {
      g_autoptr (GalleyRevision) served = make_served (i);
      g_autoptr (GalleyRecord) record =
        galley_record_load_in_store (database, galley_revision_get_id (served), &error);

      g_assert_no_error (error);
      g_assert_true (galley_revision_has_same_content (record->revision, served));
      g_assert_false (record->is_dirty);
    }
}

const IoWorkload io_workload_pull = { "pull", io_work_begin, run_pull, go_on_pulling, look_at_pull, NULL };

/* Answers of the server to what was pushed. */

typedef struct
{
  gint64 number;
  gint64 generation;
} Answer;

static gpointer
answer_job (GalleyDatabase *database,
            gpointer        input,
            GError        **error)
{
  Answer *answer = input;
  g_autoptr (GalleyRevision) sent = crash_make_revision (answer->number);
  g_autoptr (GalleyState) state = galley_state_new ();
  g_autoptr (GalleyRevision) acknowledged = NULL;

  galley_state_set_text (&state->etag, "\"1\"");
  acknowledged = galley_revision_with_state (sent, state);
  galley_record_acknowledge_in_store (database, answer->generation, acknowledged, IO_NOON, error);
  return NULL;
}

static gboolean
answer (IoWork *work,
        guint   article)
{
  CrashAcknowledged saved = work->acknowledged[article];
  Answer input = { saved.number, saved.generation };

  if (!io_work_run (work, GALLEY_LANE_SERVED, answer_job, &input))
    return FALSE;
  work->settled[article] = saved.generation;
  return TRUE;
}

static void
run_answers (IoWork *work)
{
  for (guint i = 0; i < IO_N_TRIES; i++)
    {
      answer (work, i % CRASH_N_ARTICLES);
      if (i % 2 == 0)
        io_work_save (work);
    }
}

static void
go_on_answering (IoWork *work)
{
  for (guint i = 0; i < CRASH_N_ARTICLES; i++)
    g_assert_true (answer (work, i));
  io_work_save_well (work, 2);
}

/* What is not settled waits, and nothing else does. */
static void
look_at_answers (IoWork         *work,
                 GalleyDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, &error);
  guint n_dirty = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < CRASH_N_ARTICLES; i++)
    {
      g_autofree char *id = crash_make_id (i);
      g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, id, &error);
      const char *headline;

      g_assert_no_error (error);
      headline = galley_revision_get_field (record->revision, GALLEY_FIELD_HEADLINE);
      g_assert_cmpint (g_ascii_strtoll (headline, NULL, 10), >=, work->acknowledged[i].number);
      g_assert_cmpint (record->generation, >=, work->acknowledged[i].generation);
      g_assert_true (record->is_dirty || record->base != NULL);
      if (record->generation > work->settled[i] && record->generation > work->acknowledged[i].generation)
        g_assert_true (record->is_dirty);
      if (record->generation == work->settled[i])
        g_assert_false (record->is_dirty);
      n_dirty += record->is_dirty ? 1 : 0;
    }
  g_assert_cmpuint (entries->len, ==, n_dirty);
}

const IoWorkload io_workload_answers = { "answers", io_work_begin, run_answers, go_on_answering, look_at_answers, NULL };
