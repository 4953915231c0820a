/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a page's process that has ended by itself is started again: soon at first, later each time that it ends again, and
 * in the end not before somebody asks. One that has stood for a minute begins anew. Times are those of a clock's boot
 * time, in microseconds. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All zero before the first start. */
typedef struct
{
  gint64 started;
  guint n_ends; /* of starts that did not stand */
} GalleyPreviewRevival;

void galley_preview_revival_note_start (GalleyPreviewRevival *self,
                                        gint64                now);
/* It has ended: how long to wait before it is started again; -1: it has ended too often. */
gint64 galley_preview_revival_note_end (GalleyPreviewRevival *self,
                                        gint64                now);

G_END_DECLS
