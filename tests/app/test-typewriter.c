/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typewriter scrolling in a real view. */
#include "page-fixture.h"

#include "app/editor/galley-typewriter.h"

#define LINES 200

typedef struct
{
  GtkWidget *window;
  GtkTextView *view;
  GalleyTypewriter *typewriter;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkTextIter start;

  for (guint i = 0; i < LINES; i++)
    g_string_append_printf (text, "line %u\n", i);
  fixture->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_bottom_margin (fixture->view, 20);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (fixture->view), text->str, -1);
  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (fixture->view), &start);
  gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (fixture->view), &start);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (fixture->view));
  fixture->typewriter = galley_typewriter_new (fixture->view);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scroller);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->typewriter);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_settle ();
}

/* How far the caret is below the middle of what is seen, in lines. */
static double
get_distance (Fixture *fixture)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (fixture->view);
  GdkRectangle seen, caret;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_visible_rect (fixture->view, &seen);
  gtk_text_view_get_iter_location (fixture->view, &iter, &caret);
  return (caret.y + caret.height / 2.0 - seen.y - seen.height / 2.0) / caret.height;
}

static void
type_at (Fixture *fixture,
         int      line)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (fixture->view);
  GtkTextIter iter;

  if (line < 0)
    gtk_text_buffer_get_end_iter (buffer, &iter);
  else
    gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
  gtk_text_buffer_place_cursor (buffer, &iter);
  g_signal_emit_by_name (fixture->view, "insert-at-cursor", "x");
}

/* Frames until the caret is where it shall be; the test's own limit ends one that never comes there. */
static void
wait_for_middle (Fixture *fixture)
{
  while (ABS (get_distance (fixture)) > 1)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_line_stays_in_the_middle (Fixture      *fixture,
                               gconstpointer data)
{
  galley_typewriter_set_is_on (fixture->typewriter, TRUE);
  type_at (fixture, 100);
  wait_for_middle (fixture);
  type_at (fixture, 103);
  wait_for_middle (fixture);
  /* The last line too: there is room below it. */
  type_at (fixture, -1);
  wait_for_middle (fixture);
  g_assert_cmpint (gtk_text_view_get_bottom_margin (fixture->view), >, 100);
  galley_typewriter_set_is_on (fixture->typewriter, FALSE);
  g_assert_cmpint (gtk_text_view_get_bottom_margin (fixture->view), ==, 20);
}

/* Another text in the same view is watched as well. */
static void
test_another_buffer (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GtkTextBuffer) other = gtk_text_buffer_new (NULL);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (fixture->view), &start, &end);
  text = gtk_text_iter_get_text (&start, &end);
  gtk_text_buffer_set_text (other, text, -1);
  galley_typewriter_set_is_on (fixture->typewriter, TRUE);
  gtk_text_view_set_buffer (fixture->view, other);
  type_at (fixture, 120);
  wait_for_middle (fixture);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/typewriter/line-stays-in-the-middle", Fixture, NULL, set_up, test_line_stays_in_the_middle, tear_down);
  g_test_add ("/typewriter/another-buffer", Fixture, NULL, set_up, test_another_buffer, tear_down);
  return g_test_run ();
}
