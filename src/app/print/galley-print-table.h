/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of the body on paper: framed cells, a piece a row, so that a table goes on overleaf between two rows. */
#pragma once

#include "core/model/galley-table.h"

#include <pango/pango.h>

G_BEGIN_DECLS

/* Adds its rows to @pieces (element-type GalleyPrintPiece). Columns share @width, in points, by what stands in them. A
 * header is not left alone at the foot of a page. */
void galley_print_table_append (GPtrArray         *pieces,
                                const GalleyTable *table,
                                PangoContext      *context,
                                double             width);

G_END_DECLS
