/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a person writes what shall stand, when neither side will do: paragraphs as the page has them, with their marks,
 * pictures and tables, or a field's one line. It has an undo of its own.
 *
 * Signals: "edited": dup_blocks() is another one now; "left": Escape. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_CONFLICT_EDIT (galley_conflict_edit_get_type ())
G_DECLARE_FINAL_TYPE (GalleyConflictEdit, galley_conflict_edit, GALLEY, CONFLICT_EDIT, GtkWidget)

/* @blocks (element-type GalleyBlock), of a field its one paragraph. @name says what it is of: "Headline". */
GtkWidget *galley_conflict_edit_new (GalleyWorkspace *workspace,
                                     GPtrArray       *blocks,
                                     gboolean         is_field,
                                     const char      *name);
/* (transfer full) (element-type GalleyBlock) */
GPtrArray *galley_conflict_edit_dup_blocks (GalleyConflictEdit *self);
/* The caret behind the last word, and the keyboard here. */
void galley_conflict_edit_enter (GalleyConflictEdit *self);

G_END_DECLS
