/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-purge-journal.h"

#include "core/base/galley-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATTERN "paths-XXXXXX"
#define PREFIX "paths-"

struct _GalleyPurgeJournal
{
  int fd;
};

static gboolean
fail (GError    **error,
      const char *what)
{
  int saved_errno = errno;

  g_set_error (error, GALLEY_ERROR, saved_errno == ENOSPC || saved_errno == EDQUOT ? GALLEY_ERROR_FULL : GALLEY_ERROR_FAILED,
               "cannot note what is to be purged in %s: %s", what, g_strerror (saved_errno));
  return FALSE;
}

/* FALSE: between its making and its locking somebody took it for a closed one. */
static gboolean
lock (int fd)
{
  struct stat status;

  return flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &status) == 0 && status.st_nlink > 0;
}

GalleyPurgeJournal *
galley_purge_journal_new (const char *folder,
                          GError    **error)
{
  GalleyPurgeJournal *self;
  int fd;

  g_return_val_if_fail (folder != NULL, NULL);

  g_mkdir_with_parents (folder, 0700);
  do
    {
      g_autofree char *name = g_build_filename (folder, PATTERN, NULL);

      fd = g_mkstemp_full (name, O_RDWR | O_APPEND | O_CLOEXEC, 0600);
      if (fd < 0)
        {
          fail (error, folder);
          return NULL;
        }
      if (lock (fd))
        break;
      close (fd);
      fd = -1;
    }
  while (fd < 0);
  self = g_new0 (GalleyPurgeJournal, 1);
  self->fd = fd;
  return self;
}

void
galley_purge_journal_free (GalleyPurgeJournal *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_free (self);
}

gboolean
galley_purge_journal_note (GalleyPurgeJournal *self,
                           const char         *path,
                           GError            **error)
{
  g_autofree char *line = NULL;
  gsize length;
  ssize_t written;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  line = g_strconcat (path, "\n", NULL);
  length = strlen (line);
  do
    written = write (self->fd, line, length);
  while (written < 0 && errno == EINTR);
  if (written == (ssize_t) length)
    return TRUE;
  errno = written < 0 ? errno : ENOSPC;
  return fail (error, path);
}

static gboolean
is_closed (const char *file)
{
  int fd = open (file, O_RDONLY | O_CLOEXEC);
  gboolean is_free = fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0;

  if (fd >= 0)
    close (fd);
  return is_free;
}

GPtrArray *
galley_purge_journal_list (const char *folder)
{
  g_autoptr (GDir) dir = NULL;
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_return_val_if_fail (folder != NULL, files);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, PREFIX) && is_closed (file))
        g_ptr_array_add (files, g_steal_pointer (&file));
    }
  return files;
}

/* What a crash or a full disk has cut off behind the last line is no path. */
static void
add_lines (GString    *lines,
           GHashTable *known,
           char       *text)
{
  char *end;

  for (char *line = text; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      *end = '\0';
      if (*line == '/' && g_hash_table_add (known, g_strdup (line)))
        g_string_append_printf (lines, "%s\n", line);
    }
}

GString *
galley_purge_journal_read (GPtrArray *files)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *text = NULL;

      if (g_file_get_contents (files->pdata[i], &text, NULL, NULL))
        add_lines (lines, known, text);
    }
  return lines;
}

void
galley_purge_journal_forget (GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    g_unlink (files->pdata[i]);
}
