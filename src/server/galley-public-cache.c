/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-public-cache.h"

#include "server/galley-public-files.h"

#include <string.h>
#include <sys/stat.h>

#define MAX_FILE_BYTES (256 * 1024)
/* Older than any file system's clock is coarse. */
#define SETTLED ((gint64) G_USEC_PER_SEC)

/* Which file it is, and that it is as it was. */
typedef struct
{
  dev_t device;
  ino_t inode;
  off_t size;
  struct timespec modified, changed;
} Look;

typedef struct
{
  char *path; /* of the site; the key */
  char *file, *folder;
  Look file_look, folder_look;

  const char *content_type;
  const char *encoding;
  gboolean varies;
  char *etag;
  GBytes *body;
  gsize n_bytes;
} Entry;

struct _GalleyPublicCache
{
  char *folder;
  GalleyClock *clock;
  gsize most_bytes;

  GHashTable *plain;      /* path -> Entry, for who reads no gzip */
  GHashTable *compressed; /* path -> Entry, for who does, whether it is compressed or not */
  gsize n_bytes;
};

static void
entry_free (Entry *entry)
{
  g_free (entry->path);
  g_free (entry->file);
  g_free (entry->folder);
  g_free (entry->etag);
  g_bytes_unref (entry->body);
  g_free (entry);
}

GalleyPublicCache *
galley_public_cache_new (const char  *folder,
                         GalleyClock *clock,
                         gsize        most_bytes)
{
  GalleyPublicCache *self;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), NULL);

  self = g_new0 (GalleyPublicCache, 1);
  self->folder = g_strdup (folder);
  self->clock = g_object_ref (clock);
  self->most_bytes = most_bytes;
  self->plain = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
  self->compressed = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
  return self;
}

void
galley_public_cache_free (GalleyPublicCache *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_object_unref (self->clock);
  g_hash_table_unref (self->plain);
  g_hash_table_unref (self->compressed);
  g_free (self);
}

gsize
galley_public_cache_get_bytes (GalleyPublicCache *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_bytes;
}

static gboolean
look (const char *name,
      Look       *found)
{
  struct stat status;

  if (stat (name, &status) != 0)
    return FALSE;
  /* No padding is compared. */
  memset (found, 0, sizeof *found);
  found->device = status.st_dev;
  found->inode = status.st_ino;
  found->size = status.st_size;
  found->modified = status.st_mtim;
  found->changed = status.st_ctim;
  return TRUE;
}

static gboolean
is_as_before (const char *name,
              const Look *before)
{
  Look now;

  return look (name, &now) && memcmp (&now, before, sizeof now) == 0;
}

static gboolean
is_settled (GalleyPublicCache *self,
            const Look        *found)
{
  gint64 changed = found->changed.tv_sec * (gint64) G_USEC_PER_SEC + found->changed.tv_nsec / 1000;

  return changed < galley_clock_get_real_time (self->clock) - SETTLED;
}

static GalleyResponse *
respond (const Entry         *entry,
         const GalleyRequest *request)
{
  GalleyResponse *response = galley_response_new (200);

  response->etag = g_strdup (entry->etag);
  response->varies = entry->varies;
  if (galley_etag_matches (request->if_none_match, entry->etag))
    {
      response->status = 304;
      return response;
    }
  response->content_type = entry->content_type;
  response->encoding = entry->encoding;
  response->body = g_bytes_ref (entry->body);
  return response;
}

static void
keep (GalleyPublicCache *self,
      GHashTable        *entries,
      Entry             *entry)
{
  if (entry->n_bytes > self->most_bytes)
    {
      entry_free (entry);
      return;
    }
  /* What is read most is soon back. */
  if (self->n_bytes + entry->n_bytes > self->most_bytes)
    {
      g_hash_table_remove_all (self->plain);
      g_hash_table_remove_all (self->compressed);
      self->n_bytes = 0;
    }
  self->n_bytes += entry->n_bytes;
  g_hash_table_replace (entries, entry->path, entry);
}

static void
forget (GalleyPublicCache *self,
        GHashTable        *entries,
        const Entry       *entry)
{
  self->n_bytes -= entry->n_bytes;
  g_hash_table_remove (entries, entry->path);
}

/* What @response names, where that may be kept; else NULL. Looked at before it is read: what changes meanwhile is another
 * one when it is looked at next. */
static Entry *
load (GalleyPublicCache *self,
      const char        *path,
      GalleyResponse    *response)
{
  g_autofree char *folder = g_path_get_dirname (response->file);
  Look file_look, folder_look;
  Entry *entry;

  if (!look (folder, &folder_look) || !look (response->file, &file_look) || file_look.size > MAX_FILE_BYTES
      || !is_settled (self, &folder_look) || !is_settled (self, &file_look))
    return NULL;
  galley_response_load_file (response, NULL);
  if (response->status != 200)
    return NULL;
  entry = g_new0 (Entry, 1);
  entry->path = g_strdup (path);
  entry->file = g_strdup (response->file);
  entry->folder = g_steal_pointer (&folder);
  entry->file_look = file_look;
  entry->folder_look = folder_look;
  entry->content_type = response->content_type;
  entry->encoding = response->encoding;
  entry->varies = response->varies;
  entry->etag = g_strdup (response->etag);
  entry->body = g_bytes_ref (response->body);
  entry->n_bytes = sizeof *entry + g_bytes_get_size (entry->body) + strlen (entry->path) + strlen (entry->file)
                   + strlen (entry->folder) + strlen (entry->etag);
  return entry;
}

/* From the folder, and kept. */
static GalleyResponse *
read_anew (GalleyPublicCache   *self,
           GHashTable          *entries,
           const GalleyRequest *request)
{
  GalleyResponse *response = galley_public_files_answer (self->folder, request);
  Entry *entry =
    response->kind == GALLEY_RESPONSE_FILE && response->status == 200 ? load (self, request->path, response) : NULL;

  if (entry == NULL)
    return response;
  galley_response_free (response);
  response = respond (entry, request);
  keep (self, entries, entry);
  return response;
}

GalleyResponse *
galley_public_cache_answer (GalleyPublicCache   *self,
                            const GalleyRequest *request)
{
  GHashTable *entries;
  Entry *entry;

  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  if (strcmp (request->method, "GET") != 0)
    return galley_public_files_answer (self->folder, request);
  entries = request->takes_gzip ? self->compressed : self->plain;
  entry = g_hash_table_lookup (entries, request->path);
  if (entry != NULL && is_as_before (entry->folder, &entry->folder_look)
      && is_as_before (entry->file, &entry->file_look))
    return respond (entry, request);
  if (entry != NULL)
    forget (self, entries, entry);
  return read_anew (self, entries, request);
}
