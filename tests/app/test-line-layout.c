/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a key has laid out: the caret's line once, not once for its height and once to paint it, and a long one in stretches.
 * Counted is what Pango is given: this program's own pango_layout_set_text() stands in front of the library's. */
#include "body-fixture.h"
#include "fake-input-method.h"
#include "page-fixture.h"

#include "app/body/galley-body-stretches.h"

#include <dlfcn.h>

#define PARAGRAPH 400 /* characters */
#define KEYS 5
#define LONG_LINE 10000
#define LONGEST_STRETCH 2000

typedef struct
{
  GtkWidget *window;
  GtkWidget *view;
} Window;

typedef void (*SetText) (PangoLayout *layout, const char *text, int length);

static const char *counted; /* layouts whose text begins so */
static guint n_layouts;

void
pango_layout_set_text (PangoLayout *layout,
                       const char  *text,
                       int          length)
{
  static SetText set_text;

  if (set_text == NULL)
    set_text = (SetText) dlsym (RTLD_NEXT, "pango_layout_set_text");
  if (counted != NULL && length >= (int) strlen (counted) && strncmp (text, counted, strlen (counted)) == 0)
    n_layouts++;
  set_text (layout, text, length);
}

static void
paint (Window *fixture)
{
  gtk_test_widget_wait_for_draw (fixture->window);
  desk_settle ();
}

static void
set_up (Window       *fixture,
        gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("首句\n");
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkTextBuffer *buffer;
  GtkTextIter caret;

  g_string_append (text, "起头");
  for (guint i = 0; i < PARAGRAPH; i++)
    g_string_append (text, "稻");
  g_string_append (text, "\n末句");

  fixture->view = galley_body_view_new ();
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  gtk_text_buffer_set_text (buffer, text->str, -1);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &caret, 1, PARAGRAPH / 2);
  gtk_text_buffer_place_cursor (buffer, &caret);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 600);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), fixture->view);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scrolled);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_grab_focus (fixture->view);
  while (gtk_widget_get_width (fixture->view) == 0)
    g_main_context_iteration (NULL, TRUE);
  paint (fixture);
  paint (fixture);
  n_layouts = 0;
}

static void
tear_down (Window       *fixture,
           gconstpointer data)
{
  counted = NULL;
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  desk_settle ();
}

/* Layouts that one key takes, the least of a few: what comes from outside, a focus or a theme, may ask for one more. */
static guint
count_layouts (Window *fixture,
               void (*press) (Window *fixture))
{
  guint least = G_MAXUINT;

  counted = "起头";
  for (guint i = 0; i < KEYS; i++)
    {
      n_layouts = 0;
      press (fixture);
      paint (fixture);
      least = MIN (least, n_layouts);
    }
  return least;
}

static void
press_once (Window *fixture)
{
  g_signal_emit_by_name (fixture->view, "insert-at-cursor", "湖");
}

static void
test_key (Window       *fixture,
          gconstpointer data)
{
  g_assert_cmpuint (count_layouts (fixture, press_once), ==, 1);
}

/* As a frame that is asked for by the key itself does: it comes before what waits for a pause. */
static void
press_and_paint (Window *fixture)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  press_once (fixture);
  GTK_WIDGET_GET_CLASS (fixture->view)->snapshot (fixture->view, snapshot);
}

static void
test_frame_first (Window       *fixture,
                  gconstpointer data)
{
  g_assert_cmpuint (count_layouts (fixture, press_and_paint), ==, 1);
}

/* Keys that come before the first of them is painted share one. */
static void
press_fast (Window *fixture)
{
  for (guint i = 0; i < KEYS; i++)
    press_once (fixture);
}

static void
test_fast_keys (Window       *fixture,
                gconstpointer data)
{
  g_assert_cmpuint (count_layouts (fixture, press_fast), ==, 1);
}

static void
compose (Window *fixture)
{
  static guint n_composed;
  g_autofree char *preedit = g_strdup_printf ("hu%u", n_composed++);

  fake_input_method_show (fake_input_method_of (fixture->view), preedit);
}

static void
test_preedit (Window       *fixture,
              gconstpointer data)
{
  g_assert_cmpuint (count_layouts (fixture, compose), ==, 1);
  fake_input_method_show (fake_input_method_of (fixture->view), NULL);
}

static void
commit (Window *fixture)
{
  compose (fixture);
  paint (fixture);
  n_layouts = 0;
  fake_input_method_commit (fake_input_method_of (fixture->view), "湖");
}

static void
test_committed (Window       *fixture,
                gconstpointer data)
{
  g_assert_cmpuint (count_layouts (fixture, commit), ==, 1);
}

/* --- long lines -------------------------------------------------------------------------------------------------- */

static char *
dup_line (guint n_characters)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < n_characters; i++)
    g_string_append (line, i % 17 == 16 ? "，" : "稻");
  return g_string_free (line, FALSE);
}

static guint
get_longest_stretch (GtkTextBuffer *buffer)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "stretch");
  GtkTextIter from, to;
  int longest = 0;

  gtk_text_buffer_get_start_iter (buffer, &from);
  while (!gtk_text_iter_is_end (&from))
    {
      to = from;
      gtk_text_iter_forward_to_tag_toggle (&to, tag);
      longest = MAX (longest, gtk_text_iter_get_offset (&to) - gtk_text_iter_get_offset (&from));
      from = to;
    }
  return (guint) longest;
}

static void
test_stretches (void)
{
  g_autofree char *line = dup_line (LONG_LINE);
  Fixture body;

  body_set_up (&body, line);
  g_assert_cmpuint (get_longest_stretch (body.buffer), <=, LONGEST_STRETCH);
  body_place (&body, 0, LONG_LINE / 2);
  for (guint i = 0; i < 20; i++)
    body_type (&body, "湖");
  body_paste (&body, line);
  g_assert_cmpuint (galley_document_get_n_blocks (body.document), ==, 1);
  g_assert_cmpuint (get_longest_stretch (body.buffer), <=, LONGEST_STRETCH);
  g_assert_true (galley_history_undo (body.history, NULL));
  g_assert_cmpuint (get_longest_stretch (body.buffer), <=, LONGEST_STRETCH);
  body_assert_same (&body);
  body_assert_tags (&body);
  body_tear_down (&body);
}

/* Usual paragraphs cost nothing. */
static void
test_short_lines (void)
{
  g_autofree char *line = dup_line (LONGEST_STRETCH);
  Fixture body;

  body_set_up (&body, line);
  g_assert_cmpuint (get_longest_stretch (body.buffer), ==, LONGEST_STRETCH);
  body_tear_down (&body);
}

/* Nobody can see where one ends: the character at each end stands where it stood. */
static void
test_stretches_show_nowhere (Window       *fixture,
                             gconstpointer data)
{
  GtkTextView *view = GTK_TEXT_VIEW (fixture->view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *line = dup_line (LONG_LINE);
  GdkRectangle before[LONG_LINE / 500], after;
  GtkTextIter iter;

  gtk_text_buffer_set_text (buffer, line, -1);
  paint (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int) i * 500);
      gtk_text_view_get_iter_location (view, &iter, &before[i]);
    }
  galley_body_stretches_mark (buffer, 0, LONG_LINE);
  g_assert_cmpuint (get_longest_stretch (buffer), <=, LONGEST_STRETCH);
  paint (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int) i * 500);
      gtk_text_view_get_iter_location (view, &iter, &after);
      g_assert_true (gdk_rectangle_equal (&before[i], &after));
    }
}

#define ADD(name, function) g_test_add ("/app/line-layout/" name, Window, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  fake_input_method_choose ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  fake_input_method_register ();

  ADD ("key", test_key);
  ADD ("frame-first", test_frame_first);
  ADD ("fast-keys", test_fast_keys);
  ADD ("committed", test_committed);
  ADD ("preedit", test_preedit);
  ADD ("stretches/show-nowhere", test_stretches_show_nowhere);
  g_test_add_func ("/app/line-layout/stretches/after-edits", test_stretches);
  g_test_add_func ("/app/line-layout/stretches/short-lines", test_short_lines);
  return g_test_run ();
}
