/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-table-text.h"

#include "core/model/galley-block.h"

#include <string.h>

/* --- read -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *cells; /* (element-type GalleyBlock), row by row as they come */
  GArray *lengths;  /* (element-type guint): of the rows */
  guint n_columns;  /* of the longest */
} Grid;

/* A cell with a line end or a tabulator in it stands in quotation marks, its own ones doubled. Returns the place behind
 * it, NULL where the quotation does not end before a border: then those marks are the text's own. */
static const char *
read_quoted (const char *text,
             GString    *cell)
{
  const char *p = text + 1;

  for (; *p != '\0'; p++)
    {
      if (*p != '"')
        g_string_append_c (cell, *p);
      else if (p[1] == '"')
        g_string_append_c (cell, *p++);
      else
        return p[1] == '\0' || p[1] == '\t' || p[1] == '\n' || p[1] == '\r' ? p + 1 : NULL;
    }
  return NULL;
}

static const char *
read_cell (const char *text,
           GString    *cell)
{
  const char *end = *text == '"' ? read_quoted (text, cell) : NULL;

  if (end != NULL)
    return end;
  end = text + strcspn (text, "\t\r\n");
  g_string_truncate (cell, 0);
  g_string_append_len (cell, text, end - text);
  return end;
}

/* FALSE: beyond the bounds. */
static gboolean
read_grid (const char *text,
           Grid       *grid)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  guint n_cells = 0;

  while (TRUE)
    {
      g_string_truncate (cell, 0);
      text = read_cell (text, cell);
      if (++n_cells > GALLEY_TABLE_MAX_COLUMNS || grid->lengths->len == GALLEY_TABLE_MAX_ROWS)
        return FALSE;
      g_ptr_array_add (grid->cells, galley_block_new (GALLEY_BLOCK_PARAGRAPH, cell->str, NULL, 0));
      if (*text == '\t')
        {
          text++;
          continue;
        }
      g_array_append_val (grid->lengths, n_cells);
      grid->n_columns = MAX (grid->n_columns, n_cells);
      n_cells = 0;
      if (*text == '\r' && text[1] == '\n')
        text++;
      /* The last line has an end, too. */
      if (*text == '\0' || *++text == '\0')
        return TRUE;
    }
}

GalleyTable *
galley_table_new_from_text (const char *text,
                            gboolean   *is_too_large)
{
  Grid grid = { 0 };
  g_autoptr (GPtrArray) cells = galley_blocks_new ();
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) filled = g_ptr_array_new ();
  guint next = 0;

  g_return_val_if_fail (text != NULL && is_too_large != NULL, NULL);

  *is_too_large = FALSE;
  if (strchr (text, '\t') == NULL)
    return NULL;
  grid.cells = cells;
  grid.lengths = lengths;
  *is_too_large = !read_grid (text, &grid);
  if (*is_too_large)
    return NULL;
  for (guint row = 0; row < lengths->len; row++)
    for (guint column = 0; column < grid.n_columns; column++)
      g_ptr_array_add (filled, column < g_array_index (lengths, guint, row) ? cells->pdata[next++] : NULL);
  return galley_table_new (lengths->len, grid.n_columns, FALSE, (GalleyBlock *const *) filled->pdata);
}

/* --- filled in --------------------------------------------------------------------------------------------------- */

GalleyTable *
galley_table_fill (const GalleyTable *self,
                   GalleyCell         start,
                   const GalleyTable *content)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  guint content_rows, content_columns, n_rows, n_columns;

  g_return_val_if_fail (self != NULL && content != NULL, NULL);

  content_rows = galley_table_get_n_rows (content);
  content_columns = galley_table_get_n_columns (content);
  n_rows = MAX (galley_table_get_n_rows (self), start.row + content_rows);
  n_columns = MAX (galley_table_get_n_columns (self), start.column + content_columns);
  if (n_rows > GALLEY_TABLE_MAX_ROWS || n_columns > GALLEY_TABLE_MAX_COLUMNS)
    return NULL;
  for (guint row = 0; row < n_rows; row++)
    for (guint column = 0; column < n_columns; column++)
      {
        GalleyCell cell = { row, column };
        GalleyCell other = { row - start.row, column - start.column };
        GalleyBlock *block = NULL;

        if (row >= start.row && other.row < content_rows && column >= start.column && other.column < content_columns)
          block = galley_table_get_cell (content, other);
        else if (row < galley_table_get_n_rows (self) && column < galley_table_get_n_columns (self))
          block = galley_table_get_cell (self, cell);
        g_ptr_array_add (cells, block);
      }
  return galley_table_new (n_rows, n_columns, galley_table_has_header (self), (GalleyBlock *const *) cells->pdata);
}
