/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-store-copies.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-file.h"
#include "core/db/galley-database.h"
#include "core/store/galley-store-names.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "galley-"
#define SUFFIX ".db"
#define STAMP_CHARACTERS 16
#define PIECE (1024 * 1024)
#define LARGE (200 * 1024 * 1024) /* bytes */

void
galley_copy_free (GalleyCopy *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self);
}

char *
galley_copies_make_stamp (gint64 real_time)
{
  g_autofree char *time = galley_time_format (real_time);
  g_autoptr (GString) stamp = g_string_new (NULL);

  for (const char *at = time; *at != '\0' && *at != '.' && *at != 'Z'; at++)
    if (*at != '-' && *at != ':')
      g_string_append_c (stamp, *at);
  g_string_append_c (stamp, 'Z');
  return g_string_free (g_steal_pointer (&stamp), FALSE);
}

/* "20261124T080000Z" as it stands in a name. */
static gboolean
parse_stamp (const char *stamp,
             gint64     *time)
{
  g_autoptr (GString) text = NULL;

  for (guint i = 0; i < STAMP_CHARACTERS; i++)
    if (i == 8 ? stamp[i] != 'T' : i == 15 ? stamp[i] != 'Z' : !g_ascii_isdigit (stamp[i]))
      return FALSE;
  text = g_string_new_len (stamp, STAMP_CHARACTERS - 1);
  g_string_append (text, ".000Z");
  g_string_insert_c (text, 13, ':');
  g_string_insert_c (text, 11, ':');
  g_string_insert_c (text, 6, '-');
  g_string_insert_c (text, 4, '-');
  return galley_time_parse (text->str, time);
}

static GalleyCopy *
make_copy (const char *copies,
           const char *name)
{
  g_autofree char *path = NULL;
  struct stat status;
  GalleyCopy *copy;
  gint64 time;

  if (strlen (name) != strlen (PREFIX) + STAMP_CHARACTERS + strlen (SUFFIX) || !g_str_has_prefix (name, PREFIX)
      || !g_str_has_suffix (name, SUFFIX) || !parse_stamp (name + strlen (PREFIX), &time))
    return NULL;
  path = g_build_filename (copies, name, NULL);
  if (stat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return NULL;
  copy = g_new0 (GalleyCopy, 1);
  copy->path = g_steal_pointer (&path);
  copy->time = time;
  copy->size = status.st_size;
  return copy;
}

static int
compare_by_age (gconstpointer a,
                gconstpointer b)
{
  const GalleyCopy *first = *(const GalleyCopy *const *) a, *second = *(const GalleyCopy *const *) b;

  return first->time < second->time ? 1 : first->time > second->time ? -1 : 0;
}

GPtrArray *
galley_copies_list (const char *folder)
{
  g_autofree char *copies = NULL;
  g_autoptr (GDir) dir = NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_copy_free);
  const char *name;

  g_return_val_if_fail (folder != NULL, found);

  copies = g_build_filename (folder, GALLEY_COPIES_FOLDER, NULL);
  dir = g_dir_open (copies, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      GalleyCopy *copy = make_copy (copies, name);

      if (copy != NULL)
        g_ptr_array_add (found, copy);
    }
  g_ptr_array_sort (found, compare_by_age);
  return found;
}

char *
galley_copies_make_path (const char *folder,
                         gint64      time)
{
  g_autofree char *stamp = galley_copies_make_stamp (time);
  g_autofree char *name = g_strconcat (PREFIX, stamp, SUFFIX, NULL);

  return g_build_filename (folder, GALLEY_COPIES_FOLDER, name, NULL);
}

char *
galley_copies_make_unfinished_path (const char *folder)
{
  return g_build_filename (folder, GALLEY_COPIES_FOLDER, "unfinished", NULL);
}

/* Piece by piece: a save that is synced meanwhile waits for the piece that is on its way, not for the whole. */
static void
write_back (int descriptor)
{
  struct stat status;

  if (fstat (descriptor, &status) != 0)
    return;
  /* What cannot be written is told by the sync. */
  for (off_t at = 0; at < status.st_size; at += PIECE)
    if (sync_file_range (descriptor, at, PIECE,
                         SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER) != 0)
      return;
}

/* 0, or the errno. */
static int
sync_path (const char *path)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC);
  int result = 0;

  if (descriptor < 0)
    return errno;
  write_back (descriptor);
  if (fsync (descriptor) != 0)
    result = errno;
  close (descriptor);
  return result;
}

gboolean
galley_copies_complete (const char *folder,
                        gint64      time,
                        GError    **error)
{
  g_autofree char *unfinished = galley_copies_make_unfinished_path (folder);
  g_autofree char *path = galley_copies_make_path (folder, time);
  g_autofree char *copies = g_path_get_dirname (path);
  g_autoptr (GalleyDatabase) copy = galley_database_open (unfinished, GALLEY_DATABASE_READ_ONLY, error);
  int saved_errno;

  if (copy == NULL)
    {
      if (g_unlink (unfinished) != 0)
        g_info ("%s: %s", unfinished, g_strerror (errno));
      return FALSE;
    }
  g_clear_pointer (&copy, galley_database_close);
  saved_errno = sync_path (unfinished);
  if (saved_errno == 0 && g_rename (unfinished, path) != 0)
    saved_errno = errno;
  if (saved_errno == 0)
    saved_errno = sync_path (copies);
  if (saved_errno != 0)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "%s: %s", path, g_strerror (saved_errno));
      return FALSE;
    }
  galley_copies_thin (folder, time);
  return TRUE;
}

/* Size and last change of the database, its log included. */
static void
look_at_database (const char *folder,
                  gint64     *size,
                  gint64     *changed)
{
  static const char *const suffixes[] = { "", "-wal" };

  *size = *changed = 0;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (GALLEY_STORE_FILE, suffixes[i], NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat status;

      if (stat (path, &status) != 0)
        continue;
      *size = MAX (*size, (gint64) status.st_size);
      *changed = MAX (*changed, (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC);
    }
}

gboolean
galley_copies_is_due (const char *folder,
                      gint64      now)
{
  g_autoptr (GPtrArray) copies = galley_copies_list (folder);
  gint64 size, changed, age;
  const GalleyCopy *newest;

  look_at_database (folder, &size, &changed);
  if (size == 0 || size > GALLEY_COPIES_MOST_BYTES)
    return FALSE;
  if (copies->len == 0)
    return TRUE;
  newest = copies->pdata[0];
  /* One from the future, by a clock that was set back, is no reason to wait for it. */
  age = now - newest->time;
  if (age >= 0 && age < (size < LARGE ? G_TIME_SPAN_HOUR : G_TIME_SPAN_DAY))
    return FALSE;
  return changed >= newest->time / G_USEC_PER_SEC * G_USEC_PER_SEC || age < 0;
}

GPtrArray *
galley_copies_find_spare (GPtrArray *copies,
                          gint64     now)
{
  GPtrArray *spare = g_ptr_array_new ();
  gint64 sum = 0, last_day = G_MAXINT64;

  g_return_val_if_fail (copies != NULL, spare);

  for (guint i = 0; i < copies->len; i++)
    {
      GalleyCopy *copy = copies->pdata[i];
      gint64 day = copy->time / G_TIME_SPAN_DAY;
      gboolean is_of_its_day = now - copy->time < G_TIME_SPAN_DAY || day != last_day;

      if (i > 0 && (!is_of_its_day || sum + copy->size > GALLEY_COPIES_MOST_BYTES))
        {
          g_ptr_array_add (spare, copy);
          continue;
        }
      sum += copy->size;
      last_day = day;
    }
  return spare;
}

void
galley_copies_thin (const char *folder,
                    gint64      now)
{
  g_autoptr (GPtrArray) copies = galley_copies_list (folder);
  g_autoptr (GPtrArray) spare = galley_copies_find_spare (copies, now);

  for (guint i = 0; i < spare->len; i++)
    {
      const GalleyCopy *copy = spare->pdata[i];
      g_autoptr (GError) error = NULL;

      if (!galley_file_remove (copy->path, &error))
        g_info ("%s", error->message);
    }
}
