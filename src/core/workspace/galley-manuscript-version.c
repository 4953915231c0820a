/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping a version by a person's own doing: first what is typed is saved, then the row is kept as it stands. */
#include "core/workspace/galley-manuscript.h"

#include "core/base/galley-error.h"
#include "core/workspace/galley-manuscript-private.h"

typedef struct
{
  char *id;
  gint64 now;
} KeepInput;

static void
keep_input_free (gpointer data)
{
  KeepInput *self = data;

  g_free (self->id);
  g_free (self);
}

static gpointer
keep_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  KeepInput *input = data;

  galley_record_keep_before_replacing_in_store (database, input->id, input->now, error);
  return NULL;
}

static void
kept_cb (GObject      *store,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  galley_store_run_finish (GALLEY_STORE (store), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
flushed_cb (GObject      *autosaver,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GalleyManuscript *self = g_task_get_source_object (task);
  GError *error = NULL;
  KeepInput *input;

  if (!galley_autosaver_flush_finish (GALLEY_AUTOSAVER (autosaver), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->store == NULL)
    {
      g_task_return_new_error (task, GALLEY_ERROR, GALLEY_ERROR_FAILED, "The article was closed");
      return;
    }

  input = g_new0 (KeepInput, 1);
  input->id = g_strdup (galley_article_get_id (self->article));
  input->now = galley_clock_get_real_time (self->clock);
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, keep_in_store, input, keep_input_free, NULL, NULL, kept_cb,
                          g_steal_pointer (&task));
}

void
galley_manuscript_keep_version_async (GalleyManuscript    *self,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data)
{
  GTask *task;

  g_return_if_fail (GALLEY_IS_MANUSCRIPT (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_manuscript_keep_version_async);
  galley_autosaver_flush_async (self->autosaver, NULL, flushed_cb, task);
}

gboolean
galley_manuscript_keep_version_finish (GalleyManuscript  *self,
                                       GAsyncResult      *result,
                                       GError           **error)
{
  g_return_val_if_fail (GALLEY_IS_MANUSCRIPT (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
