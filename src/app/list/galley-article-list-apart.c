/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/list/galley-article-list-apart.h"

#include "app/list/galley-article-row.h"

#include <glib/gi18n.h>

static GtkWidget *
get_row_at (GtkWidget *list_view,
            double     x,
            double     y)
{
  GtkWidget *widget = gtk_widget_pick (list_view, x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = widget != NULL ? gtk_widget_get_ancestor (widget, GALLEY_TYPE_ARTICLE_ROW) : NULL;

  /* The margins around it are the list's. */
  if (row == NULL && widget != NULL && widget != list_view)
    row = gtk_widget_get_first_child (widget);
  return GALLEY_IS_ARTICLE_ROW (row) ? row : NULL;
}

static GtkWidget *
get_focused_row (GtkWidget *list_view)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (list_view));
  GtkWidget *row = focus != NULL && gtk_widget_is_ancestor (focus, list_view) ? gtk_widget_get_first_child (focus) : NULL;

  return GALLEY_IS_ARTICLE_ROW (row) ? row : NULL;
}

static gboolean
open_in_tab (GtkWidget *row)
{
  const char *id = row != NULL ? galley_article_row_get_article (GALLEY_ARTICLE_ROW (row)) : NULL;

  return id != NULL && gtk_widget_activate_action (row, "win.open-in-tab", "s", id);
}

/* --- the menu ---------------------------------------------------------------------------------------------------- */

static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* Behind the action that was chosen, which is looked up from where the menu is. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

static gboolean
show_menu (GtkWidget          *list_view,
           GtkWidget          *row,
           const GdkRectangle *place)
{
  const char *id = row != NULL ? galley_article_row_get_article (GALLEY_ARTICLE_ROW (row)) : NULL;
  g_autoptr (GMenu) menu = NULL;
  GtkWidget *popover;

  if (id == NULL)
    return FALSE;
  menu = g_menu_new ();
  append (menu, _ ("Open in New _Tab"), "win.open-in-tab", id);
  append (menu, _ ("Open in New _Window"), "win.open-in-window", id);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), place);
  /* Rows come and go; the pane around the list stays. */
  gtk_widget_set_parent (popover, gtk_widget_get_parent (list_view));
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  return TRUE;
}

/* --- pointer and keys -------------------------------------------------------------------------------------------- */

static void
pressed_cb (GtkGestureClick *click,
            int              n_press,
            double           x,
            double           y,
            GtkWidget       *list_view)
{
  GtkGestureSingle *single = GTK_GESTURE_SINGLE (click);
  guint button = gtk_gesture_single_get_current_button (single);
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  GtkWidget *row = get_row_at (list_view, x, y);
  GdkRectangle place = { (int) x, (int) y, 1, 1 };
  gboolean is_done = FALSE;

  if (button == GDK_BUTTON_SECONDARY)
    is_done = show_menu (list_view, row, &place);
  else if (button == GDK_BUTTON_MIDDLE || (button == GDK_BUTTON_PRIMARY && (state & GDK_CONTROL_MASK) != 0))
    is_done = open_in_tab (row);
  if (is_done)
    gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                GtkWidget             *list_view)
{
  GdkModifierType held = modifiers & gtk_accelerator_get_default_mod_mask ();
  gboolean is_return = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
  gboolean is_menu = (keyval == GDK_KEY_Menu && held == 0) || (keyval == GDK_KEY_F10 && held == GDK_SHIFT_MASK);
  GtkWidget *row = is_return || is_menu ? get_focused_row (list_view) : NULL;
  graphene_rect_t bounds;
  GdkRectangle place;

  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  if (is_return)
    return held == GDK_SHIFT_MASK && open_in_tab (row);
  if (!gtk_widget_compute_bounds (row, gtk_widget_get_parent (list_view), &bounds))
    return GDK_EVENT_PROPAGATE;
  place = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                          (int) bounds.size.height };
  return show_menu (list_view, row, &place);
}

void
galley_article_list_apart_install (GtkListView *list_view)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* Before the list, which would choose the row. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), list_view);
  gtk_widget_add_controller (GTK_WIDGET (list_view), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), list_view);
  gtk_widget_add_controller (GTK_WIDGET (list_view), keys);
}
