/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments and videos in the body's view: what keys do at their borders, and that a card stands where its title is. */
#include "body-fixture.h"

#include "app/editor/galley-body-figures.h"
#include "app/editor/galley-card-view.h"

/* "前", an attachment of that title, "后". */
static void
set_up (Fixture    *fixture,
        const char *title)
{
  g_autoptr (GPtrArray) enclosed = galley_blocks_new ();

  body_set_up (fixture, "前\n后");
  g_ptr_array_add (enclosed, body_make_attachment (0, title));
  galley_document_insert_enclosed (fixture->document, (GalleyPosition){ 0, 1 }, enclosed);
  fixture->n_typed = fixture->n_spliced = 0;
}

static void
press_backspace (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->view, "backspace");
}

static void
press_delete (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->view, "delete-from-cursor", GTK_DELETE_CHARS, 1);
}

static void
assert_selected (Fixture *fixture,
                 guint    block)
{
  guint selected = G_MAXUINT;

  g_assert_true (galley_body_figures_get_selected (GTK_TEXT_VIEW (fixture->view), fixture->document, &selected));
  g_assert_cmpuint (selected, ==, block);
}

/* An empty title has something to stand on, which is not of the document and goes with the first word. */
static void
test_type (void)
{
  Fixture fixture;

  set_up (&fixture, "");
  body_assert_blocks (&fixture, "p前 a p后");
  body_place (&fixture, 1, 0);
  body_type (&fixture, "名");
  body_type (&fixture, "单");
  body_assert_blocks (&fixture, "p前 a名单 p后");
  g_assert_cmpuint (fixture.n_typed, ==, 2);
  press_backspace (&fixture);
  press_backspace (&fixture);
  body_assert_blocks (&fixture, "p前 a p后");
  body_type (&fixture, "名单");
  body_type (&fixture, "\n");
  body_type (&fixture, "文");
  body_assert_blocks (&fixture, "p前 a名单 p文 p后");
  body_place (&fixture, 1, 0);
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "p前 p a名单 p文 p后");
  body_place (&fixture, 2, 1);
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "p前 p a名 p单 p文 p后");
  body_tear_down (&fixture);
}

/* Enter in an empty title does not make a second file. */
static void
test_enter_in_empty (void)
{
  Fixture fixture;

  set_up (&fixture, "");
  body_place (&fixture, 1, 0);
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "p前 a p p后");
  body_tear_down (&fixture);
}

static void
test_borders (void)
{
  Fixture fixture;

  set_up (&fixture, "名");
  body_place (&fixture, 1, 0);
  press_backspace (&fixture);
  assert_selected (&fixture, 1);
  press_backspace (&fixture);
  body_assert_blocks (&fixture, "p前 p后");
  galley_history_undo (fixture.history, NULL);
  body_assert_blocks (&fixture, "p前 a名 p后");
  body_place (&fixture, 2, 0);
  press_backspace (&fixture);
  assert_selected (&fixture, 1);
  body_place (&fixture, 0, 1);
  press_delete (&fixture);
  assert_selected (&fixture, 1);
  /* Behind the title nothing comes up into it. */
  body_place (&fixture, 1, 1);
  press_delete (&fixture);
  body_assert_blocks (&fixture, "p前 a名 p后");
  body_tear_down (&fixture);
}

/* A title that is written over as a whole stays the file's. */
static void
test_type_over (void)
{
  Fixture fixture;

  set_up (&fixture, "名单");
  galley_body_figures_select (GTK_TEXT_VIEW (fixture.view), 1);
  gtk_text_buffer_begin_user_action (fixture.buffer);
  gtk_text_buffer_delete_selection (fixture.buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (fixture.buffer, "新", -1);
  gtk_text_buffer_end_user_action (fixture.buffer);
  body_assert_blocks (&fixture, "p前 a新 p后");
  galley_history_undo (fixture.history, NULL);
  body_assert_blocks (&fixture, "p前 a名单 p后");
  body_tear_down (&fixture);
}

static void
test_paste (void)
{
  Fixture fixture;

  set_up (&fixture, "名");
  body_place (&fixture, 1, 1);
  body_paste (&fixture, "甲\n乙");
  body_assert_blocks (&fixture, "p前 a名甲 p乙 p后");
  body_tear_down (&fixture);
}

static GalleyCardView *
find_card (Fixture *fixture)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->view));

  while (child != NULL && !GALLEY_IS_CARD_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child != NULL ? GALLEY_CARD_VIEW (child) : NULL;
}

static void
test_card (void)
{
  Fixture fixture;
  GalleyCardView *card;

  set_up (&fixture, "名");
  card = find_card (&fixture);
  g_assert_nonnull (card);
  g_assert_cmpstr (galley_enclosure_get_name (galley_card_view_get_enclosure (card)), ==, "a.pdf");
  galley_document_remove_block (fixture.document, 1);
  g_assert_null (find_card (&fixture));
  galley_history_undo (fixture.history, NULL);
  g_assert_nonnull (find_card (&fixture));
  body_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/cards/type", test_type);
  g_test_add_func ("/app/cards/enter-in-empty", test_enter_in_empty);
  g_test_add_func ("/app/cards/borders", test_borders);
  g_test_add_func ("/app/cards/type-over", test_type_over);
  g_test_add_func ("/app/cards/paste", test_paste);
  g_test_add_func ("/app/cards/card", test_card);
  return g_test_run ();
}
