/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-public-folder.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/portal/galley-site-path.h"
#include "server/galley-public-gzip.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FOLDER_PAGE "/index.html"
#define MAX_FILE_BYTES (64 * 1024 * 1024)

struct _GalleyPublicFolder
{
  char *path;
  GalleyPurgeJournal *journal; /* borrowed (nullable) */
  gboolean is_new;
  char *former; /* (nullable) */
};

GalleyPublicFolder *
galley_public_folder_new (const char *path)
{
  GalleyPublicFolder *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (GalleyPublicFolder, 1);
  self->path = g_strdup (path);
  return self;
}

void
galley_public_folder_free (GalleyPublicFolder *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->former);
  g_free (self);
}

void
galley_public_folder_set_journal (GalleyPublicFolder *self,
                                  GalleyPurgeJournal *journal)
{
  g_return_if_fail (self != NULL);
  self->journal = journal;
}

void
galley_public_folder_set_is_new (GalleyPublicFolder *self,
                                 const char         *former)
{
  g_return_if_fail (self != NULL);
  self->is_new = TRUE;
  g_free (self->former);
  /* A first site need not look for each of its files. */
  self->former = former != NULL && g_file_test (former, G_FILE_TEST_IS_DIR) ? g_strdup (former) : NULL;
}

const char *
galley_public_folder_get_path (GalleyPublicFolder *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->path;
}

char *
galley_public_folder_dup_file (GalleyPublicFolder *self,
                               const char         *path,
                               GError            **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (galley_site_path_is_valid (path))
    return g_build_filename (self->path, path, NULL);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "no page can stand at \"%s\"", path != NULL ? path : "");
  return NULL;
}

gboolean
galley_public_folder_note (GalleyPublicFolder *self,
                           const char         *path,
                           GError            **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *page = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  if (self->journal == NULL)
    return TRUE;
  if (g_str_has_suffix (path, GALLEY_PUBLIC_GONE) || g_str_has_suffix (path, GALLEY_PUBLIC_MOVED))
    path = page = g_strndup (path, strrchr (path, '.') - path);
  /* A cache has a folder's page under the folder's name. */
  if (g_str_has_suffix (path, FOLDER_PAGE))
    folder = g_strndup (path, strlen (path) - strlen (FOLDER_PAGE) + 1);
  return (folder == NULL || galley_purge_journal_note (self->journal, folder, error))
         && galley_purge_journal_note (self->journal, path, error);
}

char *
galley_public_folder_dup_former (GalleyPublicFolder *self,
                                 const char         *file)
{
  g_return_val_if_fail (self != NULL && g_str_has_prefix (file, self->path), NULL);

  return self->former != NULL ? g_strconcat (self->former, file + strlen (self->path), NULL) : NULL;
}

gboolean
galley_public_folder_take_over (GalleyPublicFolder *self,
                                const char         *former,
                                const char         *file)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (self != NULL && former != NULL && file != NULL, FALSE);

  if (link (former, file) == 0)
    return TRUE;
  if (errno != ENOENT)
    return FALSE;
  folder = g_path_get_dirname (file);
  return g_mkdir_with_parents (folder, 0777) == 0 && link (former, file) == 0;
}

/* TRUE: @file is what it shall be. */
static gboolean
is_there (const char *file,
          GBytes     *bytes)
{
  return bytes != NULL ? galley_file_is (file, bytes) : !g_file_test (file, G_FILE_TEST_EXISTS);
}

/* Where nothing stands: takes over what was there before, where that is the same, or writes. */
static gboolean
put_new (GalleyPublicFolder *self,
         const char         *file,
         GBytes             *bytes,
         GError            **error)
{
  g_autofree char *former = galley_public_folder_dup_former (self, file);

  if (former != NULL && galley_file_is (former, bytes) && galley_public_folder_take_over (self, former, file))
    return TRUE;
  return galley_file_write_new (file, bytes, error);
}

static gboolean
put_file (GalleyPublicFolder *self,
          const char         *file,
          GBytes             *bytes,
          GError            **error)
{
  if (self->is_new)
    return bytes == NULL || put_new (self, file, bytes, error);
  return bytes != NULL ? galley_file_write (file, bytes, error) : galley_file_remove (file, error);
}

/* To unpack what was there costs less than to pack it again. */
static gboolean
take_over_compressed (GalleyPublicFolder *self,
                      const char         *file,
                      GBytes             *bytes)
{
  g_autofree char *former = galley_public_folder_dup_former (self, file);
  g_autoptr (GBytes) present = NULL;

  /* A new page was not there before. */
  if (former == NULL || !g_file_test (former, G_FILE_TEST_IS_REGULAR) || g_file_test (former, G_FILE_TEST_IS_SYMLINK))
    return FALSE;
  present = galley_file_read (former, MAX_FILE_BYTES, NULL);
  return present != NULL && galley_public_gzip_is (present, bytes) && galley_public_folder_take_over (self, former, file);
}

static gboolean
put_compressed (GalleyPublicFolder *self,
                const char         *file,
                GBytes             *bytes,
                GError            **error)
{
  g_autofree char *name = g_strconcat (file, GALLEY_PUBLIC_GZIP, NULL);
  g_autoptr (GBytes) compressed = NULL;

  if (!galley_public_gzip_suits (file) || (bytes != NULL && take_over_compressed (self, name, bytes)))
    return TRUE;
  compressed = bytes != NULL ? galley_public_gzip_make (bytes) : NULL;
  return put_file (self, name, compressed, error);
}

gboolean
galley_public_folder_put (GalleyPublicFolder *self,
                          const char         *path,
                          GBytes             *bytes,
                          GError            **error)
{
  g_autofree char *file = galley_public_folder_dup_file (self, path, error);
  g_autoptr (GError) note_error = NULL;

  if (file == NULL)
    return FALSE;
  if (!self->is_new && is_there (file, bytes))
    return TRUE;
  galley_public_folder_note (self, path, &note_error);
  /* The compressed one first: where the other one is right, both are. */
  if (!put_compressed (self, file, bytes, error) || !put_file (self, file, bytes, error))
    return FALSE;
  if (note_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&note_error));
  return FALSE;
}

gboolean
galley_public_folder_holds (GalleyPublicFolder *self,
                            const char         *path,
                            GBytes             *bytes)
{
  g_autofree char *file = galley_public_folder_dup_file (self, path, NULL);

  return file != NULL && is_there (file, bytes);
}

gboolean
galley_public_folder_has (GalleyPublicFolder *self,
                          const char         *path)
{
  g_autofree char *file = galley_public_folder_dup_file (self, path, NULL);

  return file != NULL && g_file_test (file, G_FILE_TEST_EXISTS);
}

gboolean
galley_public_folder_sync (GalleyPublicFolder *self,
                           GError            **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return galley_file_sync (self->path, error);
}

static int
remove_cb (const char        *path,
           const struct stat *status,
           int                kind,
           struct FTW        *place)
{
  return remove (path);
}

gboolean
galley_public_folder_remove (const char *folder,
                             GError    **error)
{
  g_return_val_if_fail (folder != NULL, FALSE);

  if (nftw (folder, remove_cb, 16, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "cannot remove %s: %s", folder, g_strerror (errno));
  return FALSE;
}

gboolean
galley_public_folder_exchange (const char *folder,
                               const char *other,
                               GError    **error)
{
  g_return_val_if_fail (folder != NULL && other != NULL, FALSE);

  if (renameat2 (AT_FDCWD, other, AT_FDCWD, folder, RENAME_EXCHANGE) == 0
      || (errno == ENOENT && g_rename (other, folder) == 0))
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "cannot put %s in the place of %s: %s", other, folder,
               g_strerror (errno));
  return FALSE;
}
