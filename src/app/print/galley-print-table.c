/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-table.h"

#include "app/print/galley-print-piece.h"
#include "app/print/galley-print-type.h"
#include "core/base/galley-text.h"

#define SPACE (0.75 * GALLEY_PRINT_EM)
/* A column is no narrower than this next to a long one, and asks for no more than that. */
#define LEAST_SHARE (3 * GALLEY_PRINT_EM)
#define MOST_SHARE (20 * GALLEY_PRINT_EM)

static PangoLayout *
new_layout (PangoContext      *context,
            const GalleyTable *table,
            GalleyCell         cell,
            double             width)
{
  gboolean is_header = cell.row == 0 && galley_table_has_header (table);

  return galley_print_type_new_block_layout (context, is_header ? GALLEY_PRINT_ROLE_LABEL : GALLEY_PRINT_ROLE_FACT,
                                             galley_table_get_cell (table, cell), GALLEY_LINE_SEPARATOR, width);
}

/* What the widest cell of a column would take in one line, within the bounds. */
static double
measure_column (const GalleyTable *table,
                PangoContext      *context,
                guint              column)
{
  double share = LEAST_SHARE;

  for (guint row = 0; row < galley_table_get_n_rows (table); row++)
    {
      g_autoptr (PangoLayout) layout = new_layout (context, table, (GalleyCell){ row, column }, MOST_SHARE);
      int width;

      pango_layout_get_size (layout, &width, NULL);
      share = MAX (share, MIN (MOST_SHARE, (double) width / PANGO_SCALE));
    }
  return share;
}

static void
append_row (GPtrArray         *pieces,
            const GalleyTable *table,
            PangoContext      *context,
            guint              row,
            const double      *widths)
{
  GalleyPrintPiece *piece = galley_print_piece_new_row (0, TRUE);
  double x = 0;

  for (guint column = 0; column < galley_table_get_n_columns (table); column++)
    {
      double room = galley_print_piece_get_cell_room (widths[column]);

      galley_print_piece_add_cell (piece, new_layout (context, table, (GalleyCell){ row, column }, room), x,
                                   widths[column]);
      x += widths[column];
    }
  if (row == 0)
    galley_print_piece_set_space_before (piece, SPACE);
  if (row == 0 && galley_table_has_header (table))
    galley_print_piece_set_keeps_next (piece);
  g_ptr_array_add (pieces, piece);
}

void
galley_print_table_append (GPtrArray         *pieces,
                           const GalleyTable *table,
                           PangoContext      *context,
                           double             width)
{
  double widths[GALLEY_TABLE_MAX_COLUMNS], sum = 0;

  for (guint column = 0; column < galley_table_get_n_columns (table); column++)
    sum += widths[column] = measure_column (table, context, column);
  for (guint column = 0; column < galley_table_get_n_columns (table); column++)
    widths[column] *= width / sum;
  for (guint row = 0; row < galley_table_get_n_rows (table); row++)
    append_row (pieces, table, context, row, widths);
}
