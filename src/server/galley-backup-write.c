/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a backup: the database is copied in one reading transaction, which keeps no writer waiting; media are written
 * before their rows and never removed, so that what that copy names is there. */
#include "server/galley-backup.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/db/galley-database-copy.h"
#include "core/db/galley-database-driver.h"
#include "core/model/galley-media-type.h"
#include "galley-config.h"
#include "server/galley-backup-tree.h"
#include "server/galley-server-folder.h"
#include "server/galley-server-media.h"
#include "server/galley-server-schema.h"
#include "server/galley-server-transfer.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK (256 * 1024)
#define MAX_LAYOUT_BYTES (64 * 1024 * 1024)

typedef struct
{
  const char *folder;
  const char *path;
  char *scratch;
  gint64 now;
  struct archive *archive;
  JsonObject *manifest;
} Writing;

static gboolean
fail (Writing *self,
      GError **error)
{
  galley_backup_set_errno (error, self->path, archive_errno (self->archive) > 0 ? archive_errno (self->archive) : EIO);
  return FALSE;
}

static gboolean
begin_entry (Writing    *self,
             const char *name,
             gint64      size,
             GError    **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean is_begun;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_size (entry, size);
  archive_entry_set_mtime (entry, self->now / G_USEC_PER_SEC, 0);
  is_begun = archive_write_header (self->archive, entry) == ARCHIVE_OK;
  archive_entry_free (entry);
  return is_begun || fail (self, error);
}

static gboolean
add_bytes (Writing    *self,
           const char *name,
           GBytes     *bytes,
           GError    **error)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return begin_entry (self, name, (gint64) length, error)
         && (archive_write_data (self->archive, data, length) == (la_ssize_t) length || fail (self, error));
}

/* One that may be large, and that nobody changes; the hash of what was read. (transfer full) */
static char *
add_file (Writing    *self,
          const char *name,
          const char *file,
          GError    **error)
{
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *block = g_malloc (BLOCK);
  FILE *stream = fopen (file, "rbe");
  struct stat status;
  gboolean is_good;
  gsize length = 0;

  if (stream == NULL || fstat (fileno (stream), &status) != 0)
    {
      galley_backup_set_errno (error, file, errno);
      g_clear_pointer (&stream, fclose);
      return NULL;
    }
  is_good = begin_entry (self, name, status.st_size, error);
  while (is_good && (length = fread (block, 1, BLOCK, stream)) > 0)
    {
      g_checksum_update (hash, block, (gssize) length);
      is_good = archive_write_data (self->archive, block, length) == (la_ssize_t) length || fail (self, error);
    }
  if (is_good && ferror (stream))
    {
      galley_backup_set_errno (error, file, EIO);
      is_good = FALSE;
    }
  fclose (stream);
  return is_good ? g_strdup (g_checksum_get_string (hash)) : NULL;
}

static gboolean
add_layouts (Writing *self,
             GError **error)
{
  g_autofree char *layouts = g_build_filename (self->folder, GALLEY_SERVER_LAYOUTS, NULL);
  g_autoptr (GDir) dir = g_dir_open (layouts, 0, error);
  JsonObject *hashes = json_object_new ();
  const char *name;

  json_object_set_object_member (self->manifest, "layouts", hashes);
  if (dir == NULL)
    {
      galley_error_adopt (error);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (layouts, name, NULL);
      g_autofree char *entry = g_strconcat (GALLEY_SERVER_LAYOUTS "/", name, NULL);
      g_autofree char *hash = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (*name == '.' || !g_str_has_suffix (name, ".zip"))
        continue;
      bytes = galley_file_read (file, MAX_LAYOUT_BYTES, error);
      if (bytes == NULL || !add_bytes (self, entry, bytes, error))
        return FALSE;
      hash = galley_hash_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      json_object_set_string_member (hashes, name, hash);
    }
  return TRUE;
}

static gboolean
add_media (Writing   *self,
           GPtrArray *hashes,
           guint     *n_damaged,
           GError   **error)
{
  g_autofree char *media = g_build_filename (self->folder, GALLEY_SERVER_MEDIA, NULL);
  JsonArray *damaged = json_array_new ();

  json_object_set_array_member (self->manifest, "damaged", damaged);
  for (guint i = 0; i < hashes->len; i++)
    {
      const char *hash = hashes->pdata[i];
      g_autofree char *name = g_strdup_printf (GALLEY_SERVER_MEDIA "/%.2s/%s", hash, hash);
      g_autoptr (GError) read_error = NULL;
      g_autofree char *file = galley_hash_folder_make_path (media, hash);
      g_autofree char *real = NULL;

      if (!galley_hash_folder_check (media, hash, NULL, NULL, &read_error))
        {
          /* One lost picture must not cost the newsroom its backup: it is named, and the command says so. */
          g_printerr ("galley-server: %s\n", read_error->message);
          json_array_add_string_element (damaged, hash);
        }
      else if ((real = add_file (self, name, file, error)) == NULL)
        return FALSE;
    }
  *n_damaged = json_array_get_length (damaged);
  return TRUE;
}

static gboolean
add_manifest (Writing *self,
              GError **error)
{
  g_autofree char *text = galley_json_write_object (self->manifest);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return add_bytes (self, GALLEY_BACKUP_MANIFEST, bytes, error);
}

static GalleyDatabase *
transfer (GalleyDatabase *database,
          const char     *file,
          GError        **error)
{
  g_autoptr (GalleyDatabase) copy = galley_database_open (file, GALLEY_DATABASE_NONE, error);

  if (copy == NULL || !galley_server_schema_migrate (copy, error) || !galley_server_transfer (database, copy, error))
    return NULL;
  /* With the connection goes its log, so that the file is all. */
  g_clear_pointer (&copy, galley_database_close);
  return galley_database_open (file, GALLEY_DATABASE_READ_ONLY, error);
}

/* The database of one moment, looked through. (transfer full) */
static GalleyDatabase *
copy_database (Writing    *self,
               const char *file,
               GError    **error)
{
  g_autoptr (GalleyDatabase) database = galley_server_folder_open_database (self->folder, error);
  gboolean is_done = FALSE;

  if (database != NULL && galley_database_get_driver (database) != NULL)
    return transfer (database, file, error);
  /* In one step: a copy that is put down in between begins again with every write of the server's. */
  if (database == NULL || !galley_database_copy_begin (database, file, error)
      || !galley_database_copy_step (database, INT_MAX, &is_done, error))
    return NULL;
  return galley_database_open (file, GALLEY_DATABASE_READ_ONLY, error);
}

static gboolean
fill (Writing *self,
      guint   *n_damaged,
      GError **error)
{
  g_autofree char *file = g_build_filename (self->scratch, GALLEY_SERVER_DATABASE, NULL);
  g_autoptr (GalleyDatabase) copy = copy_database (self, file, error);
  g_autofree char *epoch = copy != NULL ? galley_server_schema_dup_meta (copy, "epoch", error) : NULL;
  g_autofree char *time = galley_time_format (self->now);
  g_autoptr (GPtrArray) media = copy != NULL ? galley_server_media_list (copy, error) : NULL;
  g_autofree char *hash = NULL;

  if (epoch == NULL || media == NULL)
    return FALSE;
  hash = add_file (self, GALLEY_SERVER_DATABASE, file, error);
  if (hash == NULL)
    return FALSE;
  json_object_set_int_member (self->manifest, "format", GALLEY_BACKUP_FORMAT);
  json_object_set_string_member (self->manifest, "time", time);
  json_object_set_string_member (self->manifest, "version", GALLEY_VERSION);
  json_object_set_string_member (self->manifest, "epoch", epoch);
  json_object_set_string_member (self->manifest, "database", hash);
  return add_layouts (self, error) && add_media (self, media, n_damaged, error) && add_manifest (self, error);
}

/* Never over a file that is there; where the file system cannot promise that, by a look. */
static gboolean
move_to_its_name (const char *from,
                  const char *to,
                  GError    **error)
{
  int result = renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);

  if (result != 0 && (errno == EINVAL || errno == ENOSYS) && !g_file_test (to, G_FILE_TEST_EXISTS))
    result = g_rename (from, to);
  if (result != 0)
    galley_backup_set_errno (error, to, errno);
  return result == 0;
}

static gboolean
write_archive (Writing *self,
               guint   *n_damaged,
               GError **error)
{
  g_autofree char *file = g_build_filename (self->scratch, "backup.tar", NULL);
  int descriptor = open (file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean is_good;

  if (descriptor < 0)
    {
      galley_backup_set_errno (error, file, errno);
      return FALSE;
    }
  self->archive = archive_write_new ();
  archive_write_set_format_pax_restricted (self->archive);
  archive_write_set_bytes_in_last_block (self->archive, 1);
  is_good = (archive_write_open_fd (self->archive, descriptor) == ARCHIVE_OK || fail (self, error))
            && fill (self, n_damaged, error)
            && (archive_write_close (self->archive) == ARCHIVE_OK || fail (self, error));
  archive_write_free (self->archive);
  if (is_good && fsync (descriptor) != 0)
    {
      galley_backup_set_errno (error, file, errno);
      is_good = FALSE;
    }
  close (descriptor);
  return is_good && move_to_its_name (file, self->path, error);
}

/* For who looks after the server. The backup is good without it. */
static void
note_time (const char *folder,
           gint64      now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyDatabase) database = galley_server_folder_open_database (folder, &error);

  if (database == NULL || !galley_server_schema_set_backup_time (database, now, &error))
    g_printerr ("galley-server: that there is a backup could not be noted: %s\n", error->message);
}

gboolean
galley_backup_write (const char  *folder,
                     const char  *path,
                     GalleyClock *clock,
                     guint       *n_damaged,
                     GError     **error)
{
  Writing writing = { .folder = folder, .path = path };
  g_autofree char *parent = NULL;
  gboolean is_written;

  g_return_val_if_fail (folder != NULL && path != NULL && n_damaged != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, _ ("%s is there already: name a new file"), path);
      return FALSE;
    }
  parent = g_path_get_dirname (path);
  writing.scratch = g_build_filename (parent, ".galley-backup-XXXXXX", NULL);
  if (g_mkdtemp (writing.scratch) == NULL)
    {
      galley_backup_set_errno (error, parent, errno);
      g_free (writing.scratch);
      return FALSE;
    }
  writing.now = galley_clock_get_real_time (clock);
  writing.manifest = json_object_new ();
  is_written = write_archive (&writing, n_damaged, error);
  galley_backup_tree_remove (writing.scratch);
  json_object_unref (writing.manifest);
  g_free (writing.scratch);
  is_written = is_written && galley_backup_tree_sync (parent, error);
  if (is_written)
    note_time (folder, writing.now);
  return is_written;
}
