/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving what is in hand. The save knows which generation of the row it was typed upon: where a merge got in between,
 * writing over it would take another person's words away, so that save is rolled back and done again as a merge of its
 * own. What both changed is put down as a conflict; nothing is dropped. */
#include "core/workspace/galley-manuscript.h"

#include "core/base/galley-error.h"
#include "core/workspace/galley-manuscript-private.h"

typedef struct
{
  GalleyRevision *revision;
  GalleyRevision *typed_upon;
  gint64 generation; /* of the row it was typed upon, 0: there was none */
  gint64 now;
} SaveInput;

typedef struct
{
  GalleyRevision *written;
  gint64 generation;
  gboolean has_conflict;
} SaveResult;

typedef struct
{
  GWeakRef manuscript;
  SaveInput *input; /* a second copy, for the save that has to merge */
  gboolean is_merging;
  GalleySaveDone done;
  gpointer done_data;
} Save;

static SaveInput *
save_input_new (GalleyManuscript *manuscript,
                GalleyRevision   *revision)
{
  SaveInput *self = g_new0 (SaveInput, 1);

  self->revision = galley_revision_ref (revision);
  self->typed_upon = galley_revision_ref (manuscript->stored);
  self->generation = manuscript->generation;
  self->now = galley_clock_get_real_time (manuscript->clock);
  return self;
}

static SaveInput *
save_input_copy (const SaveInput *other)
{
  SaveInput *self = g_new0 (SaveInput, 1);

  *self = *other;
  galley_revision_ref (self->revision);
  galley_revision_ref (self->typed_upon);
  return self;
}

static void
save_input_free (gpointer data)
{
  SaveInput *self = data;

  galley_revision_unref (self->revision);
  galley_revision_unref (self->typed_upon);
  g_free (self);
}

static SaveResult *
save_result_new (GalleyRevision *written,
                 gint64          generation,
                 gboolean        has_conflict)
{
  SaveResult *self = g_new0 (SaveResult, 1);

  self->written = galley_revision_ref (written);
  self->generation = generation;
  self->has_conflict = has_conflict;
  return self;
}

static void
save_result_free (gpointer data)
{
  SaveResult *self = data;

  galley_revision_unref (self->written);
  g_free (self);
}

static void
save_free (Save *self)
{
  g_weak_ref_clear (&self->manuscript);
  save_input_free (self->input);
  g_free (self);
}

/* CONFLICT: the row is another one than it was typed upon, and nothing was written. */
static gpointer
save_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  SaveInput *input = data;
  gint64 generation = 0;

  if (!galley_record_save_in_store (database, input->revision, input->now, &generation, error))
    return NULL;
  if (generation > input->generation + 1)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "Article %s was changed by another hand",
                   galley_revision_get_id (input->revision));
      return NULL;
    }
  return save_result_new (input->revision, generation, FALSE);
}

static gpointer
merge_in_store (GalleyDatabase *database,
                gpointer        data,
                GError        **error)
{
  SaveInput *input = data;
  g_autoptr (GalleyRecord) record =
    galley_record_load_in_store (database, galley_revision_get_id (input->revision), error);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = NULL;
  gint64 generation = 0;

  if (record == NULL)
    return NULL;
  merged = galley_merge (input->typed_upon, input->revision, record->revision, &conflicts);
  if (!galley_record_save_in_store (database, merged, input->now, &generation, error))
    return NULL;
  /* The other side came from the server, and is the base by now. */
  if (conflicts->len > 0 && record->base != NULL
      && !galley_record_merge_in_store (database, generation, merged, record->base, conflicts, input->now, error))
    return NULL;
  return save_result_new (merged, generation, conflicts->len > 0);
}

/* The row holds more than the article in hand, which must not be touched now, or in which the same was typed meanwhile: it
 * still is what was sent, and the next save merges again. */
static void
put_off (GalleyManuscript *self,
         SaveInput        *input,
         SaveResult       *result)
{
  galley_revision_ref (input->revision);
  galley_revision_unref (self->stored);
  self->stored = input->revision;
  self->generation = result->generation - 1;
  galley_manuscript_reload (self, FALSE);
}

static void
take_result (GalleyManuscript *self,
             SaveInput        *input,
             SaveResult       *result)
{
  if (!galley_revision_has_same_content (input->revision, result->written)
      && (self->holds > 0 || !galley_article_rebase (self->article, input->revision, result->written)))
    {
      put_off (self, input, result);
      return;
    }
  galley_revision_ref (result->written);
  galley_revision_unref (self->stored);
  self->stored = result->written;
  self->generation = result->generation;
  if (result->has_conflict)
    galley_manuscript_reload (self, FALSE);
}

static void
saved_cb (GObject      *store,
          GAsyncResult *result,
          gpointer      data)
{
  Save *save = data;
  g_autoptr (GalleyManuscript) self = g_weak_ref_get (&save->manuscript);
  g_autoptr (GError) error = NULL;
  SaveResult *saved = galley_store_run_finish (GALLEY_STORE (store), result, &error);

  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT) && !save->is_merging)
    {
      SaveInput *again = save_input_copy (save->input);

      save->is_merging = TRUE;
      galley_store_run_async (GALLEY_STORE (store), GALLEY_LANE_SAVE, merge_in_store, again, save_input_free,
                              save_result_free, NULL, saved_cb, save);
      return;
    }
  if (saved != NULL)
    {
      if (self != NULL && self->article != NULL)
        take_result (self, save->input, saved);
      save_result_free (saved);
    }
  save->done (save->done_data, error);
  save_free (save);
}

void
galley_manuscript_save (GalleyRevision *revision,
                        GalleySaveDone  done,
                        gpointer        done_data,
                        gpointer        data)
{
  g_autoptr (GalleyManuscript) self = g_weak_ref_get (data);
  Save *save;

  /* Whoever let go of it while it was dirty is the workspace that was closed. */
  if (self == NULL || self->store == NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (GALLEY_ERROR, GALLEY_ERROR_FAILED, "The article was closed");

      done (done_data, error);
      return;
    }
  if (self->generation == 0
      && (galley_revision_has_same_content (revision, self->stored) || galley_revision_is_blank (revision)))
    {
      done (done_data, NULL);
      return;
    }

  save = g_new0 (Save, 1);
  g_weak_ref_init (&save->manuscript, self);
  save->input = save_input_new (self, revision);
  save->done = done;
  save->done_data = done_data;
  galley_journal_note (galley_store_get_journal (self->store), revision, self->served, save->input->now,
                       self->generation + 1);
  galley_store_run_async (self->store, GALLEY_LANE_SAVE, save_in_store, save_input_copy (save->input),
                          save_input_free, save_result_free, NULL, saved_cb, save);
}

void
galley_manuscript_note (GalleyRevision *revision,
                        gpointer        data)
{
  g_autoptr (GalleyManuscript) self = g_weak_ref_get (data);

  if (self == NULL || self->store == NULL)
    return;
  /* The save that is under way makes the next generation, and this one comes behind it. */
  galley_journal_note (galley_store_get_journal (self->store), revision, self->served,
                       galley_clock_get_real_time (self->clock), self->generation + 2);
}

typedef struct
{
  char *id;
  GalleyPosition caret;
} CaretInput;

static void
caret_input_free (gpointer data)
{
  CaretInput *self = data;

  g_free (self->id);
  g_free (self);
}

static gpointer
save_caret_in_store (GalleyDatabase *database,
                     gpointer        data,
                     GError        **error)
{
  CaretInput *input = data;

  galley_record_save_caret_in_store (database, input->id, input->caret.block, input->caret.offset, error);
  return NULL;
}

void
galley_manuscript_save_caret (GalleyManuscript *self)
{
  CaretInput *input;

  if (self->generation == 0
      || (self->caret.block == self->stored_caret.block && self->caret.offset == self->stored_caret.offset))
    return;
  self->stored_caret = self->caret;
  input = g_new0 (CaretInput, 1);
  input->id = g_strdup (galley_article_get_id (self->article));
  input->caret = self->caret;
  galley_store_run_async (self->store, GALLEY_LANE_BACKGROUND, save_caret_in_store, input, caret_input_free, NULL,
                          NULL, NULL, NULL);
}
