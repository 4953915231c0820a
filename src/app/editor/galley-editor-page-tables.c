/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables in the page: putting one in, and what the menu does to the one whose cell is written in. Each is one step. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"
#include "app/editor/galley-table-popover.h"

static const char *const shape_actions[] = { "table-row-above",    "table-row-below",     "table-column-before",
                                             "table-column-after", "table-remove-row",    "table-remove-column",
                                             "table-header",       "table-remove" };

/* The cell that is written in, or, with the caret at a table, its first one. */
static GalleyTable *
get_table (GalleyEditorPage *self,
           guint            *block,
           GalleyCell       *cell)
{
  GalleyDocument *document = galley_editor_page_get_document (self);

  if (document == NULL)
    return NULL;
  if (!galley_body_view_get_edited_cell (GALLEY_BODY_VIEW (self->body), block, cell))
    {
      *block = galley_editor_page_get_caret (self).block;
      *cell = (GalleyCell) { 0, 0 };
    }
  return *block < galley_document_get_n_blocks (document)
             ? galley_block_get_table (galley_document_get_block (document, *block))
             : NULL;
}

static gboolean
is_ready (GalleyEditorPage *self)
{
  return galley_editor_page_may_edit (self) && !galley_editor_page_has_preedit (self);
}

static void
put (GalleyEditorPage *self,
     guint             block,
     GalleyTable      *table,
     GalleyCell        cell)
{
  galley_document_set_table (galley_editor_page_get_document (self), block, table);
  galley_body_view_edit_cell (GALLEY_BODY_VIEW (self->body), block, cell, G_MAXUINT);
  galley_editor_page_update_actions (self);
}

static void
row_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);
  gboolean is_below = g_str_equal (g_action_get_name (G_ACTION (action)), "table-row-below");
  g_autoptr (GalleyTable) table = NULL;
  GalleyTable *old;
  GalleyCell cell;
  guint block;

  if (!is_ready (self) || (old = get_table (self, &block, &cell)) == NULL
      || galley_table_get_n_rows (old) == GALLEY_TABLE_MAX_ROWS)
    return;
  cell.row += is_below ? 1 : 0;
  table = galley_table_insert_row (old, cell.row);
  put (self, block, table, cell);
}

static void
column_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);
  gboolean is_after = g_str_equal (g_action_get_name (G_ACTION (action)), "table-column-after");
  g_autoptr (GalleyTable) table = NULL;
  GalleyTable *old;
  GalleyCell cell;
  guint block;

  if (!is_ready (self) || (old = get_table (self, &block, &cell)) == NULL
      || galley_table_get_n_columns (old) == GALLEY_TABLE_MAX_COLUMNS)
    return;
  cell.column += is_after ? 1 : 0;
  table = galley_table_insert_column (old, cell.column);
  put (self, block, table, cell);
}

static void
remove_table (GalleyEditorPage *self,
              guint             block)
{
  GalleyDocument *document = galley_editor_page_get_document (self);

  galley_document_remove_block (document, block);
  galley_editor_page_focus_body (self);
  galley_editor_page_go_to (self, (GalleyPosition) { MIN (block, galley_document_get_n_blocks (document) - 1), 0 });
  galley_editor_page_update_actions (self);
}

/* The last row or column goes with its table. */
static void
remove_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);
  const char *name = g_action_get_name (G_ACTION (action));
  gboolean is_row = g_str_equal (name, "table-remove-row"), is_column = g_str_equal (name, "table-remove-column");
  g_autoptr (GalleyTable) table = NULL;
  GalleyTable *old;
  GalleyCell cell;
  guint block;

  if (!is_ready (self) || (old = get_table (self, &block, &cell)) == NULL)
    return;
  if (is_row && galley_table_get_n_rows (old) > 1)
    table = galley_table_remove_row (old, cell.row);
  else if (is_column && galley_table_get_n_columns (old) > 1)
    table = galley_table_remove_column (old, cell.column);
  if (table != NULL)
    put (self, block, table, cell);
  else
    remove_table (self, block);
}

static void
header_cb (GSimpleAction *action,
           GVariant      *state,
           gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);
  g_autoptr (GalleyTable) table = NULL;
  GalleyTable *old;
  GalleyCell cell;
  guint block;

  if (!is_ready (self) || (old = get_table (self, &block, &cell)) == NULL)
    return;
  table = galley_table_with_header (old, g_variant_get_boolean (state));
  put (self, block, table, cell);
}

static void
insert_table_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (is_ready (self))
    gtk_menu_button_popup (self->insert_table_button);
}

/* The popover's: where the caret is, behind what is selected. */
static void
chosen_cb (GalleyEditorPage *self,
           guint             n_rows,
           guint             n_columns,
           gboolean          has_header)
{
  g_autoptr (GalleyTable) table = NULL;
  GalleyPosition start, end;

  if (!is_ready (self))
    return;
  galley_editor_page_get_selection (self, &start, &end);
  table = galley_table_new (n_rows, n_columns, has_header, NULL);
  end = galley_document_insert_table (galley_editor_page_get_document (self), end, table);
  galley_body_view_edit_cell (GALLEY_BODY_VIEW (self->body), end.block, (GalleyCell) { 0, 0 }, 0);
  galley_editor_page_update_actions (self);
}

void
galley_editor_page_update_table (GalleyEditorPage *self)
{
  GActionMap *actions = G_ACTION_MAP (self->actions);
  GalleyCell cell;
  guint block;
  GalleyTable *table = self->bridge != NULL ? get_table (self, &block, &cell) : NULL;
  gboolean may_edit = table != NULL && galley_editor_page_may_edit (self);

  gtk_widget_set_visible (GTK_WIDGET (self->table_button), table != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (shape_actions); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, shape_actions[i])), may_edit);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, "table-header")),
                             g_variant_new_boolean (table != NULL && galley_table_has_header (table)));
}

void
galley_editor_page_bind_tables (GtkWidgetClass *widget_class)
{
  g_type_ensure (GALLEY_TYPE_TABLE_POPOVER);
  gtk_widget_class_bind_template_child (widget_class, GalleyEditorPage, table_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyEditorPage, insert_table_button);
  gtk_widget_class_bind_template_callback_full (widget_class, "table_chosen_cb", G_CALLBACK (chosen_cb));
}

static void
too_long_cb (GalleyEditorPage *self)
{
  g_signal_emit_by_name (self, "too-long");
}

static void
too_many_cells_cb (GalleyEditorPage *self)
{
  g_signal_emit_by_name (self, "too-many-cells");
}

void
galley_editor_page_init_tables (GalleyEditorPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "insert-table", .activate = insert_table_cb },
    { .name = "table-row-above", .activate = row_cb },
    { .name = "table-row-below", .activate = row_cb },
    { .name = "table-column-before", .activate = column_cb },
    { .name = "table-column-after", .activate = column_cb },
    { .name = "table-remove-row", .activate = remove_cb },
    { .name = "table-remove-column", .activate = remove_cb },
    { .name = "table-remove", .activate = remove_cb },
    { .name = "table-header", .state = "false", .change_state = header_cb },
  };
  GalleyCellView *cell_view = galley_body_view_get_cell_view (GALLEY_BODY_VIEW (self->body));

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (cell_view, "moved", G_CALLBACK (galley_editor_page_update_caret), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cell_view, "too-long", G_CALLBACK (too_long_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cell_view, "too-many-cells", G_CALLBACK (too_many_cells_cb), self, G_CONNECT_SWAPPED);
}
