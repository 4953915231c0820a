/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two people changed the same words: who and where, and the ways out: to compare ("win.compare"), or to keep one side
 * everywhere. Hidden while there is no conflict. */
#pragma once

#include "core/model/galley-merge.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_CONFLICT_BAR (galley_conflict_bar_get_type ())
G_DECLARE_FINAL_TYPE (GalleyConflictBar, galley_conflict_bar, GALLEY, CONFLICT_BAR, GtkWidget)

/* Signal "resolved" (gboolean takes_theirs): a button was pressed. */
/* @conflicts: (nullable) (element-type GalleyConflict). @who: "" where it is not known. */
void galley_conflict_bar_set_conflicts (GalleyConflictBar *self,
                                        GPtrArray         *conflicts,
                                        const char        *who);

G_END_DECLS
