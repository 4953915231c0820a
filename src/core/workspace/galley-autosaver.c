/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The states: CLEAN -(change)-> DIRTY -(throttle, flush)-> SAVING -(said so)-> CLEAN, or DIRTY when typed on meanwhile;
 * SAVING -(error)-> FAILED -(2 s, flush)-> SAVING. What is dirty is told by the article's generation alone. */
#include "core/workspace/galley-autosaver.h"

#define THROTTLE (250 * 1000)
#define THROTTLE_LARGE (450 * 1000)
#define LARGE_BODY (256 * 1024) /* bytes, as heavy as it gets on the disk */
#define RETRY (2 * (gint64) G_USEC_PER_SEC)

struct _GalleyAutosaver
{
  GObject parent_instance;

  /* Owned. */
  GalleyArticle *article;
  GalleyClock *clock;
  GalleySaveFunction save;
  GalleyNoteFunction note; /* (nullable) */
  gpointer data;
  GDestroyNotify destroy;
  GError *error;
  GalleyRevision *saved;
  GList *flushes; /* of GTask */

  GalleySaveStatus status;
  guint64 saved_generation;
  gint64 dirty_since; /* boot time of the first change that no save has taken, 0: none */
  guint timer;
};

/* A save under way. */
typedef struct
{
  GalleyAutosaver *autosaver;
  GalleyRevision *revision;
  guint64 generation;
} Save;

G_DEFINE_FINAL_TYPE (GalleyAutosaver, galley_autosaver, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void start_save (GalleyAutosaver *self);

static void
set_status (GalleyAutosaver *self,
            GalleySaveStatus status,
            const GError    *error)
{
  gboolean is_same_error =
    error == self->error
    || (error != NULL && self->error != NULL && g_error_matches (error, self->error->domain, self->error->code)
        && g_strcmp0 (error->message, self->error->message) == 0);

  if (self->status == status && is_same_error)
    return;
  self->status = status;
  if (error != self->error)
    {
      g_clear_error (&self->error);
      self->error = error != NULL ? g_error_copy (error) : NULL;
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_dirty (GalleyAutosaver *self)
{
  return galley_article_get_generation (self->article) != self->saved_generation;
}

static void
clear_timer (GalleyAutosaver *self)
{
  if (self->timer != 0)
    galley_clock_remove_timeout (self->clock, self->timer);
  self->timer = 0;
}

/* The save may wait for the disk for as long as that takes; the next one cannot begin meanwhile. */
static void
note (GalleyAutosaver *self)
{
  g_autoptr (GalleyRevision) revision = galley_article_snapshot (self->article);

  self->note (revision, self->data);
}

static gboolean
timer_cb (gpointer data)
{
  GalleyAutosaver *self = data;

  self->timer = 0;
  if (self->status == GALLEY_SAVE_SAVING)
    note (self);
  else
    start_save (self);
  return G_SOURCE_REMOVE;
}

static void
set_timer (GalleyAutosaver *self,
           gint64           delay)
{
  clear_timer (self);
  self->timer = galley_clock_add_timeout (self->clock, MAX (delay, 0), timer_cb, self);
}

static gint64
get_throttle (GalleyAutosaver *self)
{
  gsize weight = galley_document_get_weight (galley_article_get_document (self->article));

  return weight > LARGE_BODY ? THROTTLE_LARGE : THROTTLE;
}

/* The throttle runs from the first change on, also where that was made during a save. */
static void
wait_for_throttle (GalleyAutosaver *self)
{
  gint64 now = galley_clock_get_boot_time (self->clock);

  if (self->dirty_since == 0)
    self->dirty_since = now;
  set_timer (self, self->dirty_since + get_throttle (self) - now);
  set_status (self, GALLEY_SAVE_DIRTY, NULL);
}

static void
finish_flushes (GalleyAutosaver *self,
                const GError    *error)
{
  GList *flushes = g_steal_pointer (&self->flushes);

  for (GList *link = flushes; link != NULL; link = link->next)
    {
      if (error != NULL)
        g_task_return_error (link->data, g_error_copy (error));
      else
        g_task_return_boolean (link->data, TRUE);
    }
  g_list_free_full (flushes, g_object_unref);
}

static void
save_done_cb (gpointer      done_data,
              const GError *error)
{
  Save *save = done_data;
  g_autoptr (GalleyAutosaver) self = save->autosaver;
  g_autoptr (GalleyRevision) revision = save->revision;
  guint64 generation = save->generation;

  g_free (save);
  /* The owner has let go meanwhile: nobody listens any more. */
  if (self->save == NULL)
    return;

  if (error != NULL)
    {
      self->dirty_since = 0;
      set_timer (self, RETRY);
      set_status (self, GALLEY_SAVE_FAILED, error);
      finish_flushes (self, error);
      return;
    }

  g_clear_pointer (&self->saved, galley_revision_unref);
  self->saved = g_steal_pointer (&revision);
  /* Content that came from the store meanwhile may have moved it further on. */
  self->saved_generation = MAX (self->saved_generation, generation);
  clear_timer (self);
  if (!is_dirty (self))
    {
      self->dirty_since = 0;
      set_status (self, GALLEY_SAVE_CLEAN, NULL);
      finish_flushes (self, NULL);
    }
  else if (self->flushes != NULL)
    start_save (self);
  else
    wait_for_throttle (self);
}

static void
start_save (GalleyAutosaver *self)
{
  Save *save;
  g_autoptr (GalleyRevision) revision = NULL;

  clear_timer (self);
  revision = galley_article_snapshot (self->article);
  save = g_new0 (Save, 1);
  save->autosaver = g_object_ref (self);
  save->revision = galley_revision_ref (revision);
  save->generation = galley_article_get_generation (self->article);
  self->dirty_since = 0;
  set_status (self, GALLEY_SAVE_SAVING, NULL);
  self->save (revision, save_done_cb, save, self->data);
}

static void
article_changed_cb (GalleyAutosaver *self)
{
  if (self->dirty_since == 0)
    self->dirty_since = galley_clock_get_boot_time (self->clock);
  if (self->status == GALLEY_SAVE_CLEAN)
    wait_for_throttle (self);
  else if (self->status == GALLEY_SAVE_SAVING && self->note != NULL && self->timer == 0)
    set_timer (self, get_throttle (self));
}

static void
galley_autosaver_dispose (GObject *object)
{
  GalleyAutosaver *self = GALLEY_AUTOSAVER (object);

  if (self->clock != NULL)
    clear_timer (self);
  if (self->article != NULL)
    g_signal_handlers_disconnect_by_data (self->article, self);
  if (self->destroy != NULL)
    self->destroy (self->data);
  self->destroy = NULL;
  self->save = NULL;
  g_clear_object (&self->article);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (galley_autosaver_parent_class)->dispose (object);
}

static void
galley_autosaver_finalize (GObject *object)
{
  GalleyAutosaver *self = GALLEY_AUTOSAVER (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->saved, galley_revision_unref);

  G_OBJECT_CLASS (galley_autosaver_parent_class)->finalize (object);
}

static void
galley_autosaver_class_init (GalleyAutosaverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = galley_autosaver_dispose;
  object_class->finalize = galley_autosaver_finalize;

  signals[CHANGED] = g_signal_new ("changed", GALLEY_TYPE_AUTOSAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
galley_autosaver_init (GalleyAutosaver *self)
{
}

GalleyAutosaver *
galley_autosaver_new (GalleyArticle     *article,
                      GalleyClock       *clock,
                      GalleySaveFunction save,
                      gpointer           data,
                      GDestroyNotify     destroy)
{
  GalleyAutosaver *self;

  g_return_val_if_fail (GALLEY_IS_ARTICLE (article), NULL);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (save != NULL, NULL);

  self = g_object_new (GALLEY_TYPE_AUTOSAVER, NULL);
  self->article = g_object_ref (article);
  self->clock = g_object_ref (clock);
  self->save = save;
  self->data = data;
  self->destroy = destroy;
  self->saved_generation = galley_article_get_generation (article);
  g_signal_connect_swapped (article, "changed", G_CALLBACK (article_changed_cb), self);
  return self;
}

void
galley_autosaver_set_note_function (GalleyAutosaver   *self,
                                    GalleyNoteFunction function)
{
  g_return_if_fail (GALLEY_IS_AUTOSAVER (self));

  self->note = function;
}

GalleySaveStatus
galley_autosaver_get_status (GalleyAutosaver *self)
{
  g_return_val_if_fail (GALLEY_IS_AUTOSAVER (self), GALLEY_SAVE_CLEAN);

  return self->status;
}

const GError *
galley_autosaver_get_error (GalleyAutosaver *self)
{
  g_return_val_if_fail (GALLEY_IS_AUTOSAVER (self), NULL);

  return self->error;
}

GalleyRevision *
galley_autosaver_get_saved (GalleyAutosaver *self)
{
  g_return_val_if_fail (GALLEY_IS_AUTOSAVER (self), NULL);

  return self->saved;
}

void
galley_autosaver_set_saved (GalleyAutosaver *self,
                            GalleyRevision  *revision)
{
  g_autoptr (GalleyRevision) mine = NULL;

  g_return_if_fail (GALLEY_IS_AUTOSAVER (self));
  g_return_if_fail (revision != NULL);

  galley_revision_ref (revision);
  g_clear_pointer (&self->saved, galley_revision_unref);
  self->saved = revision;
  mine = galley_article_snapshot (self->article);
  if (!galley_revision_has_same_content (mine, revision))
    return;
  self->saved_generation = galley_article_get_generation (self->article);
  /* What is under way will be said by who does it. */
  if (self->status == GALLEY_SAVE_SAVING)
    return;
  clear_timer (self);
  self->dirty_since = 0;
  set_status (self, GALLEY_SAVE_CLEAN, NULL);
}

void
galley_autosaver_flush_async (GalleyAutosaver     *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GALLEY_IS_AUTOSAVER (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_autosaver_flush_async);
  if (self->status != GALLEY_SAVE_SAVING && !is_dirty (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->flushes = g_list_append (self->flushes, g_steal_pointer (&task));
  if (self->status != GALLEY_SAVE_SAVING)
    start_save (self);
}

gboolean
galley_autosaver_flush_finish (GalleyAutosaver  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_AUTOSAVER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
