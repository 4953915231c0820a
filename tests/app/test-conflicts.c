/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article in conflict, looked at and settled. */
#include "page-fixture.h"

#include "app/conflict/galley-columns-layout.h"
#include "app/conflict/galley-conflict-card.h"
#include "app/conflict/galley-conflict-edit.h"
#include "app/conflict/galley-conflicts-window.h"
#include "app/conflict/galley-reading.h"
#include "app/editor/galley-conflict-bar.h"
#include "app/editor/galley-editor-page.h"
#include "core/model/galley-merge.h"
#include "core/store/galley-store-settings.h"
#include "core/store/galley-store-versions.h"

#include <string.h>

typedef struct
{
  Desk *desk;
  GalleyManuscript *manuscript;
  GtkWidget *page;
  GtkWindow *window;
} Fixture;

/* --- the other hand ---------------------------------------------------------------------------------------------- */

static GalleyRevision *
make_theirs (GalleyRevision *revision,
             const char     *headline,
             const char     *line)
{
  GalleyContent content = galley_revision_get_content (revision);
  g_autoptr (GPtrArray) blocks = galley_blocks_copy (content.blocks);
  g_autoptr (GalleyState) state = galley_state_copy (galley_revision_get_state (revision));

  galley_block_unref (blocks->pdata[1]);
  blocks->pdata[1] = galley_block_new (GALLEY_BLOCK_PARAGRAPH, line, NULL, 0);
  content.blocks = blocks;
  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  galley_state_set_text (&state->modified_by, "王敏");
  state->modified = G_GINT64_CONSTANT (1795507200000000);
  return galley_revision_new (galley_revision_get_id (revision), &content, state);
}

/* What a pass does to an article that was changed on both sides. */
static gpointer
merge_in_store (GalleyDatabase *database,
                gpointer        id,
                GError        **error)
{
  g_autoptr (GalleyRecord) record = galley_record_load_in_store (database, id, error);
  g_autoptr (GalleyRevision) base = make_theirs (record->revision, "大桥通车", "桥长三百米。");
  g_autoptr (GalleyRevision) theirs = make_theirs (record->revision, "大桥明日通车", "桥长五百米。");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = galley_merge (base, record->revision, theirs, &conflicts);

  g_assert_cmpuint (conflicts->len, ==, 2);
  galley_record_merge_in_store (database, record->generation, merged, theirs, conflicts,
                                galley_revision_get_state (theirs)->modified, error);
  return NULL;
}

static gpointer
load_versions_in_store (GalleyDatabase *database,
                        gpointer        id,
                        GError        **error)
{
  return galley_versions_load_in_store (database, id, error);
}

static gpointer
load_kept_in_store (GalleyDatabase *database,
                    gpointer        id,
                    GError        **error)
{
  g_autofree char *name = g_strconcat ("settlement/", id, NULL);

  return galley_setting_load_text_in_store (database, name, error);
}

static gpointer
run (Fixture        *fixture,
     GalleyStoreJob  job)
{
  g_autoptr (GError) error = NULL;
  gpointer result = galley_store_run (galley_workspace_get_store (fixture->desk->workspace), GALLEY_LANE_SAVE, job,
                                      (gpointer) galley_article_get_id (article_of (fixture->manuscript)), &error);

  g_assert_no_error (error);
  return result;
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      is_done)
{
  g_autoptr (GError) error = NULL;

  galley_workspace_flush_finish (GALLEY_WORKSPACE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) is_done = TRUE;
}

static void
flush (Fixture *fixture)
{
  gboolean is_done = FALSE;

  galley_workspace_flush_async (fixture->desk->workspace, NULL, flushed_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->desk = desk_new ();
  fixture->manuscript = desk_write (fixture->desk, "大桥今日通车", "今天上午。\n桥长四百米。\n记者何苗");
  fixture->page = galley_editor_page_new ();
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (fixture->page), fixture->desk->workspace, fixture->manuscript);
  desk_show (fixture->desk, fixture->page);
  flush (fixture);
  run (fixture, merge_in_store);
  while (galley_manuscript_get_theirs (fixture->manuscript) == NULL)
    g_main_context_iteration (NULL, TRUE);
  fixture->window = GTK_WINDOW (galley_conflicts_window_new (
      GTK_WINDOW (fixture->desk->window), fixture->desk->workspace, fixture->manuscript,
      galley_editor_page_get_settlement (GALLEY_EDITOR_PAGE (fixture->page))));
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (fixture->window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  desk_settle ();
  g_assert_null (fixture->window);
  desk_close_window (fixture->desk);
  desk_let_go (fixture->manuscript);
  desk_free (fixture->desk);
}

/* --- reading what stands there ----------------------------------------------------------------------------------- */

static void
press (Fixture        *fixture,
       guint           key,
       GdkModifierType modifiers)
{
  press_key (GTK_WIDGET (fixture->window), key, modifiers);
}

static GalleySettlement *
settlement_of (Fixture *fixture)
{
  return galley_editor_page_get_settlement (GALLEY_EDITOR_PAGE (fixture->page));
}

static void
assert_article (Fixture    *fixture,
                const char *headline,
                const char *line)
{
  GalleyDocument *document = galley_article_get_document (article_of (fixture->manuscript));

  g_assert_cmpstr (field_of (fixture->manuscript, GALLEY_FIELD_HEADLINE), ==, headline);
  g_assert_cmpuint (galley_document_get_n_blocks (document), ==, 3);
  g_assert_cmpstr (galley_block_get_text (galley_document_get_block (document, 1)), ==, line);
}

static gboolean
is_among_versions (Fixture    *fixture,
                   const char *headline)
{
  g_autoptr (GPtrArray) versions = run (fixture, load_versions_in_store);

  for (guint i = 0; i < versions->len; i++)
    if (g_str_equal (galley_revision_get_field (((GalleyVersion *) versions->pdata[i])->revision, GALLEY_FIELD_HEADLINE),
                     headline))
      return TRUE;
  return FALSE;
}

static void
wait_settled (Fixture *fixture)
{
  while (galley_manuscript_get_theirs (fixture->manuscript) != NULL)
    g_main_context_iteration (NULL, TRUE);
  desk_settle ();
}

/* --- tests ------------------------------------------------------------------------------------------------------- */

static void
test_shown (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *bar = find_widget (fixture->page, GALLEY_TYPE_CONFLICT_BAR, 0);
  GtkWidget *second = find_widget (GTK_WIDGET (fixture->window), GALLEY_TYPE_CONFLICT_CARD, 1);
  GtkWidget *theirs = find_widget (second, GALLEY_TYPE_READING, 1);

  g_assert_true (gtk_widget_get_visible (bar));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_widget (bar, GTK_TYPE_LABEL, 1))), ==, "Headline, Paragraph 2");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_widget (second, GTK_TYPE_LABEL, 0))), ==, "Paragraph 2");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_widget (theirs, GTK_TYPE_LABEL, 0))), ==, "王敏");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_widget (theirs, GTK_TYPE_LABEL, 2))), ==, "桥长五百米。");
  gtk_expander_set_expanded (GTK_EXPANDER (find_widget (second, GTK_TYPE_EXPANDER, 0)), TRUE);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_widget (find_widget (second, GALLEY_TYPE_READING, 2),
                                                               GTK_TYPE_LABEL, 2))), ==, "桥长三百米。");
  assert_article (fixture, "大桥今日通车", "桥长四百米。");
}

static void
test_settled (Fixture       *fixture,
              gconstpointer  data)
{
  press (fixture, GDK_KEY_2, GDK_CONTROL_MASK);
  press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK); /* not yet: one is open */
  desk_settle ();
  assert_article (fixture, "大桥今日通车", "桥长四百米。");
  press (fixture, GDK_KEY_F8, 0);
  press (fixture, GDK_KEY_1, GDK_CONTROL_MASK);
  g_assert_cmpint (galley_settlement_get_decision (settlement_of (fixture), 0), ==, GALLEY_DECISION_THEIRS);
  g_assert_cmpint (galley_settlement_get_decision (settlement_of (fixture), 1), ==, GALLEY_DECISION_MINE);
  press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK);
  wait_settled (fixture);
  assert_article (fixture, "大桥明日通车", "桥长四百米。");
  g_assert_true (is_among_versions (fixture, "大桥明日通车")); /* theirs, whole */
  g_assert_true (is_among_versions (fixture, "大桥今日通车"));
  g_assert_false (gtk_widget_get_visible (find_widget (fixture->page, GALLEY_TYPE_CONFLICT_BAR, 0)));
}

static void
test_undone (Fixture       *fixture,
             gconstpointer  data)
{
  galley_settlement_decide_all (settlement_of (fixture), GALLEY_DECISION_THEIRS);
  press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK);
  wait_settled (fixture);
  assert_article (fixture, "大桥明日通车", "桥长五百米。");
  press (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  desk_settle ();
  assert_article (fixture, "大桥今日通车", "桥长四百米。");
  g_assert_null (fixture->window);
}

static void
undo_in_editor (Fixture    *fixture,
                const char *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->page, action, NULL));
  desk_settle ();
}

/* The window has gone, and the article was written; nothing that stood on either side is lost by going back and forth. */
static void
test_undone_later (Fixture       *fixture,
                   gconstpointer  data)
{
  galley_settlement_decide_all (settlement_of (fixture), GALLEY_DECISION_THEIRS);
  press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK);
  wait_settled (fixture);
  gtk_window_close (fixture->window);
  desk_settle ();
  g_assert_null (fixture->window);
  flush (fixture);

  undo_in_editor (fixture, "editor.undo");
  assert_article (fixture, "大桥今日通车", "桥长四百米。");
  g_assert_true (is_among_versions (fixture, "大桥明日通车"));
  flush (fixture);
  g_assert_null (galley_manuscript_get_theirs (fixture->manuscript)); /* it is a change of mine, as any other */
  undo_in_editor (fixture, "editor.redo");
  assert_article (fixture, "大桥明日通车", "桥长五百米。");
  g_assert_true (is_among_versions (fixture, "大桥今日通车"));
}

/* Where mine stays there is nothing to take back: what was typed before is not taken back in its place. */
static void
test_undone_mine (Fixture       *fixture,
                  gconstpointer  data)
{
  GalleyDocument *document = galley_article_get_document (article_of (fixture->manuscript));
  g_autoptr (GalleyBlock) typed = galley_block_new (GALLEY_BLOCK_PARAGRAPH, "今天上午十点。", NULL, 0);

  galley_document_splice (document, GALLEY_SPLICE_TYPED, 0, 1, &typed, 1);
  galley_settlement_decide_all (settlement_of (fixture), GALLEY_DECISION_MINE);
  press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK);
  wait_settled (fixture);
  press (fixture, GDK_KEY_z, GDK_CONTROL_MASK);
  desk_settle ();
  assert_article (fixture, "大桥今日通车", "桥长四百米。");
  g_assert_cmpstr (galley_block_get_text (galley_document_get_block (document, 0)), ==, "今天上午十点。");
}

static void
test_edited (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *first = find_widget (GTK_WIDGET (fixture->window), GALLEY_TYPE_CONFLICT_CARD, 0);
  GtkWidget *second = find_widget (GTK_WIDGET (fixture->window), GALLEY_TYPE_CONFLICT_CARD, 1);
  GtkWidget *text;

  press (fixture, GDK_KEY_4, GDK_CONTROL_MASK);
  text = find_widget (first, GTK_TYPE_TEXT_VIEW, 0);
  g_assert_true (gtk_window_get_focus (fixture->window) == text);
  gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "了", -1, TRUE);
  galley_conflict_card_decide (GALLEY_CONFLICT_CARD (second), GALLEY_DECISION_THEIRS);
  galley_conflict_card_decide (GALLEY_CONFLICT_CARD (second), GALLEY_DECISION_EDITED);
  text = find_widget (second, GTK_TYPE_TEXT_VIEW, 0);
  gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "宽二十米。", -1, TRUE);
  /* Closed and opened again it goes on. */
  gtk_window_close (fixture->window);
  desk_settle ();
  g_assert_cmpuint (galley_settlement_get_n_decided (settlement_of (fixture)), ==, 2);
  /* And so it does when the article itself was closed. */
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (fixture->page), NULL, NULL);
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (fixture->page), fixture->desk->workspace, fixture->manuscript);
  g_assert_cmpuint (galley_settlement_get_n_decided (settlement_of (fixture)), ==, 0);
  while (galley_settlement_get_n_decided (settlement_of (fixture)) < 2)
    g_main_context_iteration (NULL, TRUE);
  fixture->window = GTK_WINDOW (galley_conflicts_window_new (GTK_WINDOW (fixture->desk->window), fixture->desk->workspace,
                                                             fixture->manuscript, settlement_of (fixture)));
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (fixture->window);
  press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK);
  wait_settled (fixture);
  assert_article (fixture, "大桥今日通车了", "桥长五百米。宽二十米。");
  /* Nothing of it is left. */
  g_assert_null (run (fixture, load_kept_in_store));
}

/* The field takes back what was written in it. Escape it leaves to the window, and what was written waits. */
static void
test_edit_keys (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *card = find_widget (GTK_WIDGET (fixture->window), GALLEY_TYPE_CONFLICT_CARD, 1);
  GtkWidget *edit, *text;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GPtrArray) written = NULL;

  galley_conflict_card_decide (GALLEY_CONFLICT_CARD (card), GALLEY_DECISION_EDITED);
  edit = find_widget (card, GALLEY_TYPE_CONFLICT_EDIT, 0);
  text = find_widget (edit, GTK_TYPE_TEXT_VIEW, 0);
  gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "写错", -1, TRUE);
  before = dup_text_of (text);
  g_assert_cmpstr (before, ==, "桥长四百米。写错");
  press_key (edit, GDK_KEY_z, GDK_CONTROL_MASK);
  after = dup_text_of (text);
  g_assert_cmpstr (after, ==, "桥长四百米。");
  press_key (edit, GDK_KEY_y, GDK_CONTROL_MASK);
  press_key (text, GDK_KEY_Escape, 0);
  press_key (edit, GDK_KEY_Escape, 0);
  g_assert_true (gtk_window_get_focus (fixture->window) == text);
  press (fixture, GDK_KEY_Escape, 0);
  desk_settle ();
  g_assert_null (fixture->window);
  written = galley_settlement_dup_draft (settlement_of (fixture), 1);
  g_assert_cmpuint (written->len, ==, 1);
  g_assert_cmpstr (galley_block_get_text (written->pdata[0]), ==, "桥长四百米。写错");
}

/* Side by side where a line is long enough to be read, else one below the other. */
static void
test_columns (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  int narrow, wide, line;

  g_object_ref_sink (box);
  gtk_widget_set_layout_manager (box, galley_columns_layout_new (10));
  for (guint i = 0; i < 2; i++)
    gtk_box_append (GTK_BOX (box), gtk_label_new ("一行"));
  gtk_widget_measure (gtk_widget_get_first_child (box), GTK_ORIENTATION_VERTICAL, 300, &line, NULL, NULL, NULL);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 300, &narrow, NULL, NULL, NULL);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 2000, &wide, NULL, NULL, NULL);
  g_assert_cmpint (narrow, ==, 2 * line + 10);
  g_assert_cmpint (wide, ==, line);
  g_object_unref (box);
}

#define ADD(name, function) g_test_add ("/app/conflicts/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("shown", test_shown);
  ADD ("settled", test_settled);
  ADD ("undone", test_undone);
  ADD ("undone-later", test_undone_later);
  ADD ("undone-mine", test_undone_mine);
  ADD ("edited", test_edited);
  ADD ("edit-keys", test_edit_keys);
  g_test_add_func ("/app/conflicts/columns", test_columns);
  return g_test_run ();
}
