/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures in the body's view: what keys do at their borders, and that pictures stand where their lines are. */
#include "body-fixture.h"

#include "app/body/galley-body-objects.h"
#include "app/body/galley-figure-view.h"

#define BR "\342\200\250"

/* "前", a figure of that text, "后". */
static void
set_up (Fixture    *fixture,
        const char *text)
{
  g_autoptr (GPtrArray) figures = galley_blocks_new ();

  body_set_up (fixture, "前\n后");
  g_ptr_array_add (figures, body_make_figure (0, text));
  galley_document_insert_figures (fixture->document, (GalleyPosition){ 0, 1 }, figures);
  fixture->n_typed = fixture->n_spliced = 0;
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
  g_assert_false (gtk_text_buffer_get_has_selection (fixture->buffer));
}

static void
assert_selected (Fixture *fixture,
                 guint    block)
{
  guint selected = G_MAXUINT;

  g_assert_true (galley_body_objects_get_selected (GTK_TEXT_VIEW (fixture->view), fixture->document, &selected));
  g_assert_cmpuint (selected, ==, block);
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
test_type (void)
{
  Fixture fixture;

  set_up (&fixture, "");
  body_assert_blocks (&fixture, "p前 f" BR " p后");
  body_place (&fixture, 1, 0);
  body_type (&fixture, "图说");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  /* Enter goes on to the credit, and from there to a paragraph below. */
  body_type (&fixture, "\n");
  assert_caret (&fixture, 1, 3);
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  body_type (&fixture, "某某 摄");
  body_type (&fixture, "\n");
  body_type (&fixture, "文");
  body_assert_blocks (&fixture, "p前 f图说" BR "某某 摄 p文 p后");
  /* At the start of a caption: a line above the picture. */
  body_place (&fixture, 1, 0);
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "p前 p f图说" BR "某某 摄 p文 p后");
  body_tear_down (&fixture);
}

/* The line of an empty credit has something to stand on, which is not of the document and goes with the first word. */
static void
test_empty_credit (void)
{
  Fixture fixture;
  GtkTextIter end;

  set_up (&fixture, "图");
  gtk_text_buffer_get_iter_at_line (fixture.buffer, &end, 1);
  gtk_text_iter_forward_to_line_end (&end);
  g_assert_cmpint (gtk_text_iter_get_line_offset (&end), ==, 3);
  gtk_text_buffer_place_cursor (fixture.buffer, &end);
  press_backspace (&fixture);
  assert_caret (&fixture, 1, 1);
  body_assert_blocks (&fixture, "p前 f图" BR " p后");

  gtk_text_buffer_get_iter_at_line_offset (fixture.buffer, &end, 1, 3);
  gtk_text_buffer_place_cursor (fixture.buffer, &end);
  body_type (&fixture, "某");
  body_assert_blocks (&fixture, "p前 f图" BR "某 p后");
  g_assert_cmpuint (fixture.n_typed, ==, 1);
  press_backspace (&fixture);
  body_assert_blocks (&fixture, "p前 f图" BR " p后");
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "p前 f图" BR " p p后");
  body_tear_down (&fixture);
}

static void
test_paste (void)
{
  Fixture fixture;

  set_up (&fixture, "图" BR "文");
  body_place (&fixture, 1, 1);
  body_paste (&fixture, "\357\277\274说");
  body_assert_blocks (&fixture, "p前 f图说" BR "文 p后");
  body_paste (&fixture, "一\n二");
  body_assert_blocks (&fixture, "p前 f图说" BR "文 p一 p二 p后");
  assert_caret (&fixture, 3, 1);
  g_assert_cmpuint (fixture.n_typed, ==, 2);
  body_tear_down (&fixture);
}

static void
test_backspace (void)
{
  Fixture fixture;

  set_up (&fixture, "图" BR "文");
  body_place (&fixture, 1, 2);
  press_backspace (&fixture);
  assert_caret (&fixture, 1, 1);
  body_place (&fixture, 1, 0);
  press_backspace (&fixture);
  assert_selected (&fixture, 1);
  body_place (&fixture, 2, 0);
  press_backspace (&fixture);
  assert_selected (&fixture, 1);
  g_assert_cmpuint (fixture.n_spliced, ==, 0);
  press_backspace (&fixture);
  body_assert_blocks (&fixture, "p前 p后");
  assert_caret (&fixture, 1, 0);
  g_assert_cmpuint (fixture.n_typed, ==, 1);

  g_assert_true (galley_history_undo (fixture.history, NULL));
  body_assert_blocks (&fixture, "p前 f图" BR "文 p后");
  /* An empty line below goes by itself. */
  body_place (&fixture, 2, 1);
  press_backspace (&fixture);
  press_backspace (&fixture);
  body_assert_blocks (&fixture, "p前 f图" BR "文");
  assert_caret (&fixture, 1, 3);
  body_tear_down (&fixture);
}

static void
test_delete (void)
{
  Fixture fixture;

  set_up (&fixture, "图" BR "文");
  body_place (&fixture, 1, 1);
  press_delete (&fixture);
  assert_caret (&fixture, 1, 2);
  body_place (&fixture, 1, 3);
  press_delete (&fixture);
  assert_caret (&fixture, 1, 3);
  body_place (&fixture, 0, 1);
  press_delete (&fixture);
  assert_selected (&fixture, 1);
  g_assert_cmpuint (fixture.n_spliced, ==, 0);
  press_delete (&fixture);
  body_assert_blocks (&fixture, "p前 p后");
  body_tear_down (&fixture);
}

/* Whatever is selected, what is shown is what is kept, and the break is never lost. */
static void
test_selections (void)
{
  static const struct
  {
    GalleyPosition start, end;
    const char *blocks;
  } cases[] = {
    { { 1, 0 }, { 1, 1 }, "p前 f" BR "文 p后" },
    { { 1, 0 }, { 1, 2 }, "p前 f文" BR " p后" },
    { { 1, 1 }, { 1, 3 }, "p前 f图" BR " p后" },
    { { 1, 0 }, { 1, 3 }, "p前 p p后" },
    { { 1, 0 }, { 2, 0 }, "p前 p后" },
    { { 0, 1 }, { 1, 3 }, "p前 p后" },
    { { 0, 0 }, { 1, 1 }, "f" BR "文 p后" },
    { { 1, 1 }, { 2, 0 }, "p前 f图后" BR },
    { { 1, 3 }, { 2, 0 }, "p前 f图" BR "文后" },
    { { 0, 1 }, { 2, 0 }, "p前后" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      GtkTextIter start, end;

      set_up (&fixture, "图" BR "文");
      galley_bridge_get_iter (fixture.bridge, cases[i].start, &start);
      galley_bridge_get_iter (fixture.bridge, cases[i].end, &end);
      gtk_text_buffer_select_range (fixture.buffer, &start, &end);
      gtk_text_buffer_delete_selection (fixture.buffer, TRUE, TRUE);
      body_assert_blocks (&fixture, cases[i].blocks);
      g_assert_cmpuint (fixture.n_typed, ==, 1);
      body_tear_down (&fixture);
    }
}

static guint
count_pictures (Fixture   *fixture,
                GtkWidget *parent)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += GALLEY_IS_FIGURE_VIEW (child) ? 1 : count_pictures (fixture, child);
  return n;
}

/* Each figure has one picture, through undo and whatever else. */
static void
test_pictures (void)
{
  g_autoptr (GPtrArray) figures = galley_blocks_new ();
  Fixture fixture;

  set_up (&fixture, "图" BR "文");
  g_assert_cmpuint (count_pictures (&fixture, fixture.view), ==, 1);
  g_ptr_array_add (figures, body_make_figure (1, ""));
  g_ptr_array_add (figures, body_make_figure (2, ""));
  galley_document_insert_figures (fixture.document, (GalleyPosition){ 2, 1 }, figures);
  g_assert_cmpuint (count_pictures (&fixture, fixture.view), ==, 3);
  galley_document_remove_block (fixture.document, 1);
  g_assert_cmpuint (count_pictures (&fixture, fixture.view), ==, 2);
  galley_history_undo (fixture.history, NULL);
  galley_history_undo (fixture.history, NULL);
  g_assert_cmpuint (count_pictures (&fixture, fixture.view), ==, 1);
  galley_body_view_set_document (GALLEY_BODY_VIEW (fixture.view), NULL, NULL);
  g_assert_cmpuint (count_pictures (&fixture, fixture.view), ==, 0);
  body_tear_down (&fixture);
}

static void
test_fit (void)
{
  static const struct
  {
    guint width, height;
    int shown_width, shown_height;
  } cases[] = {
    { 1600, 900, 640, 360 }, { 300, 200, 300, 200 },  { 1000, 4000, 100, 400 },
    { 1, 1, 48, 48 },        { 65535, 1, 640, 48 },   { 1, 65535, 48, 400 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *hash = g_strdup_printf ("%064d", 0);
      g_autoptr (GalleyFigure) figure = galley_figure_new (hash, "image/png", cases[i].width, cases[i].height, NULL);
      int width, height;

      galley_figure_fit (figure, 640, 20, &width, &height);
      g_assert_cmpint (width, ==, cases[i].shown_width);
      g_assert_cmpint (height, ==, cases[i].shown_height);
    }
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/figures/type", test_type);
  g_test_add_func ("/app/figures/empty-credit", test_empty_credit);
  g_test_add_func ("/app/figures/paste", test_paste);
  g_test_add_func ("/app/figures/backspace", test_backspace);
  g_test_add_func ("/app/figures/delete", test_delete);
  g_test_add_func ("/app/figures/selections", test_selections);
  g_test_add_func ("/app/figures/pictures", test_pictures);
  g_test_add_func ("/app/figures/fit", test_fit);
  return g_test_run ();
}
