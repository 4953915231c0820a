/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an article was, for somebody who looks at it. */
#include "core/workspace/galley-workspace.h"

#include "core/base/galley-error.h"
#include "core/base/galley-task.h"
#include "core/wire/galley-wire.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

/* --- the list ---------------------------------------------------------------------------------------------------- */

static gpointer
list_in_store (GalleyDatabase *database,
               gpointer        id,
               GError        **error)
{
  return galley_versions_list_in_store (database, id, error);
}

void
galley_workspace_list_versions_async (GalleyWorkspace     *self,
                                      const char          *id,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data)
{
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_workspace_list_versions_async);
  galley_workspace_answer_from_store (self, task, GALLEY_LANE_PERSON, list_in_store, g_strdup (id), g_free,
                                      (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
galley_workspace_list_versions_finish (GalleyWorkspace  *self,
                                       GAsyncResult     *result,
                                       GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- one of them ------------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyRevision *now;
  char *text; /* of the version, once the store has given it */
} Comparison;

static void
comparison_free (gpointer data)
{
  Comparison *self = data;

  galley_revision_unref (self->now);
  g_free (self->text);
  g_free (self);
}

static gpointer
load_text_in_store (GalleyDatabase *database,
                    gpointer        row,
                    GError        **error)
{
  return galley_version_load_text_in_store (database, *(gint64 *) row, error);
}

static void
compare_in_worker (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  Comparison *comparison = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyRevision) version = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  version = galley_wire_read (comparison->text, strlen (comparison->text), &error);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (version == NULL)
    g_task_return_new_error (task, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "a version: %s", error->message);
  else
    g_task_return_pointer (task, galley_difference_new (version, comparison->now),
                           (GDestroyNotify) galley_difference_unref);
}

static void
text_loaded_cb (GObject      *store,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GTask) task = data;
  Comparison *comparison = g_task_get_task_data (task);
  GError *error = NULL;

  comparison->text = galley_store_run_finish (GALLEY_STORE (store), result, &error);
  if (comparison->text == NULL)
    g_task_return_error (task, error);
  else
    galley_task_run_in_thread (task, compare_in_worker);
}

void
galley_workspace_compare_version_async (GalleyWorkspace     *self,
                                        gint64               row,
                                        GalleyRevision      *now,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data)
{
  Comparison *comparison;
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (now != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_workspace_compare_version_async);
  comparison = g_new0 (Comparison, 1);
  comparison->now = galley_revision_ref (now);
  g_task_set_task_data (task, comparison, comparison_free);
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, load_text_in_store, g_memdup2 (&row, sizeof row), g_free,
                          g_free, cancellable, text_loaded_cb, task);
}

GalleyDifference *
galley_workspace_compare_version_finish (GalleyWorkspace  *self,
                                         GAsyncResult     *result,
                                         GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- keeping ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyJobHead head;
  char *reason;
} KeepInput;

static void
keep_input_free (gpointer data)
{
  KeepInput *self = data;

  g_free (self->head.article);
  g_free (self->reason);
  g_free (self);
}

static gpointer
keep_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  KeepInput *input = data;

  galley_record_keep_version_in_store (database, input->head.article, input->reason, input->head.now, error);
  return NULL;
}

void
galley_workspace_keep_version_async (GalleyWorkspace     *self,
                                     const char          *id,
                                     const char          *reason,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  KeepInput *input;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL && reason != NULL);

  input = g_new0 (KeepInput, 1);
  galley_workspace_init_job (self, &input->head, id);
  input->reason = g_strdup (reason);
  galley_workspace_run_job (self, keep_in_store, input, keep_input_free, galley_workspace_keep_version_async, callback,
                            data);
}

gboolean
galley_workspace_keep_version_finish (GalleyWorkspace  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
