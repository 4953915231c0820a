/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables in the body's view: writing in cells, walking between them and the text, undo, what keys do at a table's
 * borders, and how widths are shared. */
#include "body-fixture.h"
#include "page-fixture.h"

#include "app/body/galley-body-objects.h"
#include "app/body/galley-table-layout.h"
#include "app/body/galley-table-view.h"
#include "app/editor/galley-editor-page.h"

#include <string.h>

/* More than the view asks for until a cell that was gone into has its place. */
#define FRAMES 6
#define LAST ((GalleyCell) { G_MAXUINT, G_MAXUINT })

/* "前", a table of two rows of two empty cells, "后". */
static void
set_up (Fixture *fixture)
{
  g_autoptr (GalleyTable) table = galley_table_new (2, 2, TRUE, NULL);

  body_set_up (fixture, "前\n后");
  galley_document_insert_table (fixture->document, (GalleyPosition) { 0, 1 }, table);
  fixture->n_typed = fixture->n_spliced = 0;
}

static GalleyCellView *
get_cell_view (Fixture *fixture)
{
  return galley_body_view_get_cell_view (GALLEY_BODY_VIEW (fixture->view));
}

static void
edit (Fixture   *fixture,
      GalleyCell cell)
{
  galley_body_view_edit_cell (GALLEY_BODY_VIEW (fixture->view), 1, cell, G_MAXUINT);
}

static void
type_in_cell (Fixture    *fixture,
              const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_cell_view (fixture)));

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
leave (Fixture       *fixture,
       GalleyCellLeft how)
{
  g_signal_emit_by_name (get_cell_view (fixture), "left", how);
}

static void
assert_table (Fixture    *fixture,
              const char *expected)
{
  GalleyTable *table = galley_block_get_table (galley_document_get_block (fixture->document, 1));
  g_autofree char *text = NULL;

  g_assert_nonnull (table);
  text = galley_table_dup_text (table);
  g_assert_cmpstr (text, ==, expected);
  body_assert_same (fixture);
  body_assert_tags (fixture);
}

static void
assert_edited (Fixture *fixture,
               guint    row,
               guint    column)
{
  GalleyCell cell;
  guint block;

  g_assert_true (galley_body_view_get_edited_cell (GALLEY_BODY_VIEW (fixture->view), &block, &cell));
  g_assert_cmpuint (block, ==, 1);
  g_assert_cmpuint (cell.row, ==, row);
  g_assert_cmpuint (cell.column, ==, column);
}

static void
assert_caret (Fixture *fixture,
              guint    block,
              guint    offset)
{
  GalleyPosition position;
  GtkTextIter iter;
  GalleyCell cell;
  guint edited;

  gtk_text_buffer_get_iter_at_mark (fixture->buffer, &iter, gtk_text_buffer_get_insert (fixture->buffer));
  position = galley_bridge_get_position (fixture->bridge, &iter);
  g_assert_cmpuint (position.block, ==, block);
  g_assert_cmpuint (position.offset, ==, offset);
  g_assert_false (galley_body_view_get_edited_cell (GALLEY_BODY_VIEW (fixture->view), &edited, &cell));
}

/* Each edit in a cell is one splice of the body, and what letters do together is one step. */
static void
test_type (void)
{
  Fixture fixture;

  set_up (&fixture);
  edit (&fixture, (GalleyCell) { 0, 1 });
  type_in_cell (&fixture, "年");
  type_in_cell (&fixture, "份");
  g_assert_cmpuint (fixture.n_typed, ==, 2);
  assert_table (&fixture, "\t年份\n\t");
  /* Line ends break the cell's own line; a decomposed accent is put together. */
  type_in_cell (&fixture, "\r\ne\xcc\x81");
  g_assert_cmpuint (galley_block_get_n_characters (galley_cell_view_get_content (get_cell_view (&fixture))), ==, 4);
  assert_table (&fixture, "\t年份 é\n\t");
  g_assert_true (galley_history_undo (fixture.history, NULL));
  assert_table (&fixture, "\t\n\t");
  assert_edited (&fixture, 0, 1);
  g_assert_cmpstr (galley_block_get_text (galley_cell_view_get_content (get_cell_view (&fixture))), ==, "");
  g_assert_true (galley_history_redo (fixture.history, NULL));
  assert_table (&fixture, "\t年份 é\n\t");
  body_tear_down (&fixture);
}

static gboolean
is_pasted (gpointer data)
{
  return ((Fixture *) data)->n_spliced > 0;
}

/* Cells of a spreadsheet, as text and as HTML, come into cells from where one writes on; the table grows, and it is one
 * step. Words are words, as before. */
static void
test_paste_cells (void)
{
  static const char *const html = "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>";
  Fixture fixture;
  GdkClipboard *clipboard;

  for (guint is_html = 0; is_html < 2; is_html++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (html, strlen (html));
      GdkContentProvider *forms[2];
      g_autoptr (GdkContentProvider) content = NULL;

      set_up (&fixture);
      clipboard = gtk_widget_get_clipboard (fixture.view);
      edit (&fixture, (GalleyCell) { 1, 1 });
      forms[0] = gdk_content_provider_new_for_bytes (is_html ? "text/html" : "text/x-unknown", bytes);
      forms[1] = gdk_content_provider_new_typed (G_TYPE_STRING, is_html ? "甲 乙 丙 丁" : "甲\t乙\r\n丙\t丁\r\n");
      content = gdk_content_provider_new_union (forms, 2);
      gdk_clipboard_set_content (clipboard, content);
      g_signal_emit_by_name (get_cell_view (&fixture), "paste-clipboard");
      while (!is_pasted (&fixture))
        g_main_context_iteration (NULL, TRUE);
      assert_table (&fixture, "\t\t\n\t甲\t乙\n\t丙\t丁");
      assert_edited (&fixture, 1, 1);
      g_assert_true (galley_history_undo (fixture.history, NULL));
      assert_table (&fixture, "\t\n\t");
      body_tear_down (&fixture);
    }

  set_up (&fixture);
  edit (&fixture, (GalleyCell) { 0, 0 });
  gdk_clipboard_set_text (gtk_widget_get_clipboard (fixture.view), "甲\n乙\n");
  g_signal_emit_by_name (get_cell_view (&fixture), "paste-clipboard");
  while (!is_pasted (&fixture))
    g_main_context_iteration (NULL, TRUE);
  assert_table (&fixture, "甲 乙\t\n\t");
  body_tear_down (&fixture);
}

/* Undo goes into the cell that it changes. */
static void
test_undo_elsewhere (void)
{
  Fixture fixture;

  set_up (&fixture);
  edit (&fixture, (GalleyCell) { 0, 0 });
  type_in_cell (&fixture, "甲");
  edit (&fixture, (GalleyCell) { 1, 1 });
  type_in_cell (&fixture, "乙");
  g_assert_true (galley_history_undo (fixture.history, NULL));
  assert_edited (&fixture, 1, 1);
  g_assert_true (galley_history_undo (fixture.history, NULL));
  assert_edited (&fixture, 0, 0);
  assert_table (&fixture, "\t\n\t");
  /* The table itself comes and goes with the cell open. */
  g_assert_true (galley_history_undo (fixture.history, NULL));
  assert_caret (&fixture, 1, 0);
  body_assert_same (&fixture);
  g_assert_true (galley_history_redo (fixture.history, NULL));
  assert_table (&fixture, "\t\n\t");
  body_tear_down (&fixture);
}

static void
test_walk (void)
{
  Fixture fixture;

  set_up (&fixture);
  edit (&fixture, (GalleyCell) { 0, 0 });
  leave (&fixture, GALLEY_CELL_LEFT_NEXT);
  assert_edited (&fixture, 0, 1);
  leave (&fixture, GALLEY_CELL_LEFT_FORWARD);
  assert_edited (&fixture, 1, 0);
  leave (&fixture, GALLEY_CELL_LEFT_PREVIOUS);
  assert_edited (&fixture, 0, 1);
  leave (&fixture, GALLEY_CELL_LEFT_ENTER);
  assert_edited (&fixture, 1, 1);
  leave (&fixture, GALLEY_CELL_LEFT_UP);
  assert_edited (&fixture, 0, 1);
  leave (&fixture, GALLEY_CELL_LEFT_DOWN);
  g_assert_cmpuint (fixture.n_spliced, ==, 0);
  /* Behind the last cell there is a row more. */
  leave (&fixture, GALLEY_CELL_LEFT_NEXT);
  assert_edited (&fixture, 2, 0);
  assert_table (&fixture, "\t\n\t\n\t");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  body_tear_down (&fixture);
}

static void
test_leave (void)
{
  Fixture fixture;

  set_up (&fixture);
  edit (&fixture, (GalleyCell) { 0, 0 });
  leave (&fixture, GALLEY_CELL_LEFT_UP);
  assert_caret (&fixture, 0, 1);
  edit (&fixture, LAST);
  assert_edited (&fixture, 1, 1);
  leave (&fixture, GALLEY_CELL_LEFT_FORWARD);
  assert_caret (&fixture, 2, 0);
  edit (&fixture, (GalleyCell) { 0, 0 });
  leave (&fixture, GALLEY_CELL_LEFT_OUT);
  assert_caret (&fixture, 2, 0);
  g_assert_cmpuint (fixture.n_spliced, ==, 0);
  /* With nothing below a line comes. */
  galley_document_splice (fixture.document, GALLEY_SPLICE_TYPED, 2, 1, NULL, 0);
  edit (&fixture, (GalleyCell) { 0, 0 });
  leave (&fixture, GALLEY_CELL_LEFT_OUT);
  assert_caret (&fixture, 2, 0);
  g_assert_cmpuint (galley_document_get_n_blocks (fixture.document), ==, 3);
  body_assert_same (&fixture);
  body_tear_down (&fixture);
}

static void
move (Fixture        *fixture,
      GtkMovementStep step,
      int             count)
{
  g_signal_emit_by_name (fixture->view, "move-cursor", step, count, FALSE);
}

/* The arrows lead in from above and from below. */
static void
test_enter (void)
{
  Fixture fixture;

  set_up (&fixture);
  body_place (&fixture, 0, 1);
  move (&fixture, GTK_MOVEMENT_VISUAL_POSITIONS, 1);
  assert_edited (&fixture, 0, 0);
  leave (&fixture, GALLEY_CELL_LEFT_OUT);
  body_place (&fixture, 2, 0);
  move (&fixture, GTK_MOVEMENT_VISUAL_POSITIONS, -1);
  assert_edited (&fixture, 1, 1);
  leave (&fixture, GALLEY_CELL_LEFT_OUT);
  body_place (&fixture, 1, 0);
  move (&fixture, GTK_MOVEMENT_DISPLAY_LINES, 1);
  assert_edited (&fixture, 0, 0);
  body_tear_down (&fixture);
}

static void
test_borders (void)
{
  Fixture fixture;
  GtkTextIter start, end;

  set_up (&fixture);
  /* What is typed at a table goes below it; Enter in front of it makes a line there. */
  body_place (&fixture, 1, 0);
  body_type (&fixture, "x");
  body_assert_blocks (&fixture, "p前 t\342\200\213 px p后");
  body_place (&fixture, 1, 0);
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "p前 p t\342\200\213 px p后");
  g_assert_cmpuint (fixture.n_typed, ==, 2);
  /* Backspace below a table selects it, and takes it away then. */
  body_place (&fixture, 3, 0);
  g_signal_emit_by_name (fixture.view, "backspace");
  g_assert_true (gtk_text_buffer_get_selection_bounds (fixture.buffer, &start, &end));
  g_assert_cmpint (gtk_text_iter_get_line (&start), ==, 2);
  body_assert_blocks (&fixture, "p前 p t\342\200\213 px p后");
  g_signal_emit_by_name (fixture.view, "backspace");
  body_assert_blocks (&fixture, "p前 p p px p后");
  g_assert_true (galley_history_undo (fixture.history, NULL));
  /* So does Delete in front of it, where no empty line is to go first. */
  body_place (&fixture, 0, 1);
  g_signal_emit_by_name (fixture.view, "delete-from-cursor", GTK_DELETE_CHARS, 1);
  body_assert_blocks (&fixture, "p前 t\342\200\213 px p后");
  g_signal_emit_by_name (fixture.view, "delete-from-cursor", GTK_DELETE_CHARS, 1);
  g_assert_true (gtk_text_buffer_get_has_selection (fixture.buffer));
  body_assert_blocks (&fixture, "p前 t\342\200\213 px p后");
  body_tear_down (&fixture);
}

/* A selection across a table takes it away; one that ends or begins at it does not. */
static void
test_select (void)
{
  static const struct
  {
    guint start_line, start, end_line, end;
    const char *expected;
  } cases[] = {
    { 0, 1, 2, 0, "p前后" },
    { 0, 0, 1, 0, "t\342\200\213 p后" },
    { 0, 0, 1, 1, "p p后" },
    { 1, 1, 2, 1, "p前 t\342\200\213" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkTextIter start, end;
      Fixture fixture;

      set_up (&fixture);
      gtk_text_buffer_get_iter_at_line_offset (fixture.buffer, &start, (int) cases[i].start_line, (int) cases[i].start);
      gtk_text_buffer_get_iter_at_line_offset (fixture.buffer, &end, (int) cases[i].end_line, (int) cases[i].end);
      gtk_text_buffer_select_range (fixture.buffer, &end, &start);
      gtk_text_buffer_delete_selection (fixture.buffer, TRUE, TRUE);
      body_assert_blocks (&fixture, cases[i].expected);
      g_assert_cmpuint (fixture.n_typed, ==, 1);
      g_assert_true (galley_history_undo (fixture.history, NULL));
      body_assert_blocks (&fixture, "p前 t\342\200\213 p后");
      body_tear_down (&fixture);
    }
}

/* What another hand does to the table comes into the open cell, and the caret stays with its text. */
static void
test_foreign (void)
{
  Fixture fixture;
  g_autoptr (GalleyBlock) text = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "甲乙丙", NULL, 0);
  g_autoptr (GalleyTable) changed = NULL;
  g_autoptr (GalleyBlock) block = NULL;
  GtkTextBuffer *buffer;

  set_up (&fixture);
  edit (&fixture, (GalleyCell) { 0, 0 });
  type_in_cell (&fixture, "甲丙");
  changed = galley_table_with_cell (galley_block_get_table (galley_document_get_block (fixture.document, 1)),
                                    (GalleyCell) { 0, 0 }, text);
  block = galley_block_new_table (changed);
  galley_document_splice (fixture.document, GALLEY_SPLICE_FOREIGN, 1, 1, &block, 1);
  assert_edited (&fixture, 0, 0);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_cell_view (&fixture)));
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 3);
  type_in_cell (&fixture, "丁");
  assert_table (&fixture, "甲乙丙丁\t\n\t");
  body_tear_down (&fixture);
}

static void
test_share (void)
{
  static const struct
  {
    int natural[3];
    int room;
    int widths[3];
  } cases[] = {
    { { 100, 100, 200 }, 800, { 200, 200, 400 } },
    { { 10, 10, 10 }, 300, { 100, 100, 100 } },
    { { 60, 500, 700 }, 660, { 60, 300, 300 } },
    { { 500, 500, 500 }, 100, { 33, 33, 34 } },
    { { 50, 50, 50 }, 0, { 0, 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int widths[3];

      galley_table_layout_share (cases[i].natural, 3, 50, cases[i].room, widths);
      for (guint j = 0; j < 3; j++)
        g_assert_cmpint (widths[j], ==, cases[i].widths[j]);
    }
}

/* The table stands between its lines, and grows with what is in it. */
static void
test_place (void)
{
  Fixture fixture;
  int height;
  GtkWidget *table;

  set_up (&fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture.window), 700, 500);
  gtk_window_present (GTK_WINDOW (fixture.window));
  gtk_test_widget_wait_for_draw (fixture.window);
  for (table = gtk_widget_get_first_child (fixture.view); !GALLEY_IS_TABLE_VIEW (table);)
    table = gtk_widget_get_next_sibling (table);
  while (gtk_widget_get_height (table) == 0)
    g_main_context_iteration (NULL, TRUE);
  height = gtk_widget_get_height (table);
  edit (&fixture, (GalleyCell) { 1, 0 });
  type_in_cell (&fixture, "甲\n乙\n丙");
  while (gtk_widget_get_height (table) <= height)
    g_main_context_iteration (NULL, TRUE);
  body_tear_down (&fixture);
}

static void
assert_cell_is_seen (Desk           *desk,
                     GalleyBodyView *body,
                     guint           row)
{
  GtkWidget *cell = GTK_WIDGET (galley_body_view_get_cell_view (body));
  double x, y;

  galley_body_view_edit_cell (body, 1, (GalleyCell){ row, 0 }, 0);
  for (guint frame = 0; frame < FRAMES; frame++)
    gtk_test_widget_wait_for_draw (desk->window);
  g_assert_true (gtk_widget_translate_coordinates (cell, GTK_WIDGET (body), 0, 0, &x, &y));
  g_assert_cmpfloat (y, >=, 0);
  g_assert_cmpfloat (y + gtk_widget_get_height (cell), <=, gtk_widget_get_height (GTK_WIDGET (body)));
}

/* A table is one line to GTK: walking down its cells scrolls all the same. */
static void
test_cell_is_seen (void)
{
  Desk *desk = desk_new ();
  GalleyManuscript *manuscript = desk_write (desk, "标题", "正文");
  GtkWidget *page = g_object_ref_sink (galley_editor_page_new ());
  g_autoptr (GalleyTable) table = galley_table_new (60, 2, TRUE, NULL);
  GalleyBodyView *body;

  galley_document_insert_table (galley_article_get_document (article_of (manuscript)), (GalleyPosition){ 0, 2 }, table);
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (page), desk->workspace, manuscript);
  desk_show (desk, page);
  body = GALLEY_BODY_VIEW (find_widget (page, GALLEY_TYPE_BODY_VIEW, 0));
  assert_cell_is_seen (desk, body, 59);
  assert_cell_is_seen (desk, body, 30);
  assert_cell_is_seen (desk, body, 0);

  desk_close_window (desk);
  desk_let_go (page);
  desk_wait (desk, G_USEC_PER_SEC);
  g_object_unref (manuscript);
  desk_settle ();
  desk_free (desk);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/tables/type", test_type);
  g_test_add_func ("/app/tables/paste-cells", test_paste_cells);
  g_test_add_func ("/app/tables/undo-elsewhere", test_undo_elsewhere);
  g_test_add_func ("/app/tables/walk", test_walk);
  g_test_add_func ("/app/tables/leave", test_leave);
  g_test_add_func ("/app/tables/enter", test_enter);
  g_test_add_func ("/app/tables/borders", test_borders);
  g_test_add_func ("/app/tables/select", test_select);
  g_test_add_func ("/app/tables/foreign", test_foreign);
  g_test_add_func ("/app/tables/share", test_share);
  g_test_add_func ("/app/tables/place", test_place);
  g_test_add_func ("/app/tables/cell-is-seen", test_cell_is_seen);

  return g_test_run ();
}
