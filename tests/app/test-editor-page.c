/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor page with a real workspace behind it. */
#include "page-fixture.h"

#include "app/body/galley-body-view.h"
#include "app/editor/galley-conflict-bar.h"
#include "app/editor/galley-editor-page.h"
#include "app/editor/galley-headline-entry.h"
#include "app/editor/galley-link-popover.h"
#include "app/editor/galley-notice-bar.h"
#include "app/editor/galley-short-line.h"
#include "app/fields/galley-cell-counter.h"

/* The text views of the page, in reading order. */
enum
{
  KICKER,
  HEADLINE,
  SUBTITLE,
  BODY,
};

typedef struct
{
  Desk *desk;
  GtkWidget *page;
  GalleyManuscript *manuscript;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->desk = desk_new ();
  fixture->manuscript = desk_write (fixture->desk, "旧标题", "第一段\n第二段");
  fixture->page = g_object_ref_sink (galley_editor_page_new ());
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (fixture->page), fixture->desk->workspace, fixture->manuscript);
  desk_show (fixture->desk, fixture->page);
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
view (Fixture *fixture,
      guint    which)
{
  return find_widget (fixture->page, GTK_TYPE_TEXT_VIEW, which);
}

/* What stands at the foot of the page, in reading order. */
enum
{
  SAVE_STATE,
  COUNTS,
};

static void
assert_footer (Fixture    *fixture,
               guint       which,
               const char *words)
{
  GtkWidget *inscription = find_widget (fixture->page, GTK_TYPE_INSCRIPTION, which);

  g_assert_cmpstr (gtk_inscription_get_text (GTK_INSCRIPTION (inscription)), ==, words);
}

static void
act (Fixture    *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->page, action, NULL));
}

static GalleyDocument *
document_of (Fixture *fixture)
{
  return galley_article_get_document (article_of (fixture->manuscript));
}

static void
assert_body (Fixture    *fixture,
             const char *text)
{
  g_autofree char *shown = dup_text_of (view (fixture, BODY));

  g_assert_cmpstr (shown, ==, text);
}

static void
select_body (Fixture *fixture,
             guint    block,
             guint    start,
             guint    end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view (fixture, BODY)));
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &from, block, start);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &to, block, end);
  gtk_text_buffer_select_range (buffer, &to, &from);
  galley_editor_page_focus_body (GALLEY_EDITOR_PAGE (fixture->page));
}

/* --- fields ------------------------------------------------------------------------------------------------------ */

static void
test_fields (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *shown = dup_text_of (view (fixture, HEADLINE));

  g_assert_cmpstr (shown, ==, "旧标题");
  set_text_of (view (fixture, KICKER), "引题");
  set_text_of (view (fixture, SUBTITLE), " 副题 ");
  g_assert_cmpstr (field_of (fixture->manuscript, GALLEY_FIELD_KICKER), ==, "引题");
  g_assert_cmpstr (field_of (fixture->manuscript, GALLEY_FIELD_SUBTITLE), ==, "副题");

  set_text_of (find_widget (find_widget (fixture->page, GALLEY_TYPE_SHORT_LINE, 0), GTK_TYPE_TEXT, 0), "嘉兴日报");
  g_assert_cmpstr (field_of (fixture->manuscript, GALLEY_FIELD_SOURCE), ==, "嘉兴日报");
  galley_article_set_field (article_of (fixture->manuscript), GALLEY_FIELD_HEADLINE, "新标题");
  g_free (shown);
  shown = dup_text_of (view (fixture, HEADLINE));
  g_assert_cmpstr (shown, ==, "新标题");
}

static void
note_activate_cb (GtkWidget *entry,
                  guint     *n_activated)
{
  (*n_activated)++;
}

/* Enter leaves the field; line ends that are pasted become blanks. */
static void
test_headline_is_one_line (Fixture      *fixture,
                           gconstpointer data)
{
  GtkWidget *entry = find_widget (fixture->page, GALLEY_TYPE_HEADLINE_ENTRY, 1);
  guint n_activated = 0;

  g_signal_connect (entry, "activate", G_CALLBACK (note_activate_cb), &n_activated);
  gtk_widget_grab_focus (entry);
  g_signal_emit_by_name (view (fixture, HEADLINE), "insert-at-cursor", "\n");
  g_assert_cmpuint (n_activated, ==, 1);
  g_assert_cmpstr (field_of (fixture->manuscript, GALLEY_FIELD_HEADLINE), ==, "旧标题");
  set_text_of (view (fixture, HEADLINE), "上\n下");
  g_assert_cmpstr (field_of (fixture->manuscript, GALLEY_FIELD_HEADLINE), ==, "上 下");
  g_assert_cmpuint (n_activated, ==, 1);
}

static void
test_counter (Fixture      *fixture,
              gconstpointer data)
{
  GalleyCellCounter *counter = GALLEY_CELL_COUNTER (find_widget (fixture->page, GALLEY_TYPE_CELL_COUNTER, 1));

  galley_headline_entry_set_limit (GALLEY_HEADLINE_ENTRY (find_widget (fixture->page, GALLEY_TYPE_HEADLINE_ENTRY, 1)),
                                   24);
  g_assert_cmpstr (galley_cell_counter_get_label (counter), ==, "3/24");
  set_text_of (view (fixture, HEADLINE), "对标对表 决胜冲刺 确保实现各项目标任务ab");
  g_assert_cmpstr (galley_cell_counter_get_label (counter), ==, "20/24");
  g_assert_false (galley_cell_counter_get_is_over (counter));
  set_text_of (view (fixture, HEADLINE), "对标对表决胜冲刺确保实现各项目标任务不折不扣地落到实处");
  g_assert_cmpstr (galley_cell_counter_get_label (counter), ==, "27/24");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (counter), "over"));
  set_text_of (view (fixture, HEADLINE), "");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (counter)));
}

static void
test_counts_and_saving (Fixture      *fixture,
                        gconstpointer data)
{
  assert_footer (fixture, COUNTS, "6 words");
  assert_footer (fixture, SAVE_STATE, "Saving…");
  select_body (fixture, 0, 3, 3);
  g_signal_emit_by_name (view (fixture, BODY), "insert-at-cursor", "很长");
  assert_footer (fixture, COUNTS, "6 words");
  desk_wait (fixture->desk, G_USEC_PER_SEC / 5);
  assert_footer (fixture, COUNTS, "8 words");
}

/* Who types on without a pause is not held up by the figure, and still sees it every other second. */
static void
test_counts_wait_for_a_pause (Fixture      *fixture,
                              gconstpointer data)
{
  const gint64 between_keys = G_USEC_PER_SEC / 10;

  select_body (fixture, 0, 3, 3);
  for (gint64 time = 0; time < 2 * (gint64) G_USEC_PER_SEC; time += between_keys)
    {
      assert_footer (fixture, COUNTS, "6 words");
      g_signal_emit_by_name (view (fixture, BODY), "insert-at-cursor", "长");
      desk_wait (fixture->desk, between_keys);
    }
  assert_footer (fixture, COUNTS, "26 words");

  g_signal_emit_by_name (view (fixture, BODY), "insert-at-cursor", "长");
  desk_wait (fixture->desk, between_keys);
  assert_footer (fixture, COUNTS, "26 words");
  desk_wait (fixture->desk, between_keys);
  assert_footer (fixture, COUNTS, "27 words");
}

/* --- actions ----------------------------------------------------------------------------------------------------- */

static void
test_marks (Fixture      *fixture,
            gconstpointer data)
{
  GalleyHistory *history = galley_manuscript_get_history (fixture->manuscript);
  GalleyPosition start = { 0, 0 }, end = { 0, 2 };

  select_body (fixture, 0, 0, 2);
  act (fixture, "editor.bold");
  act (fixture, "editor.underline");
  g_assert_true (galley_document_has_mark (document_of (fixture), start, end, GALLEY_MARK_BOLD));
  g_assert_true (galley_document_has_mark (document_of (fixture), start, end, GALLEY_MARK_UNDERLINE));
  act (fixture, "editor.clear-formatting");
  g_assert_false (galley_document_has_mark (document_of (fixture), start, end, GALLEY_MARK_BOLD));
  g_assert_false (galley_document_has_mark (document_of (fixture), start, end, GALLEY_MARK_UNDERLINE));

  /* One step for the whole of it. */
  act (fixture, "editor.undo");
  g_assert_true (galley_document_has_mark (document_of (fixture), start, end, GALLEY_MARK_BOLD));
  g_assert_true (galley_document_has_mark (document_of (fixture), start, end, GALLEY_MARK_UNDERLINE));
  g_assert_true (galley_history_get_can_redo (history));
}

static void
test_kinds (Fixture      *fixture,
            gconstpointer data)
{
  select_body (fixture, 1, 0, 0);
  g_assert_true (gtk_widget_activate_action (fixture->page, "editor.kind", "s", "heading-1"));
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (document_of (fixture), 1)), ==,
                   GALLEY_BLOCK_HEADING_1);
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (document_of (fixture), 0)), ==,
                   GALLEY_BLOCK_PARAGRAPH);
  act (fixture, "editor.quote");
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (document_of (fixture), 1)), ==,
                   GALLEY_BLOCK_QUOTE);
  act (fixture, "editor.quote");
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (document_of (fixture), 1)), ==,
                   GALLEY_BLOCK_PARAGRAPH);
}

static void
assert_kind (Fixture        *fixture,
             guint           block,
             GalleyBlockKind kind,
             guint           level)
{
  GalleyBlock *found = galley_document_get_block (document_of (fixture), block);

  g_assert_cmpint (galley_block_get_kind (found), ==, kind);
  g_assert_cmpuint (galley_block_get_level (found), ==, level);
}

static void
test_lists (Fixture      *fixture,
            gconstpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view (fixture, BODY)));

  select_body (fixture, 1, 0, 0);
  act (fixture, "editor.bulleted-list");
  assert_kind (fixture, 1, GALLEY_BLOCK_BULLETED, 0);
  act (fixture, "editor.numbered-list");
  assert_kind (fixture, 1, GALLEY_BLOCK_NUMBERED, 0);
  act (fixture, "editor.numbered-list");
  assert_kind (fixture, 1, GALLEY_BLOCK_PARAGRAPH, 0);
  /* What changed no text leaves caret and selection where they are. */
  select_body (fixture, 1, 0, 1);
  act (fixture, "editor.undo");
  assert_kind (fixture, 1, GALLEY_BLOCK_NUMBERED, 0);
  g_assert_true (gtk_text_buffer_get_has_selection (buffer));

  select_body (fixture, 0, 0, 0);
  act (fixture, "editor.insert-rule");
  act (fixture, "editor.insert-page-break");
  assert_kind (fixture, 0, GALLEY_BLOCK_RULE, 0);
  assert_kind (fixture, 1, GALLEY_BLOCK_PAGE_BREAK, 0);
  assert_body (fixture, "\n\n第一段\n第二段");
  act (fixture, "editor.undo");
  act (fixture, "editor.undo");
  assert_body (fixture, "第一段\n第二段");
}

static void
test_undo_brings_caret_back (Fixture      *fixture,
                             gconstpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view (fixture, BODY)));
  int cursor;

  select_body (fixture, 0, 1, 1);
  g_signal_emit_by_name (view (fixture, BODY), "insert-at-cursor", "新");
  assert_body (fixture, "第新一段\n第二段");
  select_body (fixture, 1, 3, 3);
  act (fixture, "editor.undo");
  assert_body (fixture, "第一段\n第二段");
  g_object_get (buffer, "cursor-position", &cursor, NULL);
  g_assert_cmpint (cursor, ==, 1);
  act (fixture, "editor.redo");
  g_object_get (buffer, "cursor-position", &cursor, NULL);
  g_assert_cmpint (cursor, ==, 2);
}

/* What can be done again no longer can, and says so before the text on the screen has followed. */
static void
test_caret_in_what_goes (Fixture      *fixture,
                         gconstpointer data)
{
  select_body (fixture, 1, 0, 0);
  g_signal_emit_by_name (view (fixture, BODY), "insert-at-cursor", "新");
  act (fixture, "editor.undo");
  galley_document_splice (document_of (fixture), GALLEY_SPLICE_TYPED, 1, 1, NULL, 0);
  assert_body (fixture, "第一段");
}

/* While a headline is written, its own undo answers, and marks are out of reach. */
static void
test_actions_follow_focus (Fixture      *fixture,
                           gconstpointer data)
{
  gboolean is_enabled;

  select_body (fixture, 0, 1, 1);
  g_signal_emit_by_name (view (fixture, BODY), "insert-at-cursor", "新");
  galley_editor_page_focus_field (GALLEY_EDITOR_PAGE (fixture->page), GALLEY_FIELD_HEADLINE);
  g_signal_emit_by_name (view (fixture, HEADLINE), "insert-at-cursor", "！");
  g_assert_cmpstr (field_of (fixture->manuscript, GALLEY_FIELD_HEADLINE), ==, "旧标题！");
  act (fixture, "editor.undo");
  g_assert_cmpstr (field_of (fixture->manuscript, GALLEY_FIELD_HEADLINE), ==, "旧标题");
  assert_body (fixture, "第新一段\n第二段");
  is_enabled = gtk_widget_activate_action (fixture->page, "editor.underline", NULL);
  g_assert_true (is_enabled); /* found, and without effect */
  g_assert_false (galley_document_has_mark (document_of (fixture), (GalleyPosition){ 0, 0 }, (GalleyPosition){ 0, 3 },
                                            GALLEY_MARK_UNDERLINE));
}

static void
test_link (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *popover = find_widget (fixture->page, GALLEY_TYPE_LINK_POPOVER, 0);
  GalleyPosition start = { 0, 0 }, end = { 0, 2 };
  g_autofree char *completed = galley_link_popover_complete (" www.example.com/a ");

  g_assert_cmpstr (completed, ==, "https://www.example.com/a");
  g_assert_null (galley_link_popover_complete ("javascript:alert(1)"));
  g_assert_null (galley_link_popover_complete ("file:///etc/passwd"));
  g_assert_null (galley_link_popover_complete ("南湖"));

  select_body (fixture, 0, 0, 2);
  g_signal_emit_by_name (popover, "applied", "https://example.com/");
  g_assert_true (galley_document_has_mark (document_of (fixture), start, end, GALLEY_MARK_LINK));
  select_body (fixture, 0, 1, 1);
  g_signal_emit_by_name (popover, "applied", NULL);
  g_assert_false (galley_document_has_mark (document_of (fixture), start, end, GALLEY_MARK_LINK));
  select_body (fixture, 1, 3, 3);
  g_signal_emit_by_name (popover, "applied", "https://a.b/");
  assert_body (fixture, "第一段\n第二段https://a.b/");
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

static void
set_status (Fixture     *fixture,
            GalleyStatus status)
{
  g_autoptr (GalleyState) state = galley_state_copy (galley_article_get_state (article_of (fixture->manuscript)));

  state->status = status;
  galley_article_set_state (article_of (fixture->manuscript), state);
}

static void
test_reading (Fixture      *fixture,
              gconstpointer data)
{
  GalleyNoticeBar *bar = GALLEY_NOTICE_BAR (find_widget (fixture->page, GALLEY_TYPE_NOTICE_BAR, 0));
  guint64 generation = galley_article_get_generation (article_of (fixture->manuscript));

  set_status (fixture, GALLEY_STATUS_CLOSED);
  g_assert_false (galley_notice_bar_get_revealed (bar));
  g_signal_emit_by_name (view (fixture, BODY), "insert-at-cursor", "字");
  g_signal_emit_by_name (view (fixture, HEADLINE), "insert-at-cursor", "字");
  g_signal_emit_by_name (view (fixture, BODY), "paste-clipboard");
  g_assert_true (galley_notice_bar_get_revealed (bar));
  g_assert_cmpuint (galley_article_get_generation (article_of (fixture->manuscript)), ==, generation);
  assert_body (fixture, "第一段\n第二段");

  /* Answered: the bar goes, and writing goes on. */
  set_status (fixture, GALLEY_STATUS_DRAFT);
  g_assert_false (galley_notice_bar_get_revealed (bar));
  galley_editor_page_focus_body (GALLEY_EDITOR_PAGE (fixture->page));
  g_signal_emit_by_name (view (fixture, BODY), "insert-at-cursor", "字");
  g_assert_cmpuint (galley_article_get_generation (article_of (fixture->manuscript)), ==, generation + 1);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static gboolean
has_handlers (gpointer object,
              gpointer data)
{
  return g_signal_handler_find (object, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, data) != 0;
}

static void
test_switching (Fixture      *fixture,
                gconstpointer data)
{
  GalleyEditorPage *page = GALLEY_EDITOR_PAGE (fixture->page);
  g_autoptr (GalleyManuscript) other = desk_write (fixture->desk, "另一篇", "别的文字");
  g_autofree char *headline = NULL;

  select_body (fixture, 1, 2, 2);
  galley_editor_page_set_manuscript (page, fixture->desk->workspace, other);
  assert_body (fixture, "别的文字");
  headline = dup_text_of (view (fixture, HEADLINE));
  g_assert_cmpstr (headline, ==, "另一篇");
  g_assert_false (has_handlers (fixture->manuscript, page));
  g_assert_false (has_handlers (article_of (fixture->manuscript), page));
  g_assert_false (has_handlers (document_of (fixture), page));
  g_assert_false (has_handlers (galley_manuscript_get_history (fixture->manuscript), page));
  g_assert_false (has_handlers (galley_manuscript_get_autosaver (fixture->manuscript), page));

  /* The headline's own undo does not bring the other article's words back. */
  galley_editor_page_focus_field (page, GALLEY_FIELD_HEADLINE);
  gtk_widget_activate_action (view (fixture, HEADLINE), "text.undo", NULL);
  g_assert_cmpstr (field_of (other, GALLEY_FIELD_HEADLINE), ==, "另一篇");

  galley_editor_page_set_manuscript (page, fixture->desk->workspace, fixture->manuscript);
  g_assert_cmpuint (galley_editor_page_get_caret_block (page), ==, 1);
  galley_editor_page_set_manuscript (page, NULL, NULL);
  assert_body (fixture, "");
  g_assert_false (has_handlers (other, page));
  g_assert_false (has_handlers (fixture->desk->workspace, page));
  desk_wait (fixture->desk, G_USEC_PER_SEC);
}

static void
count_cb (GalleyEditorPage *page,
          guint            *n)
{
  (*n)++;
}

static void
test_caret (Fixture      *fixture,
            gconstpointer data)
{
  GalleyEditorPage *page = GALLEY_EDITOR_PAGE (fixture->page);
  guint n_moved = 0;

  g_signal_connect (page, "caret-moved", G_CALLBACK (count_cb), &n_moved);
  galley_editor_page_reveal_block (page, 1);
  g_assert_cmpuint (galley_editor_page_get_caret_block (page), ==, 1);
  g_assert_cmpuint (n_moved, ==, 1);
  g_signal_emit_by_name (view (fixture, BODY), "insert-at-cursor", "甲\n乙");
  g_assert_cmpuint (galley_editor_page_get_caret_block (page), ==, 2);
  g_assert_cmpuint (n_moved, ==, 2);
  g_assert_cmpuint (galley_manuscript_get_caret (fixture->manuscript).block, ==, 2);
  g_assert_cmpuint (galley_manuscript_get_caret (fixture->manuscript).offset, ==, 1);
}

/* The menu of rows and columns is there where a table is written in, and comes by a key. */
static void
test_table_menu (Fixture      *fixture,
                 gconstpointer data)
{
  GalleyDocument *document = galley_article_get_document (article_of (fixture->manuscript));
  g_autoptr (GalleyTable) table = galley_table_new (2, 2, TRUE, NULL);
  GtkWidget *button = NULL;

  for (guint i = 0; button == NULL; i++)
    {
      GtkWidget *other = find_widget (fixture->page, GTK_TYPE_MENU_BUTTON, i);

      if (g_strcmp0 (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (other)), "galley-table-edit-symbolic") == 0)
        button = other;
    }
  g_assert_true (g_resources_get_info ("/org/galleyeditor/Galley/icons/scalable/actions/galley-table-edit-symbolic.svg", 0,
                                       NULL, NULL, NULL));
  g_assert_false (gtk_widget_get_visible (button));
  galley_document_insert_table (document, (GalleyPosition){ 0, 0 }, table);
  galley_body_view_edit_cell (GALLEY_BODY_VIEW (view (fixture, BODY)), 0, (GalleyCell){ 1, 0 }, 0);
  desk_settle ();
  g_assert_true (gtk_widget_get_visible (button));

  gtk_widget_activate_action (fixture->page, "editor.picture-properties", NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)))));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_widget_activate_action (fixture->page, "editor.table-row-below", NULL);
  g_assert_cmpuint (galley_table_get_n_rows (galley_block_get_table (galley_document_get_block (document, 0))), ==, 3);
}

static void
test_preedit (Fixture      *fixture,
              gconstpointer data)
{
  GalleyEditorPage *page = GALLEY_EDITOR_PAGE (fixture->page);

  galley_editor_page_focus_field (page, GALLEY_FIELD_HEADLINE);
  g_signal_emit_by_name (view (fixture, HEADLINE), "preedit-changed", "兴");
  g_assert_true (galley_editor_page_has_preedit (page));
  act (fixture, "editor.undo");
  galley_editor_page_commit_preedit (page);
  g_assert_false (galley_editor_page_has_preedit (page));
  g_assert_cmpstr (field_of (fixture->manuscript, GALLEY_FIELD_HEADLINE), ==, "旧标题兴");
}

/* Every key that GTK binds in a text, in every field: none takes a character away or changes the mode of typing. */
static void
test_keys_lose_nothing (Fixture      *fixture,
                        gconstpointer data)
{
  static const struct
  {
    guint keyval;
    GdkModifierType modifiers;
  } keys[] = {
    { GDK_KEY_Insert, 0 },
    { GDK_KEY_KP_Insert, 0 },
    { GDK_KEY_F7, 0 },
    { GDK_KEY_u, GDK_CONTROL_MASK },
    { GDK_KEY_period, GDK_CONTROL_MASK },
    { GDK_KEY_semicolon, GDK_CONTROL_MASK },
    { GDK_KEY_space, GDK_CONTROL_MASK },
  };
  GType types[] = { GTK_TYPE_TEXT_VIEW, GTK_TYPE_TEXT };
  guint n_fields[] = { 4, 4 };

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (guint i = 0; i < n_fields[t]; i++)
      {
        GtkWidget *text = find_widget (fixture->page, types[t], i);
        g_autofree char *before = NULL;
        g_autofree char *after = NULL;
        gboolean overwrites;

        if (gtk_widget_get_ancestor (text, GTK_TYPE_POPOVER) != NULL)
          continue;
        gtk_widget_grab_focus (text);
        g_signal_emit_by_name (text, "insert-at-cursor", "字");
        before = dup_text_of (text);
        for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
          {
            press_key (text, keys[k].keyval, keys[k].modifiers);
            g_object_get (text, GTK_IS_TEXT (text) ? "overwrite-mode" : "overwrite", &overwrites, NULL);
            g_assert_false (overwrites);
          }
        after = dup_text_of (text);
        g_assert_cmpstr (after, ==, before);
      }
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, function) g_test_add ("/app/editor-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("fields", test_fields);
  ADD ("headline-is-one-line", test_headline_is_one_line);
  ADD ("counter", test_counter);
  ADD ("counts-and-saving", test_counts_and_saving);
  ADD ("counts-wait-for-a-pause", test_counts_wait_for_a_pause);
  ADD ("marks", test_marks);
  ADD ("kinds", test_kinds);
  ADD ("lists", test_lists);
  ADD ("undo-brings-caret-back", test_undo_brings_caret_back);
  ADD ("caret-in-what-goes", test_caret_in_what_goes);
  ADD ("actions-follow-focus", test_actions_follow_focus);
  ADD ("link", test_link);
  ADD ("reading", test_reading);
  ADD ("switching", test_switching);
  ADD ("caret", test_caret);
  ADD ("table-menu", test_table_menu);
  ADD ("preedit", test_preedit);
  ADD ("keys-lose-nothing", test_keys_lose_nothing);

  return g_test_run ();
}
