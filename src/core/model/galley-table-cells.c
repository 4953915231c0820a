/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table is: its life, its cells, and new tables from old. A cell is a block, and a block may be a table: so the
 * header stands before both of them, and knows neither. */
#include "core/model/galley-table.h"

#include "core/base/galley-text.h"
#include "core/model/galley-block.h"

#include <string.h>

struct _GalleyTable
{
  gatomicrefcount references;
  guint n_rows, n_columns;
  gboolean has_header;
  GalleyBlock *cells[];
};

static guint
get_index (const GalleyTable *self,
           GalleyCell         cell)
{
  return cell.row * self->n_columns + cell.column;
}

/* Without cells. */
static GalleyTable *
allocate (guint    n_rows,
          guint    n_columns,
          gboolean has_header)
{
  GalleyTable *self = g_malloc (sizeof *self + n_rows * n_columns * sizeof (GalleyBlock *));

  g_atomic_ref_count_init (&self->references);
  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->has_header = has_header;
  return self;
}

/* (transfer full) */
static GalleyBlock *
make_cell (GalleyBlock *content)
{
  if (content == NULL)
    return galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0);
  return galley_block_get_kind (content) == GALLEY_BLOCK_PARAGRAPH
             ? galley_block_ref (content)
             : galley_block_with_kind (content, GALLEY_BLOCK_PARAGRAPH);
}

GalleyTable *
galley_table_new (guint               n_rows,
                  guint               n_columns,
                  gboolean            has_header,
                  GalleyBlock *const *cells)
{
  g_autoptr (GalleyBlock) empty = NULL;
  GalleyTable *self;

  g_return_val_if_fail (n_rows > 0 && n_rows <= GALLEY_TABLE_MAX_ROWS, NULL);
  g_return_val_if_fail (n_columns > 0 && n_columns <= GALLEY_TABLE_MAX_COLUMNS, NULL);

  empty = make_cell (NULL);
  self = allocate (n_rows, n_columns, has_header);
  for (guint i = 0; i < n_rows * n_columns; i++)
    self->cells[i] = make_cell (cells != NULL && cells[i] != NULL ? cells[i] : empty);
  return self;
}

GalleyTable *
galley_table_ref (GalleyTable *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
galley_table_unref (GalleyTable *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < self->n_rows * self->n_columns; i++)
    galley_block_unref (self->cells[i]);
  g_free (self);
}

guint
galley_table_get_n_rows (const GalleyTable *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_rows;
}

guint
galley_table_get_n_columns (const GalleyTable *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_columns;
}

gboolean
galley_table_has_header (const GalleyTable *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->has_header;
}

GalleyBlock *
galley_table_get_cell (const GalleyTable *self,
                       GalleyCell         cell)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (cell.row < self->n_rows && cell.column < self->n_columns, NULL);
  return self->cells[get_index (self, cell)];
}

GalleyBlock *const *
galley_table_get_cells (const GalleyTable *self,
                        guint             *n_cells)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_cells != NULL, NULL);

  *n_cells = self->n_rows * self->n_columns;
  return self->cells;
}

/* --- new tables from old ----------------------------------------------------------------------------------------- */

GalleyTable *
galley_table_with_cell (const GalleyTable *self,
                        GalleyCell         cell,
                        GalleyBlock       *content)
{
  GalleyTable *table;
  guint index;

  g_return_val_if_fail (self != NULL && content != NULL, NULL);
  g_return_val_if_fail (cell.row < self->n_rows && cell.column < self->n_columns, NULL);

  index = get_index (self, cell);
  table = allocate (self->n_rows, self->n_columns, self->has_header);
  for (guint i = 0; i < self->n_rows * self->n_columns; i++)
    table->cells[i] = i == index ? make_cell (content) : galley_block_ref (self->cells[i]);
  return table;
}

GalleyTable *
galley_table_with_header (const GalleyTable *self,
                          gboolean           has_header)
{
  g_return_val_if_fail (self != NULL, NULL);
  return galley_table_new (self->n_rows, self->n_columns, has_header, self->cells);
}

/* Cell by cell, with one row or column more (@change 1) or less (-1) at @row or @column; the other one is G_MAXUINT. */
static GalleyTable *
reshape (const GalleyTable *self,
         guint              row,
         guint              column,
         int                change)
{
  gboolean has_row = row != G_MAXUINT, has_column = column != G_MAXUINT;
  g_autoptr (GalleyBlock) empty = make_cell (NULL);
  GalleyTable *table = allocate (self->n_rows + (has_row ? change : 0), self->n_columns + (has_column ? change : 0),
                                 self->has_header);

  for (guint i = 0; i < table->n_rows; i++)
    for (guint j = 0; j < table->n_columns; j++)
      {
        gboolean is_new = change > 0 && (i == row || j == column);
        GalleyCell from = { has_row && i >= row ? i - change : i, has_column && j >= column ? j - change : j };

        table->cells[i * table->n_columns + j]
            = galley_block_ref (is_new ? empty : self->cells[get_index (self, from)]);
      }
  return table;
}

GalleyTable *
galley_table_insert_row (const GalleyTable *self,
                         guint              index)
{
  g_return_val_if_fail (self != NULL && index <= self->n_rows, NULL);
  g_return_val_if_fail (self->n_rows < GALLEY_TABLE_MAX_ROWS, NULL);
  return reshape (self, index, G_MAXUINT, 1);
}

GalleyTable *
galley_table_insert_column (const GalleyTable *self,
                            guint              index)
{
  g_return_val_if_fail (self != NULL && index <= self->n_columns, NULL);
  g_return_val_if_fail (self->n_columns < GALLEY_TABLE_MAX_COLUMNS, NULL);
  return reshape (self, G_MAXUINT, index, 1);
}

GalleyTable *
galley_table_remove_row (const GalleyTable *self,
                         guint              index)
{
  g_return_val_if_fail (self != NULL && index < self->n_rows && self->n_rows > 1, NULL);
  return reshape (self, index, G_MAXUINT, -1);
}

GalleyTable *
galley_table_remove_column (const GalleyTable *self,
                            guint              index)
{
  g_return_val_if_fail (self != NULL && index < self->n_columns && self->n_columns > 1, NULL);
  return reshape (self, G_MAXUINT, index, -1);
}

/* --- looking ----------------------------------------------------------------------------------------------------- */

char *
galley_table_dup_text (const GalleyTable *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < self->n_rows * self->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (text, i % self->n_columns == 0 ? '\n' : '\t');
      g_string_append (text, galley_block_get_text (self->cells[i]));
    }
  g_string_replace (text, GALLEY_LINE_SEPARATOR, " ", 0);
  return g_string_free (text, FALSE);
}

static gboolean
has_same_shape (const GalleyTable *a,
                const GalleyTable *b)
{
  return a->n_rows == b->n_rows && a->n_columns == b->n_columns;
}

gboolean
galley_table_equal (const GalleyTable *a,
                    const GalleyTable *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || !has_same_shape (a, b) || a->has_header != b->has_header)
    return FALSE;
  for (guint i = 0; i < a->n_rows * a->n_columns; i++)
    if (!galley_block_equal (a->cells[i], b->cells[i]))
      return FALSE;
  return TRUE;
}

gboolean
galley_table_find_change (const GalleyTable *a,
                          const GalleyTable *b,
                          GalleyCell        *cell,
                          gboolean          *is_only)
{
  gboolean is_found = FALSE;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  g_return_val_if_fail (cell != NULL && is_only != NULL, FALSE);

  *is_only = a->has_header == b->has_header;
  if (!has_same_shape (a, b))
    return FALSE;
  for (guint i = 0; i < b->n_rows * b->n_columns; i++)
    if (!galley_block_equal (a->cells[i], b->cells[i]))
      {
        if (!is_found)
          *cell = (GalleyCell) { i / b->n_columns, i % b->n_columns };
        *is_only = *is_only && !is_found;
        is_found = TRUE;
      }
  return is_found;
}
