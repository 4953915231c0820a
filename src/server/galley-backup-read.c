/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-backup-read.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/model/galley-media-type.h"
#include "server/galley-backup-tree.h"
#include "server/galley-backup.h"
#include "server/galley-server-folder.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define BLOCK (256 * 1024)
#define MAX_LAYOUT_BYTES (64 * 1024 * 1024)
#define MAX_MANIFEST_BYTES (64 * 1024 * 1024)
#define MAX_LAYOUTS 10000

typedef struct
{
  const char *path;
  const char *folder;
  gboolean is_whole;
  struct archive *archive;
  GalleyBackupContent *content;
  char *database;      /* its hash as read */
  GHashTable *layouts; /* name -> hash as read */
} Reading;

void
galley_backup_content_free (GalleyBackupContent *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->manifest, json_object_unref);
  g_hash_table_unref (self->media);
  g_free (self);
}

static gboolean
refuse (Reading    *self,
        GalleyError code,
        const char *what,
        GError    **error)
{
  g_autofree char *shown = g_filename_display_name (self->path);

  g_set_error (error, GALLEY_ERROR, (int) code, "%s: %s", shown, what);
  return FALSE;
}

/* Reads the entry's bytes into @out (a descriptor, or -1) and into @text (or NULL); its hash, or NULL. */
static char *
take_entry (Reading    *self,
            const char *file,
            int         out,
            GByteArray *text,
            guint64     limit,
            GError    **error)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *block = g_malloc (BLOCK);
  guint64 n_bytes = 0;
  la_ssize_t length;

  while ((length = archive_read_data (self->archive, block, BLOCK)) > 0)
    {
      n_bytes += (guint64) length;
      if (n_bytes > limit)
        {
          refuse (self, GALLEY_ERROR_INVALID, _ ("a file in it is larger than such a file can be"), error);
          return NULL;
        }
      g_checksum_update (hash, block, length);
      if (text != NULL)
        g_byte_array_append (text, block, (guint) length);
      for (la_ssize_t done = 0; out >= 0 && done < length;)
        {
          gssize written = write (out, block + done, (gsize) (length - done));

          if (written < 0 && errno != EINTR)
            {
              galley_backup_set_errno (error, file, errno);
              return NULL;
            }
          done += MAX (written, 0);
        }
    }
  self->content->n_bytes += n_bytes;
  if (length == 0)
    return g_strdup (g_checksum_get_string (hash));
  refuse (self, GALLEY_ERROR_CORRUPT, _ ("it is damaged or was cut off"), error);
  return NULL;
}

static char *
take_file (Reading    *self,
           const char *name,
           guint64     limit,
           GError    **error)
{
  g_autofree char *file = g_build_filename (self->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (file);
  int out;
  char *hash;

  if (g_mkdir_with_parents (parent, 0700) != 0
      || (out = open (file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)) < 0)
    {
      galley_backup_set_errno (error, file, errno);
      return NULL;
    }
  hash = take_entry (self, file, out, NULL, limit, error);
  if (close (out) != 0 && hash != NULL)
    {
      galley_backup_set_errno (error, file, errno);
      g_clear_pointer (&hash, g_free);
    }
  return hash;
}

/* What is only looked at is not kept. */
static char *
take_part (Reading    *self,
           const char *name,
           guint64     limit,
           GError    **error)
{
  return self->is_whole ? take_file (self, name, limit, error) : take_entry (self, name, -1, NULL, limit, error);
}

static gboolean
take_database (Reading *self,
               GError **error)
{
  if (self->database != NULL)
    return refuse (self, GALLEY_ERROR_INVALID, _ ("it has two databases"), error);
  self->database = take_file (self, GALLEY_BACKUP_UNPACKED, G_MAXUINT64, error);
  return self->database != NULL;
}

static gboolean
take_layout (Reading    *self,
             const char *name,
             GError    **error)
{
  const char *base = name + strlen (GALLEY_SERVER_LAYOUTS "/");
  char *hash;

  if (strspn (base, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.") != strlen (base)
      || *base == '.' || !g_str_has_suffix (base, ".zip") || strlen (base) > 255
      || g_hash_table_contains (self->layouts, base) || g_hash_table_size (self->layouts) >= MAX_LAYOUTS)
    return refuse (self, GALLEY_ERROR_INVALID, _ ("a layout in it has a name that none can have"), error);
  hash = take_part (self, name, MAX_LAYOUT_BYTES, error);
  if (hash == NULL)
    return FALSE;
  g_hash_table_insert (self->layouts, g_strdup (base), hash);
  return TRUE;
}

static gboolean
take_media (Reading    *self,
            const char *name,
            GError    **error)
{
  const char *hash = strlen (name) == strlen (GALLEY_SERVER_MEDIA "/3f/") + 64
                       ? name + strlen (GALLEY_SERVER_MEDIA "/3f/") : "";
  g_autofree char *expected = g_strdup_printf (GALLEY_SERVER_MEDIA "/%.2s/%s", hash, hash);
  g_autofree char *real = NULL;

  if (!galley_hash_is_valid (hash) || strcmp (name, expected) != 0 || g_hash_table_contains (self->content->media, hash))
    return refuse (self, GALLEY_ERROR_INVALID, _ ("a file of an article in it has a name that none can have"), error);
  real = take_part (self, name, GALLEY_MEDIA_MAX_BYTES, error);
  if (real == NULL)
    return FALSE;
  if (strcmp (real, hash) != 0)
    return refuse (self, GALLEY_ERROR_CORRUPT, _ ("a file of an article in it is not what its name says"), error);
  g_hash_table_add (self->content->media, g_strdup (hash));
  return TRUE;
}

static gboolean
take_manifest (Reading *self,
               GError **error)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autofree char *hash = take_entry (self, "", -1, text, MAX_MANIFEST_BYTES, error);

  if (hash == NULL)
    return FALSE;
  self->content->manifest = galley_json_parse_object ((const char *) text->data, text->len, MAX_MANIFEST_BYTES, error);
  if (self->content->manifest != NULL)
    return TRUE;
  g_prefix_error (error, "%s: " GALLEY_BACKUP_MANIFEST ": ", self->path);
  return FALSE;
}

static gboolean
take (Reading              *self,
      struct archive_entry *entry,
      GError              **error)
{
  const char *name = archive_entry_pathname (entry);

  if (name == NULL || archive_entry_filetype (entry) != AE_IFREG || archive_entry_hardlink (entry) != NULL
      || self->content->manifest != NULL)
    return refuse (self, GALLEY_ERROR_INVALID, _ ("there is something in it that no backup has"), error);
  if (strcmp (name, GALLEY_SERVER_DATABASE) == 0)
    return take_database (self, error);
  if (g_str_has_prefix (name, GALLEY_SERVER_LAYOUTS "/"))
    return take_layout (self, name, error);
  if (g_str_has_prefix (name, GALLEY_SERVER_MEDIA "/"))
    return take_media (self, name, error);
  if (strcmp (name, GALLEY_BACKUP_MANIFEST) == 0)
    return take_manifest (self, error);
  return refuse (self, GALLEY_ERROR_INVALID, _ ("there is something in it that no backup has"), error);
}

static gboolean
take_all (Reading *self,
          GError **error)
{
  struct archive_entry *entry;
  int result;

  while ((result = archive_read_next_header (self->archive, &entry)) == ARCHIVE_OK)
    if (!take (self, entry, error))
      return FALSE;
  if (result == ARCHIVE_EOF)
    return TRUE;
  return refuse (self, self->database != NULL ? GALLEY_ERROR_CORRUPT : GALLEY_ERROR_INVALID,
                 self->database != NULL ? _ ("it is damaged or was cut off") : _ ("it is no backup of galley-server"),
                 error);
}

/* All that the manifest names was there and is what it was, and nothing besides. */
static gboolean
hold_against_manifest (Reading *self,
                       GError **error)
{
  JsonObject *manifest = self->content->manifest;
  JsonObject *layouts;
  GHashTableIter iter;
  gpointer name, hash;

  if (manifest == NULL || self->database == NULL)
    return refuse (self, self->database != NULL ? GALLEY_ERROR_CORRUPT : GALLEY_ERROR_INVALID,
                   self->database != NULL ? _ ("it was cut off") : _ ("it is no backup of galley-server"), error);
  if (galley_json_get_integer (manifest, "format") > GALLEY_BACKUP_FORMAT)
    return refuse (self, GALLEY_ERROR_TOO_NEW, _ ("a newer galley-server made it"), error);
  if (g_strcmp0 (galley_json_get_string (manifest, "database"), self->database) != 0)
    return refuse (self, GALLEY_ERROR_CORRUPT, _ ("the database in it is not what was put in"), error);
  layouts = galley_json_get_object (manifest, "layouts");
  if (layouts == NULL || json_object_get_size (layouts) != g_hash_table_size (self->layouts))
    return refuse (self, GALLEY_ERROR_CORRUPT, _ ("it has not the layouts that were put in"), error);
  g_hash_table_iter_init (&iter, self->layouts);
  while (g_hash_table_iter_next (&iter, &name, &hash))
    if (g_strcmp0 (galley_json_get_string (layouts, name), hash) != 0)
      return refuse (self, GALLEY_ERROR_CORRUPT, _ ("a layout in it is not what was put in"), error);
  return TRUE;
}

GalleyBackupContent *
galley_backup_read (const char *path,
                    const char *folder,
                    gboolean    is_whole,
                    GError    **error)
{
  Reading reading = { .path = path, .folder = folder, .is_whole = is_whole };
  gboolean is_good;

  g_return_val_if_fail (path != NULL && folder != NULL, NULL);

  reading.content = g_new0 (GalleyBackupContent, 1);
  reading.content->media = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reading.layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reading.archive = archive_read_new ();
  archive_read_support_format_tar (reading.archive);
  is_good = archive_read_open_filename (reading.archive, path, BLOCK) == ARCHIVE_OK;
  if (!is_good && access (path, R_OK) != 0)
    galley_backup_set_errno (error, path, errno);
  else if (!is_good)
    refuse (&reading, GALLEY_ERROR_INVALID, _ ("it is no backup of galley-server"), error);
  is_good = is_good && take_all (&reading, error) && hold_against_manifest (&reading, error);
  archive_read_free (reading.archive);
  g_hash_table_unref (reading.layouts);
  g_free (reading.database);
  if (!is_good)
    g_clear_pointer (&reading.content, galley_backup_content_free);
  return reading.content;
}
