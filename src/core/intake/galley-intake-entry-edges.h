/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blanks around a text that a page of ours does not print (portal/galley-view-edges.h), back to where they were. Both
 * are inline markup of the canonical body, and NULL where there are none. Private to this folder. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

typedef struct
{
  char *before, *after;
} GalleyEntryEdges;

/* @before, @after: what the page says, (nullable). */
void galley_entry_edges_init (GalleyEntryEdges *self,
                              const char       *before,
                              const char       *after);
void galley_entry_edges_clear (GalleyEntryEdges *self);

/* The text of @markup with its blanks. NULL where it has none, or where they are something else than blanks.
 * (transfer full) (nullable) */
GalleyBlock *galley_entry_edges_add (const GalleyEntryEdges *edges,
                                     const char             *markup);
/* The same of what stands in @sink from @start on, there. */
void galley_entry_edges_put (const GalleyEntryEdges *edges,
                             GString                *sink,
                             gsize                   start);
/* One text of canonical markup; NULL: it is none. (transfer full) (nullable) */
GalleyBlock *galley_entry_edges_read_text (const char *markup);

G_END_DECLS
