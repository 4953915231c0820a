/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-backup-keep.h"

#include "core/base/galley-error.h"
#include "server/galley-backup-tree.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define FORM "galley-%Y%m%dT%H%M%SZ.tar"
#define N_DAYS 7
#define N_WEEKS 5
#define N_MONTHS 12

static GDateTime *
make_moment (gint64 time)
{
  return g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
}

char *
galley_backup_keep_make_name (gint64 time)
{
  g_autoptr (GDateTime) moment = make_moment (time);

  return g_date_time_format (moment, FORM);
}

gboolean
galley_backup_keep_parse_name (const char *name,
                               gint64     *time)
{
  g_autofree char *digits = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GDateTime) moment = NULL;

  g_return_val_if_fail (name != NULL && time != NULL, FALSE);

  if (!g_str_has_prefix (name, "galley-") || !g_str_has_suffix (name, ".tar"))
    return FALSE;
  digits = g_strndup (name + strlen ("galley-"), strlen (name) - strlen ("galley-") - strlen (".tar"));
  moment = g_date_time_new_from_iso8601 (digits, NULL);
  if (moment == NULL)
    return FALSE;
  *time = g_date_time_to_unix (moment) * G_USEC_PER_SEC;
  again = galley_backup_keep_make_name (*time);
  return strcmp (again, name) == 0;
}

/* Names sort as their times do. */
static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  return -strcmp (*(char *const *) a, *(char *const *) b);
}

/* Keeps the newest of each of the last @n spans that @format tells apart. */
static void
keep_newest (GPtrArray  *names,
             GHashTable *kept,
             const char *format,
             guint       n)
{
  g_autofree char *last = NULL;
  guint n_spans = 0;

  for (guint i = 0; i < names->len && n_spans < n; i++)
    {
      g_autoptr (GDateTime) moment = NULL;
      g_autofree char *span = NULL;
      gint64 time;

      if (!galley_backup_keep_parse_name (names->pdata[i], &time))
        continue;
      moment = make_moment (time);
      span = g_date_time_format (moment, format);
      if (g_strcmp0 (span, last) == 0)
        continue;
      g_hash_table_add (kept, names->pdata[i]);
      g_free (last);
      last = g_steal_pointer (&span);
      n_spans++;
    }
}

GPtrArray *
galley_backup_keep_choose (GPtrArray *names)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *chosen = g_ptr_array_new ();
  gint64 time;

  g_return_val_if_fail (names != NULL, chosen);

  g_ptr_array_sort (names, compare_newest_first);
  keep_newest (names, kept, "%Y-%m-%d", N_DAYS);
  keep_newest (names, kept, "%G-%V", N_WEEKS);
  keep_newest (names, kept, "%Y-%m", N_MONTHS);
  for (guint i = 0; i < names->len; i++)
    if (!g_hash_table_contains (kept, names->pdata[i]) && galley_backup_keep_parse_name (names->pdata[i], &time))
      g_ptr_array_add (chosen, names->pdata[i]);
  return chosen;
}

static GPtrArray *
list_names (const char *keep,
            GError    **error)
{
  g_autoptr (GDir) dir = g_dir_open (keep, 0, error);
  GPtrArray *names;
  const char *name;

  if (dir == NULL)
    {
      galley_error_adopt (error);
      return NULL;
    }
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  return names;
}

static gboolean
thin (const char *keep,
      GError    **error)
{
  g_autoptr (GPtrArray) names = list_names (keep, error);
  g_autoptr (GPtrArray) chosen = names != NULL ? galley_backup_keep_choose (names) : NULL;

  for (guint i = 0; chosen != NULL && i < chosen->len; i++)
    {
      g_autofree char *path = g_build_filename (keep, chosen->pdata[i], NULL);

      if (g_remove (path) != 0)
        {
          galley_backup_set_errno (error, path, errno);
          return FALSE;
        }
    }
  return chosen != NULL;
}

static gboolean
check (const char        *keep,
       const char        *path,
       GalleyBackupFacts *facts,
       GError           **error)
{
  g_autofree char *aside = NULL;

  if (galley_backup_check (path, facts, error))
    return TRUE;
  /* One of them is enough to look at: a damaged server must not fill the disk night by night. */
  aside = g_build_filename (keep, GALLEY_BACKUP_KEEP_DAMAGED, NULL);
  g_rename (path, aside);
  g_prefix_error (error, "%s: ", aside);
  return FALSE;
}

gboolean
galley_backup_keep (const char        *folder,
                    const char        *keep,
                    GalleyClock       *clock,
                    char             **name,
                    GalleyBackupFacts *facts,
                    GError           **error)
{
  g_autofree char *path = NULL;
  guint n_damaged;

  g_return_val_if_fail (folder != NULL && keep != NULL && name != NULL && facts != NULL, FALSE);

  if (g_mkdir_with_parents (keep, 0700) != 0)
    {
      galley_backup_set_errno (error, keep, errno);
      return FALSE;
    }
  *name = galley_backup_keep_make_name (galley_clock_get_real_time (clock));
  path = g_build_filename (keep, *name, NULL);
  return galley_backup_write (folder, path, clock, &n_damaged, error) && check (keep, path, facts, error)
         && thin (keep, error);
}
