/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window comes as it was left, and a click on a part of the page leads to where that is written. */
#include "app/base/galley-settings.h"
#include "app/history/galley-story-window.h"
#include "app/preview/galley-preview.h"
#include "app/window/galley-order-sheet.h"
#include "app/window/galley-window.h"

#include "core/wire/galley-order-words.h"
#include "page-fixture.h"

static void
assert_comes (gboolean is_maximized)
{
  g_autoptr (GSettings) settings = galley_settings_new ();
  GtkWindow *window;
  int width, height;

  g_assert_nonnull (settings);
  g_settings_set_boolean (settings, "is-maximized", is_maximized);
  g_settings_set_int (settings, "window-width", 1234);
  g_settings_set_int (settings, "window-height", 567);

  window = GTK_WINDOW (g_object_ref_sink (galley_window_new (NULL)));
  g_assert_cmpint (gtk_window_is_maximized (window), ==, is_maximized);
  gtk_window_get_default_size (window, &width, &height);
  g_assert_cmpint (width, ==, 1234);
  g_assert_cmpint (height, ==, 567);
  /* Coming changes nothing of what is remembered. */
  g_assert_cmpint (g_settings_get_boolean (settings, "is-maximized"), ==, is_maximized);

  gtk_window_destroy (window);
  g_assert_finalize_object (window);
}

static void
test_maximized (void)
{
  assert_comes (TRUE);
}

static void
test_not_maximized (void)
{
  assert_comes (FALSE);
}

/* --- from the page to its fields --------------------------------------------------------------------------------- */

/* What stands in the widget that has the focus, behind a click on that part. */
static void
assert_leads (GtkWindow  *window,
              const char *part,
              const char *words)
{
  g_autofree char *found = NULL;

  g_signal_emit_by_name (find_widget (GTK_WIDGET (window), GALLEY_TYPE_PREVIEW, 0), "part-clicked", part);
  desk_settle ();
  found = dup_text_of (gtk_window_get_focus (window));
  g_assert_cmpstr (found, ==, words);
}

static void
test_parts (void)
{
  static const GalleyField fields[] = { GALLEY_FIELD_KICKER, GALLEY_FIELD_HEADLINE, GALLEY_FIELD_SUBTITLE,
                                        GALLEY_FIELD_SOURCE, GALLEY_FIELD_EDITOR };
  Desk *desk = desk_new ();
  GalleyManuscript *manuscript = desk_write (desk, "", "one");
  const char *id = galley_article_get_id (article_of (manuscript));
  GtkWindow *window = GTK_WINDOW (g_object_ref_sink (galley_window_new (NULL)));

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    galley_article_set_field (article_of (manuscript), fields[i], galley_field_get_name (fields[i]));
  desk_wait (desk, G_USEC_PER_SEC);
  galley_window_set_workspace (GALLEY_WINDOW (window), desk->workspace);
  gtk_window_present (window);
  galley_window_open_article (GALLEY_WINDOW (window), id);
  while (g_strcmp0 (galley_window_get_article (GALLEY_WINDOW (window)), id) != 0)
    g_main_context_iteration (NULL, TRUE);
  desk_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    assert_leads (window, galley_field_get_name (fields[i]), galley_field_get_name (fields[i]));

  gtk_window_destroy (window);
  desk_settle ();
  g_assert_finalize_object (window);
  desk_close_window (desk);
  desk_let_go (manuscript);
  desk_free (desk);
}

/* --- the story --------------------------------------------------------------------------------------------------- */

static guint
count_events (GtkWidget *window)
{
  GtkListBox *list = GTK_LIST_BOX (find_widget (window, GTK_TYPE_LIST_BOX, 0));
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int) n) != NULL)
    n++;
  return n;
}

/* What happens while it is open is there by itself; what was there stays, as the same row. */
static void
test_story (void)
{
  Desk *desk = desk_new ();
  GalleyManuscript *manuscript = desk_write (desk, "标题", "正文");
  GtkWidget *window, *first;
  guint n_events;

  desk_flush (desk);
  window = g_object_ref_sink (
    galley_story_window_new (NULL, desk->workspace, galley_article_get_id (article_of (manuscript))));
  gtk_window_present (GTK_WINDOW (window));
  while (count_events (window) == 0)
    g_main_context_iteration (NULL, TRUE);
  n_events = count_events (window);
  first = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (find_widget (window, GTK_TYPE_LIST_BOX, 0)),
                                                     (int) n_events - 1));

  desk_wait (desk, 2 * G_TIME_SPAN_MINUTE);
  galley_article_set_field (article_of (manuscript), GALLEY_FIELD_HEADLINE, "另一个标题");
  desk_flush (desk);
  while (count_events (window) == n_events)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_events (window), ==, n_events + 1);
  g_assert_true (gtk_widget_get_ancestor (first, GTK_TYPE_LIST_BOX) != NULL);

  gtk_window_destroy (GTK_WINDOW (window));
  desk_settle ();
  desk_let_go (window);
  desk_close_window (desk);
  desk_let_go (manuscript);
  desk_free (desk);
}

/* --- the sheet of a correction ----------------------------------------------------------------------------------- */

static void
confirmed_cb (GtkWidget  *sheet,
              const char *content_hash,
              const char *words,
              char      **confirmed)
{
  *confirmed = g_strdup (words);
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *button = find_widget (root, GTK_TYPE_BUTTON, i);

      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
        return button;
    }
}

/* The sheet for @manuscript, with @note in the row for one, if there is such a row. */
static GtkWidget *
open_sheet (Desk             *desk,
            GalleyManuscript *manuscript,
            const char       *note)
{
  GtkWidget *sheet = galley_order_sheet_new (GTK_WINDOW (desk->window), desk->workspace, manuscript, GALLEY_ACTION_PUBLISH);
  GtkWidget *row = find_widget (sheet, ADW_TYPE_ENTRY_ROW, 0);

  if (!g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "Correction Note for Readers (Optional)"))
    row = find_widget (sheet, ADW_TYPE_ENTRY_ROW, 1);
  g_assert_cmpint (gtk_widget_get_visible (row), ==, note != NULL);
  if (note != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), note);
  return sheet;
}

/* What readers are told of a correction goes to the page that is looked at while it is typed, and out with the order; given
 * up it stands nowhere. What corrects nothing is not asked about. */
static void
test_correction_note (void)
{
  Desk *desk = desk_new ();
  GalleyManuscript *plain = desk_write (desk, "标题", "正文");
  GalleyManuscript *correction = desk_write (desk, "标题", "改正的正文");
  g_autofree char *confirmed = NULL;
  g_autofree char *comment = NULL;
  g_autofree char *note = NULL;
  GtkWidget *sheet;

  desk_show (desk, gtk_label_new (""));
  gtk_window_destroy (GTK_WINDOW (open_sheet (desk, plain, NULL)));
  galley_article_set_field (article_of (correction), GALLEY_FIELD_CORRECTS, galley_article_get_id (article_of (plain)));
  sheet = open_sheet (desk, correction, "人名有误");
  g_assert_cmpstr (galley_manuscript_get_note (correction), ==, "人名有误");
  gtk_window_destroy (GTK_WINDOW (sheet));
  desk_settle ();
  g_assert_null (galley_manuscript_get_note (correction));

  sheet = open_sheet (desk, correction, " 人名有误，已改正。 ");
  g_signal_connect (sheet, "confirmed", G_CALLBACK (confirmed_cb), &confirmed);
  g_signal_emit_by_name (find_button (sheet, "_Publish"), "clicked");
  comment = galley_order_words_split (confirmed, &note);
  g_assert_cmpstr (note, ==, "人名有误，已改正。");
  g_assert_cmpstr (comment, ==, "");
  desk_settle ();
  g_assert_cmpstr (galley_manuscript_get_note (correction), ==, note);

  desk_flush (desk);
  desk_close_window (desk);
  g_object_unref (plain);
  g_object_unref (correction);
  desk_settle ();
  desk_free (desk);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/window/maximized", test_maximized);
  g_test_add_func ("/app/window/not-maximized", test_not_maximized);
  g_test_add_func ("/app/window/parts", test_parts);
  g_test_add_func ("/app/window/story", test_story);
  g_test_add_func ("/app/window/correction-note", test_correction_note);
  return g_test_run ();
}
