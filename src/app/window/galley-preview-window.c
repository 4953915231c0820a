/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-preview-window.h"

#include <glib/gi18n.h>

struct _GalleyPreviewWindow
{
  AdwApplicationWindow parent_instance;

  /* children */
  AdwWindowTitle *title;
  AdwBin *place;
};

G_DEFINE_FINAL_TYPE (GalleyPreviewWindow, galley_preview_window, ADW_TYPE_APPLICATION_WINDOW)

static void
close_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  gtk_window_close (GTK_WINDOW (data));
}

static void
fullscreen_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (data)))
    gtk_window_unfullscreen (GTK_WINDOW (data));
  else
    gtk_window_fullscreen (GTK_WINDOW (data));
}

/* The main window's keys do here what they mean for a page. */
static void
zoom_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GtkWidget *preview = adw_bin_get_child (GALLEY_PREVIEW_WINDOW (data)->place);

  if (preview != NULL)
    g_action_group_activate_action (galley_preview_get_actions (GALLEY_PREVIEW (preview)),
                                    g_action_get_name (G_ACTION (action)), NULL);
}

static void
galley_preview_window_class_init (GalleyPreviewWindowClass *klass)
{
}

static void
galley_preview_window_init (GalleyPreviewWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "preview-window", .activate = close_cb }, { .name = "close-article", .activate = close_cb },
    { .name = "fullscreen", .activate = fullscreen_cb }, { .name = "zoom-in", .activate = zoom_cb },
    { .name = "zoom-out", .activate = zoom_cb },         { .name = "zoom-normal", .activate = zoom_cb },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_ ("Preview"), ""));
  self->place = ADW_BIN (adw_bin_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->place), TRUE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->place));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Preview"));
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, 360);
}

static void
keep_size (GalleyPreviewWindow *self,
           GSettings           *settings)
{
  static const char *const properties[][2] = { { "preview-window-width", "default-width" },
                                               { "preview-window-height", "default-height" },
                                               { "preview-window-is-maximized", "maximized" } };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    g_settings_bind (settings, properties[i][0], self, properties[i][1],
                     G_SETTINGS_BIND_GET | G_SETTINGS_BIND_SET | G_SETTINGS_BIND_GET_NO_CHANGES);
}

GalleyPreviewWindow *
galley_preview_window_new (GtkApplication *application,
                           GSettings      *settings,
                           GalleyPreview  *preview)
{
  GalleyPreviewWindow *self;

  g_return_val_if_fail (GALLEY_IS_PREVIEW (preview), NULL);

  self = g_object_new (GALLEY_TYPE_PREVIEW_WINDOW, "application", application, NULL);
  if (settings != NULL)
    keep_size (self, settings);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "preview", galley_preview_get_actions (preview));
  adw_bin_set_child (self->place, GTK_WIDGET (preview));
  return self;
}

void
galley_preview_window_set_headline (GalleyPreviewWindow *self,
                                    const char          *headline)
{
  g_return_if_fail (GALLEY_IS_PREVIEW_WINDOW (self));

  adw_window_title_set_subtitle (self->title, headline);
}

GalleyPreview *
galley_preview_window_take_preview (GalleyPreviewWindow *self)
{
  GtkWidget *preview;

  g_return_val_if_fail (GALLEY_IS_PREVIEW_WINDOW (self), NULL);

  preview = g_object_ref (adw_bin_get_child (self->place));
  adw_bin_set_child (self->place, NULL);
  return GALLEY_PREVIEW (preview);
}
