/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One side of a conflict to read: whose it is, and what it says as it would stand in the article: paragraphs with what
 * differs marked by word, pictures and tables as what they are. */
#pragma once

#include "app/conflict/galley-conflict-text.h"
#include "core/workspace/galley-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_READING (galley_reading_get_type ())
G_DECLARE_FINAL_TYPE (GalleyReading, galley_reading, GALLEY, READING, GtkWidget)

/* @theirs: the state of the other side (nullable). */
void galley_reading_show (GalleyReading        *self,
                          GalleyWorkspace      *workspace,
                          const GalleyConflict *conflict,
                          GalleyConflictSide    side,
                          const GalleyState    *theirs);

typedef enum
{
  GALLEY_READING_OPEN, /* nothing is decided */
  GALLEY_READING_TAKEN,
  GALLEY_READING_LEFT,
} GalleyReadingFate;

/* Whether it will stand in the article. */
void galley_reading_set_fate (GalleyReading     *self,
                              GalleyReadingFate  fate);

G_END_DECLS
