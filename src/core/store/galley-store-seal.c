/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file system tells times in steps, some of a second or two: a write right after the close could leave the time as it
 * was. So the file is dated back by some seconds before it is sealed, and no later write gives it that time again. */
#include "core/store/galley-store-seal.h"

#include "core/base/galley-file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_BYTES 256
#define DATED_BACK_SECONDS 3
#define LONGEST_UNCHECKED (7 * 24 * 3600 * (gint64) G_USEC_PER_SEC)

static char *
get_seal_path (const char *path)
{
  return g_strconcat (path, ".seal", NULL);
}

/* What the seal says of the file, and the file of itself. (nullable) */
static char *
describe (const char *path)
{
  struct stat status;

  if (stat (path, &status) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", (gint64) status.st_size,
                          (gint64) status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

gboolean
galley_store_seal_has_log (const char *path)
{
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  struct stat status;

  return stat (log_path, &status) == 0 && status.st_size > 0;
}

gboolean
galley_store_seal_holds (const char  *path,
                         GalleyClock *clock,
                         gint64      *checked)
{
  g_autofree char *seal_path = get_seal_path (path);
  g_autofree char *found = describe (path);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  /* No seal, or one that cannot be read: the file is looked through. */
  g_autoptr (GBytes) bytes = galley_file_read (seal_path, MAX_BYTES, NULL);
  gint64 now = galley_clock_get_real_time (clock);

  if (bytes == NULL || found == NULL || galley_store_seal_has_log (path))
    return FALSE;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", 3);
  return g_strv_length (lines) == 3 && g_str_equal (lines[0], found)
         && g_ascii_string_to_signed (lines[1], 10, 0, now, checked, NULL) && now - *checked <= LONGEST_UNCHECKED;
}

void
galley_store_seal_put (const char *path,
                       gint64      checked)
{
  g_autofree char *seal_path = get_seal_path (path);
  g_autofree char *found = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  struct timespec times[] = { { .tv_nsec = UTIME_OMIT },
                              { .tv_sec = g_get_real_time () / G_USEC_PER_SEC - DATED_BACK_SECONDS } };

  if (galley_store_seal_has_log (path) || utimensat (AT_FDCWD, path, times, 0) != 0 || (found = describe (path)) == NULL)
    return;
  text = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n", found, checked);
  bytes = g_bytes_new (text, strlen (text));
  if (!galley_file_replace (seal_path, bytes, &error))
    g_info ("%s", error->message);
}

void
galley_store_seal_break (const char *path)
{
  g_autofree char *seal_path = get_seal_path (path);
  g_autoptr (GError) error = NULL;

  if (!galley_file_remove (seal_path, &error))
    g_message ("%s", error->message);
}
