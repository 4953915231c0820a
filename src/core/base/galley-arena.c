/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-arena.h"

#include <string.h>

#define CHUNK (32 * 1024)
#define ALIGNMENT 16

typedef struct _Chunk Chunk;
struct _Chunk
{
  Chunk *before;
  gsize reserved; /* the head stays a multiple of ALIGNMENT */
};

typedef struct _Kept Kept;
struct _Kept
{
  Kept *before;
  gpointer data;
  GDestroyNotify destroy;
};

struct _GalleyArena
{
  Kept *kept;   /* the last; in the arena itself */
  Chunk *chunk; /* the last */
  char *free;
  gsize n_free;
};

G_STATIC_ASSERT (sizeof (Chunk) % ALIGNMENT == 0);

GalleyArena *
galley_arena_new (void)
{
  return g_new0 (GalleyArena, 1);
}

void
galley_arena_free (GalleyArena *self)
{
  if (self == NULL)
    return;
  for (Kept *kept = self->kept; kept != NULL; kept = kept->before)
    kept->destroy (kept->data);
  while (self->chunk != NULL)
    {
      Chunk *before = self->chunk->before;

      g_free (self->chunk);
      self->chunk = before;
    }
  g_free (self);
}

static void
add_chunk (GalleyArena *self,
           gsize        n_bytes)
{
  gsize size = MAX (n_bytes, CHUNK - sizeof (Chunk));
  Chunk *chunk = g_malloc (sizeof (Chunk) + size);

  chunk->before = self->chunk;
  self->chunk = chunk;
  self->free = (char *) (chunk + 1);
  self->n_free = size;
}

gpointer
galley_arena_take (GalleyArena *self,
                   gsize        n_bytes)
{
  gpointer taken;

  g_return_val_if_fail (self != NULL && n_bytes < G_MAXSSIZE, NULL);

  n_bytes = (n_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (n_bytes > self->n_free)
    add_chunk (self, n_bytes);
  taken = self->free;
  self->free += n_bytes;
  self->n_free -= n_bytes;
  return taken;
}

char *
galley_arena_copy (GalleyArena *self,
                   const char  *text,
                   gsize        n_bytes)
{
  char *copy = galley_arena_take (self, n_bytes + 1);

  memcpy (copy, text, n_bytes);
  copy[n_bytes] = '\0';
  return copy;
}

void
galley_arena_keep (GalleyArena   *self,
                   gpointer       data,
                   GDestroyNotify destroy)
{
  Kept *kept;

  g_return_if_fail (self != NULL && destroy != NULL);

  kept = galley_arena_take (self, sizeof *kept);
  *kept = (Kept){ self->kept, data, destroy };
  self->kept = kept;
}
