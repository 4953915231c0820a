/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where pieces come to stand on pages of one height: no line alone at the foot or the head of a page where its text has
 * others, nothing that belongs to what follows left behind, and never an empty page. Pure. */
#pragma once

#include "app/print/galley-print-piece.h"

G_BEGIN_DECLS

typedef struct
{
  guint piece; /* its index */
  guint first_line, n_lines;
  double y; /* from the top of the text's room */
} GalleyPrintPlace;

/* @pieces: (element-type GalleyPrintPiece). What is higher than a page by itself sticks out below. (transfer full)
 * (element-type GArray of GalleyPrintPlace): at least one page. */
GPtrArray *galley_print_pages_break (GPtrArray *pieces,
                                     double     height);

G_END_DECLS
