/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls with which the core writes files of its own, journals, media and copies, as the linker hands them here
 * (--wrap): they fail like SQLite's (faulty-vfs.h). */
#include "faulty-vfs.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

ssize_t __real_write (int fd, const void *data, size_t length);
ssize_t __wrap_write (int fd, const void *data, size_t length);
int __real_fsync (int fd);
int __wrap_fsync (int fd);
int __real_fdatasync (int fd);
int __wrap_fdatasync (int fd);
int __real_rename (const char *from, const char *to);
int __wrap_rename (const char *from, const char *to);

static Fault
strike (int      fd,
        gboolean is_sync)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *path = g_file_read_link (link, NULL);

  return path != NULL ? faulty_vfs_strike (path, is_sync) : FAULT_NONE;
}

static int
error_of (Fault fault)
{
  return fault == FAULT_FULL || fault == FAULT_SHORT_WRITE ? ENOSPC : EIO;
}

ssize_t
__wrap_write (int         fd,
              const void *data,
              size_t      length)
{
  Fault fault = strike (fd, FALSE);

  if (fault == FAULT_NONE)
    return __real_write (fd, data, length);
  if (fault == FAULT_SHORT_WRITE && length > 1)
    return __real_write (fd, data, length / 2);
  errno = error_of (fault);
  return -1;
}

static int
sync_or_fail (int fd,
              int (*sync) (int))
{
  Fault fault = strike (fd, TRUE);

  if (fault == FAULT_NONE)
    return sync (fd);
  errno = error_of (fault);
  return -1;
}

int
__wrap_fsync (int fd)
{
  return sync_or_fail (fd, __real_fsync);
}

int
__wrap_fdatasync (int fd)
{
  return sync_or_fail (fd, __real_fdatasync);
}

int
__wrap_rename (const char *from,
                 const char *to)
{
  Fault fault = faulty_vfs_strike (to, FALSE);

  if (fault == FAULT_NONE)
    return __real_rename (from, to);
  errno = error_of (fault);
  return -1;
}
