/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are put in: how far that is, and what is left when it is stopped. */
#include "workspace-fixture.h"

#include "core/workspace/galley-workspace-files.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define N_FILES 4

typedef struct
{
  Fixture base;
  char *paths[N_FILES + 1];
  int pipe; /* the third of them: who reads it waits for us */
  GalleyAdding *adding;
  GPtrArray *added; /* NULL before the end */
  guint wanted;     /* how many are to be done */
} Job;

static void
set_up_job (Job          *job,
            gconstpointer data)
{
  set_up (&job->base, data);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *text = g_strdup_printf ("%%PDF-1.7 %u", i);

      job->paths[i] = g_strdup_printf ("%s/notice-%u.pdf", job->base.folder, i);
      if (i != 2)
        g_assert_true (g_file_set_contents (job->paths[i], text, -1, NULL));
    }
  g_assert_no_errno (mkfifo (job->paths[2], 0600));
  job->pipe = open (job->paths[2], O_RDWR | O_CLOEXEC);
  g_assert_cmpint (job->pipe, >=, 0);
  job->adding = galley_adding_new (N_FILES, FALSE);
}

static void
tear_down_job (Job          *job,
               gconstpointer data)
{
  if (job->pipe >= 0)
    close (job->pipe);
  g_clear_pointer (&job->added, g_ptr_array_unref);
  galley_adding_unref (job->adding);
  for (guint i = 0; i < N_FILES; i++)
    g_free (job->paths[i]);
  tear_down (&job->base, data);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  ((Job *) data)->added = galley_workspace_add_files_finish (GALLEY_WORKSPACE (source), result);
}

static gboolean
is_added (gpointer data)
{
  return ((Job *) data)->added != NULL;
}

static gboolean
are_done (gpointer data)
{
  Job *job = data;

  return galley_adding_get_figures (job->adding).n_done == job->wanted;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Begins, and waits until so many are done; the worker that does them wakes nobody. */
static void
begin (Job  *job,
       guint n_done)
{
  guint waker = g_timeout_add (5, wake_cb, NULL);

  job->wanted = n_done;
  galley_workspace_add_files_async (job->base.workspace, (const char *const *) job->paths, job->adding, added_cb, job);
  wait_until (are_done, job);
  g_source_remove (waker);
}

static gboolean
is_read (gpointer data)
{
  int n_bytes = -1;

  return ioctl (((Job *) data)->pipe, FIONREAD, &n_bytes) == 0 && n_bytes == 0;
}

/* The third file's bytes and its end. A pipe that is closed before the worker has opened it would have neither. */
static void
fill_pipe (Job *job)
{
  guint waker = g_timeout_add (5, wake_cb, NULL);

  g_assert_cmpint (write (job->pipe, "%PDF-1.7 2", 10), ==, 10);
  wait_until (is_read, job);
  g_source_remove (waker);
  close (job->pipe);
  job->pipe = -1;
}

static const GalleyAddedFile *
get (Job  *job,
     guint index)
{
  return job->added->pdata[index];
}

static void
test_all (Job          *job,
          gconstpointer data)
{
  begin (job, 2);
  fill_pipe (job);
  wait_until (is_added, job);
  g_assert_cmpuint (job->added->len, ==, N_FILES);
  g_assert_cmpuint (galley_adding_get_figures (job->adding).n_done, ==, N_FILES);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("notice-%u.pdf", i);

      g_assert_no_error (get (job, i)->error);
      g_assert_cmpstr (get (job, i)->name, ==, name);
      g_assert_cmpint (galley_enclosure_get_size (get (job, i)->enclosure), ==, 10);
    }
}

/* Stopped in the middle of the third: two are there, and nothing of the others. */
static void
test_stopped (Job          *job,
              gconstpointer data)
{
  begin (job, 2);
  galley_adding_stop (job->adding);
  g_assert_cmpint (write (job->pipe, "%PDF-1.7 2", 10), ==, 10);
  wait_until (is_added, job);
  g_assert_cmpuint (job->added->len, ==, 2);
  g_assert_nonnull (get (job, 0)->enclosure);
  g_assert_nonnull (get (job, 1)->enclosure);
  g_assert_cmpint (query (&job->base, "SELECT count (*) FROM media"), ==, 2);
}

/* Before anything was begun: nothing, and no error. */
static void
test_stopped_at_once (Job          *job,
                      gconstpointer data)
{
  galley_adding_stop (job->adding);
  begin (job, 0);
  wait_until (is_added, job);
  g_assert_cmpuint (job->added->len, ==, 0);
}

#define TEST(name, function) g_test_add ("/workspace/adding/" name, Job, NULL, set_up_job, function, tear_down_job)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("all", test_all);
  TEST ("stopped", test_stopped);
  TEST ("stopped-at-once", test_stopped_at_once);
  return g_test_run ();
}
