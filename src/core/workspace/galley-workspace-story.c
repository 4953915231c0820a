/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to an article: first what the store knows, in one job, then what the server's record says, where there is
 * somebody to ask. The server is asked on a worker, by a line of its own, so that no pass waits for it. */
#include "core/workspace/galley-workspace.h"

#include "core/base/galley-error.h"
#include "core/base/galley-task.h"
#include "core/sync/galley-portal-transport.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

/* --- here -------------------------------------------------------------------------------------------------------- */

static void
add_entry (GalleyStory             *story,
           const GalleyOutboxEntry *entry)
{
  GalleyEventKind kind = entry->kind == GALLEY_OUTBOX_ACTION ? GALLEY_EVENT_ORDERED : GALLEY_EVENT_WAITING;
  const char *what = entry->to != NULL                     ? "hand-over"
                     : entry->kind == GALLEY_OUTBOX_ACTION ? galley_action_get_name (entry->action)
                     : entry->kind == GALLEY_OUTBOX_DELETE ? "delete"
                                                           : "put";
  GalleyEvent *event =
    galley_story_add (story, entry->parked != NULL ? GALLEY_EVENT_PARKED : kind, entry->queued_real, NULL, what);

  event->attempts = entry->attempts;
  if (entry->content_hash != NULL)
    {
      g_free (event->hash);
      event->hash = g_strdup (entry->content_hash);
    }
  if (entry->parked != NULL)
    {
      g_free (event->comment);
      event->comment = g_strdup (entry->parked);
    }
}

static gboolean
add_outbox (GalleyStory    *story,
            GalleyDatabase *database,
            GError        **error)
{
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (strcmp (entry->article, story->article) == 0)
        add_entry (story, entry);
    }
  return entries != NULL;
}

static gboolean
add_versions (GalleyStory    *story,
              GalleyDatabase *database,
              GError        **error)
{
  g_autoptr (GPtrArray) versions = galley_versions_list_in_store (database, story->article, error);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const GalleyVersionEntry *version = g_ptr_array_index (versions, i);

      galley_story_add (story, GALLEY_EVENT_KEPT, version->time, NULL, version->reason);
    }
  return versions != NULL;
}

static void
add_record (GalleyStory        *story,
            const GalleyRecord *record)
{
  const GalleyState *state = galley_revision_get_state (record->revision);
  const GalleyState *base = record->base != NULL ? galley_revision_get_state (record->base) : state;

  story->status = state->status;
  story->revision = galley_story_read_revision (base->etag);
  story->is_dirty = record->is_dirty;
  story->is_trashed = record->is_trashed;
  story->n_conflicts = record->conflicts != NULL ? record->conflicts->len : 0;
  galley_story_add (story, GALLEY_EVENT_SAVED, record->touched, NULL, NULL);
}

static gpointer
tell_in_store (GalleyDatabase *database,
               gpointer        id,
               GError        **error)
{
  g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, id, error);
  g_autoptr (GalleyStory) story = NULL;

  if (record == NULL)
    return NULL;
  story = galley_story_new (id);
  add_record (story, record);
  if (!add_versions (story, database, error) || !add_outbox (story, database, error))
    return NULL;
  galley_story_sort (story);
  return g_steal_pointer (&story);
}

/* --- there ------------------------------------------------------------------------------------------------------- */

static void
add_served (GalleyStory          *story,
            const GalleyActEntry *entry)
{
  GalleyEvent *event = galley_story_add (story, GALLEY_EVENT_SERVED, entry->time, entry->user_name, entry->action);

  g_free (event->comment);
  event->comment = g_strdup (entry->comment);
  g_free (event->hash);
  event->hash = g_strdup (entry->content_hash);
  event->revision = entry->revision;
}

typedef struct
{
  GalleyTransport *transport; /* (nullable): nobody is signed in */
  GalleyStory *story;         /* (nullable): taken, or not there yet */
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_clear_object (&self->transport);
  g_clear_pointer (&self->story, galley_story_free);
  g_free (self);
}

static void
end (GTask    *task,
     Question *question)
{
  g_task_return_pointer (task, g_steal_pointer (&question->story), (GDestroyNotify) galley_story_free);
}

static void
ask_on_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Question *question = data;
  GalleyStory *story = question->story;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
    galley_transport_load_record (question->transport, story->article, cancellable, &error);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (entries == NULL)
    story->trouble = error->domain == GALLEY_ERROR ? error->code : (int) GALLEY_ERROR_OFFLINE;
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    add_served (story, g_ptr_array_index (entries, i));
  story->is_told = entries != NULL;
  galley_story_sort (story);
  end (task, question);
}

static void
told_cb (GObject      *store,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;

  question->story = galley_store_run_finish (GALLEY_STORE (store), result, &error);
  if (question->story == NULL)
    g_task_return_error (task, error);
  else if (question->transport != NULL)
    galley_task_run_in_thread (task, ask_on_worker);
  else
    end (task, question);
}

void
galley_workspace_explain_async (GalleyWorkspace     *self,
                                const char          *id,
                                gboolean             is_server_asked,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  Question *question;
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  question = g_new0 (Question, 1);
  if (is_server_asked && self->engine != NULL)
    question->transport = galley_portal_transport_new_beside (GALLEY_PORTAL_TRANSPORT (self->transport));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_workspace_explain_async);
  g_task_set_task_data (task, question, question_free);
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, tell_in_store, g_strdup (id), g_free,
                          (GDestroyNotify) galley_story_free, cancellable, told_cb, task);
}

GalleyStory *
galley_workspace_explain_finish (GalleyWorkspace  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
