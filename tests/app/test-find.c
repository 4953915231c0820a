/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding on the page of a long article. */
#include "page-fixture.h"

#include "app/body/galley-body-view.h"
#include "app/body/galley-table-view.h"
#include "app/editor/galley-editor-page.h"
#include "app/editor/galley-find-bar.h"

#define PARAGRAPHS 400
#define LAST "最后的王敏"

typedef struct
{
  Desk *desk;
  GtkWidget *page;
  GalleyManuscript *manuscript;
  GtkTextView *body;
  GtkWidget *find_entry;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < PARAGRAPHS; i++)
    g_string_append (text, "这一段有好几行，写的是南湖边上的事情，来的人很多，天气也很好，大家看完以后都说明年还要再来，还要带上朋友。\n");
  g_string_append (text, LAST);
  fixture->desk = desk_new ();
  fixture->manuscript = desk_write (fixture->desk, "标题", text->str);
  fixture->page = g_object_ref_sink (galley_editor_page_new ());
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (fixture->page), fixture->desk->workspace,
                                     fixture->manuscript);
  desk_show (fixture->desk, fixture->page);
  fixture->body = GTK_TEXT_VIEW (find_widget (fixture->page, GALLEY_TYPE_BODY_VIEW, 0));
  fixture->find_entry = find_widget (find_widget (fixture->page, GALLEY_TYPE_FIND_BAR, 0), GTK_TYPE_ENTRY, 0);
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

static void
act (Fixture    *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->page, action, NULL));
}

static char *
dup_selected (Fixture *fixture)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (fixture->body), &start, &end);
  return gtk_text_iter_get_text (&start, &end);
}

static gboolean
is_caret_seen (Fixture *fixture)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (fixture->body);
  GdkRectangle seen, caret;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_visible_rect (fixture->body, &seen);
  gtk_text_view_get_iter_location (fixture->body, &iter, &caret);
  return caret.y >= seen.y && caret.y + caret.height <= seen.y + seen.height;
}

/* Also where the text on the way was never laid out. The test's own limit ends one that never comes there. */
static void
test_far_away (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *selected = NULL;

  act (fixture, "editor.find");
  set_text_of (fixture->find_entry, "王敏");
  selected = dup_selected (fixture);
  g_assert_cmpstr (selected, ==, "王敏");
  while (!is_caret_seen (fixture))
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_tagged (Fixture    *fixture,
              const char *name)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (fixture->body);
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);
  GtkTextIter iter;
  guint count = 0;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  while (gtk_text_iter_forward_to_tag_toggle (&iter, tag))
    if (gtk_text_iter_starts_tag (&iter, tag))
      count++;
  return count;
}

/* Typing does not take the marks away; what it brings is marked when the hands rest, and the caret stays. */
static void
test_marks_follow (Fixture      *fixture,
                   gconstpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (fixture->body);
  GtkTextIter iter;
  GtkTextMark *insert = gtk_text_buffer_get_insert (buffer);
  int caret;

  act (fixture, "editor.find");
  set_text_of (fixture->find_entry, "南湖");
  g_assert_cmpuint (count_tagged (fixture, "match"), ==, PARAGRAPHS);
  g_assert_cmpuint (count_tagged (fixture, "current-match"), ==, 1);
  gtk_text_buffer_get_end_iter (buffer, &iter);
  gtk_text_buffer_place_cursor (buffer, &iter);
  g_signal_emit_by_name (fixture->body, "insert-at-cursor", "在南湖");
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, insert);
  caret = gtk_text_iter_get_offset (&iter);
  desk_wait (fixture->desk, G_USEC_PER_SEC / 5);
  g_assert_cmpuint (count_tagged (fixture, "match"), ==, PARAGRAPHS + 1);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, insert);
  g_assert_cmpint (gtk_text_iter_get_offset (&iter), ==, caret);

  g_signal_emit_by_name (find_widget (fixture->page, GALLEY_TYPE_FIND_BAR, 0), "closed");
  g_assert_cmpuint (count_tagged (fixture, "match"), ==, 0);
  g_assert_cmpuint (count_tagged (fixture, "current-match"), ==, 0);
}

/* The label of a cell of the only table, in reading order. */
static GtkLabel *
get_cell (Fixture *fixture,
          guint    index)
{
  return GTK_LABEL (find_widget (find_widget (fixture->page, GALLEY_TYPE_TABLE_VIEW, 0), GTK_TYPE_LABEL, index));
}

/* How many attributes of @type the label of a cell has. */
static guint
count_attributes (Fixture      *fixture,
                  guint         index,
                  PangoAttrType type)
{
  GSList *all = pango_attr_list_get_attributes (gtk_label_get_attributes (get_cell (fixture, index)));
  guint count = 0;

  for (GSList *attribute = all; attribute != NULL; attribute = attribute->next)
    count += ((PangoAttribute *) attribute->data)->klass->type == type ? 1 : 0;
  g_slist_free_full (all, (GDestroyNotify) pango_attribute_destroy);
  return count;
}

/* What is found in cells is tinted there, the one that is looked at is marked and scrolled to, and closing the bar leaves
 * the caret in its cell, with the words selected. */
static void
test_cells (Fixture      *fixture,
            gconstpointer data)
{
  GalleyDocument *document = galley_article_get_document (article_of (fixture->manuscript));
  g_autoptr (GalleyBlock) once = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "共计", NULL, 0);
  g_autoptr (GalleyBlock) twice = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "总计、合计", NULL, 0);
  GalleyBlock *cells[] = { once, NULL, NULL, twice };
  g_autoptr (GalleyTable) table = galley_table_new (2, 2, FALSE, cells);
  GtkWidget *bar = find_widget (fixture->page, GALLEY_TYPE_FIND_BAR, 0);
  GalleyBodyView *body = GALLEY_BODY_VIEW (fixture->body);
  g_autofree char *selected = NULL;
  GtkTextIter start, end;
  GalleyCell cell;
  guint block;

  galley_document_insert_table (document, (GalleyPosition){ 100, 0 }, table);
  act (fixture, "editor.find");
  set_text_of (fixture->find_entry, "计");
  g_assert_cmpuint (count_attributes (fixture, 0, PANGO_ATTR_OVERLINE), ==, 1);
  g_assert_cmpuint (count_attributes (fixture, 1, PANGO_ATTR_BACKGROUND), ==, 0);
  g_assert_cmpuint (count_attributes (fixture, 3, PANGO_ATTR_BACKGROUND), ==, 2);
  act (fixture, "editor.find-next");
  act (fixture, "editor.find-next");
  g_assert_cmpuint (count_attributes (fixture, 0, PANGO_ATTR_OVERLINE), ==, 0);
  g_assert_cmpuint (count_attributes (fixture, 3, PANGO_ATTR_OVERLINE), ==, 1);
  /* The text goes on in the bar. */
  g_assert_false (galley_body_view_get_edited_cell (body, &block, &cell));
  while (!is_caret_seen (fixture))
    g_main_context_iteration (NULL, TRUE);

  g_signal_emit_by_name (bar, "closed");
  g_assert_true (galley_body_view_get_edited_cell (body, &block, &cell));
  g_assert_cmpuint (block, ==, 100);
  g_assert_true (cell.row == 1 && cell.column == 1);
  gtk_text_buffer_get_selection_bounds (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (galley_body_view_get_cell_view (body))), &start, &end);
  selected = gtk_text_iter_get_text (&start, &end);
  g_assert_cmpstr (selected, ==, "计");
  g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 4);
  g_assert_cmpuint (count_attributes (fixture, 0, PANGO_ATTR_BACKGROUND), ==, 0);
  g_assert_cmpuint (count_attributes (fixture, 3, PANGO_ATTR_OVERLINE), ==, 0);
}

#define ADD(name, function) g_test_add ("/app/find/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("far-away", test_far_away);
  ADD ("marks-follow", test_marks_follow);
  ADD ("cells", test_cells);
  return g_test_run ();
}
