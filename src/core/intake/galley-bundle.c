/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/intake/galley-bundle.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/wire/galley-wire.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define MIMETYPE "mimetype"
#define VERSION "version"
#define ARTICLE "article.json"
#define BASE "base.json"
#define MEDIA "media/"
#define VERSION_MAX_BYTES 16

static int
compare_hashes (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  return strcmp (a, b);
}

GalleyBundle *
galley_bundle_new (GalleyRevision *article,
                   GalleyRevision *base)
{
  GalleyBundle *self;

  g_return_val_if_fail (article != NULL, NULL);

  self = g_new0 (GalleyBundle, 1);
  self->article = galley_revision_ref (article);
  self->base = base != NULL ? galley_revision_ref (base) : NULL;
  self->media = g_tree_new_full (compare_hashes, NULL, g_free, (GDestroyNotify) g_bytes_unref);
  return self;
}

void
galley_bundle_free (GalleyBundle *self)
{
  if (self == NULL)
    return;
  galley_revision_unref (self->article);
  g_clear_pointer (&self->base, galley_revision_unref);
  g_tree_unref (self->media);
  g_free (self);
}

gboolean
galley_bundle_is_zip (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size >= 4 && memcmp (data, "PK\3\4", 4) == 0;
}

/* --- reading ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GByteArray *version, *article, *base; /* NULL: not there */
  GTree *media;                         /* hash -> GBytes */
  gsize n_bytes;
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->version, g_byte_array_unref);
  g_clear_pointer (&self->article, g_byte_array_unref);
  g_clear_pointer (&self->base, g_byte_array_unref);
  g_clear_pointer (&self->media, g_tree_unref);
}

/* Nothing is ever unpacked by its name, and still: who writes such a name means no good. */
static gboolean
leads_outside (const char *name)
{
  g_auto (GStrv) parts = g_strsplit_set (name, "/\\", -1);

  return name[0] == '/' || name[0] == '\\' || g_strv_contains ((const char *const *) parts, "..");
}

/* Only these names mean anything. */
static gsize
get_limit (const char *name)
{
  if (g_str_equal (name, VERSION))
    return VERSION_MAX_BYTES;
  if (g_str_equal (name, ARTICLE) || g_str_equal (name, BASE))
    return GALLEY_WIRE_MAX_BYTES;
  if (g_str_has_prefix (name, MEDIA) && galley_hash_is_valid (name + strlen (MEDIA)))
    return GALLEY_BUNDLE_MAX_BYTES;
  return 0;
}

static gboolean
refuse_size (const char *name,
             GError    **error)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "the hand-over file holds more than it may at \"%s\"", name);
  return FALSE;
}

static GByteArray *
unpack (Reading        *self,
        struct archive *archive,
        const char     *name,
        gsize           limit,
        GError        **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint8 buffer[16384];
  la_ssize_t n;

  while ((n = archive_read_data (archive, buffer, sizeof buffer)) > 0)
    {
      self->n_bytes += n;
      if (self->n_bytes > GALLEY_BUNDLE_MAX_BYTES || data->len + (gsize) n > limit)
        {
          refuse_size (name, error);
          return NULL;
        }
      g_byte_array_append (data, buffer, n);
    }
  if (n >= 0)
    return g_steal_pointer (&data);
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the hand-over file is damaged at \"%s\": %s", name,
               archive_error_string (archive));
  return NULL;
}

static gboolean
take_medium (Reading    *self,
             const char *hash,
             GByteArray *data,
             GError    **error)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (data);
  g_autofree char *found = galley_hash_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  if (!g_str_equal (found, hash))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the hand-over file has other bytes under the name %s", hash);
      return FALSE;
    }
  g_tree_insert (self->media, g_strdup (hash), g_steal_pointer (&bytes));
  return TRUE;
}

static gboolean
read_entry (Reading        *self,
            struct archive *archive,
            const char     *name,
            GError        **error)
{
  gsize limit = get_limit (name);
  GByteArray **place = g_str_equal (name, VERSION)   ? &self->version
                       : g_str_equal (name, ARTICLE) ? &self->article
                       : g_str_equal (name, BASE)    ? &self->base
                                                     : NULL;
  GByteArray *data;

  if (leads_outside (name))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the hand-over file names a place outside of itself: \"%s\"",
                   name);
      return FALSE;
    }
  if (limit == 0)
    return TRUE;
  if (place != NULL ? *place != NULL : g_tree_lookup (self->media, name + strlen (MEDIA)) != NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the hand-over file has \"%s\" twice", name);
      return FALSE;
    }
  data = unpack (self, archive, name, limit, error);
  if (data == NULL)
    return FALSE;
  if (place == NULL)
    return take_medium (self, name + strlen (MEDIA), data, error);
  *place = data;
  return TRUE;
}

static gboolean
read_archive (Reading        *self,
              struct archive *archive,
              GBytes         *bytes,
              GError        **error)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  struct archive_entry *entry;
  guint n_files = 0;
  int result;

  archive_read_support_format_zip (archive);
  result = archive_read_open_memory (archive, data != NULL ? data : "", size);
  while (result == ARCHIVE_OK && (result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      const char *name = archive_entry_pathname (entry);

      if (++n_files > GALLEY_BUNDLE_MAX_FILES)
        return refuse_size (name != NULL ? name : "", error);
      if (name != NULL && archive_entry_filetype (entry) == AE_IFREG && !read_entry (self, archive, name, error))
        return FALSE;
    }
  if (result == ARCHIVE_EOF)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the hand-over file is no zip that can be read: %s",
               archive_error_string (archive) != NULL ? archive_error_string (archive) : "it has no beginning");
  return FALSE;
}

static gboolean
check_version (Reading *self,
               GError **error)
{
  g_autofree char *text = NULL;
  guint64 version;

  /* Who leaves it out writes the first one. */
  if (self->version == NULL)
    return TRUE;
  g_byte_array_append (self->version, (const guint8 *) "", 1);
  text = g_strstrip (g_strdup ((const char *) self->version->data));
  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &version, NULL))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the hand-over file's version is no number");
      return FALSE;
    }
  if (version <= GALLEY_BUNDLE_VERSION)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_NEW, "the hand-over file is of version %" G_GUINT64_FORMAT
               ", known is %d", version, GALLEY_BUNDLE_VERSION);
  return FALSE;
}

static GalleyRevision *
read_revision (GByteArray *data,
               GError    **error)
{
  return galley_wire_read ((const char *) data->data, data->len, error);
}

static GalleyBundle *
reading_finish (Reading *self,
                GError **error)
{
  g_autoptr (GalleyRevision) article = NULL;
  g_autoptr (GalleyRevision) base = NULL;
  GalleyBundle *bundle;

  if (!check_version (self, error))
    return NULL;
  if (self->article == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "this zip is no hand-over file: it holds no article");
      return NULL;
    }
  article = read_revision (self->article, error);
  if (article == NULL)
    return NULL;
  if (self->base != NULL && (base = read_revision (self->base, error)) == NULL)
    return NULL;
  if (base != NULL && !g_str_equal (galley_revision_get_id (base), galley_revision_get_id (article)))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the hand-over file has the base of another article");
      return NULL;
    }
  bundle = galley_bundle_new (article, base);
  g_tree_unref (bundle->media);
  bundle->media = g_steal_pointer (&self->media);
  return bundle;
}

GalleyBundle *
galley_bundle_read (GBytes  *bytes,
                    GError **error)
{
  struct archive *archive;
  GalleyBundle *bundle = NULL;
  Reading reading = { 0 };

  g_return_val_if_fail (bytes != NULL, NULL);

  reading.media = g_tree_new_full (compare_hashes, NULL, g_free, (GDestroyNotify) g_bytes_unref);
  archive = archive_read_new ();
  if (read_archive (&reading, archive, bytes, error))
    bundle = reading_finish (&reading, error);
  archive_read_free (archive);
  reading_clear (&reading);
  return bundle;
}

/* --- writing ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  struct archive *archive;
  GByteArray *bytes;
  gboolean is_good;
} Writing;

static la_ssize_t
write_cb (struct archive *archive,
          void           *data,
          const void     *buffer,
          size_t          length)
{
  Writing *self = data;

  g_byte_array_append (self->bytes, buffer, length);
  return length;
}

/* @is_packed: pictures are packed already. */
static void
add (Writing    *self,
     const char *name,
     const void *data,
     gsize       length,
     gboolean    is_packed)
{
  struct archive_entry *entry;

  if (!self->is_good)
    return;
  entry = archive_entry_new ();
  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, length);
  if (is_packed)
    archive_write_zip_set_compression_store (self->archive);
  else
    archive_write_zip_set_compression_deflate (self->archive);
  self->is_good = archive_write_header (self->archive, entry) == ARCHIVE_OK &&
                  archive_write_data (self->archive, data, length) == (la_ssize_t) length;
  archive_entry_free (entry);
}

static void
add_revision (Writing        *self,
              const char     *name,
              GalleyRevision *revision)
{
  g_autofree char *text = galley_wire_write_content (revision);

  add (self, name, text, strlen (text), FALSE);
}

static gboolean
add_medium_cb (gpointer hash,
               gpointer bytes,
               gpointer data)
{
  g_autofree char *name = g_strconcat (MEDIA, hash, NULL);

  add (data, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), TRUE);
  return FALSE;
}

static gboolean
count_cb (gpointer hash,
          gpointer bytes,
          gpointer data)
{
  *(gsize *) data += g_bytes_get_size (bytes);
  return FALSE;
}

/* What nobody could read again is not written. */
static gboolean
is_readable (GalleyBundle *self,
             GError      **error)
{
  gsize n_bytes = 2 * GALLEY_WIRE_MAX_BYTES;

  g_tree_foreach (self->media, count_cb, &n_bytes);
  if (n_bytes <= GALLEY_BUNDLE_MAX_BYTES && g_tree_nnodes (self->media) + 4 <= GALLEY_BUNDLE_MAX_FILES)
    return TRUE;
  return refuse_size (MEDIA, error);
}

GBytes *
galley_bundle_write (GalleyBundle *self,
                     GError      **error)
{
  static const char version[] = G_STRINGIFY (GALLEY_BUNDLE_VERSION) "\n";
  Writing writing;

  g_return_val_if_fail (self != NULL, NULL);

  if (!is_readable (self, error))
    return NULL;
  writing = (Writing) { archive_write_new (), g_byte_array_new (), TRUE };
  archive_write_set_format_zip (writing.archive);
  archive_write_set_bytes_in_last_block (writing.archive, 1);
  writing.is_good = archive_write_open (writing.archive, &writing, NULL, write_cb, NULL) == ARCHIVE_OK;
  add (&writing, MIMETYPE, GALLEY_BUNDLE_MIME_TYPE, strlen (GALLEY_BUNDLE_MIME_TYPE), TRUE);
  add (&writing, VERSION, version, strlen (version), TRUE);
  add_revision (&writing, ARTICLE, self->article);
  if (self->base != NULL)
    add_revision (&writing, BASE, self->base);
  g_tree_foreach (self->media, add_medium_cb, &writing);
  if (archive_write_close (writing.archive) != ARCHIVE_OK)
    writing.is_good = FALSE;
  if (!writing.is_good)
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "the hand-over file could not be packed: %s",
                 archive_error_string (writing.archive));
  archive_write_free (writing.archive);
  if (writing.is_good)
    return g_byte_array_free_to_bytes (writing.bytes);
  g_byte_array_unref (writing.bytes);
  return NULL;
}
