/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person can do with the window's tabs. From a tab's menu it is done to that tab, else to the one in front. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

static guint
get_n_tabs (GalleyWindow *self)
{
  return adw_tab_view_get_n_pages (self->tab_view);
}

static AdwTabPage *
get_meant_page (GalleyWindow *self)
{
  return self->menu_page != NULL ? self->menu_page : adw_tab_view_get_selected_page (self->tab_view);
}

static void
open_in_new_window (GalleyWindow *self,
                    const char   *id)
{
  GalleyWindow *other;

  if (galley_window_go_to_article (self, id))
    return;
  other = galley_window_make_another (self);
  if (other == NULL)
    return;
  galley_window_open_in_new_tab (other, id);
  galley_window_raise (other);
}

void
galley_window_close_article (GalleyWindow *self)
{
  AdwTabPage *page = get_meant_page (self);

  if (get_n_tabs (self) == 1 && galley_tab_get_article (self->tab) == NULL)
    gtk_window_close (GTK_WINDOW (self));
  else
    adw_tab_view_close_page (self->tab_view, page);
}

void
galley_window_close_other_tabs (GalleyWindow *self)
{
  adw_tab_view_close_other_pages (self->tab_view, get_meant_page (self));
}

void
galley_window_reopen_tab (GalleyWindow *self)
{
  g_autofree char *id = NULL;

  if (self->closed->len == 0)
    return;
  id = g_ptr_array_steal_index (self->closed, self->closed->len - 1);
  galley_window_open_in_new_tab (self, id);
  galley_window_update_actions (self);
}

/* Whoever asks for a tab wants to write there. */
static void
go_to_tab (GalleyWindow *self,
           int           position)
{
  galley_window_finish_typing (self);
  adw_tab_view_set_selected_page (self->tab_view, adw_tab_view_get_nth_page (self->tab_view, position));
  galley_editor_page_focus_last (self->editor);
}

/* Round and round. */
static void
step_tab (GalleyWindow *self,
          int           step)
{
  int n_tabs = (int) get_n_tabs (self);
  int position = adw_tab_view_get_page_position (self->tab_view, adw_tab_view_get_selected_page (self->tab_view));

  go_to_tab (self, (position + step + n_tabs) % n_tabs);
}

void
galley_window_next_tab (GalleyWindow *self)
{
  step_tab (self, 1);
}

void
galley_window_previous_tab (GalleyWindow *self)
{
  step_tab (self, -1);
}

static void
show_tab_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);
  int number = g_variant_get_int32 (parameter);

  if (number >= 1 && number <= (int) get_n_tabs (self) && !galley_editor_page_has_preedit (self->editor))
    go_to_tab (self, number - 1);
}

void
galley_window_move_tab (GalleyWindow *self)
{
  GalleyWindow *other = get_n_tabs (self) > 1 ? galley_window_make_another (self) : NULL;

  if (other == NULL)
    return;
  galley_window_finish_typing (self);
  adw_tab_view_transfer_page (self->tab_view, get_meant_page (self), other->tab_view, 0);
}

void
galley_window_update_tab_actions (GalleyWindow *self)
{
  static const char *const of_several[] = { "next-tab", "previous-tab", "move-tab", "close-other-tabs" };
  GActionMap *map = G_ACTION_MAP (self);

  for (guint i = 0; i < G_N_ELEMENTS (of_several); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, of_several[i])),
                                 get_n_tabs (self) > 1);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "reopen-tab")),
                               self->closed->len > 0);
}

static void
open_in_tab_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  galley_window_open_in_new_tab (GALLEY_WINDOW (data), g_variant_get_string (parameter, NULL));
}

static void
open_in_window_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  open_in_new_window (GALLEY_WINDOW (data), g_variant_get_string (parameter, NULL));
}

void
galley_window_add_tab_actions (GalleyWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "show-tab", .activate = show_tab_cb, .parameter_type = "i" },
    { .name = "open-in-tab", .activate = open_in_tab_cb, .parameter_type = "s" },
    { .name = "open-in-window", .activate = open_in_window_cb, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
