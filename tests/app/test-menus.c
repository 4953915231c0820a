/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The context menus of the body: which one a place has, what of it can be used, and where focus and caret are behind it. */
#include "page-fixture.h"

#include "app/body/galley-body-objects.h"
#include "app/body/galley-body-view.h"
#include "app/editor/galley-editor-page.h"

typedef struct
{
  Desk *desk;
  GalleyManuscript *manuscript;
  GtkWidget *page;
  GtkWidget *body;
} Fixture;

static GalleyDocument *
document_of (Fixture *fixture)
{
  return galley_article_get_document (article_of (fixture->manuscript));
}

/* A picture, an attachment, a player's video and a table. */
static void
write_blocks (GalleyDocument *document)
{
  g_autofree char *hash = g_strdup_printf ("%064d", 0);
  g_autoptr (GalleyFigure) figure = galley_figure_new (hash, "image/png", 640, 360, NULL);
  g_autoptr (GalleyEnclosure) file = galley_enclosure_new_file (hash, "application/pdf", 1000, "名单.pdf", NULL);
  g_autoptr (GalleyEnclosure) player = galley_enclosure_new_player ("https://v.qq.com/x/page/a1.html", NULL);
  g_autoptr (GalleyTable) table = galley_table_new (2, 2, TRUE, NULL);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();

  galley_document_insert_table (document, (GalleyPosition){ 0, 1 }, table);
  g_ptr_array_add (blocks, galley_block_new_figure (figure, "图\xe2\x80\xa8文", NULL, 0));
  galley_document_insert_figures (document, (GalleyPosition){ 0, 1 }, blocks);
  g_ptr_array_set_size (blocks, 0);
  g_ptr_array_add (blocks, galley_block_new_enclosed (GALLEY_BLOCK_ATTACHMENT, file, "名单"));
  g_ptr_array_add (blocks, galley_block_new_enclosed (GALLEY_BLOCK_VIDEO, player, "视频"));
  galley_document_insert_enclosed (document, (GalleyPosition){ 1, 3 }, blocks);
}

/* Where the first block of that kind is; there is one. */
static guint
find (Fixture         *fixture,
      GalleyBlockKind  kind)
{
  guint block = 0;

  while (galley_block_get_kind (galley_document_get_block (document_of (fixture), block)) != kind)
    block++;
  return block;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->desk = desk_new ();
  fixture->manuscript = desk_write (fixture->desk, "标题", "前\n后");
  write_blocks (document_of (fixture));
  fixture->page = g_object_ref_sink (galley_editor_page_new ());
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (fixture->page), fixture->desk->workspace, fixture->manuscript);
  desk_show (fixture->desk, fixture->page);
  fixture->body = find_widget (fixture->page, GALLEY_TYPE_BODY_VIEW, 0);
  galley_editor_page_focus_body (GALLEY_EDITOR_PAGE (fixture->page));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  desk_close_window (fixture->desk);
  desk_let_go (fixture->page);
  desk_wait (fixture->desk, G_USEC_PER_SEC);
  g_object_unref (fixture->manuscript);
  desk_settle ();
  desk_free (fixture->desk);
}

static GtkWidget *
get_popover (GtkWidget *view)
{
  GtkWidget *child = gtk_widget_get_first_child (view);

  while (child != NULL && !(GTK_IS_POPOVER_MENU (child) && gtk_widget_get_visible (child)))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Opens the menu by its key; there must be one. */
static GtkWidget *
open_menu (GtkWidget *view)
{
  press_key (view, GDK_KEY_Menu, 0);
  g_assert_nonnull (get_popover (view));
  return get_popover (view);
}

static void
add_actions (GMenuModel *model,
             GtkWidget  *view,
             GString    *actions)
{
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);
      g_autofree char *action = NULL;

      if (section != NULL)
        add_actions (section, view, actions);
      else if (g_menu_model_get_item_attribute (model, i, G_MENU_ATTRIBUTE_ACTION, "s", &action))
        g_string_append_printf (actions, " %s", strchr (action, '.') + 1);
    }
}

static void
assert_menu (GtkWidget  *view,
             const char *expected)
{
  GtkWidget *popover = open_menu (view);
  g_autoptr (GString) actions = g_string_new (NULL);
  int height;

  /* All of it can be seen, down to the last entry. */
  gtk_test_widget_wait_for_draw (popover);
  gtk_widget_measure (popover, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  g_assert_cmpint (gtk_widget_get_height (popover), ==, height);
  add_actions (gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (popover)), view, actions);
  g_assert_cmpstr (actions->str, ==, expected);
  gtk_popover_popdown (GTK_POPOVER (popover));
  desk_settle ();
  g_assert_null (get_popover (view));
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (view)) == view);
}

static void
place (Fixture *fixture,
       guint    block,
       guint    offset)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->body));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, (int) block, (int) offset);
  gtk_text_buffer_place_cursor (buffer, &iter);
}

static void
select_whole (Fixture         *fixture,
              GalleyBlockKind  kind)
{
  galley_body_objects_select (GTK_TEXT_VIEW (fixture->body), find (fixture, kind));
}

#define TEXT_MENU " cut copy paste paste-plain delete undo redo link clear-formatting select-all"
#define PICTURE_MENU \
  " cut copy paste crop-picture replace-file save-copy stop-file resume-file" \
  " move-up move-down remove-block picture-properties"
#define CARD_MENU                                                                                                       \
  " cut copy paste edit-title choose-poster remove-poster" \
  " replace-file save-copy stop-file resume-file move-up move-down remove-block picture-properties"
#define CELL_MENU                                                                                                       \
  " cut copy paste link clear-formatting table-row-above table-row-below table-column-before table-column-after"       \
  " table-header table-remove-row table-remove-column table-remove"

static void
test_which (Fixture      *fixture,
            gconstpointer data)
{
  GalleyCellView *cell_view = galley_body_view_get_cell_view (GALLEY_BODY_VIEW (fixture->body));

  place (fixture, 0, 1);
  assert_menu (fixture->body, TEXT_MENU);
  select_whole (fixture, GALLEY_BLOCK_FIGURE);
  assert_menu (fixture->body, PICTURE_MENU);
  place (fixture, find (fixture, GALLEY_BLOCK_FIGURE), 1);
  assert_menu (fixture->body, TEXT_MENU);
  select_whole (fixture, GALLEY_BLOCK_ATTACHMENT);
  assert_menu (fixture->body, CARD_MENU);
  place (fixture, find (fixture, GALLEY_BLOCK_TABLE), 0);
  assert_menu (fixture->body, CELL_MENU);
  galley_body_view_edit_cell (GALLEY_BODY_VIEW (fixture->body), find (fixture, GALLEY_BLOCK_TABLE), (GalleyCell){ 1, 1 }, 0);
  gtk_test_widget_wait_for_draw (fixture->desk->window);
  assert_menu (GTK_WIDGET (cell_view), CELL_MENU);
}

static gboolean
can_use (GtkWidget  *view,
         const char *name)
{
  GtkWidget *probe = gtk_button_new ();
  gboolean can_use;

  gtk_widget_set_parent (probe, view);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (probe), name);
  can_use = gtk_widget_get_sensitive (probe);
  gtk_widget_unparent (probe);
  return can_use;
}

/* Opens the menu and shuts it: what it says then is what @expected says of @names, "y" or "n" each. */
static void
assert_usable (Fixture           *fixture,
               const char *const *names,
               const char        *expected)
{
  GtkWidget *popover = open_menu (fixture->body);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_c (found, can_use (fixture->body, names[i]) ? 'y' : 'n');
  gtk_popover_popdown (GTK_POPOVER (popover));
  desk_settle ();
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_usable (Fixture      *fixture,
             gconstpointer data)
{
  static const char *const of_text[] = { "clipboard.cut", "clipboard.copy", "clipboard.paste", NULL };
  static const char *const of_block[] = { "clipboard.cut",        "editor.edit-title", "editor.choose-poster",
                                          "editor.remove-poster", "editor.save-copy",  "editor.remove-block",
                                          NULL };
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->body);

  gdk_clipboard_set_content (clipboard, NULL);
  place (fixture, 0, 1);
  assert_usable (fixture, of_text, "nnn");
  gdk_clipboard_set_text (clipboard, "词");
  assert_usable (fixture, of_text, "nny");
  select_whole (fixture, GALLEY_BLOCK_FIGURE);
  assert_usable (fixture, of_text, "yyy");
  assert_usable (fixture, of_block, "yynnyy");
  select_whole (fixture, GALLEY_BLOCK_ATTACHMENT);
  assert_usable (fixture, of_block, "yynnyy");
  select_whole (fixture, GALLEY_BLOCK_VIDEO);
  assert_usable (fixture, of_block, "yyynny");
  gdk_clipboard_set_content (clipboard, NULL);
}

static void
act (Fixture    *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->body, action, NULL));
}

static void
test_acts (Fixture      *fixture,
           gconstpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->body));
  guint figure = find (fixture, GALLEY_BLOCK_FIGURE);
  GtkTextIter caret;

  select_whole (fixture, GALLEY_BLOCK_ATTACHMENT);
  gtk_popover_popdown (GTK_POPOVER (open_menu (fixture->body)));
  act (fixture, "editor.edit-title");
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  g_assert_false (gtk_text_buffer_get_has_selection (buffer));
  g_assert_cmpuint ((guint) gtk_text_iter_get_line (&caret), ==, find (fixture, GALLEY_BLOCK_ATTACHMENT));
  g_assert_cmpint (gtk_text_iter_get_line_offset (&caret), ==, 2);
  select_whole (fixture, GALLEY_BLOCK_FIGURE);
  gtk_popover_popdown (GTK_POPOVER (open_menu (fixture->body)));
  act (fixture, "editor.remove-block");
  g_assert_null (galley_block_get_figure (galley_document_get_block (document_of (fixture), figure)));
  galley_history_undo (galley_manuscript_get_history (fixture->manuscript), NULL);
  g_assert_nonnull (galley_block_get_figure (galley_document_get_block (document_of (fixture), figure)));
}

/* A paste without formatting goes into the cell that is written in, and leaves the text around the table alone. */
static void
test_paste_plain_in_cell (Fixture      *fixture,
                          gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->body);
  GalleyDocument *document = document_of (fixture);
  guint n_blocks = galley_document_get_n_blocks (document);
  const GalleyTable *table;

  galley_body_view_edit_cell (GALLEY_BODY_VIEW (fixture->body), find (fixture, GALLEY_BLOCK_TABLE), (GalleyCell){ 1, 1 }, 0);
  gdk_clipboard_set_text (clipboard, "词");
  g_assert_true (gtk_widget_activate_action (fixture->page, "editor.paste-plain", NULL));
  do
    {
      g_main_context_iteration (NULL, TRUE);
      table = galley_block_get_table (galley_document_get_block (document, find (fixture, GALLEY_BLOCK_TABLE)));
    }
  while (galley_document_get_n_blocks (document) == n_blocks
         && galley_block_get_n_characters (galley_table_get_cell (table, (GalleyCell){ 1, 1 })) == 0);
  g_assert_cmpuint (galley_document_get_n_blocks (document), ==, n_blocks);
  g_assert_cmpstr (galley_block_get_text (galley_table_get_cell (table, (GalleyCell){ 1, 1 })), ==, "词");
  gdk_clipboard_set_content (clipboard, NULL);
}

static guint
count (Fixture         *fixture,
       GalleyBlockKind  kind)
{
  GalleyDocument *document = document_of (fixture);
  guint n = 0;

  for (guint i = 0; i < galley_document_get_n_blocks (document); i++)
    n += galley_block_get_kind (galley_document_get_block (document, i)) == kind ? 1 : 0;
  return n;
}

/* What is selected as a whole goes as a whole, and comes again as one: nothing empty stays, and nothing is doubled. */
static void
test_cut_and_paste (Fixture      *fixture,
                    gconstpointer data)
{
  GalleyDocument *document = document_of (fixture);
  const GalleyBlockKind kinds[] = { GALLEY_BLOCK_FIGURE, GALLEY_BLOCK_ATTACHMENT };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint n_blocks = galley_document_get_n_blocks (document);
      g_autoptr (GalleyBlock) block = galley_block_ref (galley_document_get_block (document, find (fixture, kinds[i])));

      select_whole (fixture, kinds[i]);
      gtk_popover_popdown (GTK_POPOVER (open_menu (fixture->body)));
      act (fixture, "clipboard.cut");
      g_assert_cmpuint (count (fixture, kinds[i]), ==, 0);
      g_assert_cmpuint (galley_document_get_n_blocks (document), ==, n_blocks - 1);
      place (fixture, 0, 1);
      gtk_popover_popdown (GTK_POPOVER (open_menu (fixture->body)));
      act (fixture, "clipboard.paste");
      while (count (fixture, kinds[i]) == 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (galley_document_get_n_blocks (document), ==, n_blocks);
      g_assert_true (galley_block_equal (galley_document_get_block (document, find (fixture, kinds[i])), block));
      desk_settle ();
    }
  gdk_clipboard_set_content (gtk_widget_get_clipboard (fixture->body), NULL);
}

#define ADD(name, test) g_test_add ("/app/menus/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("which", test_which);
  ADD ("usable", test_usable);
  ADD ("acts", test_acts);
  ADD ("cut-and-paste", test_cut_and_paste);
  ADD ("paste-plain-in-cell", test_paste_plain_in_cell);
  return g_test_run ();
}
