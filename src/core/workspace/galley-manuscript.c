/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One article in hand. What comes from the store is taken as a difference from what stood there before, so that what is
 * typed meanwhile stays; where both changed the same words, mine stay in the editor, and the save that follows finds
 * the row changed and puts both sides down as a conflict (see galley-manuscript-save.c). */
#include "core/workspace/galley-manuscript.h"

#include "core/portal/galley-context.h"
#include "core/wire/galley-wire.h"
#include "core/workspace/galley-manuscript-private.h"

/* From the first move of the caret until it is put down, in microseconds: a program that is killed then comes back to
 * where one was. */
#define CARET_PAUSE (2 * (gint64) G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (GalleyManuscript, galley_manuscript, G_TYPE_OBJECT)

enum
{
  RECORD_CHANGED,
  FOREIGN_CHANGE,
  NOTE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
same_position (GalleyPosition a,
               GalleyPosition b)
{
  return a.block == b.block && a.offset == b.offset;
}

static gboolean
same_side (GalleyRevision *a,
           GalleyRevision *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return galley_revision_has_same_content (a, b);
}

/* Everything of the row but its content. TRUE if anything differs. */
static gboolean
take_surface (GalleyManuscript *self,
              GalleyRecord     *record)
{
  guint n_conflicts = self->conflicts != NULL ? self->conflicts->len : 0;
  gboolean differs = self->is_trashed != record->is_trashed || !same_side (self->theirs, record->theirs)
                     || n_conflicts != (record->conflicts != NULL ? record->conflicts->len : 0);

  self->is_trashed = record->is_trashed;
  g_clear_pointer (&self->served, galley_revision_unref);
  self->served = g_steal_pointer (&record->base);
  g_clear_pointer (&self->theirs, galley_revision_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  self->theirs = g_steal_pointer (&record->theirs);
  self->conflicts = g_steal_pointer (&record->conflicts);
  return differs;
}

static void
set_stored (GalleyManuscript *self,
            GalleyRevision   *stored,
            gint64            generation)
{
  galley_revision_ref (stored);
  g_clear_pointer (&self->stored, galley_revision_unref);
  self->stored = stored;
  self->generation = generation;
}

static void
take_content (GalleyManuscript *self,
              GalleyRecord     *record)
{
  gboolean is_taken;

  is_taken = galley_article_rebase (self->article, self->stored, record->revision);
  if (is_taken)
    {
      set_stored (self, record->revision, record->generation);
      galley_autosaver_set_saved (self->autosaver, record->revision);
    }
  else
    {
      /* The old place stays the one to save from, so that the save sees both sides. */
      galley_autosaver_flush_async (self->autosaver, NULL, NULL, NULL);
    }
  if (self->is_foreign || !is_taken)
    g_signal_emit (self, signals[FOREIGN_CHANGE], 0, is_taken);
  self->is_foreign = FALSE;
}

static void
take_record (GalleyManuscript *self,
             GalleyRecord     *record)
{
  const GalleyState *before = galley_article_get_state (self->article);
  gboolean differs = take_surface (self, record);

  if (record->generation >= self->generation)
    {
      if (galley_revision_has_same_content (self->stored, record->revision))
        set_stored (self, record->revision, record->generation);
      else
        take_content (self, record);
    }
  galley_article_set_state (self->article, galley_revision_get_state (record->revision));
  if (differs || before != galley_article_get_state (self->article))
    g_signal_emit (self, signals[RECORD_CHANGED], 0);
}

static void
reload_if_asked (GalleyManuscript *self)
{
  if (!self->is_asked_again || self->is_reloading || self->holds > 0)
    return;
  self->is_asked_again = FALSE;
  galley_manuscript_reload (self, self->is_foreign);
}

static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  return galley_record_load_in_store (database, input, error);
}

static void
reloaded_cb (GObject      *store,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GalleyManuscript) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyRecord) record = galley_store_run_finish (GALLEY_STORE (store), result, &error);

  self->is_reloading = FALSE;
  /* A row that went (hidden from this user) comes back with the next save; one that cannot be read now is read again
   * after the next change. What is in hand stays. */
  if (record == NULL)
    g_info ("Article %s was not read again: %s", galley_article_get_id (self->article), error->message);
  else if (self->holds > 0)
    self->is_asked_again = TRUE;
  else
    take_record (self, record);
  reload_if_asked (self);
}

void
galley_manuscript_reload (GalleyManuscript *self,
                          gboolean          is_foreign)
{
  self->is_foreign = self->is_foreign || is_foreign;
  if (self->is_reloading || self->holds > 0)
    {
      self->is_asked_again = TRUE;
      return;
    }
  self->is_reloading = TRUE;
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, load_in_store,
                          g_strdup (galley_article_get_id (self->article)), g_free,
                          (GDestroyNotify) galley_record_free, NULL, reloaded_cb, g_object_ref (self));
}

static void
galley_manuscript_dispose (GObject *object)
{
  GalleyManuscript *self = GALLEY_MANUSCRIPT (object);

  if (self->caret_timeout != 0)
    galley_clock_remove_timeout (self->clock, self->caret_timeout);
  self->caret_timeout = 0;
  if (self->store != NULL && self->article != NULL)
    {
      galley_manuscript_save_caret (self);
      if (galley_autosaver_get_status (self->autosaver) == GALLEY_SAVE_CLEAN)
        galley_journal_end (galley_store_get_journal (self->store), galley_article_get_id (self->article));
    }
  g_clear_object (&self->autosaver);
  g_clear_object (&self->history);
  g_clear_object (&self->article);
  g_clear_object (&self->clock);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (galley_manuscript_parent_class)->dispose (object);
}

static void
galley_manuscript_finalize (GObject *object)
{
  GalleyManuscript *self = GALLEY_MANUSCRIPT (object);

  g_clear_pointer (&self->stored, galley_revision_unref);
  g_clear_pointer (&self->served, galley_revision_unref);
  g_clear_pointer (&self->theirs, galley_revision_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->layout, galley_layout_unref);
  g_clear_pointer (&self->user, galley_user_free);
  g_free (self->note);
  g_free (self->corrected_context);
  galley_unsent_clear (&self->unsent);

  G_OBJECT_CLASS (galley_manuscript_parent_class)->finalize (object);
}

static void
galley_manuscript_class_init (GalleyManuscriptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = galley_manuscript_dispose;
  object_class->finalize = galley_manuscript_finalize;

  signals[RECORD_CHANGED] = g_signal_new ("record-changed", GALLEY_TYPE_MANUSCRIPT, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[FOREIGN_CHANGE] = g_signal_new ("foreign-change", GALLEY_TYPE_MANUSCRIPT, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[NOTE_CHANGED] = g_signal_new ("note-changed", GALLEY_TYPE_MANUSCRIPT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
galley_manuscript_init (GalleyManuscript *self)
{
  self->is_local = TRUE;
}

GalleyManuscript *
galley_manuscript_new (GalleyStore    *store,
                       GalleyClock    *clock,
                       GalleyRevision *initial)
{
  GalleyManuscript *self = g_object_new (GALLEY_TYPE_MANUSCRIPT, NULL);
  GWeakRef *reference = g_new0 (GWeakRef, 1);

  g_weak_ref_init (reference, self);
  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->opened = galley_clock_get_real_time (clock);
  self->stored = galley_revision_ref (initial);
  self->article = galley_article_new_from_revision (initial);
  self->history = galley_history_new (galley_article_get_document (self->article), clock);
  self->autosaver =
    galley_autosaver_new (self->article, clock, galley_manuscript_save, reference, weak_ref_free);
  galley_autosaver_set_note_function (self->autosaver, galley_manuscript_note);
  return self;
}

GalleyManuscript *
galley_manuscript_new_from_record (GalleyStore  *store,
                                   GalleyClock  *clock,
                                   GalleyRecord *record)
{
  GalleyManuscript *self = galley_manuscript_new (store, clock, record->revision);

  self->generation = record->generation;
  self->caret = (GalleyPosition){ record->caret_block, record->caret_offset };
  self->stored_caret = self->caret;
  take_surface (self, record);
  galley_autosaver_set_saved (self->autosaver, record->revision);
  return self;
}

void
galley_manuscript_set_surroundings (GalleyManuscript *self,
                                    GalleyLayout     *layout,
                                    const GalleyUser *user)
{
  galley_layout_ref (layout);
  g_clear_pointer (&self->layout, galley_layout_unref);
  self->layout = layout;
  self->is_local = user == NULL;
  if (user != NULL)
    {
      g_clear_pointer (&self->user, galley_user_free);
      self->user = galley_user_copy (user);
    }
}

void
galley_manuscript_set_corrected_context (GalleyManuscript *self,
                                         const char       *context)
{
  g_free (self->corrected_context);
  self->corrected_context = g_strdup (context);
}

void
galley_manuscript_set_unsent (GalleyManuscript   *self,
                              const GalleyUnsent *unsent)
{
  if (galley_unsent_equal (&self->unsent, unsent))
    return;
  galley_unsent_clear (&self->unsent);
  galley_unsent_copy (unsent, &self->unsent);
  g_signal_emit (self, signals[RECORD_CHANGED], 0);
}

const GalleyUnsent *
galley_manuscript_get_unsent (GalleyManuscript *self)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), NULL);

  return &self->unsent;
}

GalleyArticle *
galley_manuscript_get_article (GalleyManuscript *self)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), NULL);

  return self->article;
}

GalleyHistory *
galley_manuscript_get_history (GalleyManuscript *self)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), NULL);

  return self->history;
}

GalleyAutosaver *
galley_manuscript_get_autosaver (GalleyManuscript *self)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), NULL);

  return self->autosaver;
}

void
galley_manuscript_hold (GalleyManuscript *self)
{
  g_return_if_fail (GALLEY_IS_MANUSCRIPT (self));

  self->holds++;
}

void
galley_manuscript_release (GalleyManuscript *self)
{
  g_return_if_fail (GALLEY_IS_MANUSCRIPT (self));
  g_return_if_fail (self->holds > 0);

  self->holds--;
  reload_if_asked (self);
}

GalleyPosition
galley_manuscript_get_caret (GalleyManuscript *self)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), ((GalleyPosition){ 0, 0 }));

  return self->caret;
}

static gboolean
caret_timeout_cb (gpointer data)
{
  GalleyManuscript *self = GALLEY_MANUSCRIPT (data);

  self->caret_timeout = 0;
  galley_manuscript_save_caret (self);
  return G_SOURCE_REMOVE;
}

void
galley_manuscript_set_caret (GalleyManuscript *self,
                             GalleyPosition    caret)
{
  g_return_if_fail (GALLEY_IS_MANUSCRIPT (self));

  if (same_position (self->caret, caret))
    return;
  self->caret = caret;
  if (self->caret_timeout == 0)
    self->caret_timeout = galley_clock_add_timeout (self->clock, CARET_PAUSE, caret_timeout_cb, self);
}

gboolean
galley_manuscript_get_is_trashed (GalleyManuscript *self)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), FALSE);

  return self->is_trashed;
}

GalleyRevision *
galley_manuscript_get_theirs (GalleyManuscript *self)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), NULL);

  return self->theirs;
}

GPtrArray *
galley_manuscript_get_conflicts (GalleyManuscript *self)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), NULL);

  return self->conflicts;
}

/* The day and minute of opening, until the day is over: a context that moves on with every second would make a new page
 * of every look. */
static gint64
get_supposed_time (GalleyManuscript *self)
{
  const gint64 minute = 60 * (gint64) G_USEC_PER_SEC;
  const gint64 day = 24 * 60 * minute;
  gint64 now = galley_clock_get_real_time (self->clock);

  if (now - self->opened > day || now < self->opened)
    self->opened = now;
  return self->opened / minute * minute;
}

char *
galley_manuscript_dup_context (GalleyManuscript *self)
{
  const GalleyState *state;
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *path = NULL;
  gint64 published;

  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), NULL);

  /* The modules of a page are those of its last publication, and its path is given once: also for what would replace
   * it. */
  state = galley_article_get_state (self->article);
  if (*state->context != '\0')
    return g_strdup (state->context);
  if (self->corrected_context != NULL && *self->corrected_context != '\0')
    return galley_context_correct (self->corrected_context, self->corrected_context, self->note,
                                   get_supposed_time (self));

  published = state->published_at != 0 ? state->published_at : get_supposed_time (self);
  path = *state->published_path != '\0'
           ? g_strdup (state->published_path)
           : galley_context_make_path (self->layout, galley_article_get_id (self->article), published);
  revision = galley_article_snapshot (self->article);
  items = g_ptr_array_new ();
  return galley_context_new (self->layout, revision, path, published, items, NULL);
}

void
galley_manuscript_set_note (GalleyManuscript *self,
                            const char       *note)
{
  g_return_if_fail (GALLEY_IS_MANUSCRIPT (self));

  if (g_strcmp0 (note, self->note) == 0)
    return;
  g_free (self->note);
  self->note = g_strdup (note);
  g_signal_emit (self, signals[NOTE_CHANGED], 0);
}

const char *
galley_manuscript_get_note (GalleyManuscript *self)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), NULL);

  return self->note;
}

gboolean
galley_manuscript_may_edit (GalleyManuscript *self)
{
  const GalleyState *state;

  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), FALSE);

  state = galley_article_get_state (self->article);
  if (self->is_trashed || state->status == GALLEY_STATUS_CLOSED)
    return FALSE;
  if (self->is_local || *state->etag == '\0')
    return TRUE;
  return galley_workflow_may_edit (galley_site_get_workflow (galley_layout_get_site (self->layout)), state,
                                   self->user);
}

GalleyAction
galley_manuscript_get_next_action (GalleyManuscript *self)
{
  const GalleyState *state;
  g_autoptr (GalleyRevision) revision = NULL;
  const char *hash = "";

  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), GALLEY_ACTION_NONE);

  if (self->is_local || self->is_trashed || self->theirs != NULL || self->unsent.n_orders > 0)
    return GALLEY_ACTION_NONE;
  state = galley_article_get_state (self->article);
  revision = galley_article_snapshot (self->article);
  if (self->generation == 0 && galley_revision_has_same_content (revision, self->stored))
    return GALLEY_ACTION_NONE;
  /* Submitting looks at no content; hashing a long one at every key would be felt. */
  if (state->status != GALLEY_STATUS_DRAFT && state->status != GALLEY_STATUS_RETURNED)
    hash = galley_wire_get_content_hash (revision);
  return galley_workflow_get_next (galley_site_get_workflow (galley_layout_get_site (self->layout)), state,
                                   self->user, hash);
}
