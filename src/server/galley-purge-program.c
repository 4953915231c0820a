/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-purge-program.h"

#include "core/base/galley-error.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static gboolean
fail (GError    **error,
      const char *program,
      int         saved_errno)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "cannot run %s: %s", program, g_strerror (saved_errno));
  return FALSE;
}

/* A file without a name: who does not read his input keeps nobody waiting. -1 with errno. */
static int
make_input (GString *input)
{
  int fd = memfd_create ("paths", MFD_CLOEXEC);

  for (gsize done = 0; fd >= 0 && done < input->len;)
    {
      ssize_t written = write (fd, input->str + done, input->len - done);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        {
          close (fd);
          return -1;
        }
      done += (gsize) written;
    }
  if (fd >= 0)
    lseek (fd, 0, SEEK_SET);
  return fd;
}

/* In a process group of its own, with nothing of the server's but its standard error. 0, or the errno. */
static int
start (const char *program,
       int         input,
       pid_t      *pid)
{
  char *arguments[] = { (char *) program, NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t usual, none;
  int result;

  sigemptyset (&none);
  sigemptyset (&usual);
  sigaddset (&usual, SIGPIPE);
  sigaddset (&usual, SIGTERM);
  sigaddset (&usual, SIGINT);
  posix_spawnattr_init (&attributes);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setpgroup (&attributes, 0);
  posix_spawnattr_setsigdefault (&attributes, &usual);
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2 (&actions, STDERR_FILENO, STDOUT_FILENO);
  result = posix_spawn (pid, program, &actions, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  return result;
}

/* TRUE: it has ended by itself. */
static gboolean
wait_for (pid_t    pid,
          gint64   patience,
          int      stop,
          GError **error)
{
  gint64 end = g_get_monotonic_time () + patience;
  struct pollfd polled[] = { { pidfd_open (pid, 0), POLLIN, 0 }, { stop, POLLIN, 0 } };
  gint64 left;

  while ((left = end - g_get_monotonic_time ()) > 0 && polled[0].revents == 0 && polled[1].revents == 0)
    if (poll (polled, G_N_ELEMENTS (polled), (int) (left / 1000 + 1)) < 0 && errno != EINTR)
      break;
  if (polled[0].fd >= 0)
    close (polled[0].fd);
  if (polled[0].revents != 0)
    return TRUE;
  if (polled[1].revents != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "ended together with the server");
  else
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY, "not done in %" G_GINT64_FORMAT " ms", patience / 1000);
  return FALSE;
}

static gboolean
judge (const char *program,
       int         status,
       GError    **error)
{
  if (WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return TRUE;
  if (WIFEXITED (status))
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "%s ended with status %d", program, WEXITSTATUS (status));
  else
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "%s was ended by signal %d", program, WTERMSIG (status));
  return FALSE;
}

gboolean
galley_purge_program_run (const char *program,
                          GString    *input,
                          gint64      patience,
                          int         stop,
                          GError    **error)
{
  int fd, result, status = 0;
  gboolean has_ended;
  pid_t pid;

  g_return_val_if_fail (program != NULL && input != NULL, FALSE);

  fd = make_input (input);
  if (fd < 0)
    return fail (error, program, errno);
  result = start (program, fd, &pid);
  close (fd);
  if (result != 0)
    return fail (error, program, result);
  has_ended = wait_for (pid, patience, stop, error);
  /* With what it has left behind, too: the group is there as long as nobody has waited for its first. */
  kill (-pid, SIGKILL);
  while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
    ;
  if (!has_ended)
    {
      g_prefix_error (error, "%s: ", program);
      return FALSE;
    }
  return judge (program, status, error);
}
