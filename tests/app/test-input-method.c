/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor page under an input method: what it shows never reaches the article before it is meant to, is never lost,
 * and is never in there twice. Real ones are in tests/gui/test-input-methods.py. */
#include "fake-input-method.h"
#include "page-fixture.h"

#include "app/editor/galley-editor-page.h"
#include "app/editor/galley-short-line.h"
#include "core/store/galley-store-articles.h"

#define SECOND G_USEC_PER_SEC

/* The text views of the page, in reading order. */
enum
{
  HEADLINE = 1,
  BODY = 3,
};

typedef struct
{
  Desk *desk;
  GtkWidget *page;
  GalleyManuscript *manuscript;
  guint n_splices;
} Fixture;

static GtkWidget *
body_of (Fixture *fixture)
{
  return find_widget (fixture->page, GTK_TYPE_TEXT_VIEW, BODY);
}

static GalleyDocument *
document_of (Fixture *fixture)
{
  return galley_article_get_document (article_of (fixture->manuscript));
}

static void
spliced_cb (Fixture *fixture)
{
  fixture->n_splices++;
}

static void
show (Fixture          *fixture,
      GalleyManuscript *manuscript)
{
  fixture->manuscript = manuscript;
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (fixture->page), fixture->desk->workspace, manuscript);
  g_signal_connect_swapped (document_of (fixture), "spliced", G_CALLBACK (spliced_cb), fixture);
}

static void
hide (Fixture *fixture)
{
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (fixture->page), NULL, NULL);
  g_signal_handlers_disconnect_by_data (document_of (fixture), fixture);
  g_clear_object (&fixture->manuscript);
}

static void
place_caret (Fixture *fixture,
             guint    line,
             guint    offset)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (body_of (fixture)));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &iter, line, offset);
  gtk_text_buffer_place_cursor (buffer, &iter);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->desk = desk_new ();
  fixture->page = g_object_ref_sink (galley_editor_page_new ());
  show (fixture, desk_write (fixture->desk, "旧标题", "第一段\n第二段"));
  desk_show (fixture->desk, fixture->page);
  while (!gtk_window_is_active (GTK_WINDOW (fixture->desk->window)))
    g_main_context_iteration (NULL, TRUE);
  galley_editor_page_focus_body (GALLEY_EDITOR_PAGE (fixture->page));
  desk_settle ();
  place_caret (fixture, 0, 3);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  hide (fixture);
  desk_close_window (fixture->desk);
  desk_let_go (fixture->page);
  desk_wait (fixture->desk, SECOND);
  desk_free (fixture->desk);
}

static void
assert_document (Fixture    *fixture,
                 const char *text)
{
  guint last = galley_document_get_n_blocks (document_of (fixture)) - 1;
  g_autofree char *kept = galley_document_dup_text (document_of (fixture), (GalleyPosition){ 0, 0 },
                                                    (GalleyPosition){ last, G_MAXUINT });
  g_autofree char *shown = dup_text_of (body_of (fixture));

  g_assert_cmpstr (kept, ==, text);
  g_assert_cmpstr (shown, ==, text);
}

static gboolean
is_clean (Fixture *fixture)
{
  return galley_autosaver_get_status (galley_manuscript_get_autosaver (fixture->manuscript)) == GALLEY_SAVE_CLEAN;
}

static void
wait_clean (Fixture *fixture)
{
  desk_wait (fixture->desk, SECOND);
  while (!is_clean (fixture))
    g_main_context_iteration (NULL, TRUE);
}

/* What begins, changes and ends shows, and nobody else hears of it; saving goes on meanwhile. */
static void
test_preedit (Fixture      *fixture,
              gconstpointer data)
{
  GalleyEditorPage *page = GALLEY_EDITOR_PAGE (fixture->page);
  FakeInputMethod *method = fake_input_method_of (body_of (fixture));

  g_assert_false (is_clean (fixture));
  g_assert_true (fake_input_method_has_focus (method));
  fake_input_method_show (method, "年");
  fake_input_method_show (method, "南湖");
  g_assert_true (galley_editor_page_has_preedit (page));
  assert_document (fixture, "第一段\n第二段");
  wait_clean (fixture);
  g_assert_true (galley_editor_page_has_preedit (page));

  /* No shortcut acts. */
  g_assert_true (gtk_widget_activate_action (fixture->page, "editor.undo", NULL));
  g_assert_true (gtk_widget_activate_action (fixture->page, "editor.bulleted-list", NULL));
  fake_input_method_show (method, NULL);
  g_assert_false (galley_editor_page_has_preedit (page));
  assert_document (fixture, "第一段\n第二段");
  g_assert_cmpuint (fixture->n_splices, ==, 0);
  desk_wait (fixture->desk, SECOND);
  g_assert_true (is_clean (fixture));
}

/* One splice each, and what was committed is taken back as a whole. */
static void
test_commit (Fixture      *fixture,
             gconstpointer data)
{
  FakeInputMethod *method = fake_input_method_of (body_of (fixture));

  fake_input_method_show (method, "南湖");
  fake_input_method_commit (method, "南湖");
  g_assert_cmpuint (fixture->n_splices, ==, 1);
  assert_document (fixture, "第一段南湖\n第二段");
  g_assert_true (gtk_widget_activate_action (fixture->page, "editor.undo", NULL));
  assert_document (fixture, "第一段\n第二段");
  g_assert_true (gtk_widget_activate_action (fixture->page, "editor.redo", NULL));
  assert_document (fixture, "第一段南湖\n第二段");
}

/* A preedit takes the place of what is selected. */
static void
test_selection (Fixture      *fixture,
                gconstpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (body_of (fixture)));
  FakeInputMethod *method = fake_input_method_of (body_of (fixture));
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &start, 0, 1);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &end, 1, 1);
  gtk_text_buffer_select_range (buffer, &start, &end);
  fake_input_method_show (method, "nan");
  g_assert_cmpuint (fixture->n_splices, ==, 1);
  assert_document (fixture, "第二段");
  fake_input_method_commit (method, "南");
  g_assert_cmpuint (fixture->n_splices, ==, 2);
  assert_document (fixture, "第南二段");
}

/* What was committed is corrected afterwards: by characters, of which one may be outside the BMP. */
static void
test_delete_surrounding (Fixture      *fixture,
                         gconstpointer data)
{
  FakeInputMethod *method = fake_input_method_of (body_of (fixture));

  fake_input_method_commit (method, "吉𠮷");
  assert_document (fixture, "第一段吉𠮷\n第二段");
  g_assert_true (fake_input_method_delete_surrounding (method, -2, 2));
  g_assert_cmpuint (fixture->n_splices, ==, 2);
  fake_input_method_commit (method, "吉林");
  g_assert_cmpuint (fixture->n_splices, ==, 3);
  assert_document (fixture, "第一段吉林\n第二段");
}

/* One Backspace is one character as a reader sees it. */
static void
test_graphemes (Fixture      *fixture,
                gconstpointer data)
{
  static const char *const graphemes[] = { "𠮷", "👨‍👩‍👧", "🇨🇳" };
  FakeInputMethod *method = fake_input_method_of (body_of (fixture));

  for (guint i = 0; i < G_N_ELEMENTS (graphemes); i++)
    {
      g_autofree char *with = g_strdup_printf ("第一段%s\n第二段", graphemes[i]);

      fake_input_method_commit (method, graphemes[i]);
      assert_document (fixture, with);
      g_signal_emit_by_name (body_of (fixture), "backspace");
      assert_document (fixture, "第一段\n第二段");
    }
  g_assert_cmpuint (fixture->n_splices, ==, 2 * G_N_ELEMENTS (graphemes));
}

/* As the window does before it saves, changes the article or closes. */
static void
test_reset (Fixture      *fixture,
            gconstpointer data)
{
  FakeInputMethod *method = fake_input_method_of (body_of (fixture));

  for (FakeManner manner = 0; manner < FAKE_N_MANNERS; manner++)
    {
      guint n_resets = fake_input_method_get_n_resets (method);

      fixture->n_splices = 0;
      fake_input_method_set_manner (method, manner);
      fake_input_method_show (method, "南湖");
      galley_editor_page_commit_preedit (GALLEY_EDITOR_PAGE (fixture->page));
      g_assert_false (galley_editor_page_has_preedit (GALLEY_EDITOR_PAGE (fixture->page)));
      g_assert_cmpuint (fake_input_method_get_n_resets (method), >, n_resets);
      g_assert_true (fake_input_method_has_focus (method));
      assert_document (fixture, "第一段南湖\n第二段");
      g_assert_cmpuint (fixture->n_splices, ==, 1);

      /* One that commits late has nothing left; the answer of one that is slow. */
      gtk_widget_grab_focus (find_widget (fixture->page, GTK_TYPE_TEXT_VIEW, HEADLINE));
      desk_settle ();
      fake_input_method_show (method, NULL);
      assert_document (fixture, "第一段南湖\n第二段");
      galley_editor_page_focus_body (GALLEY_EDITOR_PAGE (fixture->page));
      desk_settle ();
      g_assert_true (gtk_widget_activate_action (fixture->page, "editor.undo", NULL));
      assert_document (fixture, "第一段\n第二段");
    }
}

/* Into the same text, where GTK would reset the input method and move the caret. */
static void
click (Fixture *fixture)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->desk->window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "pressed", 1, 10.0, 10.0);
    }
  gtk_text_view_reset_im_context (GTK_TEXT_VIEW (body_of (fixture)));
  place_caret (fixture, 1, 0);
}

static void
test_click (Fixture      *fixture,
            gconstpointer data)
{
  FakeInputMethod *method = fake_input_method_of (body_of (fixture));

  for (FakeManner manner = 0; manner < FAKE_N_MANNERS; manner++)
    {
      fake_input_method_set_manner (method, manner);
      fake_input_method_show (method, "南湖");
      click (fixture);
      fake_input_method_show (method, NULL);
      assert_document (fixture, "第一段南湖\n第二段");
      g_assert_true (gtk_widget_activate_action (fixture->page, "editor.undo", NULL));
      place_caret (fixture, 0, 3);
    }
}

/* The headline is a text view, the byline a GtkText: GTK's own undo and reset. */
static void
test_focus_out (Fixture      *fixture,
                gconstpointer data)
{
  GtkWidget *short_line = find_widget (fixture->page, GALLEY_TYPE_SHORT_LINE, 0);
  GtkWidget *texts[] = { find_widget (fixture->page, GTK_TYPE_TEXT_VIEW, HEADLINE),
                         find_widget (short_line, GTK_TYPE_TEXT, 0), body_of (fixture) };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (FakeManner manner = 0; manner < FAKE_N_MANNERS; manner++)
      {
        g_autofree char *before = NULL, *after = NULL, *wanted = NULL;
        FakeInputMethod *method;

        gtk_widget_grab_focus (texts[i]);
        desk_settle ();
        method = fake_input_method_of (texts[i]);
        g_assert_true (fake_input_method_has_focus (method));
        if (texts[i] == body_of (fixture))
          place_caret (fixture, 1, 3);
        else
          g_signal_emit_by_name (texts[i], "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, 1, FALSE);
        before = dup_text_of (texts[i]);
        wanted = g_strconcat (before, "南湖", NULL);
        fake_input_method_set_manner (method, manner);
        fake_input_method_show (method, "南湖");
        g_assert_true (galley_editor_page_has_preedit (GALLEY_EDITOR_PAGE (fixture->page)));

        gtk_widget_grab_focus (texts[(i + 1) % G_N_ELEMENTS (texts)]);
        desk_settle ();
        g_assert_false (fake_input_method_has_focus (method));
        fake_input_method_show (method, NULL);
        after = dup_text_of (texts[i]);
        g_assert_cmpstr (after, ==, wanted);
        set_text_of (texts[i], before);
      }
}

/* The page lets the article go with a preedit open: another one is chosen, the window closes. */
static void
test_close (Fixture      *fixture,
            gconstpointer data)
{
  FakeInputMethod *method = fake_input_method_of (body_of (fixture));
  g_autoptr (GalleyManuscript) manuscript = g_object_ref (fixture->manuscript);

  fake_input_method_show (method, "南湖");
  hide (fixture);
  fixture->manuscript = g_object_ref (manuscript);
  g_assert_cmpstr (galley_block_get_text (galley_document_get_block (document_of (fixture), 0)), ==, "第一段南湖");
  wait_clean (fixture);
}

/* --- what others write ------------------------------------------------------------------------------------------- */

static gpointer
pull_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  gboolean is_taken = FALSE;

  galley_record_pull_in_store (database, data, 0, &is_taken, error);
  return GINT_TO_POINTER (is_taken);
}

static void
pull (Fixture    *fixture,
      const char *id,
      const char *etag,
      const char *first)
{
  const char *const texts[] = { first, "第二段" };
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  GalleyContent content = { .blocks = blocks, .fields[GALLEY_FIELD_HEADLINE] = "旧标题" };
  g_autoptr (GalleyState) state = galley_state_new ();
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, texts[i], NULL, 0));
  galley_state_set_text (&state->etag, etag);
  revision = galley_revision_new (id, &content, state);
  g_assert_nonnull (galley_store_run (galley_workspace_get_store (fixture->desk->workspace), GALLEY_LANE_BACKGROUND,
                                      pull_in_store, revision, &error));
  g_assert_no_error (error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;

  *(GalleyManuscript **) data = galley_workspace_open_article_finish (GALLEY_WORKSPACE (source), result, &error);
  g_assert_no_error (error);
}

/* Waits, and comes when the hands are free; what was written there and here both stand. */
static void
test_foreign (Fixture      *fixture,
              gconstpointer data)
{
  static const char id[] = "0193a000-0000-7000-8000-000000000001";
  GalleyManuscript *manuscript = NULL;
  FakeInputMethod *method;

  hide (fixture);
  pull (fixture, id, "\"1\"", "第一段");
  galley_workspace_open_article_async (fixture->desk->workspace, id, NULL, opened_cb, &manuscript);
  while (manuscript == NULL)
    g_main_context_iteration (NULL, TRUE);
  show (fixture, manuscript);
  place_caret (fixture, 1, 3);
  method = fake_input_method_of (body_of (fixture));
  fixture->n_splices = 0;

  fake_input_method_show (method, "南湖");
  pull (fixture, id, "\"2\"", "他的第一段");
  desk_wait (fixture->desk, SECOND);
  g_assert_cmpuint (fixture->n_splices, ==, 0);
  assert_document (fixture, "第一段\n第二段");
  g_assert_true (galley_editor_page_has_preedit (GALLEY_EDITOR_PAGE (fixture->page)));

  fake_input_method_commit (method, "南湖");
  assert_document (fixture, "第一段\n第二段南湖");
  while (fixture->n_splices < 2)
    g_main_context_iteration (NULL, TRUE);
  assert_document (fixture, "他的第一段\n第二段南湖");
  wait_clean (fixture);
}

int
main (int    argc,
      char **argv)
{
  fake_input_method_choose ();
  gtk_test_init (&argc, &argv, NULL);
  fake_input_method_register ();
  adw_init ();

#define ADD(name, function) g_test_add ("/app/input-method/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("preedit", test_preedit);
  ADD ("commit", test_commit);
  ADD ("selection", test_selection);
  ADD ("delete-surrounding", test_delete_surrounding);
  ADD ("graphemes", test_graphemes);
  ADD ("reset", test_reset);
  ADD ("click", test_click);
  ADD ("focus-out", test_focus_out);
  ADD ("close", test_close);
  ADD ("foreign", test_foreign);
#undef ADD

  return g_test_run ();
}
