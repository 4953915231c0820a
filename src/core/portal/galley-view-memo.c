/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-memo.h"

#include <string.h>

#define N_CHAINS 512 /* a power of two */
#define MAX_ENTRIES 1024
/* Of keys; their values are a few times as much. */
#define MAX_KEY_BYTES (256 * 1024)

typedef struct _Entry Entry;
struct _Entry
{
  Entry *next;
  const char *key;
  gsize length;
  guint64 hash;
  const GalleyValue *value;
};

struct _GalleyViewMemo
{
  GalleyArena *arena;
  char *folder; /* with the slash at its end */
  guint n_entries;
  gsize n_key_bytes;
  Entry *chains[N_CHAINS]; /* in the arena */
};

GalleyViewMemo *
galley_view_memo_new (void)
{
  GalleyViewMemo *self = g_new0 (GalleyViewMemo, 1);

  self->arena = galley_arena_new ();
  self->folder = g_strdup ("");
  return self;
}

void
galley_view_memo_free (GalleyViewMemo *self)
{
  if (self == NULL)
    return;
  galley_arena_free (self->arena);
  g_free (self->folder);
  g_free (self);
}

static gboolean
is_in_folder (const char *path,
              const char *folder)
{
  gsize length = strlen (folder);

  return strncmp (path, folder, length) == 0 && strchr (path + length, '/') == NULL;
}

void
galley_view_memo_begin (GalleyViewMemo *self,
                        const char     *path)
{
  g_return_if_fail (self != NULL && path != NULL && *path == '/');

  if (is_in_folder (path, self->folder) && self->n_entries <= MAX_ENTRIES && self->n_key_bytes <= MAX_KEY_BYTES)
    return;
  galley_arena_free (self->arena);
  g_free (self->folder);
  *self = (GalleyViewMemo){
    .arena = galley_arena_new (),
    .folder = g_strndup (path, (gsize) (strrchr (path, '/') + 1 - path)),
  };
}

/* Who writes keys of one hash makes others slow for a page or two. */
static guint64
make_hash (const char *key,
           gsize       length)
{
  guint64 hash = length;
  guint64 word;
  gsize done;

  for (done = 0; length - done >= sizeof word; done += sizeof word)
    {
      memcpy (&word, key + done, sizeof word);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  word = 0;
  memcpy (&word, key + done, length - done);
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ hash >> 32;
}

const GalleyValue *
galley_view_memo_find (GalleyViewMemo *self,
                       const char     *key,
                       gsize           length)
{
  guint64 hash = make_hash (key, length);

  for (Entry *entry = self->chains[hash % N_CHAINS]; entry != NULL; entry = entry->next)
    if (entry->hash == hash && entry->length == length && memcmp (entry->key, key, length) == 0)
      return entry->value;
  return NULL;
}

void
galley_view_memo_put (GalleyViewMemo    *self,
                      const char        *key,
                      gsize              length,
                      const GalleyValue *value)
{
  guint64 hash = make_hash (key, length);
  Entry *entry = galley_arena_take (self->arena, sizeof *entry);

  *entry = (Entry){ self->chains[hash % N_CHAINS], galley_arena_copy (self->arena, key, length), length, hash, value };
  self->chains[hash % N_CHAINS] = entry;
  self->n_entries++;
  self->n_key_bytes += length;
}

GalleyArena *
galley_view_memo_get_arena (GalleyViewMemo *self)
{
  return self->arena;
}
