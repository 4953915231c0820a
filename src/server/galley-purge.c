/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-purge.h"

#include "server/galley-purge-program.h"

#include <poll.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define MAX_PAUSE (300 * G_USEC_PER_SEC)

struct _GalleyPurge
{
  char *program;
  char *folder; /* of the journals */
  gint64 patience, first_pause;
  int wake, stop; /* eventfd */
  GThread *thread;
};

static gboolean
has_hook (GalleyPurge *self)
{
  return g_file_test (self->program, G_FILE_TEST_IS_REGULAR) && g_file_test (self->program, G_FILE_TEST_IS_EXECUTABLE);
}

/* FALSE: it is to be done again. */
static gboolean
purge (GalleyPurge *self)
{
  g_autoptr (GPtrArray) files = galley_purge_journal_list (self->folder);
  g_autoptr (GError) error = NULL;
  GString *paths = galley_purge_journal_read (files);
  gboolean is_done = paths->len == 0 || !has_hook (self)
                     || galley_purge_program_run (self->program, paths, self->patience, self->stop, &error);

  g_string_free (paths, TRUE);
  if (is_done)
    galley_purge_journal_forget (files);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_printerr ("galley-server: caches may still have old pages; the purge hook is run again: %s\n", error->message);
  return is_done;
}

/* TRUE: there is something to do. FALSE: the end. */
static gboolean
wait_for_work (GalleyPurge *self,
               gint64       pause)
{
  struct pollfd polled[] = { { self->stop, POLLIN, 0 }, { self->wake, POLLIN, 0 } };
  /* While a hook that failed has its pause, what comes meanwhile waits with it. */
  nfds_t n_polled = pause > 0 ? 1 : 2;
  uint64_t count;

  poll (polled, n_polled, pause > 0 ? (int) (pause / 1000) : -1);
  if (polled[0].revents != 0)
    return FALSE;
  if (polled[1].revents != 0 && read (self->wake, &count, sizeof count) < 0)
    g_assert_not_reached ();
  return TRUE;
}

static gpointer
run (gpointer data)
{
  GalleyPurge *self = data;
  gint64 pause = 0;

  do
    pause = purge (self) ? 0 : CLAMP (2 * pause, self->first_pause, MAX_PAUSE);
  while (wait_for_work (self, pause));
  return NULL;
}

GalleyPurge *
galley_purge_new (const char *folder,
                  gint64      patience,
                  gint64      pause)
{
  GalleyPurge *self;

  g_return_val_if_fail (folder != NULL && patience > 0 && pause >= 1000, NULL);

  self = g_new0 (GalleyPurge, 1);
  self->program = g_build_filename (folder, "hooks", "purge", NULL);
  self->folder = g_build_filename (folder, "purge", NULL);
  self->patience = patience;
  self->first_pause = pause;
  self->wake = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  self->stop = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  g_assert (self->wake >= 0 && self->stop >= 0);
  self->thread = g_thread_new ("purge", run, self);
  return self;
}

static void
signal_to (int fd)
{
  uint64_t one = 1;

  /* It fails where it counts as much as it can: then it is readable. */
  if (write (fd, &one, sizeof one) < 0)
    return;
}

void
galley_purge_free (GalleyPurge *self)
{
  if (self == NULL)
    return;
  signal_to (self->stop);
  g_thread_join (self->thread);
  close (self->wake);
  close (self->stop);
  g_free (self->program);
  g_free (self->folder);
  g_free (self);
}

GalleyPurgeJournal *
galley_purge_begin (GalleyPurge *self,
                    GError     **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return has_hook (self) ? galley_purge_journal_new (self->folder, error) : NULL;
}

void
galley_purge_wake (GalleyPurge *self)
{
  g_return_if_fail (self != NULL);
  signal_to (self->wake);
}
