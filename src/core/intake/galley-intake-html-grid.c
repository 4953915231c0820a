/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of an HTML table become a table of the article's. A cell that spans others says what it says in the first of
 * them; paragraphs of a cell are lines of it. What only lays out a page, and what is wider than a table may be, becomes
 * text instead, row by row. */
#include "core/intake/galley-intake-html-private.h"

#include "core/base/galley-text.h"

/* A cell of more paragraphs is a column of a page. */
#define MAX_LINES 12

static const GalleyIntakeCell *
get_cell (GArray *cells,
          guint   index)
{
  return &g_array_index (cells, GalleyIntakeCell, index);
}

static gboolean
may_be_in_cell (GalleyBlock *block)
{
  GalleyBlockKind kind = galley_block_get_kind (block);

  return kind == GALLEY_BLOCK_PARAGRAPH || kind == GALLEY_BLOCK_QUOTE || galley_block_is_item (block);
}

/* One cell, one row of text in columns, or a cell that nobody would read as one: the page's layout. */
static gboolean
is_layout (GArray    *cells,
           GPtrArray *blocks)
{
  gboolean has_words = FALSE, has_paragraphs = FALSE;

  for (guint i = 0; i < cells->len; i++)
    {
      const GalleyIntakeCell *cell = get_cell (cells, i);

      if (cell->end - cell->first > MAX_LINES)
        return TRUE;
      has_paragraphs = has_paragraphs || cell->end - cell->first > 1;
      for (guint j = cell->first; j < cell->end; j++)
        {
          if (!may_be_in_cell (blocks->pdata[j]))
            return TRUE;
          has_words = has_words || !galley_block_is_blank (blocks->pdata[j]);
        }
    }
  return !has_words || cells->len == 1 || (has_paragraphs && get_cell (cells, cells->len - 1)->row == 0);
}

/* Finds each cell's column, as browsers do, and how many there are: a span goes as far as other cells do. FALSE: more than
 * a table has. */
static gboolean
find_columns (GArray *cells,
              guint  *columns,
              guint  *n_columns)
{
  guint free_from[GALLEY_TABLE_MAX_COLUMNS] = { 0 };
  guint row = 0, column = 0;

  *n_columns = 0;
  for (guint i = 0; i < cells->len; i++)
    {
      const GalleyIntakeCell *cell = get_cell (cells, i);

      column = cell->row == row ? column : 0;
      row = cell->row;
      while (column < GALLEY_TABLE_MAX_COLUMNS && free_from[column] > row)
        column++;
      if (column == GALLEY_TABLE_MAX_COLUMNS)
        return FALSE;
      columns[i] = column;
      *n_columns = MAX (*n_columns, column + 1);
      for (guint n = cell->n_columns; n > 0 && column < GALLEY_TABLE_MAX_COLUMNS; n--)
        free_from[column++] = row + cell->n_rows;
    }
  return TRUE;
}

/* What the cell says, on lines of its own where it has several paragraphs. (transfer full) */
static GalleyBlock *
make_content (const GalleyIntakeCell *cell,
              GPtrArray              *blocks)
{
  g_autoptr (GalleyBlock) content = galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0);

  for (guint i = cell->first; i < cell->end; i++)
    {
      g_autoptr (GalleyBlock) before = g_steal_pointer (&content);
      guint end = galley_block_get_n_characters (before);
      gboolean is_empty = galley_block_get_n_characters (blocks->pdata[i]) == 0;
      g_autoptr (GalleyBlock) head
          = end > 0 && !is_empty ? galley_block_replace (before, end, end, GALLEY_LINE_SEPARATOR, (GalleyStyle) { 0 })
                                 : galley_block_ref (before);

      content = galley_block_join (head, blocks->pdata[i]);
    }
  /* A header is bold by itself. */
  if (cell->is_header)
    {
      g_autoptr (GalleyBlock) marked = g_steal_pointer (&content);

      content = galley_block_with_mark (marked, 0, G_MAXUINT, GALLEY_MARK_BOLD, NULL, FALSE);
    }
  return g_steal_pointer (&content);
}

static gboolean
has_header (GArray *cells)
{
  for (guint i = 0; i < cells->len && get_cell (cells, i)->row == 0; i++)
    if (!get_cell (cells, i)->is_header)
      return FALSE;
  return TRUE;
}

/* Rows [@start, @end). */
static void
append_table (GPtrArray   *out,
              GArray      *cells,
              const guint *columns,
              guint        n_columns,
              GPtrArray   *blocks,
              guint        start,
              guint        end)
{
  g_autofree GalleyBlock **contents = g_new0 (GalleyBlock *, (end - start) * n_columns);
  g_autoptr (GPtrArray) owned = galley_blocks_new ();
  g_autoptr (GalleyTable) table = NULL;

  for (guint i = 0; i < cells->len; i++)
    {
      const GalleyIntakeCell *cell = get_cell (cells, i);

      if (cell->row < start || cell->row >= end)
        continue;
      g_ptr_array_add (owned, make_content (cell, blocks));
      contents[(cell->row - start) * n_columns + columns[i]] = owned->pdata[owned->len - 1];
    }
  table = galley_table_new (end - start, n_columns, start == 0 && has_header (cells), contents);
  g_ptr_array_add (out, galley_block_new_table (table));
}

/* As lines, each row for itself. */
static void
append_rows (GPtrArray *out,
             GArray    *cells,
             GPtrArray *blocks)
{
  for (guint i = 0, next; i < cells->len; i = next)
    {
      guint first = out->len;
      gboolean has_paragraphs = FALSE;

      for (next = i; next < cells->len && get_cell (cells, next)->row == get_cell (cells, i)->row; next++)
        {
          const GalleyIntakeCell *cell = get_cell (cells, next);

          has_paragraphs = has_paragraphs || cell->end - cell->first > 1;
          for (guint j = cell->first; j < cell->end; j++)
            g_ptr_array_add (out, galley_block_ref (blocks->pdata[j]));
        }
      galley_intake_join_row (out, first, has_paragraphs);
    }
}

GalleyIntakeCell
galley_intake_cell_read (const GalleyElement *element,
                         const guchar       **attributes,
                         gboolean             is_head)
{
  return (GalleyIntakeCell) { .n_columns = MAX (galley_intake_html_get_number (attributes, "colspan", 1), 1),
                              .n_rows = MAX (galley_intake_html_get_number (attributes, "rowspan", 1), 1),
                              .is_header = is_head || g_str_equal (element->name, "th") };
}

void
galley_intake_grid_clear (GalleyIntakeGrid *self)
{
  g_array_set_size (self->cells, 0);
  self->n_rows = 0;
}

void
galley_intake_grid_add (GalleyIntakeGrid *self,
                        GalleyIntakeCell  cell,
                        guint             first,
                        GPtrArray        *blocks)
{
  /* Those that stand in this one are of it. */
  while (self->cells->len > 0 && get_cell (self->cells, self->cells->len - 1)->first >= first)
    g_array_set_size (self->cells, self->cells->len - 1);
  cell.row = self->n_rows;
  cell.first = MIN (first, blocks->len - 1);
  cell.end = blocks->len;
  g_array_append_val (self->cells, cell);
}

void
galley_intake_grid_end_row (GalleyIntakeGrid *self)
{
  if (self->cells->len > 0 && get_cell (self->cells, self->cells->len - 1)->row == self->n_rows)
    self->n_rows++;
}

void
galley_intake_grid_close (GalleyIntakeGrid *self,
                          GPtrArray        *blocks)
{
  GArray *cells = self->cells;
  g_autoptr (GPtrArray) out = galley_blocks_new ();
  g_autofree guint *columns = g_new (guint, MAX (cells->len, 1));
  guint n_columns, n_rows, first, place;

  if (cells->len == 0)
    return;
  first = get_cell (cells, 0)->first;
  n_rows = get_cell (cells, cells->len - 1)->row + 1;
  if (is_layout (cells, blocks) || !find_columns (cells, columns, &n_columns))
    append_rows (out, cells, blocks);
  else
    for (guint row = 0; row < n_rows; row += GALLEY_TABLE_MAX_ROWS)
      append_table (out, cells, columns, n_columns, blocks, row, MIN (row + GALLEY_TABLE_MAX_ROWS, n_rows));

  /* What stood between the cells comes behind them. */
  place = first;
  for (guint i = 0; i <= cells->len; i++)
    {
      guint start = i < cells->len ? get_cell (cells, i)->first : blocks->len;

      for (; place < start; place++)
        g_ptr_array_add (out, galley_block_ref (blocks->pdata[place]));
      place = i < cells->len ? get_cell (cells, i)->end : place;
    }
  g_ptr_array_set_size (blocks, (int) first);
  for (guint i = 0; i < out->len; i++)
    g_ptr_array_add (blocks, galley_block_ref (out->pdata[i]));
  galley_intake_grid_clear (self);
}
