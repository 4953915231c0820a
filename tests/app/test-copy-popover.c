/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Field after field onto the clipboard, by click and by key. */
#include "page-fixture.h"

#include "app/editor/galley-copy-popover.h"

/* The rows as they stand in the popover. */
enum
{
  ROW_HEADLINE = 1,
  ROW_BODY_RICH = 10,
  ROW_LABELS = 5, /* of labels a row: key, name, text, count, copied */
};

typedef struct
{
  Desk *desk;
  GalleyManuscript *manuscript;
  GtkWidget *popover;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->desk = desk_new ();
  fixture->manuscript = desk_write (fixture->desk, "环湖路通车", "第一段\n第二段");
  fixture->popover = galley_copy_popover_new ();
  gtk_widget_set_parent (fixture->popover, box);
  desk_show (fixture->desk, box);
  galley_copy_popover_set_article (GALLEY_COPY_POPOVER (fixture->popover), article_of (fixture->manuscript));
  gtk_popover_popup (GTK_POPOVER (fixture->popover));
  desk_settle ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_widget_unparent (fixture->popover);
  desk_close_window (fixture->desk);
  desk_wait (fixture->desk, G_USEC_PER_SEC); /* saved: nobody else holds it any more */
  desk_let_go (fixture->manuscript);
  desk_free (fixture->desk);
}

static GdkClipboard *
get_clipboard (Fixture *fixture)
{
  return gtk_widget_get_clipboard (fixture->popover);
}

static void
assert_clipboard (Fixture    *fixture,
                  const char *expected)
{
  GdkContentProvider *content = gdk_clipboard_get_content (get_clipboard (fixture));
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_STRING);
  gdk_content_provider_get_value (content, &value, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_value_get_string (&value), ==, expected);
}

static const char *
get_copied_words (Fixture *fixture,
                  guint    row)
{
  GtkWidget *list_row = find_widget (fixture->popover, GTK_TYPE_LIST_BOX_ROW, row);

  return gtk_label_get_label (GTK_LABEL (find_widget (list_row, GTK_TYPE_LABEL, ROW_LABELS - 1)));
}

static void
activate (Fixture *fixture,
          guint    row)
{
  g_signal_emit_by_name (find_widget (fixture->popover, GTK_TYPE_LIST_BOX, 0), "row-activated",
                         find_widget (fixture->popover, GTK_TYPE_LIST_BOX_ROW, row));
}

static gboolean
press (Fixture *fixture,
       guint    keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->popover);
  gboolean is_taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &is_taken);
    }
  return is_taken;
}

static void
test_click (Fixture      *fixture,
            gconstpointer data)
{
  activate (fixture, ROW_HEADLINE);
  assert_clipboard (fixture, "环湖路通车");
  g_assert_cmpstr (get_copied_words (fixture, ROW_HEADLINE), ==, "Copied");
  g_assert_cmpstr (get_copied_words (fixture, ROW_BODY_RICH), ==, "");
  g_assert_true (gtk_widget_get_visible (fixture->popover));

  /* Field after field: the one before stays marked. */
  activate (fixture, ROW_BODY_RICH);
  assert_clipboard (fixture, "第一段\n第二段");
  g_assert_cmpstr (get_copied_words (fixture, ROW_HEADLINE), ==, "Copied");
  g_assert_true (gtk_widget_get_visible (fixture->popover));
}

static void
test_keys (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_true (press (fixture, GDK_KEY_2));
  assert_clipboard (fixture, "环湖路通车");
  g_assert_true (press (fixture, GDK_KEY_h));
  assert_clipboard (fixture, "<p>第一段</p>\n<p>第二段</p>");
  g_assert_true (press (fixture, GDK_KEY_KP_2));
  assert_clipboard (fixture, "环湖路通车");
  /* The kicker is empty: nothing of it comes on the clipboard. */
  g_assert_true (press (fixture, GDK_KEY_1));
  assert_clipboard (fixture, "环湖路通车");
  g_assert_false (press (fixture, GDK_KEY_z));
  g_assert_true (press (fixture, GDK_KEY_Escape));
  g_assert_false (gtk_widget_get_visible (fixture->popover));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;

  gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
test_rich_text (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  gboolean is_done = FALSE;
  g_autofree char *html = NULL;

  g_assert_true (press (fixture, GDK_KEY_r));
  g_assert_true (
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (get_clipboard (fixture)), "text/html"));
  assert_clipboard (fixture, "第一段\n第二段");
  gdk_content_provider_write_mime_type_async (gdk_clipboard_get_content (get_clipboard (fixture)), "text/html", stream,
                                              G_PRIORITY_DEFAULT, NULL, written_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  html = g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
  g_assert_true (g_str_has_suffix (html, "<p>第一段</p>\n<p>第二段</p>"));

  g_assert_true (press (fixture, GDK_KEY_p));
  g_assert_false (
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (get_clipboard (fixture)), "text/html"));
}

/* What is copied is what stands there now, and the words say so. */
static void
test_change (Fixture      *fixture,
             gconstpointer data)
{
  activate (fixture, ROW_HEADLINE);
  galley_article_set_field (article_of (fixture->manuscript), GALLEY_FIELD_HEADLINE, "环湖路全线通车");
  g_assert_cmpstr (get_copied_words (fixture, ROW_HEADLINE), ==, "");
  activate (fixture, ROW_HEADLINE);
  assert_clipboard (fixture, "环湖路全线通车");

  galley_copy_popover_set_article (GALLEY_COPY_POPOVER (fixture->popover), NULL);
  g_assert_false (gtk_widget_get_visible (fixture->popover));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/app/copy-popover/click", Fixture, NULL, set_up, test_click, tear_down);
  g_test_add ("/app/copy-popover/keys", Fixture, NULL, set_up, test_keys, tear_down);
  g_test_add ("/app/copy-popover/rich-text", Fixture, NULL, set_up, test_rich_text, tear_down);
  g_test_add ("/app/copy-popover/change", Fixture, NULL, set_up, test_change, tear_down);
  return g_test_run ();
}
