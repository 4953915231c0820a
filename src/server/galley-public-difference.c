/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-public-difference.h"

#include "core/base/galley-error.h"
#include "server/galley-public-gzip.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  GalleyPublicFolder *folder; /* where it is noted */
  const char *one, *other;
  gboolean compares; /* what both have; otherwise only what @other has not is told */
} Walk;

/* Whether both files are there and have the same bytes. */
static gboolean
are_same (const char *one,
          const char *other)
{
  GStatBuf first, second;
  g_autoptr (GMappedFile) here = NULL;
  g_autoptr (GMappedFile) there = NULL;

  if (g_stat (one, &first) != 0 || g_stat (other, &second) != 0 || first.st_size != second.st_size)
    return FALSE;
  if ((first.st_dev == second.st_dev && first.st_ino == second.st_ino) || first.st_size == 0)
    return TRUE;
  here = g_mapped_file_new (one, FALSE, NULL);
  there = g_mapped_file_new (other, FALSE, NULL);
  return here != NULL && there != NULL && g_mapped_file_get_length (here) == g_mapped_file_get_length (there)
         && memcmp (g_mapped_file_get_contents (here), g_mapped_file_get_contents (there),
                    g_mapped_file_get_length (here)) == 0;
}

static gboolean
note_file (const Walk *self,
           const char *path,
           const char *file,
           GError    **error)
{
  g_autofree char *other = g_build_filename (self->other, path, NULL);

  if (g_str_has_suffix (path, GALLEY_PUBLIC_GZIP)
      || (self->compares ? are_same (file, other) : g_file_test (other, G_FILE_TEST_IS_REGULAR)))
    return TRUE;
  return galley_public_folder_note (self->folder, path, error);
}

/* @path: "" or that of a folder below it, without a slash behind. */
static gboolean
walk (const Walk *self,
      const char *path,
      GError    **error)
{
  g_autofree char *folder = g_build_filename (self->one, path, NULL);
  g_autoptr (GError) open_error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &open_error);
  const char *name;

  if (dir == NULL && g_error_matches (open_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  if (dir == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "cannot read %s: %s", folder, open_error->message);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_strconcat (path, "/", name, NULL);
      g_autofree char *file = g_build_filename (folder, name, NULL);

      if (!(g_file_test (file, G_FILE_TEST_IS_DIR) ? walk (self, inner, error) : note_file (self, inner, file, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
galley_public_difference_note (GalleyPublicFolder *folder,
                               const char         *other,
                               GError            **error)
{
  const char *own;

  g_return_val_if_fail (folder != NULL && other != NULL, FALSE);

  own = galley_public_folder_get_path (folder);
  return walk (&(Walk){ folder, own, other, TRUE }, "", error) && walk (&(Walk){ folder, other, own, FALSE }, "", error);
}
