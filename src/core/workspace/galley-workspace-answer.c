/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question to the store that is a task of the window's: what the job makes is what the task returns. */
#include "core/workspace/galley-workspace.h"

#include "core/workspace/galley-workspace-private.h"

static void
answered_cb (GObject      *store,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gpointer answer = galley_store_run_finish (GALLEY_STORE (store), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, g_task_get_task_data (task));
}

void
galley_workspace_answer_from_store (GalleyWorkspace *self,
                                    GTask           *task,
                                    GalleyLane       lane,
                                    GalleyStoreJob   job,
                                    gpointer         input,
                                    GDestroyNotify   free_input,
                                    GDestroyNotify   free_answer)
{
  g_task_set_task_data (task, free_answer, NULL);
  galley_store_run_async (self->store, lane, job, input, free_input, free_answer, g_task_get_cancellable (task),
                          answered_cb, task);
}
