/* SPDX-License-Identifier: GPL-3.0-or-later */
/* g_task_run_in_thread(), but for who lets go of the task last.
 *
 * There a worker holds the task for a moment behind its answer. Where that is answered meanwhile, the task's source and its
 * data are freed by the worker: a dialog that somebody has closed, a workspace, a store that waits for its own thread. Here
 * they are let go on the context where the task was made, always. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Once a task, which nobody may hold by a toggle reference besides. */
void galley_task_run_in_thread (GTask           *task,
                                GTaskThreadFunc  function);

G_END_DECLS
