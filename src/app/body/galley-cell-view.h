/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where somebody writes in a cell of a table: a text view over a document of one paragraph, the cell, put together by a
 * bridge as the body is, so that marks, input methods and cleaning are the same. It keeps no undo: what is done is told by
 * "edited", and whoever keeps the table keeps that.
 *
 * Enter, Tab, the arrows at the cell's borders, Escape and Ctrl+Return go elsewhere ("left"), once the input method has
 * not taken them. Shift+Enter breaks the line, and so do the line ends of what is pasted. Cells that are pasted are told of
 * by "cells-pasted" (GalleyTable *); where they are too many for a table "too-many-cells" says so, and nothing changes. */
#pragma once

#include "app/body/galley-bridge.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_CELL_LEFT_NEXT,     /* Tab */
  GALLEY_CELL_LEFT_PREVIOUS, /* Shift+Tab */
  GALLEY_CELL_LEFT_UP,
  GALLEY_CELL_LEFT_DOWN,
  GALLEY_CELL_LEFT_BACKWARD, /* Left, at the very start */
  GALLEY_CELL_LEFT_FORWARD,  /* Right, at the very end */
  GALLEY_CELL_LEFT_ENTER,
  GALLEY_CELL_LEFT_OUT, /* Escape, Ctrl+Return */
} GalleyCellLeft;

#define GALLEY_TYPE_CELL_VIEW (galley_cell_view_get_type ())
G_DECLARE_FINAL_TYPE (GalleyCellView, galley_cell_view, GALLEY, CELL_VIEW, GtkTextView)

/* Signals: "edited": get_content() is another one now; "left" (GalleyCellLeft); "moved": the caret, or what is selected;
 * "too-long", of the bridge; "menu-asked" (galley-text-menu.h). */
GtkWidget *galley_cell_view_new (void);

/* Another cell: the caret stands at @offset of it. @room is asked whether the text may grow. */
void galley_cell_view_open (GalleyCellView *self,
                            GalleyBlock    *content,
                            guint           offset,
                            GalleyDocument *room);
/* The same cell says something else now; the caret stays with its text. */
void galley_cell_view_update (GalleyCellView *self,
                              GalleyBlock    *content);
void galley_cell_view_close (GalleyCellView *self);
void galley_cell_view_select (GalleyCellView *self,
                              guint           start,
                              guint           end);

/* NULL while none is open. */
GalleyBlock *galley_cell_view_get_content (GalleyCellView *self);
GalleyDocument *galley_cell_view_get_document (GalleyCellView *self);
GalleyBridge *galley_cell_view_get_bridge (GalleyCellView *self);

G_END_DECLS
