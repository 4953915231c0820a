/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-pack.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-sentences.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define MAX_FOLDERS 16 /* inside one another */

typedef struct
{
  GTree *files;
  guint n_seen; /* every entry counts, also those that are no part of the pack */
  gsize n_bytes;
} Reading;

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  return strcmp (a, b);
}

static void
reading_init (Reading *self)
{
  self->files = g_tree_new_full (compare_names, NULL, g_free, (GDestroyNotify) g_bytes_unref);
  self->n_seen = 0;
  self->n_bytes = 0;
}

/* Letters, digits and . _ - in each part; no part begins with a dot. So no name leaves the pack, hides in it, or means
 * something else on another system. */
static gboolean
name_is_valid (const char *name)
{
  if (*name == '\0' || strlen (name) > 255)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    {
      gboolean begins_part = p == name || p[-1] == '/';

      if (!g_ascii_isalnum (*p) && strchr ("._-/", *p) == NULL)
        return FALSE;
      if (begins_part && (*p == '.' || *p == '/'))
        return FALSE;
    }
  return name[strlen (name) - 1] != '/';
}

static gboolean
name_is_wanted (const char *name)
{
  if (*name == '.' || strstr (name, "/.") != NULL)
    return FALSE;
  if (strchr (name, '/') != NULL)
    return g_str_has_prefix (name, "assets/");
  return g_str_equal (name, "site.json") || g_str_has_suffix (name, ".mustache");
}

/* Counts one entry, and says in *@is_wanted whether its bytes belong to the pack. */
static gboolean
reading_begin (Reading    *self,
               const char *name,
               gboolean   *is_wanted,
               GError    **error)
{
  if (++self->n_seen > GALLEY_PACK_MAX_FILES)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                   galley_sentence (N_ ("the layout pack has more than %d files")),
                   GALLEY_PACK_MAX_FILES);
      return FALSE;
    }
  *is_wanted = name_is_wanted (name);
  if (!name_is_valid (name) && (*is_wanted || strstr (name, "..") != NULL || *name == '/' || strchr (name, '\\')))
    {
      g_autofree char *shown = g_strescape (name, NULL);

      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                   galley_sentence (N_ ("the layout pack has a file with the bad name \"%s\"")),
                   shown);
      return FALSE;
    }
  return TRUE;
}

static gboolean
reading_count (Reading *self,
               gsize    n_bytes,
               GError **error)
{
  self->n_bytes += n_bytes;
  if (self->n_bytes <= GALLEY_PACK_MAX_BYTES)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
               galley_sentence (N_ ("the layout pack has more than %d bytes")),
               GALLEY_PACK_MAX_BYTES);
  return FALSE;
}

static gboolean
reading_take (Reading    *self,
              const char *name,
              GBytes     *bytes,
              GError    **error)
{
  gboolean is_new = g_tree_lookup (self->files, name) == NULL;

  if (is_new)
    g_tree_insert (self->files, g_strdup (name), bytes);
  else
    {
      g_bytes_unref (bytes);
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                   galley_sentence (N_ ("the layout pack has \"%s\" twice")), name);
    }
  return is_new;
}

static GTree *
reading_finish (Reading *self,
                gboolean is_good)
{
  if (is_good)
    return self->files;
  g_tree_unref (self->files);
  return NULL;
}

static gboolean
read_file (Reading    *self,
           const char *path,
           const char *name,
           GError    **error)
{
  gboolean is_wanted;
  GBytes *bytes;

  if (!reading_begin (self, name, &is_wanted, error))
    return FALSE;
  if (!is_wanted)
    return TRUE;
  bytes = galley_file_read (path, GALLEY_PACK_MAX_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  if (!reading_count (self, g_bytes_get_size (bytes), error))
    {
      g_bytes_unref (bytes);
      return FALSE;
    }
  return reading_take (self, name, bytes, error);
}

/* Links are passed by: what they point to may lie outside. Hidden files too. */
static gboolean
read_folder (Reading    *self,
             const char *path,
             const char *prefix,
             guint       depth,
             GError    **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  const char *entry;

  if (folder == NULL)
    {
      galley_error_adopt (error);
      return FALSE;
    }
  while ((entry = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, entry, NULL);
      g_autofree char *name = g_strconcat (prefix, entry, NULL);

      if (*entry == '.' || g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        {
          g_autofree char *inner = g_strconcat (name, "/", NULL);

          if (depth >= MAX_FOLDERS || !g_str_has_prefix (inner, "assets/"))
            continue;
          if (!read_folder (self, child, inner, depth + 1, error))
            return FALSE;
        }
      else if (g_file_test (child, G_FILE_TEST_IS_REGULAR) && !read_file (self, child, name, error))
        return FALSE;
    }
  return TRUE;
}

GTree *
galley_pack_read_folder (const char *path,
                         GError    **error)
{
  Reading reading;

  g_return_val_if_fail (path != NULL, NULL);

  reading_init (&reading);
  return reading_finish (&reading, read_folder (&reading, path, "", 0, error));
}

static gboolean
read_entry (Reading              *self,
            struct archive       *archive,
            struct archive_entry *entry,
            GError              **error)
{
  const char *name = archive_entry_pathname (entry);
  g_autoptr (GByteArray) data = NULL;
  gboolean is_wanted;
  char buffer[16384];
  la_ssize_t n;

  if (name == NULL)
    name = "";
  if (archive_entry_filetype (entry) == AE_IFDIR)
    return TRUE;
  if (!reading_begin (self, name, &is_wanted, error))
    return FALSE;
  if (!is_wanted || archive_entry_filetype (entry) != AE_IFREG)
    return TRUE;
  data = g_byte_array_new ();
  while ((n = archive_read_data (archive, buffer, sizeof buffer)) > 0)
    {
      if (!reading_count (self, n, error))
        return FALSE;
      g_byte_array_append (data, (guint8 *) buffer, n);
    }
  if (n < 0)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                   galley_sentence (N_ ("the layout pack is damaged at \"%s\": %s")), name,
                   archive_error_string (archive));
      return FALSE;
    }
  return reading_take (self, name, g_byte_array_free_to_bytes (g_steal_pointer (&data)), error);
}

static gboolean
read_archive (Reading        *self,
              struct archive *archive,
              GBytes         *zip,
              GError        **error)
{
  struct archive_entry *entry;
  guint n_folders = 0;
  gsize size;
  const void *data = g_bytes_get_data (zip, &size);
  int result;

  archive_read_support_format_zip (archive);
  result = archive_read_open_memory (archive, data != NULL ? data : "", size);
  while (result == ARCHIVE_OK && (result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      if (!read_entry (self, archive, entry, error))
        return FALSE;
      if (archive_entry_filetype (entry) == AE_IFDIR && ++n_folders > GALLEY_PACK_MAX_FILES)
        break;
    }
  if (result == ARCHIVE_EOF)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
               galley_sentence (N_ ("the layout pack is no zip that can be read: %s")),
               archive_error_string (archive) != NULL ? archive_error_string (archive) : "too many folders");
  return FALSE;
}

GTree *
galley_pack_read_zip (GBytes  *zip,
                      GError **error)
{
  struct archive *archive;
  gboolean is_good;
  Reading reading;

  g_return_val_if_fail (zip != NULL, NULL);

  reading_init (&reading);
  archive = archive_read_new ();
  is_good = read_archive (&reading, archive, zip, error);
  archive_read_free (archive);
  return reading_finish (&reading, is_good);
}

static gboolean
read_resource (Reading    *self,
               GResource  *resource,
               const char *folder,
               const char *prefix,
               GError    **error)
{
  g_auto (GStrv) children = g_resource_enumerate_children (resource, folder, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (children == NULL)
    return FALSE;
  for (char **child = children; *child != NULL; child++)
    {
      g_autofree char *path = g_strconcat (folder, *child, NULL);
      g_autofree char *name = g_strconcat (prefix, *child, NULL);
      gboolean is_wanted;
      GBytes *bytes;

      if (g_str_has_suffix (name, "/"))
        {
          if (!read_resource (self, resource, path, name, error))
            return FALSE;
          continue;
        }
      if (!reading_begin (self, name, &is_wanted, error))
        return FALSE;
      bytes = is_wanted ? g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, error) : NULL;
      if (is_wanted && (bytes == NULL || !reading_take (self, name, bytes, error)))
        return FALSE;
    }
  return TRUE;
}

GTree *
galley_pack_read_resource (GResource  *resource,
                           const char *prefix,
                           GError    **error)
{
  Reading reading;

  g_return_val_if_fail (resource != NULL, NULL);
  g_return_val_if_fail (prefix != NULL, NULL);

  reading_init (&reading);
  return reading_finish (&reading, read_resource (&reading, resource, prefix, "", error));
}

static la_ssize_t
append_cb (struct archive *archive,
           void           *data,
           const void     *buffer,
           size_t          length)
{
  g_byte_array_append (data, buffer, length);
  return length;
}

typedef struct
{
  struct archive *archive;
  gboolean is_good;
} Writing;

static gboolean
write_file (gpointer key,
            gpointer value,
            gpointer data)
{
  struct archive_entry *entry = archive_entry_new ();
  Writing *writing = data;
  gsize size;
  const void *bytes = g_bytes_get_data (value, &size);

  archive_entry_set_pathname (entry, key);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, size);
  writing->is_good = archive_write_header (writing->archive, entry) == ARCHIVE_OK &&
                     (size == 0 || archive_write_data (writing->archive, bytes, size) == (la_ssize_t) size);
  archive_entry_free (entry);
  return !writing->is_good;
}

GBytes *
galley_pack_write_zip (GTree   *files,
                       GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  Writing writing = { .archive = archive_write_new (), .is_good = TRUE };

  g_return_val_if_fail (files != NULL, NULL);

  archive_write_set_format_zip (writing.archive);
  archive_write_zip_set_compression_store (writing.archive);
  archive_write_set_bytes_per_block (writing.archive, 0);
  writing.is_good = archive_write_open (writing.archive, out, NULL, append_cb, NULL) == ARCHIVE_OK;
  if (writing.is_good)
    g_tree_foreach (files, write_file, &writing);
  writing.is_good = writing.is_good && archive_write_close (writing.archive) == ARCHIVE_OK;
  if (!writing.is_good)
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED,
                 galley_sentence (N_ ("the layout pack cannot be packed: %s")),
                 archive_error_string (writing.archive));
  archive_write_free (writing.archive);
  return writing.is_good ? g_byte_array_free_to_bytes (g_steal_pointer (&out)) : NULL;
}

static gboolean
hash_file (gpointer key,
           gpointer value,
           gpointer data)
{
  gsize size;
  const void *bytes = g_bytes_get_data (value, &size);
  g_autofree char *head = g_strdup_printf ("%s\n%" G_GSIZE_FORMAT "\n", (char *) key, size);

  g_checksum_update (data, (const guchar *) head, -1);
  if (size > 0)
    g_checksum_update (data, bytes, size);
  return FALSE;
}

char *
galley_pack_hash (GTree *files)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_return_val_if_fail (files != NULL, NULL);

  g_tree_foreach (files, hash_file, checksum);
  return g_strdup (g_checksum_get_string (checksum));
}
