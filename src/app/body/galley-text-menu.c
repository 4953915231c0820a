/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-text-menu.h"

#include "app/body/galley-clipping.h"

struct _GalleyTextMenu
{
  /* borrowed */
  GtkTextView *view;
  GtkWidget *popover; /* a child of it; NULL before the first menu */

  guint resize_idle;
};

/* --- the text ---------------------------------------------------------------------------------------------------- */

static void
ask_at_caret (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GdkRectangle caret, visible;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &iter, &caret);
  gtk_text_view_get_visible_rect (view, &visible);
  caret.x = CLAMP (caret.x, visible.x, visible.x + visible.width);
  caret.y = CLAMP (caret.y, visible.y, visible.y + visible.height - MIN (caret.height, visible.height));
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, caret.x, caret.y, &caret.x, &caret.y);
  g_signal_emit_by_name (view, "menu-asked", &caret);
}

void
galley_text_menu_install_class (GtkWidgetClass *widget_class)
{
  g_return_if_fail (GTK_IS_TEXT_VIEW_CLASS (widget_class));

  /* GTK binds the keys to this name. */
  gtk_widget_class_install_action (widget_class, "menu.popup", NULL, ask_at_caret);
  g_signal_new ("menu-asked", G_TYPE_FROM_CLASS (widget_class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                GDK_TYPE_RECTANGLE | G_SIGNAL_TYPE_STATIC_SCOPE);
}

void
galley_text_menu_ask (GtkTextView *view,
                      double       x,
                      double       y)
{
  g_signal_emit_by_name (view, "menu-asked", &(GdkRectangle){ (int) x, (int) y, 1, 1 });
}

void
galley_text_menu_place_caret (GtkTextView *view,
                              double       x,
                              double       y)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter, start, end;
  int buffer_x, buffer_y;

  g_return_if_fail (GTK_IS_TEXT_VIEW (view));

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (view, &iter, buffer_x, buffer_y);
  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end) || !gtk_text_iter_in_range (&iter, &start, &end))
    gtk_text_buffer_place_cursor (buffer, &iter);
}

/* --- the menu ---------------------------------------------------------------------------------------------------- */

/* As GTK would do before its own menu opens, which knows text alone. */
static void
update_actions (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  gboolean is_editable = gtk_text_view_get_editable (view);
  gboolean has_selection = gtk_text_buffer_get_has_selection (buffer);

  gtk_widget_action_set_enabled (GTK_WIDGET (view), "clipboard.cut", has_selection && is_editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (view), "clipboard.copy", has_selection);
  gtk_widget_action_set_enabled (GTK_WIDGET (view), "clipboard.paste",
                                 is_editable && galley_clipping_is_offered (clipboard));
  gtk_widget_action_set_enabled (GTK_WIDGET (view), "selection.delete", has_selection && is_editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (view), "selection.select-all", gtk_text_buffer_get_char_count (buffer) > 0);
}

/* Where what was chosen has not taken the focus elsewhere. */
static void
closed_cb (GtkWidget   *popover,
           GtkTextView *view)
{
  GtkRoot *root = gtk_widget_get_root (popover);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && (focus == NULL || gtk_widget_is_ancestor (focus, popover)))
    gtk_widget_grab_focus (GTK_WIDGET (view));
}

/* GTK puts the lines between sections in when nothing else is to be done, but before the next frame; it does not ask how
 * high the menu is then. */
static gboolean
resize_cb (gpointer data)
{
  GalleyTextMenu *self = data;

  self->resize_idle = 0;
  if (gtk_widget_get_visible (self->popover))
    gtk_popover_present (GTK_POPOVER (self->popover));
  return G_SOURCE_REMOVE;
}

static void
remove_popover (GalleyTextMenu *self)
{
  g_clear_handle_id (&self->resize_idle, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

GalleyTextMenu *
galley_text_menu_new (GtkTextView *view)
{
  GalleyTextMenu *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_new0 (GalleyTextMenu, 1);
  self->view = view;
  return self;
}

void
galley_text_menu_free (GalleyTextMenu *self)
{
  if (self == NULL)
    return;
  remove_popover (self);
  g_free (self);
}

void
galley_text_menu_popup (GalleyTextMenu     *self,
                        GMenuModel         *model,
                        const GdkRectangle *place)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_MENU_MODEL (model));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  update_actions (self->view);
  remove_popover (self);
  self->popover = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), place);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->view));
  g_signal_connect (self->popover, "closed", G_CALLBACK (closed_cb), self->view);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  self->resize_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, resize_cb, self, NULL);
}
