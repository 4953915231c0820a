/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-body-tables.h"

#include "app/body/galley-body-tags.h"
#include "app/body/galley-table-view.h"
#include "core/model/galley-diff.h"
#include "core/model/galley-table-text.h"

#include <string.h>

/* Above and below a table, in em. */
#define GAP 0.6

struct _GalleyBodyTables
{
  /* owned */
  GalleyDocument *document; /* (nullable) */
  GArray *children;         /* (element-type GalleyBodyChild), ascending */
  GtkWidget *cell_view;

  /* borrowed */
  GtkTextView *view;
  GalleyBodyPlacing *placing;
  GalleyTableView *edited; /* NULL: none */
  GalleyCell cell;

  int room, em;
  gboolean is_editing; /* the splice under way is the cell's own */
};

static GalleyTableView *
find_view (GalleyBodyTables *self,
           guint             block)
{
  for (guint i = 0; i < self->children->len; i++)
    if (galley_body_children_get (self->children, i)->block == block)
      return GALLEY_TABLE_VIEW (galley_body_children_get (self->children, i)->widget);
  return NULL;
}

/* --- the cell that is written in --------------------------------------------------------------------------------- */

GalleyCellView *
galley_body_tables_get_cell_view (GalleyBodyTables *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return GALLEY_CELL_VIEW (self->cell_view);
}

gboolean
galley_body_tables_get_edited (GalleyBodyTables *self,
                               guint            *block,
                               GalleyCell       *cell)
{
  const GalleyBodyChild *child;

  g_return_val_if_fail (self != NULL, FALSE);

  child = self->edited != NULL ? galley_body_children_find (self->children, GTK_WIDGET (self->edited)) : NULL;
  if (child == NULL)
    return FALSE;
  *block = child->block;
  *cell = self->cell;
  return TRUE;
}

/* The caret of the body is in front of the table meanwhile. */
static void
place_caret (GalleyBodyTables *self,
             guint             block)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter iter, caret;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) block);
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  if (gtk_text_buffer_get_has_selection (buffer) || !gtk_text_iter_equal (&iter, &caret))
    gtk_text_buffer_place_cursor (buffer, &iter);
}

static void
name_cell (GalleyBodyTables *self)
{
  g_autofree char *name = galley_table_view_dup_cell_name (self->cell);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cell_view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
galley_body_tables_edit (GalleyBodyTables *self,
                         guint             block,
                         GalleyCell        cell,
                         guint             offset)
{
  GalleyTableView *view;
  GalleyTable *table;

  g_return_if_fail (self != NULL);

  view = find_view (self, block);
  if (view == NULL)
    return;
  table = galley_table_view_get_table (view);
  cell.row = MIN (cell.row, galley_table_get_n_rows (table) - 1);
  cell.column = MIN (cell.column, galley_table_get_n_columns (table) - 1);
  galley_cell_view_close (GALLEY_CELL_VIEW (self->cell_view));
  /* What was being composed is in the table that it was composed in. */
  table = galley_table_view_get_table (view);
  if (self->edited != NULL && self->edited != view)
    galley_table_view_set_editor (self->edited, NULL, cell);
  self->edited = view;
  self->cell = cell;
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->cell_view), gtk_text_view_get_editable (self->view));
  galley_cell_view_open (GALLEY_CELL_VIEW (self->cell_view), galley_table_get_cell (table, cell), offset,
                         self->document);
  name_cell (self);
  galley_table_view_set_editor (view, self->cell_view, cell);
  place_caret (self, block);
  gtk_text_view_set_cursor_visible (self->view, FALSE);
  gtk_widget_grab_focus (self->cell_view);
  galley_body_placing_queue (self->placing);
}

gboolean
galley_body_tables_edit_at (GalleyBodyTables *self,
                            double            x,
                            double            y)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->children->len; i++)
    {
      const GalleyBodyChild *child = galley_body_children_get (self->children, i);
      double table_x, table_y;
      GalleyCell cell;
      guint offset;

      if (gtk_widget_translate_coordinates (GTK_WIDGET (self->view), child->widget, x, y, &table_x, &table_y)
          && gtk_widget_contains (child->widget, table_x, table_y)
          && galley_table_view_find (GALLEY_TABLE_VIEW (child->widget), table_x, table_y, &cell, &offset))
        {
          galley_body_tables_edit (self, child->block, cell, offset);
          return TRUE;
        }
    }
  return FALSE;
}

void
galley_body_tables_leave (GalleyBodyTables *self)
{
  GalleyTableView *edited;

  g_return_if_fail (self != NULL);

  if (self->edited == NULL)
    return;
  galley_cell_view_close (GALLEY_CELL_VIEW (self->cell_view));
  edited = g_steal_pointer (&self->edited);
  galley_table_view_set_editor (edited, NULL, self->cell);
  gtk_text_view_set_cursor_visible (self->view, TRUE);
  galley_body_placing_queue (self->placing);
}

static void
edited_cb (GalleyBodyTables *self)
{
  GalleyBodyChild *child = galley_body_children_find (self->children, GTK_WIDGET (self->edited));
  g_autoptr (GalleyTable) table = NULL;

  /* What was composed in a table that is going goes with it. */
  if (child == NULL || child->block >= galley_document_get_n_blocks (self->document)
      || galley_block_get_table (galley_document_get_block (self->document, child->block))
             != galley_table_view_get_table (GALLEY_TABLE_VIEW (child->widget)))
    return;
  table = galley_table_with_cell (galley_table_view_get_table (GALLEY_TABLE_VIEW (child->widget)), self->cell,
                                  galley_cell_view_get_content (GALLEY_CELL_VIEW (self->cell_view)));
  self->is_editing = TRUE;
  galley_document_set_table (self->document, child->block, table);
  self->is_editing = FALSE;
}

/* From the cell that is written in on; the caret stays there. */
static void
cells_pasted_cb (GalleyBodyTables *self,
                 GalleyTable      *content)
{
  g_autoptr (GalleyTable) table = NULL;
  g_autofree char *text = galley_table_dup_text (content);

  if (self->edited == NULL || !gtk_text_view_get_editable (self->view))
    return;
  table = galley_table_fill (galley_table_view_get_table (self->edited), self->cell, content);
  if (table == NULL)
    g_signal_emit_by_name (self->cell_view, "too-many-cells");
  else if (!galley_document_has_room_for (self->document, text, strlen (text)))
    g_signal_emit_by_name (self->cell_view, "too-long");
  else
    galley_document_set_table (self->document,
                               galley_body_children_find (self->children, GTK_WIDGET (self->edited))->block, table);
}

/* The text of the body is clicked into, or walked into. */
static void
focus_changed_cb (GalleyBodyTables *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self->view)))
    galley_body_tables_leave (self);
}

static void
editable_changed_cb (GalleyBodyTables *self)
{
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->cell_view), gtk_text_view_get_editable (self->view));
}

/* The cell that @table has otherwise than @old is shown to whoever took a step back, the caret behind what came. */
static void
follow_history (GalleyBodyTables  *self,
                guint              block,
                const GalleyTable *old,
                const GalleyTable *table)
{
  GalleyCell cell;
  gboolean is_only;
  guint start, old_end, end;

  if (self->edited == NULL && !gtk_widget_has_focus (GTK_WIDGET (self->view)))
    return;
  if (!galley_table_find_change (old, table, &cell, &is_only))
    {
      if (self->edited != NULL)
        galley_body_tables_edit (self, block, self->cell, 0);
      return;
    }
  galley_diff_text (galley_block_get_text (galley_table_get_cell (old, cell)),
                    galley_block_get_text (galley_table_get_cell (table, cell)), &start, &old_end, &end);
  galley_body_tables_edit (self, block, cell, end);
}

/* Another table, or the same one with something else in the cell. */
static void
follow_change (GalleyBodyTables  *self,
               guint              block,
               const GalleyTable *old,
               const GalleyTable *table)
{
  gboolean has_shape = galley_table_get_n_rows (old) == galley_table_get_n_rows (table)
                       && galley_table_get_n_columns (old) == galley_table_get_n_columns (table);

  if (has_shape)
    galley_cell_view_update (GALLEY_CELL_VIEW (self->cell_view), galley_table_get_cell (table, self->cell));
  else
    galley_body_tables_edit (self, block, self->cell, 0);
}

/* --- which there are --------------------------------------------------------------------------------------------- */

static void
cell_pressed_cb (GalleyBodyTables *self,
                 guint             row,
                 guint             column,
                 guint             offset,
                 GalleyTableView  *pressed)
{
  const GalleyBodyChild *child = galley_body_children_find (self->children, GTK_WIDGET (pressed));

  galley_body_tables_edit (self, child->block, (GalleyCell) { row, column }, offset);
}

static GalleyTableView *
add_view (GalleyBodyTables *self)
{
  GtkWidget *view = galley_table_view_new ();

  g_signal_connect_swapped (view, "cell-pressed", G_CALLBACK (cell_pressed_cb), self);
  gtk_widget_set_parent (view, GTK_WIDGET (self->view));
  return GALLEY_TABLE_VIEW (view);
}

static void
remove_view (GalleyBodyTables *self,
             GalleyTableView  *view)
{
  if (self->edited == view)
    {
      gboolean had_focus = gtk_widget_has_focus (self->cell_view);

      galley_body_tables_leave (self);
      if (had_focus)
        gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  gtk_widget_unparent (GTK_WIDGET (view));
}

/* Blocks [@first, @first + @n_removed) became @n_inserted others: a table in the place of a table keeps its view. */
static void
update_range (GalleyBodyTables *self,
              guint             first,
              guint             n_removed,
              guint             n_inserted)
{
  g_autoptr (GPtrArray) pool =
      galley_body_placing_splice (self->placing, self->children, first, n_removed, n_inserted);

  for (guint block = first; block < first + n_inserted; block++)
    {
      GalleyTable *table = galley_block_get_table (galley_document_get_block (self->document, block));
      GalleyTableView *view;

      if (table == NULL)
        continue;
      view = pool->len > 0 ? g_ptr_array_steal_index (pool, 0) : add_view (self);
      galley_table_view_set_table (view, table);
      galley_body_placing_insert (self->placing, self->children, block, GTK_WIDGET (view));
    }
  for (guint i = 0; i < pool->len; i++)
    remove_view (self, pool->pdata[i]);
}

static void
spliced_cb (GalleyBodyTables *self,
            guint             first,
            GPtrArray        *removed,
            guint             n_inserted,
            guint             origin)
{
  gboolean is_one = removed->len == 1 && n_inserted == 1;
  GalleyTable *old = is_one ? galley_block_get_table (removed->pdata[0]) : NULL;
  GalleyTable *table = is_one ? galley_block_get_table (galley_document_get_block (self->document, first)) : NULL;
  GalleyBodyChild *edited;

  update_range (self, first, removed->len, n_inserted);
  if (self->is_editing || old == NULL || table == NULL)
    return;
  edited = self->edited != NULL ? galley_body_children_find (self->children, GTK_WIDGET (self->edited)) : NULL;
  if (origin == GALLEY_SPLICE_HISTORY)
    follow_history (self, first, old, table);
  else if (edited != NULL && edited->block == first)
    follow_change (self, first, old, table);
}

/* --- what is found in them ------------------------------------------------------------------------------------------ */

/* Those of @matches that are in the table @block; of the others nothing. (transfer full) */
static GArray *
select_matches (GArray *matches,
                guint   block)
{
  GArray *selected = g_array_new (FALSE, FALSE, sizeof (GalleyMatch));

  for (guint i = 0; i < matches->len; i++)
    if (g_array_index (matches, GalleyMatch, i).is_in_cell && g_array_index (matches, GalleyMatch, i).block == block)
      g_array_append_val (selected, g_array_index (matches, GalleyMatch, i));
  return selected;
}

/* As the document of the cell that is written in has it, which is of one block. FALSE: it is not in that cell. */
static gboolean
move_into_cell (GalleyBodyTables  *self,
                const GalleyMatch *match,
                GalleyMatch       *in_cell)
{
  if (self->edited == NULL || match == NULL || !match->is_in_cell
      || match->block != galley_body_children_find (self->children, GTK_WIDGET (self->edited))->block
      || match->cell.row != self->cell.row || match->cell.column != self->cell.column)
    return FALSE;
  *in_cell = (GalleyMatch){ .place = GALLEY_MATCH_IN_BODY, .start = match->start, .end = match->end };
  return TRUE;
}

static void
show_matches_in_edited (GalleyBodyTables *self,
                        GArray           *matches)
{
  g_autoptr (GArray) in_cell = g_array_new (FALSE, FALSE, sizeof (GalleyMatch));
  GalleyMatch match;

  for (guint i = 0; i < matches->len; i++)
    if (move_into_cell (self, &g_array_index (matches, GalleyMatch, i), &match))
      g_array_append_val (in_cell, match);
  galley_bridge_show_matches (galley_cell_view_get_bridge (GALLEY_CELL_VIEW (self->cell_view)), in_cell);
}

void
galley_body_tables_show_matches (GalleyBodyTables *self,
                                 GArray           *matches)
{
  g_return_if_fail (self != NULL && matches != NULL);

  for (guint i = 0; i < self->children->len; i++)
    {
      const GalleyBodyChild *child = galley_body_children_get (self->children, i);
      g_autoptr (GArray) selected = select_matches (matches, child->block);

      galley_table_view_set_found (GALLEY_TABLE_VIEW (child->widget), selected);
    }
  if (self->edited != NULL)
    show_matches_in_edited (self, matches);
}

void
galley_body_tables_show_current_match (GalleyBodyTables  *self,
                                       const GalleyMatch *match)
{
  GalleyMatch in_cell;

  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->children->len; i++)
    {
      const GalleyBodyChild *child = galley_body_children_get (self->children, i);
      gboolean is_here = match != NULL && match->is_in_cell && match->block == child->block;

      galley_table_view_set_current (GALLEY_TABLE_VIEW (child->widget), is_here ? match : NULL);
    }
  if (self->edited != NULL)
    galley_bridge_show_current_match (galley_cell_view_get_bridge (GALLEY_CELL_VIEW (self->cell_view)),
                                      move_into_cell (self, match, &in_cell) ? &in_cell : NULL);
}

/* --- where they are ---------------------------------------------------------------------------------------------- */

static int
get_gap (GalleyBodyTables *self)
{
  return (int) (self->em * GAP);
}

/* In the middle of a change lines and blocks differ: what ends it queues another look. */
static gboolean
may_place (GalleyBodyTables *self)
{
  return self->children->len > 0 && self->document != NULL && self->em > 0
         && (guint) gtk_text_buffer_get_line_count (gtk_text_view_get_buffer (self->view))
                == galley_document_get_n_blocks (self->document);
}

void
galley_body_tables_make_room (GalleyBodyTables *self)
{
  g_return_if_fail (self != NULL);

  if (!may_place (self))
    return;
  for (guint i = 0; i < self->children->len; i++)
    {
      const GalleyBodyChild *child = galley_body_children_get (self->children, i);
      int height = galley_table_view_get_height (GALLEY_TABLE_VIEW (child->widget), self->room);

      galley_body_tags_set_table_room (gtk_text_view_get_buffer (self->view), child->block,
                                       height + 2 * get_gap (self));
    }
}

static gboolean
is_selected (GalleyBodyTables *self,
             guint             block)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end, before, behind;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return FALSE;
  gtk_text_buffer_get_iter_at_line (buffer, &before, (int) block);
  behind = before;
  gtk_text_iter_forward_char (&behind);
  return gtk_text_iter_compare (&start, &before) <= 0 && gtk_text_iter_compare (&end, &behind) >= 0;
}

void
galley_body_tables_place (GalleyBodyTables *self)
{
  g_return_if_fail (self != NULL);

  if (!may_place (self))
    return;
  for (guint i = 0; i < self->children->len; i++)
    {
      const GalleyBodyChild *child = galley_body_children_get (self->children, i);
      GtkAllocation place = { gtk_text_view_get_left_margin (self->view), 0, self->room, 0 };
      GtkTextIter iter;
      int y;

      gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (self->view), &iter, (int) child->block);
      gtk_text_view_get_line_yrange (self->view, &iter, &y, NULL);
      gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, 0, y + get_gap (self), NULL, &place.y);
      gtk_widget_measure (child->widget, GTK_ORIENTATION_VERTICAL, self->room, &place.height, NULL, NULL, NULL);
      gtk_widget_size_allocate (child->widget, &place, -1);
      galley_table_view_set_selected (GALLEY_TABLE_VIEW (child->widget), is_selected (self, child->block));
    }
}

int
galley_body_tables_get_cell_offset (GalleyBodyTables *self,
                                    guint             block,
                                    GalleyCell        cell)
{
  GalleyTableView *view;

  g_return_val_if_fail (self != NULL, 0);

  view = find_view (self, block);
  return view != NULL ? galley_table_view_get_row_middle (view, cell.row)
                            - galley_table_view_get_height (view, self->room) - get_gap (self)
                      : 0;
}

void
galley_body_tables_snapshot (GalleyBodyTables *self,
                             GtkSnapshot      *snapshot)
{
  galley_body_placing_snapshot (self->placing, self->children, snapshot);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

GalleyBodyTables *
galley_body_tables_new (GtkTextView       *view,
                        GalleyBodyPlacing *placing)
{
  GalleyBodyTables *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_new0 (GalleyBodyTables, 1);
  self->view = view;
  self->placing = placing;
  self->children = galley_body_children_new ();
  self->cell_view = g_object_ref_sink (galley_cell_view_new ());
  g_signal_connect_swapped (self->cell_view, "edited", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->cell_view, "cells-pasted", G_CALLBACK (cells_pasted_cb), self);
  g_signal_connect_swapped (view, "notify::has-focus", G_CALLBACK (focus_changed_cb), self);
  g_signal_connect_swapped (view, "notify::editable", G_CALLBACK (editable_changed_cb), self);
  return self;
}

void
galley_body_tables_free (GalleyBodyTables *self)
{
  if (self == NULL)
    return;
  galley_body_tables_set_document (self, NULL);
  g_signal_handlers_disconnect_by_data (self->view, self);
  g_signal_handlers_disconnect_by_data (self->cell_view, self);
  g_object_unref (self->cell_view);
  g_array_unref (self->children);
  g_free (self);
}

void
galley_body_tables_set_document (GalleyBodyTables *self,
                                 GalleyDocument   *document)
{
  g_return_if_fail (self != NULL);

  galley_body_tables_leave (self);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  galley_body_placing_clear (self->placing, self->children);
  g_set_object (&self->document, document);
  if (document == NULL)
    return;
  g_signal_connect_swapped (document, "spliced", G_CALLBACK (spliced_cb), self);
  update_range (self, 0, 0, galley_document_get_n_blocks (document));
}

void
galley_body_tables_set_metrics (GalleyBodyTables *self,
                                int               room,
                                int               em)
{
  g_return_if_fail (self != NULL);

  self->room = room;
  self->em = em;
  galley_body_placing_queue (self->placing);
}
