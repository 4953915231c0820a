/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of pictures that come at once, which is remembered: in the settings, as the action "win.pictures-by-time", and
 * in the editor that is current. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#include <glib/gi18n.h>

#define BY_TIME "pictures-by-time"

void
galley_window_follow_picture_order (GalleyWindow *self)
{
  galley_editor_page_set_sorts_pictures (self->editor,
                                         self->settings != NULL && g_settings_get_boolean (self->settings, BY_TIME));
}

static void
sorted_cb (GalleyWindow *self,
           guint         n_pictures)
{
  g_autofree char *words =
      g_strdup_printf (ngettext ("%u picture is in the order in which they were taken",
                                 "%u pictures are in the order in which they were taken", n_pictures),
                       n_pictures);

  galley_window_say (self, words);
}

void
galley_window_watch_pictures (GalleyWindow     *self,
                              GalleyEditorPage *editor)
{
  g_signal_connect_swapped (editor, "picture-refused", G_CALLBACK (galley_window_say), self);
  g_signal_connect_swapped (editor, "pictures-sorted", G_CALLBACK (sorted_cb), self);
}

void
galley_window_init_pictures (GalleyWindow *self)
{
  g_autoptr (GAction) by_time = NULL;

  if (self->settings == NULL)
    return;
  by_time = g_settings_create_action (self->settings, BY_TIME);
  g_action_map_add_action (G_ACTION_MAP (self), by_time);
  g_signal_connect_object (self->settings, "changed::" BY_TIME, G_CALLBACK (galley_window_follow_picture_order), self,
                           G_CONNECT_SWAPPED);
  galley_window_follow_picture_order (self);
}
