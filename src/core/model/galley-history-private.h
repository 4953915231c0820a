/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a history and how they move when somebody else changes the document. */
#pragma once

#include "core/model/galley-document.h"

G_BEGIN_DECLS

typedef struct _GalleyHistory GalleyHistory; /* galley-history.h */

/* Counted: it goes from the steps for undo to those for redo and back. */
typedef struct
{
  void (*function) (gpointer data, gboolean is_undone);
  gpointer data;
  GDestroyNotify free_data;
} GalleyAside;

/* One splice to be taken back: blocks [first, first + n_now) as they stand now become @before again. Or what was done
 * beside the document, and then none of that. */
typedef struct
{
  guint first;
  guint n_now;
  GPtrArray *before;  /* (element-type GalleyBlock) */
  GalleyAside *aside; /* (nullable) */
} GalleyEdit;

/* A step: (element-type GalleyEdit), in the order in which they were made; taken back from the last to the first. */
GArray *galley_step_new (void);
void galley_step_append (GArray    *step,
                         guint      first,
                         guint      n_now,
                         GPtrArray *before);
/* Takes another reference. */
void galley_step_append_aside (GArray      *step,
                               GalleyAside *aside);
void galley_aside_unref (GalleyAside *self);
/* Of the step that would be taken back, or done again, next. (nullable): it has none, or there is no step. */
const GalleyAside *galley_history_get_aside (GalleyHistory *self,
                                             gboolean       is_redo);

/* Moves all @steps (element-type GArray), the last of which was made last, past a splice that replaced @n_removed
 * blocks from @first by @n_inserted. Steps whose blocks it rewrote are removed, with the older ones that wait under
 * the same blocks. TRUE when the last step is still there. */
gboolean galley_steps_map (GPtrArray *steps,
                           guint      first,
                           guint      n_removed,
                           guint      n_inserted);

G_END_DECLS
