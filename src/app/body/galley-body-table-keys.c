/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-body-table-keys.h"

#include "app/body/galley-body-objects.h"

static GalleyTable *
get_table (GalleyDocument *document,
           guint           block)
{
  return block < galley_document_get_n_blocks (document)
             ? galley_block_get_table (galley_document_get_block (document, block))
             : NULL;
}

static GalleyPosition
get_caret (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  return (GalleyPosition) { gtk_text_iter_get_line (&iter), gtk_text_iter_get_line_offset (&iter) };
}

static gboolean
has_selection (GtkTextView *view)
{
  return gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (view));
}

/* The text takes the focus, and with it the cell is left. */
static void
go_to (GtkTextView *view,
       guint        block,
       gboolean     to_end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) block);
  if (to_end && !gtk_text_iter_ends_line (&iter))
    gtk_text_iter_forward_to_line_end (&iter);
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_widget_grab_focus (GTK_WIDGET (view));
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
}

static gboolean
is_line (GalleyDocument *document,
         guint           block)
{
  GalleyBlock *line;

  if (block >= galley_document_get_n_blocks (document))
    return FALSE;
  line = galley_document_get_block (document, block);
  return !galley_block_is_divider (line) && galley_block_get_table (line) == NULL && galley_block_get_figure (line) == NULL;
}

/* A line below to go on in; there is one or, where one may write, it comes. */
static void
go_below (GtkTextView    *view,
          GalleyDocument *document,
          guint           block)
{
  g_autoptr (GalleyBlock) empty = galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0);

  if (!is_line (document, block + 1) && gtk_text_view_get_editable (view))
    galley_document_splice (document, GALLEY_SPLICE_TYPED, block + 1, 0, &empty, 1);
  go_to (view, MIN (block + 1, galley_document_get_n_blocks (document) - 1), FALSE);
}

static void
go_above (GtkTextView      *view,
          GalleyBodyTables *tables,
          GalleyDocument   *document,
          guint             block)
{
  GalleyTable *above = block > 0 ? get_table (document, block - 1) : NULL;

  if (above != NULL)
    galley_body_tables_edit (tables, block - 1, (GalleyCell) { G_MAXUINT, G_MAXUINT }, G_MAXUINT);
  else if (block > 0)
    go_to (view, block - 1, TRUE);
  else
    go_to (view, block, FALSE);
}

/* Down or right out of the last row. */
static void
go_on (GtkTextView      *view,
       GalleyBodyTables *tables,
       GalleyDocument   *document,
       guint             block)
{
  if (get_table (document, block + 1) != NULL)
    galley_body_tables_edit (tables, block + 1, (GalleyCell) { 0, 0 }, 0);
  else
    go_below (view, document, block);
}

/* The cell behind or before, row by row. FALSE: there is none. */
static gboolean
step (const GalleyTable *table,
      GalleyCell        *cell,
      int                by)
{
  guint n_columns = galley_table_get_n_columns (table);
  int index = (int) (cell->row * n_columns + cell->column) + by;

  if (index < 0 || index >= (int) (galley_table_get_n_rows (table) * n_columns))
    return FALSE;
  *cell = (GalleyCell) { (guint) index / n_columns, (guint) index % n_columns };
  return TRUE;
}

static void
add_row (GalleyBodyTables *tables,
         GalleyDocument   *document,
         guint             block)
{
  GalleyTable *table = get_table (document, block);
  guint n_rows = galley_table_get_n_rows (table);
  g_autoptr (GalleyTable) longer = galley_table_insert_row (table, n_rows);

  galley_document_set_table (document, block, longer);
  galley_body_tables_edit (tables, block, (GalleyCell) { n_rows, 0 }, 0);
}

void
galley_body_table_keys_left (GtkTextView      *view,
                             GalleyBodyTables *tables,
                             GalleyDocument   *document,
                             GalleyCellLeft    how)
{
  gboolean is_back = how == GALLEY_CELL_LEFT_PREVIOUS || how == GALLEY_CELL_LEFT_BACKWARD;
  GalleyTable *table;
  GalleyCell cell;
  guint block, n_rows;

  if (!galley_body_tables_get_edited (tables, &block, &cell))
    return;
  table = get_table (document, block);
  n_rows = galley_table_get_n_rows (table);
  switch (how)
    {
    case GALLEY_CELL_LEFT_NEXT:
    case GALLEY_CELL_LEFT_FORWARD:
    case GALLEY_CELL_LEFT_PREVIOUS:
    case GALLEY_CELL_LEFT_BACKWARD:
      if (step (table, &cell, is_back ? -1 : 1))
        galley_body_tables_edit (tables, block, cell, how == GALLEY_CELL_LEFT_FORWARD ? 0 : G_MAXUINT);
      else if (is_back)
        go_above (view, tables, document, block);
      else if (how == GALLEY_CELL_LEFT_NEXT && gtk_text_view_get_editable (view) && n_rows < GALLEY_TABLE_MAX_ROWS)
        add_row (tables, document, block);
      else
        go_on (view, tables, document, block);
      break;
    case GALLEY_CELL_LEFT_UP:
      if (cell.row > 0)
        galley_body_tables_edit (tables, block, (GalleyCell) { cell.row - 1, cell.column }, G_MAXUINT);
      else
        go_above (view, tables, document, block);
      break;
    case GALLEY_CELL_LEFT_DOWN:
    case GALLEY_CELL_LEFT_ENTER:
      if (cell.row + 1 < n_rows)
        galley_body_tables_edit (tables, block, (GalleyCell) { cell.row + 1, cell.column }, G_MAXUINT);
      else
        go_on (view, tables, document, block);
      break;
    case GALLEY_CELL_LEFT_OUT:
    default:
      go_below (view, document, block);
      break;
    }
}

static gboolean
is_walk (GtkMovementStep step_kind)
{
  return step_kind == GTK_MOVEMENT_DISPLAY_LINES || step_kind == GTK_MOVEMENT_VISUAL_POSITIONS
         || step_kind == GTK_MOVEMENT_LOGICAL_POSITIONS || step_kind == GTK_MOVEMENT_WORDS;
}

void
galley_body_table_keys_moved (GtkTextView      *view,
                              GalleyBodyTables *tables,
                              GalleyDocument   *document,
                              GalleyPosition    old,
                              GtkMovementStep   step_kind,
                              int               count)
{
  GalleyPosition caret = get_caret (view);

  if (has_selection (view) || !is_walk (step_kind) || caret.block == old.block
      || get_table (document, caret.block) == NULL)
    return;
  if (count > 0)
    galley_body_tables_edit (tables, caret.block, (GalleyCell) { 0, 0 }, 0);
  else if (step_kind == GTK_MOVEMENT_DISPLAY_LINES)
    galley_body_tables_edit (tables, caret.block, (GalleyCell) { G_MAXUINT, 0 }, G_MAXUINT);
  else
    galley_body_tables_edit (tables, caret.block, (GalleyCell) { G_MAXUINT, G_MAXUINT }, G_MAXUINT);
}

gboolean
galley_body_table_keys_enter (GtkTextView      *view,
                              GalleyBodyTables *tables,
                              GalleyDocument   *document,
                              GtkMovementStep   step_kind,
                              int               count)
{
  GalleyPosition caret = get_caret (view);

  if (has_selection (view) || !is_walk (step_kind) || count < 0 || caret.offset > 0
      || get_table (document, caret.block) == NULL)
    return FALSE;
  galley_body_tables_edit (tables, caret.block, (GalleyCell) { 0, 0 }, 0);
  return TRUE;
}

static gboolean
is_empty (GalleyDocument *document,
          guint           block)
{
  return is_line (document, block)
         && galley_block_get_n_characters (galley_document_get_block (document, block)) == 0;
}

gboolean
galley_body_table_keys_backspace (GtkTextView    *view,
                                  GalleyDocument *document)
{
  GalleyPosition caret = get_caret (view);
  gboolean is_behind = caret.offset > 0 && get_table (document, caret.block) != NULL;
  gboolean is_below = caret.offset == 0 && caret.block > 0 && get_table (document, caret.block - 1) != NULL;

  if (has_selection (view) || (!is_behind && !is_below))
    return FALSE;
  /* The empty line goes, not the table. */
  if (is_below && is_empty (document, caret.block))
    galley_document_splice (document, GALLEY_SPLICE_TYPED, caret.block, 1, NULL, 0);
  galley_body_objects_select (view, is_behind ? caret.block : caret.block - 1);
  return TRUE;
}

gboolean
galley_body_table_keys_delete (GtkTextView    *view,
                               GalleyDocument *document)
{
  GalleyPosition caret = get_caret (view);
  guint length = galley_block_get_n_characters (galley_document_get_block (document, caret.block));
  gboolean is_before = caret.offset == 0 && get_table (document, caret.block) != NULL;
  gboolean is_above = caret.offset >= length && length > 0 && get_table (document, caret.block + 1) != NULL;

  if (has_selection (view) || (!is_before && !is_above))
    return FALSE;
  galley_body_objects_select (view, is_before ? caret.block : caret.block + 1);
  return TRUE;
}
