/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/intake/galley-intake-entry-edges.h"

#include "core/portal/galley-view-edges.h"
#include "core/wire/galley-body.h"

#include <string.h>

void
galley_entry_edges_init (GalleyEntryEdges *self,
                         const char       *before,
                         const char       *after)
{
  self->before = g_strdup (before);
  self->after = g_strdup (after);
}

void
galley_entry_edges_clear (GalleyEntryEdges *self)
{
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->after, g_free);
}

GalleyBlock *
galley_entry_edges_read_text (const char *markup)
{
  g_autofree char *paragraph = g_strconcat ("<p>", markup != NULL ? markup : "", "</p>", NULL);
  g_autoptr (GPtrArray) blocks = galley_body_read (paragraph, strlen (paragraph), NULL);

  return blocks != NULL && blocks->len == 1 ? galley_block_ref (blocks->pdata[0]) : NULL;
}

/* No more than blanks, or a page could say what it does not show. (transfer full) (nullable) */
static GalleyBlock *
read_edge (const char *markup)
{
  g_autoptr (GalleyBlock) edge = galley_entry_edges_read_text (markup);

  return edge != NULL && galley_view_is_edge (edge) ? g_steal_pointer (&edge) : NULL;
}

GalleyBlock *
galley_entry_edges_add (const GalleyEntryEdges *edges,
                        const char             *markup)
{
  g_autoptr (GalleyBlock) before = read_edge (edges->before);
  g_autoptr (GalleyBlock) after = read_edge (edges->after);
  g_autoptr (GalleyBlock) text = galley_entry_edges_read_text (markup);
  g_autoptr (GalleyBlock) front = NULL;

  if ((edges->before == NULL && edges->after == NULL) || before == NULL || after == NULL || text == NULL)
    return NULL;
  front = galley_block_join (before, text);
  return galley_block_join (front, after);
}

void
galley_entry_edges_put (const GalleyEntryEdges *edges,
                        GString                *sink,
                        gsize                   start)
{
  g_autoptr (GalleyBlock) whole = NULL;

  if (edges->before == NULL && edges->after == NULL)
    return;
  whole = galley_entry_edges_add (edges, sink->str + start);
  if (whole == NULL)
    return;
  g_string_truncate (sink, start);
  galley_body_append_inline (sink, whole);
}
