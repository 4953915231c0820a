/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles that come in hand-over files and leave in them. */
#include "core/workspace/galley-workspace.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-task.h"
#include "core/store/galley-media-cache.h"
#include "core/wire/galley-wire-media.h"
#include "core/wire/galley-wire.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

/* What @revision shows. (transfer full) (element-type GalleyMediaName) */
static GArray *
list_media (GalleyRevision *revision)
{
  g_autofree char *text = galley_wire_write_content (revision);

  return galley_wire_list_media (text, strlen (text));
}

/* --- in: its pictures are put, the article is opened, merged in the store, and opened again ------------------------- */

typedef struct
{
  GalleyRevision *theirs; /* with the state of an article that is made here */
  GalleyRevision *base;   /* (nullable) */
  GTree *media;           /* of the bundle */
  gint64 now;
  GalleyHandover outcome;
} Taking;

typedef struct
{
  GalleyJobHead head;
  Taking *taking; /* borrowed: the task that waits for the job has it */
} TakeInput;

static void
taking_free (gpointer data)
{
  Taking *self = data;

  galley_revision_unref (self->theirs);
  g_clear_pointer (&self->base, galley_revision_unref);
  g_tree_unref (self->media);
  g_free (self);
}

static void
take_input_free (gpointer data)
{
  TakeInput *self = data;

  g_free (self->head.article);
  g_free (self);
}

static gpointer
take_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  TakeInput *input = data;
  Taking *taking = input->taking;

  galley_handover_take_in_store (database, taking->theirs, taking->base, input->head.now, &taking->outcome, error);
  return NULL;
}

static void
opened_after_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GalleyManuscript *manuscript =
    galley_workspace_open_article_finish (GALLEY_WORKSPACE (source), result, &error);

  if (manuscript != NULL)
    g_task_return_pointer (task, manuscript, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GalleyWorkspace *self = GALLEY_WORKSPACE (source);
  Taking *taking = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    galley_workspace_open_article_async (self, galley_revision_get_id (taking->theirs), NULL, opened_after_cb,
                                         g_steal_pointer (&task));
}

/* What may not be changed by hand is not changed by a file either; what is not here may. */
static void
opened_before_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GTask) task = data;
  GalleyWorkspace *self = GALLEY_WORKSPACE (source);
  Taking *taking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyManuscript) manuscript = galley_workspace_open_article_finish (self, result, &error);
  TakeInput *input;

  if (manuscript == NULL && !g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (manuscript != NULL && !galley_manuscript_get_is_trashed (manuscript) && !galley_manuscript_may_edit (manuscript))
    {
      g_task_return_new_error (task, GALLEY_ERROR, GALLEY_ERROR_FORBIDDEN, "article %s may not be changed by %s",
                               galley_revision_get_id (taking->theirs), self->user->id);
      return;
    }
  input = g_new0 (TakeInput, 1);
  galley_workspace_init_job (self, &input->head, galley_revision_get_id (taking->theirs));
  input->taking = taking;
  galley_workspace_run_job (self, take_in_store, input, take_input_free, opened_before_cb, taken_cb,
                            g_steal_pointer (&task));
}

/* In front of the article, so that what it shows is there. What it does not show stays in the file. */
static void
put_in_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GalleyWorkspace *self = source;
  Taking *taking = data;
  g_autoptr (GArray) names = list_media (taking->theirs);
  GError *error = NULL;

  for (guint i = 0; i < names->len && error == NULL; i++)
    {
      const char *hash = g_array_index (names, GalleyMediaName, i).hash;
      GBytes *bytes = g_tree_lookup (taking->media, hash);

      if (bytes != NULL)
        galley_media_cache_put (self->store, hash, bytes, FALSE, taking->now, &error);
    }
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
put_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GTask) task = data;
  Taking *taking = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    galley_workspace_open_article_async (GALLEY_WORKSPACE (source), galley_revision_get_id (taking->theirs), NULL,
                                         opened_before_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

void
galley_workspace_take_bundle_async (GalleyWorkspace     *self,
                                    GalleyBundle        *bundle,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  g_autoptr (GalleyState) state = NULL;
  g_autoptr (GTask) put = NULL;
  Taking *taking;
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (bundle != NULL);

  state = galley_workspace_make_state (self);
  taking = g_new0 (Taking, 1);
  taking->theirs = galley_revision_with_state (bundle->article, state);
  taking->base = bundle->base != NULL ? galley_revision_ref (bundle->base) : NULL;
  taking->media = g_tree_ref (bundle->media);
  taking->now = galley_clock_get_real_time (self->clock);
  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_workspace_take_bundle_async);
  g_task_set_task_data (task, taking, taking_free);
  put = g_task_new (self, NULL, put_cb, task);
  g_task_set_task_data (put, taking, NULL);
  galley_task_run_in_thread (put, put_in_worker);
}

GalleyManuscript *
galley_workspace_take_bundle_finish (GalleyWorkspace  *self,
                                     GAsyncResult     *result,
                                     GalleyHandover   *outcome,
                                     GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (outcome != NULL)
    *outcome = ((Taking *) g_task_get_task_data (G_TASK (result)))->outcome;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- out ----------------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *id;
  char *path;
  GalleyBundle *bundle; /* once the store has given it */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_free (self->id);
  g_free (self->path);
  galley_bundle_free (self->bundle);
  g_free (self);
}

static gpointer
bundle_in_store (GalleyDatabase *database,
                 gpointer        id,
                 GError        **error)
{
  g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, id, error);
  g_autoptr (GalleyRevision) base = NULL;
  GError *local_error = NULL;

  if (record == NULL)
    return NULL;
  base = galley_handover_load_base_in_store (database, id, &local_error);
  if (local_error == NULL)
    return galley_bundle_new (record->revision, base);
  g_propagate_error (error, local_error);
  return NULL;
}

/* What is not on this computer is left out: the other side may have it, or its server. */
static void
add_media (GalleyBundle *bundle,
           GalleyStore  *store)
{
  g_autoptr (GArray) names = list_media (bundle->article);

  for (guint i = 0; i < names->len; i++)
    {
      const char *hash = g_array_index (names, GalleyMediaName, i).hash;
      GBytes *bytes = galley_media_cache_load (store, hash, NULL);

      if (bytes != NULL)
        g_tree_insert (bundle->media, g_strdup (hash), bytes);
    }
}

static void
write_in_worker (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GalleyWorkspace *self = source;
  Saving *saving = data;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  add_media (saving->bundle, self->store);
  bytes = galley_bundle_write (saving->bundle, &error);
  if (bytes != NULL && galley_file_replace (saving->path, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
bundled_cb (GObject      *store,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  saving->bundle = galley_store_run_finish (GALLEY_STORE (store), result, &error);
  if (saving->bundle != NULL)
    galley_task_run_in_thread (task, write_in_worker);
  else
    g_task_return_error (task, error);
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GalleyWorkspace *self = GALLEY_WORKSPACE (source);
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  if (galley_workspace_flush_finish (self, result, &error))
    galley_store_run_async (self->store, GALLEY_LANE_PERSON, bundle_in_store, g_strdup (saving->id), g_free,
                            (GDestroyNotify) galley_bundle_free, NULL, bundled_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

void
galley_workspace_save_bundle_async (GalleyWorkspace     *self,
                                    const char          *id,
                                    const char          *path,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  Saving *saving;
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL && path != NULL);

  saving = g_new0 (Saving, 1);
  saving->id = g_strdup (id);
  saving->path = g_strdup (path);
  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_workspace_save_bundle_async);
  g_task_set_task_data (task, saving, saving_free);
  galley_workspace_flush_async (self, NULL, flushed_cb, task);
}

gboolean
galley_workspace_save_bundle_finish (GalleyWorkspace  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
