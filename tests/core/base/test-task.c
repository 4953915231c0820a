/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a task that a worker has answered is let go: its source and its data never on the worker. */
#include "core/base/galley-task.h"

static GThread *here;
static int n_gone, n_elsewhere; /* atomic */

static void
note_gone (void)
{
  if (g_thread_self () != here)
    g_atomic_int_inc (&n_elsewhere);
  g_atomic_int_inc (&n_gone);
}

static void
source_gone_cb (gpointer data,
                GObject *source)
{
  note_gone ();
}

static void
data_gone_cb (gpointer data)
{
  g_free (data);
  note_gone ();
}

static void
answer_in_worker (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  g_task_return_int (task, *(int *) data);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_thread_self () == here);
  *(int *) data = (int) g_task_propagate_int (G_TASK (result), &error);
  g_assert_no_error (error);
}

/* A worker that is held up between its answer and its last word. */
static gpointer
let_go_late (gpointer data)
{
  gpointer *parts = data;

  g_async_queue_pop (parts[1]);
  g_object_unref (parts[0]);
  return NULL;
}

static void
test_let_go (void)
{
  g_autoptr (GAsyncQueue) answered = g_async_queue_new ();
  GObject *source = g_object_new (G_TYPE_OBJECT, NULL);
  int answer = 0;
  GTask *task = g_task_new (source, NULL, answered_cb, &answer);
  gpointer parts[] = { g_object_ref (task), answered };
  GThread *worker = g_thread_new ("late", let_go_late, parts);
  int *data = g_new (int, 1);

  here = g_thread_self ();
  *data = 7;
  g_object_weak_ref (source, source_gone_cb, NULL);
  g_task_set_task_data (task, data, data_gone_cb);
  galley_task_run_in_thread (task, answer_in_worker);
  g_object_unref (task);
  /* Whoever made it has forgotten it: only the task holds its source. */
  g_object_unref (source);
  while (answer == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (answer, ==, 7);
  g_assert_cmpint (g_atomic_int_get (&n_gone), ==, 0);

  g_async_queue_push (answered, &answer);
  g_thread_join (worker);
  /* GTask's own worker may be later still; nobody wakes this thread for what is gone elsewhere. */
  while (g_atomic_int_get (&n_gone) < 2)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
  g_assert_cmpint (g_atomic_int_get (&n_elsewhere), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/task/let-go", test_let_go);
  return g_test_run ();
}
