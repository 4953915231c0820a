/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and rules under a person's keys: each key is one splice, one step of undo, and text, tags and document agree. */
#include "body-fixture.h"

static void
assert_caret (Fixture *fixture,
              guint    block,
              guint    offset)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (fixture->buffer, &iter, gtk_text_buffer_get_insert (fixture->buffer));
  g_assert_cmpint (gtk_text_iter_get_line (&iter), ==, block);
  g_assert_cmpint (gtk_text_iter_get_line_offset (&iter), ==, offset);
}

static void
backspace (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->view, "backspace");
}

/* What the text view makes of the key. */
static void
press_tab (Fixture *fixture,
           gboolean is_shift)
{
  g_signal_emit_by_name (fixture->view, "move-focus", is_shift ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
}

static void
undo_all (Fixture    *fixture,
          const char *words)
{
  while (galley_history_undo (fixture->history, NULL))
    body_assert_same (fixture);
  body_assert_blocks (fixture, words);
}

static void
test_enter (void)
{
  Fixture fixture;

  body_set_up (&fixture, "甲");
  galley_document_set_kind (fixture.document, 0, 0, GALLEY_BLOCK_NUMBERED);
  body_place (&fixture, 0, 1);
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "n0甲 n0");
  press_tab (&fixture, FALSE);
  body_assert_blocks (&fixture, "n0甲 n1");
  g_assert_cmpuint (galley_bridge_get_tail_level (fixture.bridge), ==, 1);
  body_type (&fixture, "乙");
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "n0甲 n1乙 n1");
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "n0甲 n1乙 n0");
  g_assert_cmpuint (galley_bridge_get_tail_level (fixture.bridge), ==, 0);
  fixture.n_typed = 0;
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "n0甲 n1乙 p");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  assert_caret (&fixture, 2, 0);
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "n0甲 n1乙 p p");

  /* In the middle of an item both halves are items. */
  body_place (&fixture, 1, 0);
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "n0甲 n1 n1乙 p p");
  undo_all (&fixture, "p甲");
  body_tear_down (&fixture);
}

/* A paste that ends in an empty item is text, not a key. */
static void
test_paste (void)
{
  Fixture fixture;

  body_set_up (&fixture, "甲\n");
  galley_document_set_kind (fixture.document, 0, 1, GALLEY_BLOCK_BULLETED);
  body_place (&fixture, 1, 0);
  body_paste (&fixture, "乙\n丙\n");
  body_assert_blocks (&fixture, "b0甲 b0乙 b0丙 b0");
  undo_all (&fixture, "p甲 p");
  body_tear_down (&fixture);
}

static void
test_backspace (void)
{
  Fixture fixture;

  body_set_up (&fixture, "甲\n乙\n丙");
  galley_document_set_kind (fixture.document, 0, 2, GALLEY_BLOCK_BULLETED);
  galley_document_shift_level (fixture.document, 1, 2, 1);
  galley_document_shift_level (fixture.document, 2, 2, 1);
  body_assert_blocks (&fixture, "b0甲 b1乙 b2丙");
  body_place (&fixture, 1, 0);
  backspace (&fixture);
  body_assert_blocks (&fixture, "b0甲 b0乙 b1丙");
  backspace (&fixture);
  body_assert_blocks (&fixture, "b0甲 p乙 b0丙");
  assert_caret (&fixture, 1, 0);
  backspace (&fixture);
  body_assert_blocks (&fixture, "b0甲乙 b0丙");
  assert_caret (&fixture, 0, 1);

  /* Elsewhere in an item it deletes a character, and a selection goes as a whole. */
  backspace (&fixture);
  body_assert_blocks (&fixture, "b0乙 b0丙");
  {
    GtkTextIter start, end;

    galley_bridge_get_iter (fixture.bridge, (GalleyPosition){ 0, 0 }, &start);
    galley_bridge_get_iter (fixture.bridge, (GalleyPosition){ 1, 0 }, &end);
    gtk_text_buffer_select_range (fixture.buffer, &end, &start);
  }
  backspace (&fixture);
  body_assert_blocks (&fixture, "b0丙");
  undo_all (&fixture, "p甲 p乙 p丙");
  body_tear_down (&fixture);
}

/* What hangs on an item that goes comes up with its line. */
static void
test_delete_parent (void)
{
  Fixture fixture;

  body_set_up (&fixture, "前\n甲\n乙\n丙\n丁");
  galley_document_set_kind (fixture.document, 1, 4, GALLEY_BLOCK_NUMBERED);
  galley_document_shift_level (fixture.document, 2, 3, 1);
  body_assert_blocks (&fixture, "p前 n0甲 n1乙 n1丙 n0丁");
  {
    GtkTextIter start, end;

    galley_bridge_get_iter (fixture.bridge, (GalleyPosition){ 0, 1 }, &start);
    galley_bridge_get_iter (fixture.bridge, (GalleyPosition){ 1, 1 }, &end);
    gtk_text_buffer_select_range (fixture.buffer, &start, &end);
  }
  fixture.n_typed = 0;
  backspace (&fixture);
  body_assert_blocks (&fixture, "p前 n0乙 n0丙 n0丁");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  undo_all (&fixture, "p前 p甲 p乙 p丙 p丁");
  while (galley_history_redo (fixture.history, NULL))
    ;
  body_assert_blocks (&fixture, "p前 n0乙 n0丙 n0丁");
  body_tear_down (&fixture);
}

static void
test_tab (void)
{
  GtkTextIter start, end;
  Fixture fixture;

  body_set_up (&fixture, "甲\n乙\n丙\n丁");
  galley_document_set_kind (fixture.document, 0, 2, GALLEY_BLOCK_BULLETED);
  body_place (&fixture, 1, 0);
  press_tab (&fixture, FALSE);
  body_assert_blocks (&fixture, "b0甲 b1乙 b0丙 p丁");
  press_tab (&fixture, FALSE);
  body_assert_blocks (&fixture, "b0甲 b1乙 b0丙 p丁");
  press_tab (&fixture, TRUE);
  body_assert_blocks (&fixture, "b0甲 b0乙 b0丙 p丁");

  /* Behind the first character and in a paragraph it is not ours. */
  body_place (&fixture, 1, 1);
  press_tab (&fixture, FALSE);
  body_place (&fixture, 3, 0);
  press_tab (&fixture, FALSE);
  body_assert_blocks (&fixture, "b0甲 b0乙 b0丙 p丁");

  /* A selection moves as one; the paragraph in it stays. */
  galley_bridge_get_iter (fixture.bridge, (GalleyPosition){ 1, 1 }, &start);
  galley_bridge_get_iter (fixture.bridge, (GalleyPosition){ 3, 1 }, &end);
  gtk_text_buffer_select_range (fixture.buffer, &start, &end);
  press_tab (&fixture, FALSE);
  body_assert_blocks (&fixture, "b0甲 b1乙 b1丙 p丁");
  g_assert_true (gtk_text_buffer_get_has_selection (fixture.buffer));
  g_assert_true (galley_history_undo (fixture.history, NULL));
  body_assert_blocks (&fixture, "b0甲 b0乙 b0丙 p丁");

  gtk_text_view_set_editable (GTK_TEXT_VIEW (fixture.view), FALSE);
  press_tab (&fixture, FALSE);
  body_assert_blocks (&fixture, "b0甲 b0乙 b0丙 p丁");
  body_tear_down (&fixture);
}

/* The input method's keys are its own. */
static void
test_preedit (void)
{
  Fixture fixture;

  body_set_up (&fixture, "甲\n乙");
  galley_document_set_kind (fixture.document, 0, 1, GALLEY_BLOCK_BULLETED);
  body_place (&fixture, 1, 0);
  g_signal_emit_by_name (fixture.view, "preedit-changed", "ni");
  press_tab (&fixture, FALSE);
  body_assert_blocks (&fixture, "b0甲 b0乙");
  g_signal_emit_by_name (fixture.view, "preedit-changed", "");
  press_tab (&fixture, FALSE);
  body_assert_blocks (&fixture, "b0甲 b1乙");
  body_tear_down (&fixture);
}

/* @expected of a rule, where a page break is looked at with that in its place. */
static void
assert_divided (Fixture      *fixture,
                gconstpointer data,
                const char   *expected)
{
  g_autofree char *lines = g_strdup (expected);

  body_assert_blocks (fixture, GPOINTER_TO_INT (data) == GALLEY_BLOCK_PAGE_BREAK ? g_strdelimit (lines, "r", '=') : lines);
}

static void
test_divider (gconstpointer data)
{
  Fixture fixture;
  GalleyPosition below;

  body_set_up (&fixture, "甲乙");
  below = galley_document_insert_divider (fixture.document, (GalleyPosition){ 0, 2 }, GPOINTER_TO_INT (data));
  assert_divided (&fixture, data, "p甲乙 r p");
  body_place (&fixture, below.block, below.offset);
  body_type (&fixture, "丙");
  assert_divided (&fixture, data, "p甲乙 r p丙");

  /* On its own line one writes below it. */
  body_place (&fixture, 1, 0);
  fixture.n_typed = 0;
  body_type (&fixture, "丁");
  assert_divided (&fixture, data, "p甲乙 r p丁 p丙");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  assert_caret (&fixture, 2, 1);
  body_place (&fixture, 1, 0);
  body_type (&fixture, "\n");
  assert_divided (&fixture, data, "p甲乙 r p p丁 p丙");
  assert_caret (&fixture, 2, 0);
  body_place (&fixture, 1, 0);
  body_paste (&fixture, "戊\n己");
  assert_divided (&fixture, data, "p甲乙 r p戊 p己 p p丁 p丙");
  undo_all (&fixture, "p甲乙");
  body_tear_down (&fixture);
}

/* Backspace behind it, and on it, and Delete before it take it away, and nothing else. */
static void
test_delete_divider (gconstpointer data)
{
  Fixture fixture;

  body_set_up (&fixture, "甲乙");
  galley_document_insert_divider (fixture.document, (GalleyPosition){ 0, 1 }, GPOINTER_TO_INT (data));
  assert_divided (&fixture, data, "p甲 r p乙");
  body_place (&fixture, 2, 0);
  backspace (&fixture);
  body_assert_blocks (&fixture, "p甲 p乙");
  assert_caret (&fixture, 1, 0);
  g_assert_true (galley_history_undo (fixture.history, NULL));
  body_place (&fixture, 0, 1);
  g_signal_emit_by_name (fixture.view, "delete-from-cursor", GTK_DELETE_CHARS, 1);
  body_assert_blocks (&fixture, "p甲 p乙");
  g_assert_true (galley_history_undo (fixture.history, NULL));
  body_place (&fixture, 1, 0);
  backspace (&fixture);
  body_assert_blocks (&fixture, "p甲 p p乙");
  g_assert_true (galley_history_undo (fixture.history, NULL));
  assert_divided (&fixture, data, "p甲 r p乙");
  body_tear_down (&fixture);
}

/* Typing in an item goes on in one step as it does in a paragraph; what the list does is a step each. */
static void
test_undo_steps (void)
{
  static const char *const steps[] = { "b0甲 b1", "b0甲 b0", "b0甲", "b0", "p" };
  Fixture fixture;

  body_set_up (&fixture, "");
  galley_document_set_kind (fixture.document, 0, 0, GALLEY_BLOCK_BULLETED);
  body_type (&fixture, "甲");
  body_type (&fixture, "\n");
  press_tab (&fixture, FALSE);
  body_type (&fixture, "乙");
  body_type (&fixture, "丙");
  body_assert_blocks (&fixture, "b0甲 b1乙丙");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (galley_history_undo (fixture.history, NULL));
      body_assert_blocks (&fixture, steps[i]);
    }
  g_assert_false (galley_history_undo (fixture.history, NULL));
  body_tear_down (&fixture);
}

/* Somebody else's items come and go while one is written; the caret stays in its own. */
static void
test_foreign (void)
{
  g_autoptr (GalleyBlock) item = galley_block_new_item (GALLEY_BLOCK_NUMBERED, 0, "他", NULL, 0);
  Fixture fixture;

  body_set_up (&fixture, "甲\n乙");
  galley_document_set_kind (fixture.document, 0, 1, GALLEY_BLOCK_NUMBERED);
  galley_document_shift_level (fixture.document, 1, 1, 1);
  body_place (&fixture, 1, 1);
  galley_document_splice (fixture.document, GALLEY_SPLICE_FOREIGN, 0, 0, &item, 1);
  body_assert_blocks (&fixture, "n0他 n0甲 n1乙");
  assert_caret (&fixture, 2, 1);
  galley_document_splice (fixture.document, GALLEY_SPLICE_FOREIGN, 0, 2, NULL, 0);
  body_assert_blocks (&fixture, "n0乙");
  assert_caret (&fixture, 0, 1);
  body_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/lists/enter", test_enter);
  g_test_add_func ("/app/lists/paste", test_paste);
  g_test_add_func ("/app/lists/backspace", test_backspace);
  g_test_add_func ("/app/lists/delete-parent", test_delete_parent);
  g_test_add_func ("/app/lists/tab", test_tab);
  g_test_add_func ("/app/lists/preedit", test_preedit);
  g_test_add_data_func ("/app/lists/rule", GINT_TO_POINTER (GALLEY_BLOCK_RULE), test_divider);
  g_test_add_data_func ("/app/lists/page-break", GINT_TO_POINTER (GALLEY_BLOCK_PAGE_BREAK), test_divider);
  g_test_add_data_func ("/app/lists/delete-rule", GINT_TO_POINTER (GALLEY_BLOCK_RULE), test_delete_divider);
  g_test_add_data_func ("/app/lists/delete-page-break", GINT_TO_POINTER (GALLEY_BLOCK_PAGE_BREAK), test_delete_divider);
  g_test_add_func ("/app/lists/undo-steps", test_undo_steps);
  g_test_add_func ("/app/lists/foreign", test_foreign);

  return g_test_run ();
}
