/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a body, placed as its pictures are (galley-body-objects.h): a child of the text view above the line of
 * each, in room that the line's tags leave free. One of their cells may be written in, in the one cell view that there
 * is; each key there is a splice of the body. The cell that undo and redo change is the one that is written in then. */
#pragma once

#include "app/body/galley-body-placing.h"
#include "app/body/galley-cell-view.h"
#include "core/model/galley-find.h"

G_BEGIN_DECLS

typedef struct _GalleyBodyTables GalleyBodyTables;

/* Both are borrowed. */
GalleyBodyTables *galley_body_tables_new (GtkTextView       *view,
                                          GalleyBodyPlacing *placing);
void galley_body_tables_free (GalleyBodyTables *self);

/* @document: (nullable) */
void galley_body_tables_set_document (GalleyBodyTables *self,
                                      GalleyDocument   *document);
/* As the tags have them. */
void galley_body_tables_set_metrics (GalleyBodyTables *self,
                                     int               room,
                                     int               em);
/* Leaves room for them: before the view's own allocation. */
void galley_body_tables_make_room (GalleyBodyTables *self);
/* Puts them where their lines are: behind it. */
void galley_body_tables_place (GalleyBodyTables *self);
void galley_body_tables_snapshot (GalleyBodyTables *self,
                                  GtkSnapshot      *snapshot);

/* Of all tables; emits the signals of galley-cell-view.h. */
GalleyCellView *galley_body_tables_get_cell_view (GalleyBodyTables *self);
/* The cell that is written in. FALSE: none. */
gboolean galley_body_tables_get_edited (GalleyBodyTables *self,
                                        guint            *block,
                                        GalleyCell       *cell);
/* Goes into a cell of the table @block, the caret at @offset, and takes the focus. What there is not is the last one. */
void galley_body_tables_edit (GalleyBodyTables *self,
                              guint             block,
                              GalleyCell        cell,
                              guint             offset);
/* The same at a place of the view; FALSE: there is no table. */
gboolean galley_body_tables_edit_at (GalleyBodyTables *self,
                                     double            x,
                                     double            y);
/* Goes out of the cell, if one is written in. Focus and caret stay where they are. */
void galley_body_tables_leave (GalleyBodyTables *self);

/* Tints what is found in cells, of @matches (element-type GalleyMatch) that may be anywhere; and marks the one that is
 * looked at, where it is in a cell. */
void galley_body_tables_show_matches (GalleyBodyTables *self,
                                      GArray           *matches);
void galley_body_tables_show_current_match (GalleyBodyTables  *self,
                                            const GalleyMatch *match);
/* How far below (above: negative) the caret of the table's line a cell has its middle. */
int galley_body_tables_get_cell_offset (GalleyBodyTables *self,
                                        guint             block,
                                        GalleyCell        cell);

G_END_DECLS
