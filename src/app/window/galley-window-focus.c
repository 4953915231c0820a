/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Focus mode: the text alone, without lists, preview and formatting, for as long as an article is open. And typewriter
 * scrolling, which is a wish of the person and kept. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#define TYPEWRITER "typewriter-scrolling"

static GAction *
get_action (GalleyWindow *self)
{
  return g_action_map_lookup_action (G_ACTION_MAP (self), "focus-mode");
}

static void
set_focus_mode (GalleyWindow *self,
                gboolean      is_on)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (get_action (self)), g_variant_new_boolean (is_on));
  galley_folding_set_is_alone (self->folding, is_on);
  if (self->tab_bar != NULL)
    gtk_widget_set_visible (self->tab_bar, !is_on);
  galley_editor_page_set_show_toolbar (self->editor, !is_on);
  gtk_widget_set_visible (self->focus_button, is_on);
  if (is_on)
    galley_editor_page_focus_body (self->editor);
}

static void
focus_mode_cb (GSimpleAction *action,
               GVariant      *state,
               gpointer       data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);

  if (self->manuscript != NULL && !galley_editor_page_has_preedit (self->editor))
    set_focus_mode (self, g_variant_get_boolean (state));
}

static gboolean
is_typewriter (GalleyWindow *self)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, TYPEWRITER);
}

void
galley_window_dress_editor (GalleyWindow *self)
{
  /* The first one comes before both are known. */
  g_autoptr (GVariant) state = get_action (self) != NULL ? g_action_get_state (get_action (self)) : NULL;

  galley_editor_page_set_show_toolbar (self->editor, state == NULL || !g_variant_get_boolean (state));
  galley_editor_page_set_typewriter (self->editor, is_typewriter (self));
}

void
galley_window_leave_focus_mode (GalleyWindow *self)
{
  g_autoptr (GVariant) state = g_action_get_state (get_action (self));

  if (g_variant_get_boolean (state))
    set_focus_mode (self, FALSE);
}

static void
typewriter_changed_cb (GalleyWindow *self)
{
  galley_editor_page_set_typewriter (self->editor, is_typewriter (self));
}

void
galley_window_init_focus_mode (GalleyWindow *self)
{
  static const GActionEntry entries[] = { { .name = "focus-mode", .state = "false", .change_state = focus_mode_cb } };
  g_autoptr (GAction) typewriter = NULL;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  if (self->settings == NULL)
    return;
  typewriter = g_settings_create_action (self->settings, TYPEWRITER);
  g_action_map_add_action (G_ACTION_MAP (self), typewriter);
  g_signal_connect_object (self->settings, "changed::" TYPEWRITER, G_CALLBACK (typewriter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  typewriter_changed_cb (self);
}
