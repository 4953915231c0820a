/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog that cuts a picture, over a workspace of its own: what its keys and buttons make, and that it always begins
 * with the whole picture. */
#include "page-fixture.h"

#include "app/crop/galley-crop-dialog.h"
#include "app/crop/galley-crop-view.h"
#include "core/media/galley-media-source.h"
#include "core/workspace/galley-workspace-pictures.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

typedef struct
{
  Desk *desk;
  GtkWidget *dialog; /* NULL: closed */
  GtkWidget *view;
  GalleyFigure *applied; /* NULL: nothing came of it */
} Fixture;

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  *(GPtrArray **) data = galley_workspace_add_pictures_finish (GALLEY_WORKSPACE (source), result);
}

/* A picture of 400 × 200 pixels in the workspace's media. */
static GalleyFigure *
add_picture (Desk *desk)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 400, 200);
  g_autoptr (GPtrArray) files = galley_picture_files_new ();
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *buffer;
  gsize length;

  gdk_pixbuf_fill (pixels, 0x336699ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixels, &buffer, &length, "png", &error, NULL));
  bytes = g_bytes_new_take (buffer, length);
  galley_picture_files_add_bytes (files, bytes);
  galley_workspace_add_pictures_async (desk->workspace, files, NULL, added_cb, &added);
  while (added == NULL)
    g_main_context_iteration (NULL, TRUE);
  return galley_figure_with_alternative (((GalleyAddedPicture *) added->pdata[0])->figure, "Blue");
}

static void
applied_cb (GtkWidget    *dialog,
            GalleyFigure *figure,
            Fixture      *self)
{
  g_assert_null (self->applied);
  self->applied = galley_figure_ref (figure);
}

/* Opens the dialog and waits for its picture. */
static void
open_dialog (Fixture      *self,
             GalleyFigure *figure)
{
  self->dialog = galley_crop_dialog_new (GTK_WINDOW (self->desk->window), self->desk->workspace, figure);
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
  g_signal_connect (self->dialog, "applied", G_CALLBACK (applied_cb), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  self->view = find_widget (self->dialog, GALLEY_TYPE_CROP_VIEW, 0);
  while (galley_crop_view_get_framing (GALLEY_CROP_VIEW (self->view))->origin_width == 0)
    g_main_context_iteration (NULL, TRUE);
  desk_settle ();
}

static GtkWidget *
find_button (Fixture    *self,
             const char *label)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *button = find_widget (self->dialog, GTK_TYPE_BUTTON, i);

      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0
          || g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), label) == 0)
        return button;
    }
}

static void
click (Fixture    *self,
       const char *label)
{
  GtkWidget *button = find_button (self, label);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
apply (Fixture *self)
{
  click (self, "_Apply");
  while (self->dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Presses an arrow where the focus is, as GTK would hand it up. */
static void
press (Fixture        *self,
       guint           part,
       guint           keyval,
       GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->view);
  GtkWidget *child = gtk_widget_get_first_child (self->view);
  gboolean is_taken = FALSE;

  for (; part > 0; part--)
    child = gtk_widget_get_next_sibling (child);
  g_assert_true (gtk_widget_grab_focus (child));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, modifiers, &is_taken);
    }
  g_assert_true (is_taken);
}

static void
set_up (Fixture *self)
{
  *self = (Fixture) { .desk = desk_new () };
}

static void
tear_down (Fixture *self)
{
  g_clear_pointer (&self->applied, galley_figure_unref);
  desk_close_window (self->desk);
  desk_free (self->desk);
}

/* Tab goes round the frame, from the upper left corner, and to the frame itself. */
static void
walk (Fixture *self)
{
  guint n_stops = 1;

  g_assert_true (gtk_widget_grab_focus (self->view));
  while (gtk_widget_child_focus (self->view, GTK_DIR_TAB_FORWARD))
    n_stops++;
  g_assert_cmpuint (n_stops, ==, GALLEY_FRAMING_FOCUS);
}

static void
test_keys (void)
{
  Fixture fixture;
  g_autoptr (GalleyFigure) figure = NULL;
  g_autofree char *path = NULL;
  const GalleyCrop *crop;

  set_up (&fixture);
  figure = add_picture (fixture.desk);
  open_dialog (&fixture, figure);
  walk (&fixture);
  press (&fixture, GALLEY_FRAMING_RIGHT, GDK_KEY_Left, GDK_SHIFT_MASK);
  press (&fixture, GALLEY_FRAMING_TOP_LEFT, GDK_KEY_Down, 0);
  press (&fixture, GALLEY_FRAMING_TOP_LEFT, GDK_KEY_Right, 0);
  press (&fixture, GALLEY_FRAMING_FRAME, GDK_KEY_Right, GDK_SHIFT_MASK);
  apply (&fixture);
  g_assert_nonnull (fixture.applied);
  crop = galley_figure_get_crop (fixture.applied);
  g_assert_cmpstr (crop->origin, ==, galley_figure_get_hash (figure));
  g_assert_cmpuint (crop->x, ==, 44);
  g_assert_cmpuint (crop->y, ==, 2);
  g_assert_cmpuint (crop->width, ==, 356);
  g_assert_cmpuint (crop->height, ==, 198);
  g_assert_cmpuint (galley_figure_get_width (fixture.applied), ==, 356);
  g_assert_cmpstr (galley_figure_get_alternative (fixture.applied), ==, "Blue");
  g_assert_null (galley_figure_get_focus (fixture.applied));
  path = galley_media_source_dup_path (GALLEY_MEDIA_SOURCE (fixture.desk->workspace),
                                       galley_figure_get_hash (fixture.applied));
  g_assert_nonnull (path);
  tear_down (&fixture);
}

/* Again: from the whole picture, and back to it. */
static void
test_again (void)
{
  Fixture fixture;
  g_autoptr (GalleyFigure) figure = NULL;
  g_autoptr (GalleyFigure) turned = NULL;

  set_up (&fixture);
  figure = add_picture (fixture.desk);
  open_dialog (&fixture, figure);
  click (&fixture, "object-rotate-right-symbolic");
  apply (&fixture);
  turned = g_steal_pointer (&fixture.applied);
  g_assert_cmpuint (galley_figure_get_width (turned), ==, 200);
  g_assert_cmpuint (galley_figure_get_height (turned), ==, 400);
  g_assert_cmpuint (galley_figure_get_crop (turned)->quarter_turns, ==, 1);

  open_dialog (&fixture, turned);
  g_assert_cmpuint (galley_crop_view_get_framing (GALLEY_CROP_VIEW (fixture.view))->quarter_turns, ==, 1);
  g_assert_cmpuint (galley_crop_view_get_framing (GALLEY_CROP_VIEW (fixture.view))->origin_width, ==, 400);
  click (&fixture, "_Whole Picture");
  apply (&fixture);
  g_assert_true (galley_figure_equal (fixture.applied, figure));
  tear_down (&fixture);
}

/* A point alone makes no new picture. */
static void
test_focus (void)
{
  Fixture fixture;
  g_autoptr (GalleyFigure) figure = NULL;

  set_up (&fixture);
  figure = add_picture (fixture.desk);
  open_dialog (&fixture, figure);
  gtk_switch_set_active (GTK_SWITCH (find_widget (fixture.dialog, GTK_TYPE_SWITCH, 0)), TRUE);
  press (&fixture, GALLEY_FRAMING_FOCUS, GDK_KEY_Up, GDK_SHIFT_MASK);
  press (&fixture, GALLEY_FRAMING_FOCUS, GDK_KEY_Right, 0);
  apply (&fixture);
  g_assert_cmpstr (galley_figure_get_hash (fixture.applied), ==, galley_figure_get_hash (figure));
  g_assert_true (galley_focus_equal (galley_figure_get_focus (fixture.applied), &(GalleyFocus){ 51, 40 }));
  g_assert_null (galley_figure_get_crop (fixture.applied));
  tear_down (&fixture);
}

static void
test_cancel (void)
{
  Fixture fixture;
  g_autoptr (GalleyFigure) figure = NULL;

  set_up (&fixture);
  figure = add_picture (fixture.desk);
  open_dialog (&fixture, figure);
  press (&fixture, GALLEY_FRAMING_RIGHT, GDK_KEY_Left, 0);
  click (&fixture, "_Apply");
  /* While it is made. */
  click (&fixture, "_Cancel");
  while (fixture.dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (fixture.applied);
  /* Nothing to be done. */
  open_dialog (&fixture, figure);
  apply (&fixture);
  g_assert_null (fixture.applied);
  tear_down (&fixture);
}

/* The figures, in words; and that there is no picture. */
static void
test_words (void)
{
  Fixture fixture;
  g_autoptr (GalleyFigure) figure = NULL;
  g_autoptr (GalleyFigure) missing =
      galley_figure_new ("3f9a000000000000000000000000000000000000000000000000000000000000", "image/png", 4, 3, NULL);
  gboolean has_size = FALSE;

  set_up (&fixture);
  figure = add_picture (fixture.desk);
  open_dialog (&fixture, figure);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_widget (fixture.dialog, GTK_TYPE_DROP_DOWN, 0)), 5);
  for (guint i = 0; i < 200 && !has_size; i++)
    has_size = g_str_equal (gtk_label_get_text (GTK_LABEL (find_widget (fixture.dialog, GTK_TYPE_LABEL, i))),
                            "200 × 200, from 400 × 200");
  g_assert_true (has_size);
  gtk_window_close (GTK_WINDOW (fixture.dialog));
  while (fixture.dialog != NULL)
    g_main_context_iteration (NULL, TRUE);

  fixture.dialog = galley_crop_dialog_new (GTK_WINDOW (fixture.desk->window), fixture.desk->workspace, missing);
  g_object_add_weak_pointer (G_OBJECT (fixture.dialog), (gpointer *) &fixture.dialog);
  g_assert_false (gtk_widget_is_sensitive (find_button (&fixture, "_Apply")));
  gtk_window_destroy (GTK_WINDOW (fixture.dialog));
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/crop/keys", test_keys);
  g_test_add_func ("/app/crop/again", test_again);
  g_test_add_func ("/app/crop/focus", test_focus);
  g_test_add_func ("/app/crop/cancel", test_cancel);
  g_test_add_func ("/app/crop/words", test_words);
  return g_test_run ();
}
