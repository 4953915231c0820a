/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of pictures that are dropped on the editor page at once. */
#include "page-fixture.h"

#include "app/editor/galley-editor-page.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

typedef struct
{
  Desk *desk;
  GtkWidget *page;
  GalleyManuscript *manuscript;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->desk = desk_new ();
  fixture->manuscript = desk_write (fixture->desk, "标题", "第一段");
  fixture->page = g_object_ref_sink (galley_editor_page_new ());
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (fixture->page), fixture->desk->workspace, fixture->manuscript);
  desk_show (fixture->desk, fixture->page);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  desk_close_window (fixture->desk);
  desk_let_go (fixture->page);
  desk_wait (fixture->desk, G_USEC_PER_SEC);
  g_object_unref (fixture->manuscript);
  desk_settle ();
  desk_free (fixture->desk);
}

static GalleyDocument *
document_of (Fixture *fixture)
{
  return galley_article_get_document (article_of (fixture->manuscript));
}

static char *
make_picture (Fixture    *fixture,
              const char *name,
              int         width)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, 20);
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->desk->folder, name, NULL);

  gdk_pixbuf_fill (pixels, 0x336699ff);
  gdk_pixbuf_save (pixels, path, "png", &error, NULL);
  g_assert_no_error (error);
  return path;
}

/* Drops both beside the text and waits until they are in it. */
static void
drop_two (Fixture    *fixture,
          const char *first,
          const char *second)
{
  g_autoptr (GFile) first_file = g_file_new_for_path (first);
  g_autoptr (GFile) second_file = g_file_new_for_path (second);
  g_autoptr (GSList) files = g_slist_append (g_slist_append (NULL, first_file), second_file);
  guint before = galley_document_get_n_blocks (document_of (fixture));

  g_assert_true (galley_editor_page_take_files (GALLEY_EDITOR_PAGE (fixture->page), files, fixture->page, -9, -9));
  while (galley_document_get_n_blocks (document_of (fixture)) < before + 2)
    g_main_context_iteration (NULL, TRUE);
}

/* The widths of the body's pictures. */
static char *
tell_pictures (Fixture *fixture)
{
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < galley_document_get_n_blocks (document_of (fixture)); i++)
    {
      GalleyFigure *figure = galley_block_get_figure (galley_document_get_block (document_of (fixture), i));

      if (figure != NULL)
        g_string_append_printf (told, "%u ", galley_figure_get_width (figure));
    }
  return g_string_free (told, FALSE);
}

static void
inserted_cb (GtkWidget *page,
             guint      n_pictures,
             gboolean   are_sorted,
             GString   *said)
{
  g_string_append_printf (said, "%u%s ", n_pictures, are_sorted ? " sorted" : "");
}

/* Pictures stand as they came, or sorted where that is wished for: that they are is said once, and one step takes them
 * back. */
static void
test_picture_order (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *ten = make_picture (fixture, "10.png", 30);
  g_autofree char *nine = make_picture (fixture, "9.png", 40);
  g_autoptr (GString) said = g_string_new (NULL);
  g_autofree char *as_dropped = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *sorted = NULL;

  g_signal_connect (fixture->page, "pictures-inserted", G_CALLBACK (inserted_cb), said);
  drop_two (fixture, ten, nine);
  as_dropped = tell_pictures (fixture);
  g_assert_cmpstr (as_dropped, ==, "30 40 ");
  g_assert_cmpstr (said->str, ==, "2 ");

  gtk_widget_activate_action (fixture->page, "editor.undo", NULL);
  undone = tell_pictures (fixture);
  g_assert_cmpstr (undone, ==, "");
  galley_editor_page_set_sorts_pictures (GALLEY_EDITOR_PAGE (fixture->page), TRUE);
  drop_two (fixture, ten, nine);
  sorted = tell_pictures (fixture);
  g_assert_cmpstr (sorted, ==, "40 30 ");
  g_assert_cmpstr (said->str, ==, "2 2 sorted ");
  drop_two (fixture, nine, ten);
  g_assert_cmpstr (said->str, ==, "2 2 sorted 2 ");
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/app/picture-order/drop", Fixture, NULL, set_up, test_picture_order, tear_down);
  return g_test_run ();
}
