/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each thread keeps a few chunks for its next arena: a page takes some, and who gives that much back to the heap with every
 * page makes it give memory back to the system and ask for it again, which halts all threads. */
#include "core/base/galley-arena.h"

#define CHUNK (32 * 1024)
#ifdef __SANITIZE_ADDRESS__
#define MAX_SPARE 0 /* so that what is used when its arena has gone is found */
#else
#define MAX_SPARE 4
#endif

typedef struct _Chunk Chunk;
struct _Chunk
{
  Chunk *before;
  gsize size; /* without the head, which is a multiple of the alignment */
};

#define CHUNK_BYTES (CHUNK - sizeof (Chunk))

typedef struct _Kept Kept;
struct _Kept
{
  Kept *before;
  gpointer data;
  GDestroyNotify destroy;
};

G_STATIC_ASSERT (sizeof (Chunk) % GALLEY_ARENA_ALIGNMENT == 0);

typedef struct
{
  Chunk *chunk; /* the last */
  guint n_chunks;
} Spare;

static void
spare_free (Spare *self)
{
  while (self->chunk != NULL)
    {
      Chunk *before = self->chunk->before;

      g_free (self->chunk);
      self->chunk = before;
    }
  g_free (self);
}

static GPrivate spare_of_thread = G_PRIVATE_INIT ((GDestroyNotify) spare_free);

static Spare *
get_spare (void)
{
  Spare *self = g_private_get (&spare_of_thread);

  if (self == NULL)
    {
      self = g_new0 (Spare, 1);
      g_private_set (&spare_of_thread, self);
    }
  return self;
}

/* NULL: there is none. */
static Chunk *
take_spare (void)
{
  Spare *spare = get_spare ();
  Chunk *chunk = spare->chunk;

  if (chunk == NULL)
    return NULL;
  spare->chunk = chunk->before;
  spare->n_chunks--;
  return chunk;
}

static void
give_back (Chunk *chunk)
{
  Spare *spare = get_spare ();

  if (chunk->size != CHUNK_BYTES || spare->n_chunks == MAX_SPARE)
    {
      g_free (chunk);
      return;
    }
  chunk->before = spare->chunk;
  spare->chunk = chunk;
  spare->n_chunks++;
}

GalleyArena *
galley_arena_new (void)
{
  return g_new0 (GalleyArena, 1);
}

void
galley_arena_free (GalleyArena *self)
{
  Chunk *chunk, *before;

  if (self == NULL)
    return;
  for (Kept *kept = self->kept; kept != NULL; kept = kept->before)
    kept->destroy (kept->data);
  for (chunk = self->chunk; chunk != NULL; chunk = before)
    {
      before = chunk->before;
      give_back (chunk);
    }
  g_free (self);
}

static void
add_chunk (GalleyArena *self,
           gsize        n_bytes)
{
  gsize size = MAX (n_bytes, CHUNK_BYTES);
  Chunk *chunk = size == CHUNK_BYTES ? take_spare () : NULL;

  if (chunk == NULL)
    chunk = g_malloc (sizeof (Chunk) + size);
  chunk->size = size;
  chunk->before = self->chunk;
  self->chunk = chunk;
  self->free = (char *) (chunk + 1);
  self->n_free = size;
}

gpointer
galley_arena_take_anew (GalleyArena *self,
                        gsize        n_bytes)
{
  g_return_val_if_fail (self != NULL && n_bytes < G_MAXSSIZE, NULL);

  add_chunk (self, (n_bytes + GALLEY_ARENA_ALIGNMENT - 1) / GALLEY_ARENA_ALIGNMENT * GALLEY_ARENA_ALIGNMENT);
  return galley_arena_take (self, n_bytes);
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
