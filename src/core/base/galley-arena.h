/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for many small things that go together: taken piece by piece, given back at once. Of one thread. */
#pragma once

#include <glib.h>

#include <string.h>

G_BEGIN_DECLS

#define GALLEY_ARENA_ALIGNMENT 16

/* To be made and freed by what follows alone; here so that taking is no call. */
typedef struct
{
  gpointer kept;  /* what is to be destroyed with it, the last; in the arena itself */
  gpointer chunk; /* the last */
  char *free;
  gsize n_free;
} GalleyArena;

GalleyArena *galley_arena_new (void);
void galley_arena_free (GalleyArena *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyArena, galley_arena_free)

/* For galley_arena_take(): from another chunk. */
gpointer galley_arena_take_anew (GalleyArena *self,
                                 gsize        n_bytes);
/* Aligned for every type, not cleared. Lent, as what follows. */
static inline gpointer
galley_arena_take (GalleyArena *self,
                   gsize        n_bytes)
{
  gsize n_taken = (n_bytes + GALLEY_ARENA_ALIGNMENT - 1) & ~(gsize) (GALLEY_ARENA_ALIGNMENT - 1);
  gpointer taken = self->free;

  if (G_UNLIKELY (n_taken > self->n_free || n_taken < n_bytes))
    return galley_arena_take_anew (self, n_bytes);
  self->free += n_taken;
  self->n_free -= n_taken;
  return taken;
}

/* The first @n_bytes of @text, and a NUL behind them. */
static inline char *
galley_arena_copy (GalleyArena *self,
                   const char  *text,
                   gsize        n_bytes)
{
  char *copy = (char *) galley_arena_take (self, n_bytes + 1);

  memcpy (copy, text, n_bytes);
  copy[n_bytes] = '\0';
  return copy;
}

/* @destroy is called with @data when the arena goes: for what is lent to what was taken. */
void galley_arena_keep (GalleyArena   *self,
                        gpointer       data,
                        GDestroyNotify destroy);

G_END_DECLS
