/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of the store: looked for a minute after opening and every ten from then on (galley-store-copies.h says when one
 * is due), made 64 pages a job behind everything else, looked through and synced on a worker. Then journals of drafts that
 * are closed are not needed any more. */
#include "core/workspace/galley-workspace.h"

#include "core/base/galley-task.h"
#include "core/store/galley-store-copies.h"
#include "core/db/galley-database-copy.h"
#include "core/workspace/galley-workspace-private.h"

#include <glib/gstdio.h>

#define FIRST_LOOK (60 * (gint64) G_USEC_PER_SEC)
#define LOOK_AGAIN (10 * 60 * (gint64) G_USEC_PER_SEC)
#define PAGES 64 /* a job: some milliseconds */

typedef enum
{
  NOT_DUE = 1,
  GOING_ON,
  DONE,
} Progress;

/* One copy under way. */
typedef struct
{
  GWeakRef workspace;
  GalleyStore *store;
  char *folder;
  gint64 time;        /* by the clock, when it was begun */
  gint64 file_time;   /* the same as files tell it */
} Copying;

static void copy_on (Copying *copying, GalleyStoreJob job);

static void
copying_free (gpointer data)
{
  Copying *self = data;

  g_weak_ref_clear (&self->workspace);
  g_object_unref (self->store);
  g_free (self->folder);
  g_free (self);
}

/* On the store's thread; @input is borrowed, and stands until the answer. */

static gpointer
begin_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  Copying *copying = input;
  g_autofree char *path = galley_copies_make_unfinished_path (copying->folder);
  g_autofree char *copies = g_path_get_dirname (path);

  if (!galley_copies_is_due (copying->folder, copying->time))
    return GINT_TO_POINTER (NOT_DUE);
  /* Where it cannot be made the copy says so. */
  if (g_mkdir_with_parents (copies, 0700) != 0)
    g_info ("%s cannot be made", copies);
  return galley_database_copy_begin (database, path, error) ? GINT_TO_POINTER (GOING_ON) : NULL;
}

static gpointer
step_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  gboolean is_done;

  if (!galley_database_copy_step (database, PAGES, &is_done, error))
    return NULL;
  return GINT_TO_POINTER (is_done ? DONE : GOING_ON);
}

static void
complete_in_thread (GTask        *task,
                    gpointer      source,
                    gpointer      data,
                    GCancellable *cancellable)
{
  const Copying *copying = data;
  GError *error = NULL;

  if (galley_copies_complete (copying->folder, copying->time, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
finish (GalleyWorkspace *self)
{
  if (self != NULL)
    self->is_copying = FALSE;
}

static void
completed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GalleyWorkspace) self = GALLEY_WORKSPACE (g_object_ref (source));
  const Copying *copying = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    galley_journal_prune (galley_store_get_journal (copying->store), copying->file_time);
  else
    g_message ("A copy of the store: %s", error->message);
  finish (self);
}

static void
complete (GalleyWorkspace *self,
          Copying         *copying)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, completed_cb, NULL);

  g_task_set_task_data (task, copying, copying_free);
  galley_task_run_in_thread (task, complete_in_thread);
}

static void
copied_cb (GObject      *store,
           GAsyncResult *result,
           gpointer      data)
{
  Copying *copying = data;
  g_autoptr (GalleyWorkspace) self = g_weak_ref_get (&copying->workspace);
  g_autoptr (GError) error = NULL;
  Progress progress = GPOINTER_TO_INT (galley_store_run_finish (GALLEY_STORE (store), result, &error));

  if (error == NULL && self != NULL && !self->is_closed && progress != NOT_DUE)
    {
      if (progress == DONE)
        complete (self, copying);
      else
        copy_on (copying, step_in_store);
      return;
    }
  /* The next look begins another. */
  if (error != NULL)
    g_info ("A copy of the store: %s", error->message);
  finish (self);
  copying_free (copying);
}

static void
copy_on (Copying       *copying,
         GalleyStoreJob job)
{
  galley_store_run_async (copying->store, GALLEY_LANE_COPY, job, copying, NULL, NULL, NULL, copied_cb, copying);
}

static gboolean
look_cb (gpointer data)
{
  GalleyWorkspace *self = data;

  self->copy_timer = galley_clock_add_timeout (self->clock, LOOK_AGAIN, look_cb, self);
  if (!self->is_copying)
    {
      Copying *copying = g_new0 (Copying, 1);

      self->is_copying = TRUE;
      g_weak_ref_init (&copying->workspace, self);
      copying->store = g_object_ref (self->store);
      copying->folder = g_strdup (galley_store_get_folder (self->store));
      copying->time = galley_clock_get_real_time (self->clock);
      copying->file_time = g_get_real_time ();
      copy_on (copying, begin_in_store);
    }
  return G_SOURCE_REMOVE;
}

void
galley_workspace_begin_copies (GalleyWorkspace *self)
{
  self->copy_timer = galley_clock_add_timeout (self->clock, FIRST_LOOK, look_cb, self);
}

void
galley_workspace_end_copies (GalleyWorkspace *self)
{
  if (self->copy_timer != 0)
    galley_clock_remove_timeout (self->clock, self->copy_timer);
  self->copy_timer = 0;
}
