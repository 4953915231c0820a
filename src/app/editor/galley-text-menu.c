/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-text-menu.h"

#include "app/editor/galley-clipping.h"

struct _GalleyTextMenu
{
  /* borrowed */
  GtkTextView *view;
  GtkWidget *popover; /* a child of it */
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

GalleyTextMenu *
galley_text_menu_new (GtkTextView *view)
{
  GalleyTextMenu *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_new0 (GalleyTextMenu, 1);
  self->view = view;
  self->popover = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (view));
  g_signal_connect (self->popover, "closed", G_CALLBACK (closed_cb), view);
  return self;
}

void
galley_text_menu_free (GalleyTextMenu *self)
{
  if (self == NULL)
    return;
  gtk_widget_unparent (self->popover);
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
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}
