/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Body view, bridge, document and history against each other. Random edits: test-bridge-random.c. */
#include "body-fixture.h"
#include "page-fixture.h"

#include "app/base/galley-text-guard.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_paste (void)
{
  Fixture fixture;

  body_set_up (&fixture, "甲乙");
  body_place (&fixture, 0, 1);
  body_paste (&fixture, "一\r\n二\xe2\x80\xa9三\xef\xbf\xbc\r四");
  body_assert_text (&fixture, "甲一\n二\n三\n四乙");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  g_assert_true (galley_history_undo (fixture.history, NULL));
  body_assert_text (&fixture, "甲乙");
  body_tear_down (&fixture);
}

static void
note_changing_cb (Fixture *fixture)
{
  g_assert_true (galley_bridge_is_changing (fixture->bridge));
}

static void
note_changed_cb (Fixture *fixture)
{
  g_assert_false (galley_bridge_is_changing (fixture->bridge));
}

/* Whoever hears of the splice hears of it in the middle; "typed" says that positions hold again. */
static void
test_changing (void)
{
  Fixture fixture;

  body_set_up (&fixture, "甲乙");
  g_signal_connect_swapped (fixture.document, "spliced", G_CALLBACK (note_changing_cb), &fixture);
  g_signal_connect_swapped (fixture.bridge, "typed", G_CALLBACK (note_changed_cb), &fixture);
  body_place (&fixture, 0, 1);
  body_type (&fixture, "丙");
  body_paste (&fixture, "一\n二");
  g_assert_cmpuint (fixture.n_typed, ==, 2);
  body_assert_text (&fixture, "甲丙一\n二乙");
  body_tear_down (&fixture);
}

/* A body that could be saved and not be read again is never made. */
static void
test_too_long (void)
{
  g_autofree char *long_text = g_strnfill (GALLEY_DOCUMENT_MAX_WEIGHT, 'x');
  guint n_refused = 0;
  Fixture fixture;

  body_set_up (&fixture, "甲乙");
  g_signal_connect_swapped (fixture.bridge, "too-long", G_CALLBACK (count_cb), &n_refused);
  body_place (&fixture, 0, 1);
  body_paste (&fixture, long_text);
  g_assert_cmpuint (n_refused, ==, 1);
  g_assert_cmpuint (fixture.n_typed, ==, 0);
  body_assert_text (&fixture, "甲乙");
  body_type (&fixture, "丙");
  body_assert_text (&fixture, "甲丙乙");
  body_tear_down (&fixture);
}

static void
test_replace_selection (void)
{
  GtkTextIter start, end;
  Fixture fixture;

  body_set_up (&fixture, "甲乙\n丙丁\n戊己");
  galley_bridge_get_iter (fixture.bridge, (GalleyPosition){ 0, 1 }, &start);
  galley_bridge_get_iter (fixture.bridge, (GalleyPosition){ 2, 1 }, &end);
  gtk_text_buffer_select_range (fixture.buffer, &start, &end);
  body_paste (&fixture, "新");
  body_assert_text (&fixture, "甲新己");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  body_tear_down (&fixture);
}

static void
test_compose (void)
{
  Fixture fixture;

  body_set_up (&fixture, "");
  body_type (&fixture, "e");
  body_type (&fixture, "\xcc\x81");
  body_assert_text (&fixture, "\xc3\xa9");
  body_type (&fixture, "x");
  body_assert_text (&fixture, "\xc3\xa9x");
  g_signal_emit_by_name (fixture.view, "backspace");
  g_signal_emit_by_name (fixture.view, "backspace");
  body_assert_text (&fixture, "");
  body_tear_down (&fixture);
}

/* An accent in front of a line end: what is behind the caret stays behind the line end. */
static void
test_compose_and_break (void)
{
  Fixture fixture;

  body_set_up (&fixture, "eabc");
  body_place (&fixture, 0, 1);
  body_paste (&fixture, "\xcc\x81x\ny");
  body_assert_text (&fixture, "\xc3\xa9x\nyabc");
  body_tear_down (&fixture);
}

static void
test_marks_survive_undo (void)
{
  Fixture fixture;
  GalleyPosition caret;

  body_set_up (&fixture, "普通粗体普通");
  galley_document_set_mark (fixture.document, (GalleyPosition){ 0, 2 }, (GalleyPosition){ 0, 4 }, GALLEY_MARK_BOLD, NULL,
                            TRUE);
  body_assert_tags (&fixture);
  body_place (&fixture, 0, 3);
  body_type (&fixture, "黑");
  body_assert_text (&fixture, "普通粗黑体普通");
  body_assert_tags (&fixture);
  g_assert_true (galley_document_has_mark (fixture.document, (GalleyPosition){ 0, 2 }, (GalleyPosition){ 0, 5 },
                                           GALLEY_MARK_BOLD));

  g_assert_true (galley_history_undo (fixture.history, &caret));
  g_assert_cmpuint (caret.block, ==, 0);
  g_assert_cmpuint (caret.offset, ==, 3);
  g_assert_true (galley_document_has_mark (fixture.document, (GalleyPosition){ 0, 2 }, (GalleyPosition){ 0, 4 },
                                           GALLEY_MARK_BOLD));
  body_assert_tags (&fixture);
  g_assert_true (galley_history_undo (fixture.history, &caret));
  body_assert_tags (&fixture);
  g_assert_false (galley_document_has_mark (fixture.document, (GalleyPosition){ 0, 2 }, (GalleyPosition){ 0, 4 },
                                            GALLEY_MARK_BOLD));
  g_assert_true (galley_history_redo (fixture.history, &caret));
  g_assert_true (galley_history_redo (fixture.history, &caret));
  body_assert_text (&fixture, "普通粗黑体普通");
  body_assert_tags (&fixture);
  body_tear_down (&fixture);
}

static gboolean
is_bold_at (Fixture *fixture,
            guint    offset)
{
  return galley_document_has_mark (fixture->document, (GalleyPosition){ 0, offset }, (GalleyPosition){ 0, offset + 1 },
                                   GALLEY_MARK_BOLD);
}

static void
test_typing_style (void)
{
  Fixture fixture;

  body_set_up (&fixture, "甲乙");
  body_place (&fixture, 0, 1);
  galley_bridge_set_typing_style (fixture.bridge, (GalleyStyle){ .marks = 1u << GALLEY_MARK_BOLD });
  body_type (&fixture, "粗");
  body_type (&fixture, "体");
  g_assert_true (is_bold_at (&fixture, 1) && is_bold_at (&fixture, 2) && !is_bold_at (&fixture, 3));

  /* Behind bold it goes on bold, as in a word processor; once switched off it stays off. */
  body_place (&fixture, 0, 0);
  body_place (&fixture, 0, 3);
  g_assert_cmpuint (galley_bridge_get_typing_style (fixture.bridge).marks, ==, 1u << GALLEY_MARK_BOLD);
  galley_bridge_set_typing_style (fixture.bridge, (GalleyStyle){ 0 });
  body_type (&fixture, "细");
  body_type (&fixture, "字");
  g_assert_true (!is_bold_at (&fixture, 3) && !is_bold_at (&fixture, 4));

  /* The caret moved: the wish is forgotten. */
  galley_bridge_set_typing_style (fixture.bridge, (GalleyStyle){ .marks = 1u << GALLEY_MARK_BOLD });
  body_place (&fixture, 0, 6);
  body_place (&fixture, 0, 5);
  body_type (&fixture, "淡");
  g_assert_false (is_bold_at (&fixture, 5));
  body_assert_tags (&fixture);
  body_tear_down (&fixture);
}

/* Behind a link its words go on without it. */
static void
test_behind_link (void)
{
  Fixture fixture;
  guint n_marks;

  body_set_up (&fixture, "链接");
  galley_document_set_mark (fixture.document, (GalleyPosition){ 0, 0 }, (GalleyPosition){ 0, 2 }, GALLEY_MARK_LINK,
                            "https://example.com/", TRUE);
  body_place (&fixture, 0, 2);
  body_type (&fixture, "之后");
  g_assert_cmpuint (galley_block_get_marks (galley_document_get_block (fixture.document, 0), &n_marks)[0].end, ==, 2);
  body_place (&fixture, 0, 1);
  body_type (&fixture, "中");
  g_assert_cmpuint (galley_block_get_marks (galley_document_get_block (fixture.document, 0), &n_marks)[0].end, ==, 3);
  body_assert_tags (&fixture);
  body_tear_down (&fixture);
}

static void
test_headings (void)
{
  Fixture fixture;

  body_set_up (&fixture, "标题");
  galley_document_set_kind (fixture.document, 0, 0, GALLEY_BLOCK_HEADING_1);
  body_place (&fixture, 0, 2);
  body_type (&fixture, "\n");
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (fixture.document, 0)), ==, GALLEY_BLOCK_HEADING_1);
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (fixture.document, 1)), ==, GALLEY_BLOCK_PARAGRAPH);
  body_place (&fixture, 0, 0);
  body_type (&fixture, "\n");
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (fixture.document, 0)), ==, GALLEY_BLOCK_PARAGRAPH);
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (fixture.document, 1)), ==, GALLEY_BLOCK_HEADING_1);
  g_signal_emit_by_name (fixture.view, "backspace");
  body_assert_text (&fixture, "标题\n");
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (fixture.document, 0)), ==, GALLEY_BLOCK_HEADING_1);
  body_assert_tags (&fixture);
  body_tear_down (&fixture);
}

static void
assert_caret (Fixture *fixture,
              guint    block,
              guint    offset)
{
  GtkTextIter iter;
  GalleyPosition position;

  gtk_text_buffer_get_iter_at_mark (fixture->buffer, &iter, gtk_text_buffer_get_insert (fixture->buffer));
  position = galley_bridge_get_position (fixture->bridge, &iter);
  g_assert_cmpuint (position.block, ==, block);
  g_assert_cmpuint (position.offset, ==, offset);
}

static void
splice_foreign (Fixture    *fixture,
                guint       first,
                guint       n_removed,
                const char *text)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; *text != '\0' && lines[i] != NULL; i++)
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, lines[i], NULL, 0));
  galley_document_splice (fixture->document, GALLEY_SPLICE_FOREIGN, first, n_removed,
                          (GalleyBlock *const *) blocks->pdata, blocks->len);
  body_assert_same (fixture);
}

/* Another person's edit leaves the caret where it stands in the text. */
static void
test_caret_stays (void)
{
  Fixture fixture;

  body_set_up (&fixture, "第一段\n第二段\n第三段");
  body_place (&fixture, 1, 3);
  splice_foreign (&fixture, 2, 0, "插入在后");
  assert_caret (&fixture, 1, 3);
  splice_foreign (&fixture, 1, 0, "插入在前\n两段");
  assert_caret (&fixture, 3, 3);
  splice_foreign (&fixture, 3, 1, "第二段加长");
  assert_caret (&fixture, 3, 3);
  splice_foreign (&fixture, 3, 1, "原第二段加长");
  assert_caret (&fixture, 3, 4);
  splice_foreign (&fixture, 0, 3, "");
  assert_caret (&fixture, 0, 4);
  splice_foreign (&fixture, 0, 0, "最前");
  assert_caret (&fixture, 1, 4);

  body_place (&fixture, 3, 3);
  splice_foreign (&fixture, 4, 0, "最后");
  assert_caret (&fixture, 3, 3);
  splice_foreign (&fixture, 3, 1, "");
  assert_caret (&fixture, 3, 0);
  body_tear_down (&fixture);
}

static void
test_objects_are_refused (void)
{
  Fixture fixture;
  GtkTextIter iter, end;
  g_autoptr (GtkTextChildAnchor) anchor = gtk_text_child_anchor_new ();
  g_autoptr (GdkPaintable) paintable = gdk_paintable_new_empty (8, 8);

  body_set_up (&fixture, "甲乙");
  gtk_text_buffer_get_start_iter (fixture.buffer, &iter);
  gtk_text_buffer_insert_child_anchor (fixture.buffer, &iter, anchor);
  gtk_text_buffer_insert_paintable (fixture.buffer, &iter, paintable);
  gtk_text_buffer_get_bounds (fixture.buffer, &iter, &end);
  gtk_text_buffer_apply_tag_by_name (fixture.buffer, "bold", &iter, &end);
  body_assert_tags (&fixture);
  body_assert_text (&fixture, "甲乙");
  g_assert_cmpuint (fixture.n_spliced, ==, 0);
  body_tear_down (&fixture);
}

static void
note_refusal_cb (GtkWidget *view,
                 guint     *n_refused)
{
  (*n_refused)++;
}

static void
test_reading (void)
{
  Fixture fixture;
  guint n_refused = 0;

  body_set_up (&fixture, "只读");
  g_signal_connect (fixture.view, "refused-typing", G_CALLBACK (note_refusal_cb), &n_refused);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (fixture.view), FALSE);
  body_place (&fixture, 0, 2);
  body_type (&fixture, "字");
  g_signal_emit_by_name (fixture.view, "backspace");
  g_signal_emit_by_name (fixture.view, "paste-clipboard");
  g_assert_cmpuint (n_refused, ==, 1);
  g_signal_emit_by_name (fixture.view, "cut-clipboard");
  body_assert_text (&fixture, "只读");
  g_assert_cmpuint (fixture.n_spliced, ==, 0);
  body_tear_down (&fixture);
}

static void
test_keys_lose_nothing (void)
{
  static const struct
  {
    guint keyval;
    GdkModifierType state;
  } keys[] = {
    { GDK_KEY_Insert, 0 },
    { GDK_KEY_KP_Insert, 0 },
    { GDK_KEY_F7, 0 },
    { GDK_KEY_u, GDK_CONTROL_MASK },
    { GDK_KEY_period, GDK_CONTROL_MASK },
    { GDK_KEY_semicolon, GDK_CONTROL_MASK },
    { GDK_KEY_space, GDK_CONTROL_MASK },
    { GDK_KEY_h, GDK_CONTROL_MASK },
  };
  Fixture fixture;

  body_set_up (&fixture, "一个字也不少");
  body_place (&fixture, 0, 3);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    press_key (fixture.view, keys[i].keyval, keys[i].state);
  body_assert_text (&fixture, "一个字也不少");
  g_assert_false (gtk_text_view_get_overwrite (GTK_TEXT_VIEW (fixture.view)));
  g_assert_true (gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (fixture.view)));
  body_tear_down (&fixture);
}

static void
test_preedit (void)
{
  Fixture fixture;

  body_set_up (&fixture, "嘉");
  body_place (&fixture, 0, 1);
  g_signal_emit_by_name (fixture.view, "preedit-changed", "兴");
  g_assert_true (galley_text_guard_has_preedit (fixture.view));
  body_assert_text (&fixture, "嘉");
  galley_text_guard_commit_preedit (fixture.view);
  body_assert_text (&fixture, "嘉兴");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  g_assert_false (galley_text_guard_has_preedit (fixture.view));
  galley_text_guard_commit_preedit (fixture.view);
  body_assert_text (&fixture, "嘉兴");
  body_tear_down (&fixture);
}

static void
test_detach (void)
{
  Fixture fixture;
  GtkTextIter end;

  body_set_up (&fixture, "留下");
  galley_bridge_detach (fixture.bridge);
  gtk_text_buffer_get_end_iter (fixture.buffer, &end);
  gtk_text_buffer_insert (fixture.buffer, &end, "不算", -1);
  g_assert_cmpuint (fixture.n_spliced, ==, 0);
  body_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/bridge/paste", test_paste);
  g_test_add_func ("/app/bridge/changing", test_changing);
  g_test_add_func ("/app/bridge/too-long", test_too_long);
  g_test_add_func ("/app/bridge/replace-selection", test_replace_selection);
  g_test_add_func ("/app/bridge/compose", test_compose);
  g_test_add_func ("/app/bridge/compose-and-break", test_compose_and_break);
  g_test_add_func ("/app/bridge/marks-survive-undo", test_marks_survive_undo);
  g_test_add_func ("/app/bridge/typing-style", test_typing_style);
  g_test_add_func ("/app/bridge/behind-link", test_behind_link);
  g_test_add_func ("/app/bridge/headings", test_headings);
  g_test_add_func ("/app/bridge/caret-stays", test_caret_stays);
  g_test_add_func ("/app/bridge/objects-are-refused", test_objects_are_refused);
  g_test_add_func ("/app/bridge/reading", test_reading);
  g_test_add_func ("/app/bridge/keys-lose-nothing", test_keys_lose_nothing);
  g_test_add_func ("/app/bridge/preedit", test_preedit);
  g_test_add_func ("/app/bridge/detach", test_detach);

  return g_test_run ();
}
