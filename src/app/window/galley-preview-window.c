/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-preview-window.h"

#include <glib/gi18n.h>

/* Stands for the screen's name where it has none. */
#define UNKNOWN_MONITOR "?"

struct _GalleyPreviewWindow
{
  AdwApplicationWindow parent_instance;

  /* children */
  AdwWindowTitle *title;
  AdwBin *place;

  /* owned */
  GSettings *settings; /* NULL: nothing is remembered */
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

/* --- where it is ------------------------------------------------------------------------------------------------- */

/* The screen with that connector; without a name it may be any. (transfer full) (nullable) */
static GdkMonitor *
find_monitor (GtkWidget  *widget,
              const char *connector)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (widget));
  GdkMonitor *monitor;

  for (guint i = 0; (monitor = g_list_model_get_item (monitors, i)) != NULL; i++)
    {
      if (g_strcmp0 (gdk_monitor_get_connector (monitor), connector) == 0)
        return monitor;
      g_object_unref (monitor);
    }
  return NULL;
}

/* As far as it is known; the window system need not tell. */
static void
fullscreened_cb (GalleyPreviewWindow *self)
{
  GtkNative *native = GTK_NATIVE (self);
  const char *connector = NULL;

  if (gtk_native_get_surface (native) == NULL)
    return;
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    {
      GdkMonitor *monitor = gdk_display_get_monitor_at_surface (gtk_widget_get_display (GTK_WIDGET (self)),
                                                                gtk_native_get_surface (native));

      connector = monitor != NULL ? gdk_monitor_get_connector (monitor) : NULL;
      if (connector == NULL)
        connector = UNKNOWN_MONITOR;
    }
  g_settings_set_string (self->settings, "preview-window-monitor", connector != NULL ? connector : "");
}

/* A screen that is not there any more leaves the window as large as it was before it filled that. */
static void
restore_fullscreen (GalleyPreviewWindow *self)
{
  g_autofree char *connector = g_settings_get_string (self->settings, "preview-window-monitor");
  g_autoptr (GdkMonitor) monitor = find_monitor (GTK_WIDGET (self), connector);

  if (monitor != NULL)
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), monitor);
  else if (g_str_equal (connector, UNKNOWN_MONITOR))
    gtk_window_fullscreen (GTK_WINDOW (self));
}

static void
galley_preview_window_dispose (GObject *object)
{
  g_clear_object (&GALLEY_PREVIEW_WINDOW (object)->settings);

  G_OBJECT_CLASS (galley_preview_window_parent_class)->dispose (object);
}

static void
galley_preview_window_class_init (GalleyPreviewWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_preview_window_dispose;
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
keep_place (GalleyPreviewWindow *self,
            GSettings           *settings)
{
  static const char *const properties[][2] = { { "preview-window-width", "default-width" },
                                               { "preview-window-height", "default-height" },
                                               { "preview-window-is-maximized", "maximized" } };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    g_settings_bind (settings, properties[i][0], self, properties[i][1],
                     G_SETTINGS_BIND_GET | G_SETTINGS_BIND_SET | G_SETTINGS_BIND_GET_NO_CHANGES);
  self->settings = g_object_ref (settings);
  restore_fullscreen (self);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (fullscreened_cb), NULL);
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
    keep_place (self, settings);
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
