/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person decides about an article beside its text: trash, orders, conflicts, what is parked. Each is one job;
 * what is typed is saved before it. */
#include "core/workspace/galley-workspace.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/store/galley-store-media.h"
#include "core/sync/galley-cycle.h"
#include "core/wire/galley-wire.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

void
galley_workspace_init_job (GalleyWorkspace *self,
                           GalleyJobHead   *head,
                           const char      *article)
{
  head->article = g_strdup (article);
  head->now = galley_clock_get_real_time (self->clock);
  head->boot = galley_clock_get_boot_time (self->clock);
}

typedef struct
{
  GalleyStoreJob job;
  gpointer input;
  GDestroyNotify free_input;
  char *article;
} JobTask;

static void
job_task_free (gpointer data)
{
  JobTask *self = data;

  if (self->input != NULL)
    self->free_input (self->input);
  g_free (self->article);
  g_free (self);
}

static void
job_done_cb (GObject      *store,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GalleyWorkspace *self = g_task_get_source_object (task);
  JobTask *job = g_task_get_task_data (task);
  GalleyManuscript *manuscript;
  GError *error = NULL;

  galley_store_run_finish (GALLEY_STORE (store), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  manuscript = job->article != NULL ? galley_workspace_find_manuscript (self, job->article) : NULL;
  if (manuscript != NULL)
    galley_manuscript_reload (manuscript, FALSE);
  g_task_return_boolean (task, TRUE);
}

static void
run_job_task (GTask *task)
{
  GalleyWorkspace *self = g_task_get_source_object (task);
  JobTask *job = g_task_get_task_data (task);

  galley_store_run_async (self->store, GALLEY_LANE_PERSON, job->job, g_steal_pointer (&job->input),
                          job->free_input, NULL, NULL, job_done_cb, g_object_ref (task));
}

static void
flushed_cb (GObject      *autosaver,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (galley_autosaver_flush_finish (GALLEY_AUTOSAVER (autosaver), result, &error))
    run_job_task (task);
  else
    g_task_return_error (task, error);
}

void
galley_workspace_run_job (GalleyWorkspace    *self,
                          GalleyStoreJob      job,
                          gpointer            input,
                          GDestroyNotify      free_input,
                          gpointer            tag,
                          GAsyncReadyCallback callback,
                          gpointer            data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  JobTask *job_task = g_new0 (JobTask, 1);
  const GalleyJobHead *head = input;
  GalleyManuscript *manuscript = NULL;

  g_task_set_source_tag (task, tag);
  job_task->job = job;
  job_task->input = input;
  job_task->free_input = free_input;
  job_task->article = g_strdup (head->article);
  g_task_set_task_data (task, job_task, job_task_free);
  if (head->article != NULL)
    manuscript = galley_workspace_find_manuscript (self, head->article);
  if (manuscript != NULL)
    galley_autosaver_flush_async (manuscript->autosaver, NULL, flushed_cb, g_steal_pointer (&task));
  else
    run_job_task (task);
}

static gboolean
finish (GalleyWorkspace *self,
        GAsyncResult    *result,
        GError         **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Trash. */

typedef struct
{
  GalleyJobHead head;
  gboolean is_trashed;
} TrashInput;

static void
trash_input_free (gpointer data)
{
  TrashInput *self = data;

  g_free (self->head.article);
  g_free (self);
}

static gpointer
trash_in_store (GalleyDatabase *database,
                gpointer        data,
                GError        **error)
{
  TrashInput *input = data;

  galley_record_set_trashed_in_store (database, input->head.article, input->is_trashed, input->head.now, error);
  return NULL;
}

void
galley_workspace_set_trashed_async (GalleyWorkspace     *self,
                                    const char          *id,
                                    gboolean             is_trashed,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  TrashInput *input;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  input = g_new0 (TrashInput, 1);
  galley_workspace_init_job (self, &input->head, id);
  input->is_trashed = is_trashed;
  galley_workspace_run_job (self, trash_in_store, input, trash_input_free, galley_workspace_set_trashed_async,
                            callback, data);
}

gboolean
galley_workspace_set_trashed_finish (GalleyWorkspace  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  return finish (self, result, error);
}

/* Orders. */

typedef struct
{
  GalleyJobHead head;
  char *name;
  GalleyAction action;
  char *content_hash;
  char *comment;
  gint64 hold;
} ActInput;

static void
act_input_free (gpointer data)
{
  ActInput *self = data;

  g_free (self->head.article);
  g_free (self->name);
  g_free (self->content_hash);
  g_free (self->comment);
  g_free (self);
}

/* Who publishes wants its files there, whatever was said of them before. */
static gboolean
resume_media_in_store (GalleyDatabase *database,
                       const char     *id,
                       GError        **error)
{
  g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, id, error);
  g_autofree char *text = record != NULL ? galley_wire_write_content (record->revision) : NULL;

  return text != NULL && galley_media_resume_named_in_store (database, text, error);
}

static gpointer
act_in_store (GalleyDatabase *database,
              gpointer        data,
              GError        **error)
{
  ActInput *input = data;

  if (input->action == GALLEY_ACTION_PUBLISH && !resume_media_in_store (database, input->head.article, error))
    return NULL;
  galley_outbox_add_action_in_store (database, input->head.article, input->name, input->action,
                                     input->content_hash, input->comment, input->head.now, input->head.boot,
                                     input->hold > 0 ? input->head.boot + input->hold : 0, error);
  return NULL;
}

typedef struct
{
  char *article;
  char *name;
} Act;

static void
act_free (gpointer data)
{
  Act *self = data;

  g_free (self->article);
  g_free (self->name);
  g_free (self);
}

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GalleyWorkspace *self = GALLEY_WORKSPACE (source);
  g_autoptr (GTask) task = data;
  Act *act = g_task_get_task_data (task);
  GalleyManuscript *manuscript = galley_workspace_find_manuscript (self, act->article);
  GError *error = NULL;

  if (!finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* The figures follow; until then the button must not offer the same step again. */
  if (manuscript != NULL)
    {
      g_auto (GalleyUnsent) unsent = { 0 };

      galley_unsent_copy (&manuscript->unsent, &unsent);
      unsent.n_orders++;
      galley_manuscript_set_unsent (manuscript, &unsent);
    }
  g_task_return_pointer (task, g_steal_pointer (&act->name), g_free);
}

void
galley_workspace_act_async (GalleyWorkspace     *self,
                            const char          *id,
                            GalleyAction         action,
                            const char          *content_hash,
                            const char          *comment,
                            gint64               hold,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  GTask *task;
  ActInput *input;
  Act *act;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL && content_hash != NULL);
  g_return_if_fail (action != GALLEY_ACTION_NONE);

  input = g_new0 (ActInput, 1);
  galley_workspace_init_job (self, &input->head, id);
  input->name = galley_id_new (self->clock, self->random);
  input->action = action;
  input->content_hash = g_strdup (content_hash);
  input->comment = g_strdup (comment != NULL ? comment : "");
  input->hold = hold;
  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_workspace_act_async);
  act = g_new0 (Act, 1);
  act->article = g_strdup (id);
  act->name = g_strdup (input->name);
  g_task_set_task_data (task, act, act_free);
  galley_workspace_run_job (self, act_in_store, input, act_input_free, NULL, acted_cb, task);
}

char *
galley_workspace_act_finish (GalleyWorkspace  *self,
                             GAsyncResult     *result,
                             GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  GalleyJobHead head;
  char *name; /* of an order, or NULL */
  char *new_name; /* for one that is wanted again */
  gint64 sequence;
  gboolean is_wanted;
} EntryInput;

static void
entry_input_free (gpointer data)
{
  EntryInput *self = data;

  g_free (self->head.article);
  g_free (self->name);
  g_free (self->new_name);
  g_free (self);
}

/* (transfer full) NULL with NOT_FOUND: it has left, or was dropped. */
static GalleyOutboxEntry *
find_entry (GalleyDatabase *database,
            EntryInput     *input,
            GError        **error)
{
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, error);

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    {
      GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (input->name != NULL ? g_strcmp0 (entry->name, input->name) == 0 : entry->sequence == input->sequence)
        return g_ptr_array_steal_index (entries, i);
    }
  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "No such entry waits in the outbox any more");
  return NULL;
}

static gpointer
cancel_act_in_store (GalleyDatabase *database,
                     gpointer        data,
                     GError        **error)
{
  EntryInput *input = data;
  g_autoptr (GalleyOutboxEntry) entry = find_entry (database, input, error);

  if (entry != NULL)
    galley_outbox_remove_in_store (database, entry->sequence, error);
  return NULL;
}

void
galley_workspace_cancel_act_async (GalleyWorkspace     *self,
                                   const char          *name,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  EntryInput *input;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (name != NULL);

  input = g_new0 (EntryInput, 1);
  galley_workspace_init_job (self, &input->head, NULL);
  input->name = g_strdup (name);
  galley_workspace_run_job (self, cancel_act_in_store, input, entry_input_free, galley_workspace_cancel_act_async,
                            callback, data);
}

gboolean
galley_workspace_cancel_act_finish (GalleyWorkspace  *self,
                                    GAsyncResult     *result,
                                    GError          **error)
{
  return finish (self, result, error);
}

static gpointer
unpark_in_store (GalleyDatabase *database,
                 gpointer        data,
                 GError        **error)
{
  EntryInput *input = data;
  g_autoptr (GalleyOutboxEntry) entry = find_entry (database, input, error);

  if (entry == NULL)
    return NULL;
  if (input->is_wanted && entry->action == GALLEY_ACTION_PUBLISH
      && !resume_media_in_store (database, entry->article, error))
    return NULL;
  if (input->is_wanted)
    galley_outbox_unpark_in_store (database, entry->sequence, input->new_name, input->head.now, input->head.boot, error);
  else if (entry->kind == GALLEY_OUTBOX_ACTION)
    galley_outbox_remove_in_store (database, entry->sequence, error);
  else
    g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED, "Text that waits is never dropped");
  return NULL;
}

void
galley_workspace_unpark_async (GalleyWorkspace     *self,
                               gint64               sequence,
                               gboolean             is_wanted,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  EntryInput *input;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));

  input = g_new0 (EntryInput, 1);
  galley_workspace_init_job (self, &input->head, NULL);
  input->sequence = sequence;
  input->new_name = galley_id_new (self->clock, self->random);
  input->is_wanted = is_wanted;
  galley_workspace_run_job (self, unpark_in_store, input, entry_input_free, galley_workspace_unpark_async, callback,
                            data);
}

gboolean
galley_workspace_unpark_finish (GalleyWorkspace  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  return finish (self, result, error);
}

/* Conflicts. */

typedef struct
{
  GalleyJobHead head;
  GalleyRevision *resolved;
} ResolveInput;

static void
resolve_input_free (gpointer data)
{
  ResolveInput *self = data;

  g_free (self->head.article);
  galley_revision_unref (self->resolved);
  g_free (self);
}

static gpointer
resolve_in_store (GalleyDatabase *database,
                  gpointer        data,
                  GError        **error)
{
  ResolveInput *input = data;

  galley_record_resolve_in_store (database, input->resolved, input->head.now, error);
  return NULL;
}

void
galley_workspace_resolve_async (GalleyWorkspace     *self,
                                GalleyRevision      *resolved,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  ResolveInput *input;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (resolved != NULL);

  input = g_new0 (ResolveInput, 1);
  galley_workspace_init_job (self, &input->head, galley_revision_get_id (resolved));
  input->resolved = galley_revision_ref (resolved);
  galley_workspace_run_job (self, resolve_in_store, input, resolve_input_free, galley_workspace_resolve_async,
                            callback, data);
}

gboolean
galley_workspace_resolve_finish (GalleyWorkspace  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  return finish (self, result, error);
}

/* The brake on mass deletions. */

typedef struct
{
  GalleyJobHead head;
  gboolean are_taken;
} AnswerInput;

static gpointer
answer_in_store (GalleyDatabase *database,
                 gpointer        data,
                 GError        **error)
{
  AnswerInput *input = data;

  galley_cycle_answer_deletions_in_store (database, input->are_taken, error);
  return NULL;
}

static void
answer_kept_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  GalleyWorkspace *self = GALLEY_WORKSPACE (source);
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (!finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->engine != NULL)
    galley_sync_engine_wake (self->engine);
  g_task_return_boolean (task, TRUE);
}

void
galley_workspace_answer_deletions_async (GalleyWorkspace     *self,
                                         gboolean             are_taken,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data)
{
  AnswerInput *input;
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_workspace_answer_deletions_async);
  input = g_new0 (AnswerInput, 1);
  galley_workspace_init_job (self, &input->head, NULL);
  input->are_taken = are_taken;
  galley_workspace_run_job (self, answer_in_store, input, g_free, galley_workspace_answer_deletions_async,
                            answer_kept_cb, task);
}

gboolean
galley_workspace_answer_deletions_finish (GalleyWorkspace  *self,
                                          GAsyncResult     *result,
                                          GError          **error)
{
  return finish (self, result, error);
}
