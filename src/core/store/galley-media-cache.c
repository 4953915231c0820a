/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row and its file change in this order: file, then row, when it comes; row and file in one job, when it goes. A job
 * that notes a file looks whether it is there, so that no note crosses a removal. */
#include "core/store/galley-media-cache.h"

#include "core/base/galley-error.h"
#include "core/base/galley-hash-folder.h"
#include "core/base/galley-id.h"
#include "core/model/galley-media-type.h"
#include "core/store/galley-store-settings.h"

static char *
make_folder (GalleyStore *store)
{
  return g_build_filename (galley_store_get_folder (store), "media", NULL);
}

char *
galley_media_cache_make_path (GalleyStore *store,
                              const char  *hash)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (GALLEY_IS_STORE (store), NULL);
  g_return_val_if_fail (galley_hash_is_valid (hash), NULL);

  folder = make_folder (store);
  return galley_hash_folder_make_path (folder, hash);
}

static gpointer
find_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  return galley_media_find_in_store (database, input, error);
}

GalleyMediaRow *
galley_media_cache_find (GalleyStore *store,
                         const char  *hash,
                         GError     **error)
{
  g_return_val_if_fail (GALLEY_IS_STORE (store), NULL);
  g_return_val_if_fail (galley_hash_is_valid (hash), NULL);

  return galley_store_run (store, GALLEY_LANE_PERSON, find_in_store, (gpointer) hash, error);
}

typedef struct
{
  const char *folder;
  const char *hash;
  const char *media_type;
  gint64 size;
  gboolean is_on_server;
  gint64 now;
} Note;

static gpointer
note_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  const Note *note = input;

  if (!galley_hash_folder_has (note->folder, note->hash))
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "the file %s is gone again", note->hash);
  else
    galley_media_note_in_store (database, note->hash, note->media_type, note->size, note->is_on_server, note->now,
                                error);
  return NULL;
}

static gboolean
judge (const Note *note,
       GError    **error)
{
  gsize limit = galley_media_type_get_max_bytes (note->media_type);

  if ((gsize) note->size > limit)
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "the file %s is larger than %" G_GSIZE_FORMAT " bytes",
                 note->hash, limit);
  else if (note->media_type == NULL)
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the file %s is of no kind that is kept", note->hash);
  else
    return TRUE;
  return FALSE;
}

static gboolean
take_note (GalleyStore *store,
           Note        *note,
           GError     **error)
{
  GError *cause = NULL;

  /* What the server has is only fetched again, should this not come to the disk. */
  galley_store_run (store, note->is_on_server ? GALLEY_LANE_SERVED : GALLEY_LANE_PERSON, note_in_store, note, &cause);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, cause);
  return FALSE;
}

gboolean
galley_media_cache_put (GalleyStore *store,
                        const char  *hash,
                        GBytes      *bytes,
                        gboolean     is_on_server,
                        gint64       now,
                        GError     **error)
{
  g_autofree char *folder = NULL;
  gsize length;
  gconstpointer data;
  Note note;

  g_return_val_if_fail (GALLEY_IS_STORE (store), FALSE);
  g_return_val_if_fail (galley_hash_is_valid (hash) && bytes != NULL, FALSE);

  folder = make_folder (store);
  data = g_bytes_get_data (bytes, &length);
  note = (Note){ folder, hash, galley_media_type_sniff (data, length), (gint64) length, is_on_server, now };
  return judge (&note, error) && galley_hash_folder_put (folder, hash, bytes, error) && take_note (store, &note, error);
}

GalleyMediaArrival *
galley_media_cache_begin (GalleyStore *store,
                          GError     **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (GALLEY_IS_STORE (store), NULL);

  folder = make_folder (store);
  return galley_media_arrival_new (folder, error);
}

gboolean
galley_media_cache_keep (GalleyStore        *store,
                         GalleyMediaArrival *arrival,
                         const char         *hash,
                         gboolean            is_on_server,
                         gint64              now,
                         GError            **error)
{
  g_autofree char *folder = NULL;
  Note note;

  g_return_val_if_fail (GALLEY_IS_STORE (store), FALSE);
  g_return_val_if_fail (arrival != NULL, FALSE);

  if (!galley_media_arrival_end (arrival, error))
    return FALSE;
  folder = make_folder (store);
  note = (Note){ folder, galley_media_arrival_get_hash (arrival), galley_media_arrival_get_media_type (arrival),
                 galley_media_arrival_get_size (arrival), is_on_server, now };
  if (hash != NULL && !g_str_equal (hash, note.hash))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the bytes do not have the hash %s", hash);
      return FALSE;
    }
  return judge (&note, error) && galley_media_arrival_keep (arrival, error) && take_note (store, &note, error);
}

/* What is damaged is not here: it is wanted again where the server has it. */
static gpointer
take_back_in_store (GalleyDatabase *database,
                    gpointer        input,
                    GError        **error)
{
  g_autoptr (GalleyMediaRow) row = galley_media_find_in_store (database, input, error);

  if (row != NULL && row->state == GALLEY_MEDIA_KEPT && galley_media_forget_in_store (database, row->hash, error))
    galley_media_want_in_store (database, row->hash, row->media_type, row->used, error);
  return NULL;
}

/* The reader's trouble is what is told; a store that fails will say so by itself. */
static void
take_back (GalleyStore *store,
           const char  *hash,
           GError      *cause)
{
  if (g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_CORRUPT)
      || g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    galley_store_run (store, GALLEY_LANE_PERSON, take_back_in_store, (gpointer) hash, NULL);
}

GBytes *
galley_media_cache_load (GalleyStore *store,
                         const char  *hash,
                         GError     **error)
{
  g_autofree char *folder = NULL;
  GError *cause = NULL;
  GBytes *bytes;

  g_return_val_if_fail (GALLEY_IS_STORE (store), NULL);
  g_return_val_if_fail (galley_hash_is_valid (hash), NULL);

  folder = make_folder (store);
  bytes = galley_hash_folder_load (folder, hash, GALLEY_MEDIA_MAX_LOADED, &cause);
  if (bytes != NULL)
    return bytes;
  take_back (store, hash, cause);
  g_propagate_error (error, cause);
  return NULL;
}

gboolean
galley_media_cache_check (GalleyStore  *store,
                          const char   *hash,
                          GCancellable *cancellable,
                          GError      **error)
{
  g_autofree char *folder = NULL;
  GError *cause = NULL;

  g_return_val_if_fail (GALLEY_IS_STORE (store), FALSE);
  g_return_val_if_fail (galley_hash_is_valid (hash), FALSE);

  folder = make_folder (store);
  if (galley_hash_folder_check (folder, hash, NULL, cancellable, &cause))
    return TRUE;
  take_back (store, hash, cause);
  g_propagate_error (error, cause);
  return FALSE;
}

gboolean
galley_media_cache_copy (GalleyStore  *store,
                         const char   *hash,
                         const char   *path,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_autofree char *folder = NULL;
  GError *cause = NULL;

  g_return_val_if_fail (GALLEY_IS_STORE (store), FALSE);
  g_return_val_if_fail (galley_hash_is_valid (hash) && path != NULL, FALSE);

  folder = make_folder (store);
  if (galley_hash_folder_copy (folder, hash, path, cancellable, &cause))
    return TRUE;
  take_back (store, hash, cause);
  g_propagate_error (error, cause);
  return FALSE;
}

typedef struct
{
  const char *folder; /* of the media */
  gint64 limit;
} Trim;

static gboolean
evict (GalleyDatabase *database,
       const char     *folder,
       gint64          limit,
       GError        **error)
{
  g_autoptr (GPtrArray) rows = galley_media_list_evictable_in_store (database, limit, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const GalleyMediaRow *row = g_ptr_array_index (rows, i);

      /* Should the job fail now, a file is missing that can be fetched again. */
      if (!galley_media_forget_in_store (database, row->hash, error)
          || !galley_hash_folder_remove (folder, row->hash, error))
        return FALSE;
    }
  return rows != NULL;
}

static gpointer
trim_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  const Trim *trim = input;

  evict (database, trim->folder, trim->limit, error);
  return NULL;
}

gboolean
galley_media_cache_trim (GalleyStore *store,
                         gint64       limit,
                         GError     **error)
{
  g_autofree char *folder = NULL;
  GError *cause = NULL;

  g_return_val_if_fail (GALLEY_IS_STORE (store), FALSE);

  folder = make_folder (store);
  galley_store_run (store, GALLEY_LANE_BACKGROUND, trim_in_store, &(Trim){ folder, limit }, &cause);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, cause);
  return FALSE;
}

gint64
galley_media_cache_get_limit_in_store (GalleyDatabase *database,
                                       GError        **error)
{
  GError *cause = NULL;
  g_autofree char *text = galley_setting_load_text_in_store (database, GALLEY_SETTING_MEDIA_LIMIT, &cause);
  gint64 limit;

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return -1;
    }
  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &limit, NULL) ? limit
                                                                                          : GALLEY_MEDIA_CACHE_LIMIT;
}

gboolean
galley_media_cache_set_limit_in_store (GalleyDatabase *database,
                                       const char     *folder,
                                       gint64          limit,
                                       GError        **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, limit);
  g_autofree char *media = g_build_filename (folder, "media", NULL);

  g_return_val_if_fail (limit >= 0, FALSE);

  return galley_setting_save_text_in_store (database, GALLEY_SETTING_MEDIA_LIMIT, text, error)
         && evict (database, media, limit, error);
}
