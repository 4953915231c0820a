/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-task.h"

static void let_go_cb (gpointer data, GObject *task, gboolean is_last);

static gboolean
let_go_here_cb (gpointer task)
{
  g_object_remove_toggle_ref (task, let_go_cb, NULL);
  return G_SOURCE_REMOVE;
}

/* Told by whoever has let go of it but for us. */
static void
let_go_cb (gpointer data,
           GObject *task,
           gboolean is_last)
{
  GMainContext *context = g_task_get_context (G_TASK (task));
  g_autoptr (GSource) source = NULL;

  if (!is_last)
    return;
  if (g_main_context_is_owner (context))
    {
      let_go_here_cb (task);
      return;
    }
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, let_go_here_cb, task, NULL);
  g_source_attach (source, context);
}

void
galley_task_run_in_thread (GTask           *task,
                           GTaskThreadFunc  function)
{
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (function != NULL);

  g_object_add_toggle_ref (G_OBJECT (task), let_go_cb, NULL);
  g_task_run_in_thread (task, function);
}
