/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Body view, bridge, document and history against each other: buffer and document never differ. */
#include "app/editor/galley-body-view.h"
#include "app/editor/galley-bridge.h"
#include "core/model/galley-history.h"

#include <gtk/gtk.h>

#define N_ROUNDS 40
#define N_ACTIONS 250

typedef struct
{
  GalleyClock *clock;
  GalleyDocument *document;
  GalleyHistory *history;
  GtkWidget *view;
  GtkTextBuffer *buffer;
  GalleyBridge *bridge;
  guint n_typed;   /* splices of origin TYPED */
  guint n_spliced; /* of all origins */
} Fixture;

static void
spliced_cb (GalleyDocument    *document,
            guint              first,
            GPtrArray         *removed,
            guint              n_inserted,
            GalleySpliceOrigin origin,
            Fixture           *fixture)
{
  fixture->n_spliced++;
  if (origin == GALLEY_SPLICE_TYPED)
    fixture->n_typed++;
}

static void
set_up_with (Fixture    *fixture,
             const char *text)
{
  GalleyPosition start = { 0, 0 };

  fixture->clock = galley_test_clock_new (0);
  fixture->document = galley_document_new ();
  if (*text != '\0')
    galley_document_replace_text (fixture->document, start, start, text, (GalleyStyle){ 0 });
  fixture->history = galley_history_new (fixture->document, fixture->clock);
  fixture->view = g_object_ref_sink (galley_body_view_new ());
  fixture->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  fixture->bridge = galley_bridge_new (fixture->document, fixture->buffer);
  fixture->n_typed = fixture->n_spliced = 0;
  g_signal_connect (fixture->document, "spliced", G_CALLBACK (spliced_cb), fixture);
}

static void
tear_down (Fixture *fixture)
{
  g_signal_handlers_disconnect_by_data (fixture->document, fixture);
  g_assert_finalize_object (fixture->bridge);
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->document);
  g_object_unref (fixture->clock);
}

static char *
dup_document_text (GalleyDocument *document)
{
  guint last = galley_document_get_n_blocks (document) - 1;

  return galley_document_dup_text (document, (GalleyPosition){ 0, 0 }, (GalleyPosition){ last, G_MAXUINT });
}

static char *
dup_buffer_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
}

static gboolean
has_tag (GtkTextBuffer *buffer,
         GtkTextIter   *iter,
         const char    *name)
{
  return gtk_text_iter_has_tag (iter, gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name));
}

/* Every character wears the tags that its block asks for, and no others. */
static void
assert_tags (Fixture *fixture)
{
  static const char *const marks[] = { "link", "bold", "italic", "underline" };
  static const char *const kinds[] = { NULL, "heading-1", "heading-2", "quote" };

  for (guint line = 0; line < galley_document_get_n_blocks (fixture->document); line++)
    {
      GalleyBlock *block = galley_document_get_block (fixture->document, line);
      guint n_marks;
      const GalleyMark *block_marks = galley_block_get_marks (block, &n_marks);

      for (guint offset = 0; offset < galley_block_get_n_characters (block); offset++)
        {
          guint wanted = 0;
          GtkTextIter iter;

          gtk_text_buffer_get_iter_at_line_offset (fixture->buffer, &iter, line, offset);
          for (guint i = 0; i < n_marks; i++)
            if (block_marks[i].start <= offset && offset < block_marks[i].end)
              wanted |= 1u << block_marks[i].kind;
          for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
            g_assert_cmpint (has_tag (fixture->buffer, &iter, marks[i]), ==, (wanted >> i) & 1);
          for (guint i = 1; i < G_N_ELEMENTS (kinds); i++)
            g_assert_cmpint (has_tag (fixture->buffer, &iter, kinds[i]), ==, galley_block_get_kind (block) == i);
        }
    }
}

static void
assert_same (Fixture *fixture)
{
  g_autofree char *document_text = dup_document_text (fixture->document);
  g_autofree char *buffer_text = dup_buffer_text (fixture->buffer);

  g_assert_cmpstr (buffer_text, ==, document_text);
  g_assert_cmpint (gtk_text_buffer_get_line_count (fixture->buffer), ==,
                   galley_document_get_n_blocks (fixture->document));
}

static void
assert_text (Fixture    *fixture,
             const char *text)
{
  g_autofree char *document_text = dup_document_text (fixture->document);

  g_assert_cmpstr (document_text, ==, text);
  assert_same (fixture);
}

static void
place (Fixture *fixture,
       guint    block,
       guint    offset)
{
  GtkTextIter iter;

  galley_bridge_get_iter (fixture->bridge, (GalleyPosition){ block, offset }, &iter);
  gtk_text_buffer_place_cursor (fixture->buffer, &iter);
}

static void
type (Fixture    *fixture,
      const char *text)
{
  g_signal_emit_by_name (fixture->view, "insert-at-cursor", text);
}

/* What a paste does: all in one user action. */
static void
paste (Fixture    *fixture,
       const char *text)
{
  gtk_text_buffer_begin_user_action (fixture->buffer);
  gtk_text_buffer_delete_selection (fixture->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (fixture->buffer, text, -1, TRUE);
  gtk_text_buffer_end_user_action (fixture->buffer);
}

/* --- random ------------------------------------------------------------------------------------------------------ */

static const char *const pieces[] = {
  "南", "湖区", "a", "word ", "e", "\xcc\x81", "\xcc\x81\xcc\x81", "\r\n", "\n", "\r", "\xe2\x80\xa9", "\xef\xbf\xbc",
  "\xef\xbb\xbf", "\xe2\x80\xa8", "\xe3\x80\x80\xe3\x80\x80段首", "第一段\r\n第二段\n\n第四段", "e\xcc\x81\ne\xcc\x81x",
  "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", "\xef\xa8\x99", "\x01\x7f", "\t",
  "\xef\xb7\x90", "\xe1\x84\x80", "\xe1\x85\xa1", "，“引号”。",
};

static const char *
random_piece (GRand *random)
{
  return pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))];
}

static GalleyPosition
random_position (Fixture *fixture,
                 GRand   *random)
{
  guint block = g_rand_int_range (random, 0, galley_document_get_n_blocks (fixture->document));
  guint length = galley_block_get_n_characters (galley_document_get_block (fixture->document, block));

  return (GalleyPosition){ block, g_rand_int_range (random, 0, length + 1) };
}

static void
select_at_random (Fixture *fixture,
                  GRand   *random)
{
  GtkTextIter one, other;

  galley_bridge_get_iter (fixture->bridge, random_position (fixture, random), &one);
  galley_bridge_get_iter (fixture->bridge, random_position (fixture, random), &other);
  gtk_text_buffer_select_range (fixture->buffer, &one, &other);
}

/* One thing a person does to the buffer. */
static void
act_at_random (Fixture *fixture,
               GRand   *random)
{
  if (g_rand_int_range (random, 0, 3) == 0)
    {
      GalleyPosition position = random_position (fixture, random);

      place (fixture, position.block, position.offset);
    }
  else if (g_rand_int_range (random, 0, 4) == 0)
    {
      select_at_random (fixture, random);
    }

  switch (g_rand_int_range (random, 0, 7))
    {
    case 0:
      g_signal_emit_by_name (fixture->view, "backspace");
      break;
    case 1:
      g_signal_emit_by_name (fixture->view, "delete-from-cursor", GTK_DELETE_CHARS, g_rand_int_range (random, -3, 4));
      break;
    case 2:
      g_signal_emit_by_name (fixture->view, "delete-from-cursor", GTK_DELETE_WORD_ENDS, 1);
      break;
    case 3:
      paste (fixture, random_piece (random));
      break;
    case 4:
      galley_bridge_set_typing_style (fixture->bridge, (GalleyStyle){ .marks = 1u << GALLEY_MARK_BOLD });
      type (fixture, random_piece (random));
      break;
    default:
      type (fixture, random_piece (random));
      break;
    }
}

/* What happens to the document from elsewhere. */
static void
change_document_at_random (Fixture *fixture,
                           GRand   *random)
{
  GalleyPosition one = random_position (fixture, random), other = random_position (fixture, random);

  if (one.block > other.block || (one.block == other.block && one.offset > other.offset))
    {
      GalleyPosition swapped = one;

      one = other;
      other = swapped;
    }

  switch (g_rand_int_range (random, 0, 6))
    {
    case 0:
      galley_history_undo (fixture->history, NULL);
      break;
    case 1:
      galley_history_redo (fixture->history, NULL);
      break;
    case 2:
      galley_document_set_kind (fixture->document, one.block, other.block,
                                g_rand_int_range (random, 0, GALLEY_N_BLOCK_KINDS));
      break;
    case 3:
      galley_document_set_mark (fixture->document, one, other, g_rand_int_range (random, 0, GALLEY_N_MARK_KINDS),
                                "https://example.com/", g_rand_boolean (random));
      break;
    default:
      {
        guint n_inserted = g_rand_int_range (random, 0, 4);
        guint n_behind = galley_document_get_n_blocks (fixture->document) - one.block;
        guint n_removed = g_rand_int_range (random, 0, 4);
        g_autoptr (GPtrArray) blocks = galley_blocks_new ();

        for (guint i = 0; i < n_inserted; i++)
          g_ptr_array_add (blocks, galley_block_new (g_rand_int_range (random, 0, GALLEY_N_BLOCK_KINDS),
                                                     random_piece (random), NULL, 0));
        galley_document_splice (fixture->document, GALLEY_SPLICE_FOREIGN, one.block,
                                MIN (n_removed, n_behind),
                                (GalleyBlock *const *) blocks->pdata, n_inserted);
        break;
      }
    }
}

static void
test_invariant_1 (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      guint32 seed = g_test_rand_int ();
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      Fixture fixture;

      g_test_message ("seed %u", seed);
      set_up_with (&fixture, "第一段文字。\n第二段，有 English。\n第三段");
      for (guint i = 0; i < N_ACTIONS; i++)
        {
          if (g_rand_int_range (random, 0, 4) > 0)
            {
              guint64 generation = galley_document_get_generation (fixture.document);

              fixture.n_typed = fixture.n_spliced = 0;
              act_at_random (&fixture, random);
              g_assert_cmpuint (fixture.n_spliced, <=, 1);
              g_assert_cmpuint (fixture.n_typed, ==, fixture.n_spliced);
              g_assert_cmpuint (galley_document_get_generation (fixture.document) - generation, ==, fixture.n_typed);
            }
          else
            {
              change_document_at_random (&fixture, random);
            }
          assert_same (&fixture);
          if (i % 10 == 0)
            assert_tags (&fixture);
        }
      assert_tags (&fixture);
      while (galley_history_undo (fixture.history, NULL))
        assert_same (&fixture);
      assert_tags (&fixture);
      tear_down (&fixture);
    }
}

/* --- one by one -------------------------------------------------------------------------------------------------- */

static void
test_paste (void)
{
  Fixture fixture;

  set_up_with (&fixture, "甲乙");
  place (&fixture, 0, 1);
  paste (&fixture, "一\r\n二\xe2\x80\xa9三\xef\xbf\xbc\r四");
  assert_text (&fixture, "甲一\n二\n三\n四乙");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  g_assert_true (galley_history_undo (fixture.history, NULL));
  assert_text (&fixture, "甲乙");
  tear_down (&fixture);
}

static void
test_replace_selection (void)
{
  GtkTextIter start, end;
  Fixture fixture;

  set_up_with (&fixture, "甲乙\n丙丁\n戊己");
  galley_bridge_get_iter (fixture.bridge, (GalleyPosition){ 0, 1 }, &start);
  galley_bridge_get_iter (fixture.bridge, (GalleyPosition){ 2, 1 }, &end);
  gtk_text_buffer_select_range (fixture.buffer, &start, &end);
  paste (&fixture, "新");
  assert_text (&fixture, "甲新己");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  tear_down (&fixture);
}

static void
test_compose (void)
{
  Fixture fixture;

  set_up_with (&fixture, "");
  type (&fixture, "e");
  type (&fixture, "\xcc\x81");
  assert_text (&fixture, "\xc3\xa9");
  type (&fixture, "x");
  assert_text (&fixture, "\xc3\xa9x");
  g_signal_emit_by_name (fixture.view, "backspace");
  g_signal_emit_by_name (fixture.view, "backspace");
  assert_text (&fixture, "");
  tear_down (&fixture);
}

/* An accent in front of a line end: what is behind the caret stays behind the line end. */
static void
test_compose_and_break (void)
{
  Fixture fixture;

  set_up_with (&fixture, "eabc");
  place (&fixture, 0, 1);
  paste (&fixture, "\xcc\x81x\ny");
  assert_text (&fixture, "\xc3\xa9x\nyabc");
  tear_down (&fixture);
}

static void
test_marks_survive_undo (void)
{
  Fixture fixture;
  GalleyPosition caret;

  set_up_with (&fixture, "普通粗体普通");
  galley_document_set_mark (fixture.document, (GalleyPosition){ 0, 2 }, (GalleyPosition){ 0, 4 }, GALLEY_MARK_BOLD, NULL,
                            TRUE);
  assert_tags (&fixture);
  place (&fixture, 0, 3);
  type (&fixture, "黑");
  assert_text (&fixture, "普通粗黑体普通");
  assert_tags (&fixture);
  g_assert_true (galley_document_has_mark (fixture.document, (GalleyPosition){ 0, 2 }, (GalleyPosition){ 0, 5 },
                                           GALLEY_MARK_BOLD));

  g_assert_true (galley_history_undo (fixture.history, &caret));
  g_assert_cmpuint (caret.block, ==, 0);
  g_assert_cmpuint (caret.offset, ==, 3);
  g_assert_true (galley_document_has_mark (fixture.document, (GalleyPosition){ 0, 2 }, (GalleyPosition){ 0, 4 },
                                           GALLEY_MARK_BOLD));
  assert_tags (&fixture);
  g_assert_true (galley_history_undo (fixture.history, &caret));
  assert_tags (&fixture);
  g_assert_false (galley_document_has_mark (fixture.document, (GalleyPosition){ 0, 2 }, (GalleyPosition){ 0, 4 },
                                            GALLEY_MARK_BOLD));
  g_assert_true (galley_history_redo (fixture.history, &caret));
  g_assert_true (galley_history_redo (fixture.history, &caret));
  assert_text (&fixture, "普通粗黑体普通");
  assert_tags (&fixture);
  tear_down (&fixture);
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

  set_up_with (&fixture, "甲乙");
  place (&fixture, 0, 1);
  galley_bridge_set_typing_style (fixture.bridge, (GalleyStyle){ .marks = 1u << GALLEY_MARK_BOLD });
  type (&fixture, "粗");
  type (&fixture, "体");
  g_assert_true (is_bold_at (&fixture, 1) && is_bold_at (&fixture, 2) && !is_bold_at (&fixture, 3));

  /* Behind bold it goes on bold, as in a word processor; once switched off it stays off. */
  place (&fixture, 0, 0);
  place (&fixture, 0, 3);
  g_assert_cmpuint (galley_bridge_get_typing_style (fixture.bridge).marks, ==, 1u << GALLEY_MARK_BOLD);
  galley_bridge_set_typing_style (fixture.bridge, (GalleyStyle){ 0 });
  type (&fixture, "细");
  type (&fixture, "字");
  g_assert_true (!is_bold_at (&fixture, 3) && !is_bold_at (&fixture, 4));

  /* The caret moved: the wish is forgotten. */
  galley_bridge_set_typing_style (fixture.bridge, (GalleyStyle){ .marks = 1u << GALLEY_MARK_BOLD });
  place (&fixture, 0, 6);
  place (&fixture, 0, 5);
  type (&fixture, "淡");
  g_assert_false (is_bold_at (&fixture, 5));
  assert_tags (&fixture);
  tear_down (&fixture);
}

/* Behind a link its words go on without it. */
static void
test_behind_link (void)
{
  Fixture fixture;
  guint n_marks;

  set_up_with (&fixture, "链接");
  galley_document_set_mark (fixture.document, (GalleyPosition){ 0, 0 }, (GalleyPosition){ 0, 2 }, GALLEY_MARK_LINK,
                            "https://example.com/", TRUE);
  place (&fixture, 0, 2);
  type (&fixture, "之后");
  g_assert_cmpuint (galley_block_get_marks (galley_document_get_block (fixture.document, 0), &n_marks)[0].end, ==, 2);
  place (&fixture, 0, 1);
  type (&fixture, "中");
  g_assert_cmpuint (galley_block_get_marks (galley_document_get_block (fixture.document, 0), &n_marks)[0].end, ==, 3);
  assert_tags (&fixture);
  tear_down (&fixture);
}

static void
test_headings (void)
{
  Fixture fixture;

  set_up_with (&fixture, "标题");
  galley_document_set_kind (fixture.document, 0, 0, GALLEY_BLOCK_HEADING_1);
  place (&fixture, 0, 2);
  type (&fixture, "\n");
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (fixture.document, 0)), ==, GALLEY_BLOCK_HEADING_1);
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (fixture.document, 1)), ==, GALLEY_BLOCK_PARAGRAPH);
  place (&fixture, 0, 0);
  type (&fixture, "\n");
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (fixture.document, 0)), ==, GALLEY_BLOCK_PARAGRAPH);
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (fixture.document, 1)), ==, GALLEY_BLOCK_HEADING_1);
  g_signal_emit_by_name (fixture.view, "backspace");
  assert_text (&fixture, "标题\n");
  g_assert_cmpint (galley_block_get_kind (galley_document_get_block (fixture.document, 0)), ==, GALLEY_BLOCK_HEADING_1);
  assert_tags (&fixture);
  tear_down (&fixture);
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
  assert_same (fixture);
}

/* Another person's edit leaves the caret where it stands in the text. */
static void
test_caret_stays (void)
{
  Fixture fixture;

  set_up_with (&fixture, "第一段\n第二段\n第三段");
  place (&fixture, 1, 3);
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

  place (&fixture, 3, 3);
  splice_foreign (&fixture, 4, 0, "最后");
  assert_caret (&fixture, 3, 3);
  splice_foreign (&fixture, 3, 1, "");
  assert_caret (&fixture, 3, 0);
  tear_down (&fixture);
}

static void
test_objects_are_refused (void)
{
  Fixture fixture;
  GtkTextIter iter, end;
  g_autoptr (GtkTextChildAnchor) anchor = gtk_text_child_anchor_new ();
  g_autoptr (GdkPaintable) paintable = gdk_paintable_new_empty (8, 8);

  set_up_with (&fixture, "甲乙");
  gtk_text_buffer_get_start_iter (fixture.buffer, &iter);
  gtk_text_buffer_insert_child_anchor (fixture.buffer, &iter, anchor);
  gtk_text_buffer_insert_paintable (fixture.buffer, &iter, paintable);
  gtk_text_buffer_get_bounds (fixture.buffer, &iter, &end);
  gtk_text_buffer_apply_tag_by_name (fixture.buffer, "bold", &iter, &end);
  assert_tags (&fixture);
  assert_text (&fixture, "甲乙");
  g_assert_cmpuint (fixture.n_spliced, ==, 0);
  tear_down (&fixture);
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

  set_up_with (&fixture, "只读");
  g_signal_connect (fixture.view, "refused-typing", G_CALLBACK (note_refusal_cb), &n_refused);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (fixture.view), FALSE);
  place (&fixture, 0, 2);
  type (&fixture, "字");
  g_signal_emit_by_name (fixture.view, "backspace");
  g_signal_emit_by_name (fixture.view, "paste-clipboard");
  g_assert_cmpuint (n_refused, ==, 1);
  g_signal_emit_by_name (fixture.view, "cut-clipboard");
  assert_text (&fixture, "只读");
  g_assert_cmpuint (fixture.n_spliced, ==, 0);
  tear_down (&fixture);
}

static void
press (GtkWidget      *widget,
       guint           keyval,
       GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  /* The class's own shortcuts, as a key would find them. */
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state &&
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                            gtk_shortcut_get_arguments (shortcut)))
            return;
        }
    }
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

  set_up_with (&fixture, "一个字也不少");
  place (&fixture, 0, 3);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    press (fixture.view, keys[i].keyval, keys[i].state);
  assert_text (&fixture, "一个字也不少");
  g_assert_false (gtk_text_view_get_overwrite (GTK_TEXT_VIEW (fixture.view)));
  g_assert_true (gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (fixture.view)));
  tear_down (&fixture);
}

static void
test_preedit (void)
{
  Fixture fixture;

  set_up_with (&fixture, "嘉");
  place (&fixture, 0, 1);
  g_signal_emit_by_name (fixture.view, "preedit-changed", "兴");
  g_assert_true (galley_body_view_has_preedit (GALLEY_BODY_VIEW (fixture.view)));
  assert_text (&fixture, "嘉");
  galley_body_view_commit_preedit (GALLEY_BODY_VIEW (fixture.view));
  assert_text (&fixture, "嘉兴");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  g_assert_false (galley_body_view_has_preedit (GALLEY_BODY_VIEW (fixture.view)));
  galley_body_view_commit_preedit (GALLEY_BODY_VIEW (fixture.view));
  assert_text (&fixture, "嘉兴");
  tear_down (&fixture);
}

static void
test_detach (void)
{
  Fixture fixture;
  GtkTextIter end;

  set_up_with (&fixture, "留下");
  galley_bridge_detach (fixture.bridge);
  gtk_text_buffer_get_end_iter (fixture.buffer, &end);
  gtk_text_buffer_insert (fixture.buffer, &end, "不算", -1);
  g_assert_cmpuint (fixture.n_spliced, ==, 0);
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/invariants/1-only-splice-changes-a-body", test_invariant_1);
  g_test_add_func ("/app/bridge/paste", test_paste);
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
