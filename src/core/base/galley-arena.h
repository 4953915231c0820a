/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for many small things that go together: taken piece by piece, given back at once. Of one thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GalleyArena GalleyArena;

GalleyArena *galley_arena_new (void);
void galley_arena_free (GalleyArena *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyArena, galley_arena_free)

/* Aligned for every type, not cleared. Lent, as what follows. */
gpointer galley_arena_take (GalleyArena *self,
                            gsize        n_bytes);
/* The first @n_bytes of @text, and a NUL behind them. */
char *galley_arena_copy (GalleyArena *self,
                         const char  *text,
                         gsize        n_bytes);

/* @destroy is called with @data when the arena goes: for what is lent to what was taken. */
void galley_arena_keep (GalleyArena   *self,
                        gpointer       data,
                        GDestroyNotify destroy);

G_END_DECLS
