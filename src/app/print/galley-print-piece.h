/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing on a printed page, as the pages are filled from top to bottom: a text, which may go on overleaf between two
 * of its lines, or what stays whole: a row of cells, a picture, a rule. Sizes are in points. */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef struct _GalleyPrintPiece GalleyPrintPiece;

/* A text that begins @x beside the left margin. @layout (transfer full) has its width. */
GalleyPrintPiece *galley_print_piece_new_text (PangoLayout *layout,
                                               double       x);
/* What stands before the first line: an item's number. @layout (transfer full) */
void galley_print_piece_set_marker (GalleyPrintPiece *self,
                                    PangoLayout      *layout,
                                    double            x);

/* A row, as high as its highest cell and at least @height; with lines around its cells where @has_frame. */
GalleyPrintPiece *galley_print_piece_new_row (double   height,
                                              gboolean has_frame);
/* @layout (transfer full) is as wide as the cell, without the padding. Cells are added from left to right. */
void galley_print_piece_add_cell (GalleyPrintPiece *self,
                                  PangoLayout      *layout,
                                  double            x,
                                  double            width);
/* What a cell of that width leaves for its text. */
double galley_print_piece_get_cell_room (double width);

GalleyPrintPiece *galley_print_piece_new_picture (cairo_surface_t *surface,
                                                  double           x,
                                                  double           width,
                                                  double           height);
GalleyPrintPiece *galley_print_piece_new_rule (double x,
                                               double width);
void galley_print_piece_free (GalleyPrintPiece *self);

/* How it stands among the others. */
void galley_print_piece_set_space_before (GalleyPrintPiece *self,
                                          double            space);
/* Not alone at the foot of a page: a heading, a picture above its caption. */
void galley_print_piece_set_keeps_next (GalleyPrintPiece *self);
void galley_print_piece_set_begins_page (GalleyPrintPiece *self);
double galley_print_piece_get_space_before (const GalleyPrintPiece *self);
gboolean galley_print_piece_get_keeps_next (const GalleyPrintPiece *self);
gboolean galley_print_piece_get_begins_page (const GalleyPrintPiece *self);

/* 1 for what stays whole. */
guint galley_print_piece_get_n_lines (const GalleyPrintPiece *self);
/* Of the lines [@first, @first + @n_lines). */
double galley_print_piece_get_height (const GalleyPrintPiece *self,
                                      guint                   first,
                                      guint                   n_lines);

/* Those lines, from @y down. */
void galley_print_piece_draw (const GalleyPrintPiece *self,
                              cairo_t                *cr,
                              guint                   first,
                              guint                   n_lines,
                              double                  y);

G_END_DECLS
