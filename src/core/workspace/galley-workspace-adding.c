/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-workspace-adding-private.h"

#include "core/base/galley-task.h"
#include "core/workspace/galley-workspace-private.h"

GalleyAddition *
galley_addition_new (GalleyWorkspace *workspace,
                     GalleyAdding    *adding,
                     guint            n_files)
{
  GalleyAddition *self = g_new0 (GalleyAddition, 1);

  self->store = g_object_ref (workspace->store);
  self->adding = adding != NULL ? galley_adding_ref (adding) : galley_adding_new (n_files, FALSE);
  self->now = galley_clock_get_real_time (workspace->clock);
  return self;
}

static void
addition_free (gpointer data)
{
  GalleyAddition *self = data;

  g_object_unref (self->store);
  galley_adding_unref (self->adding);
  self->free_files (self->files);
  g_free (self);
}

static void
add_in_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const GalleyAddition *self = data;
  guint n_files = galley_adding_get_figures (self->adding).n_files;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (self->free_added);

  for (guint i = 0; i < n_files && !g_cancellable_is_cancelled (cancellable); i++)
    {
      gpointer added = self->add (self, i);

      if (added == NULL)
        break;
      g_ptr_array_add (all, added);
      galley_adding_note_done (self->adding);
    }
  g_task_return_pointer (task, g_steal_pointer (&all), (GDestroyNotify) g_ptr_array_unref);
}

void
galley_addition_run (GalleyAddition     *self,
                     GalleyWorkspace    *workspace,
                     gpointer            source_tag,
                     GAsyncReadyCallback callback,
                     gpointer            data)
{
  g_autoptr (GTask) task = g_task_new (workspace, galley_adding_get_cancellable (self->adding), callback, data);

  g_task_set_source_tag (task, source_tag);
  /* What was done when it was stopped is the result. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, addition_free);
  galley_task_run_in_thread (task, add_in_worker);
}
