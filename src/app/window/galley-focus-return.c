/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever of a popover's buttons moves the keyboard itself does that before it closes, and then it is no longer inside; or
 * behind it, and then that stands. */
#include "app/window/galley-focus-return.h"

struct _GalleyFocusReturn
{
  GtkWindow *window;  /* borrowed */
  GtkWidget *before;  /* weak: the last that had the keyboard outside of popovers */
  GtkWidget *popover; /* weak: the one that has it, or had it last */
};

/* The outermost: a menu's own pages do not close. */
static GtkWidget *
find_popover (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (GTK_IS_POPOVER (widget))
      found = widget;
  return found;
}

static void
closed_cb (GalleyFocusReturn *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  if (self->before == NULL || !gtk_widget_get_mapped (self->before)
      || gtk_widget_get_root (self->before) != GTK_ROOT (self->window)
      || (focus != NULL && find_popover (focus) != self->popover))
    return;
  /* What was selected in a field still is. */
  if (GTK_IS_TEXT (self->before))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (self->before));
  else
    gtk_widget_grab_focus (self->before);
}

static void
watch (GalleyFocusReturn *self,
       GtkWidget         *popover)
{
  if (popover == self->popover)
    return;
  if (self->popover != NULL)
    g_signal_handlers_disconnect_by_data (self->popover, self);
  g_set_weak_pointer (&self->popover, popover);
  if (popover != NULL)
    g_signal_connect_swapped (popover, "closed", G_CALLBACK (closed_cb), self);
}

static void
focus_moved_cb (GalleyFocusReturn *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);
  GtkWidget *popover = find_popover (focus);

  if (popover != NULL)
    watch (self, popover);
  else if (focus != NULL)
    g_set_weak_pointer (&self->before, focus);
}

GalleyFocusReturn *
galley_focus_return_new (GtkWindow *window)
{
  GalleyFocusReturn *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  self = g_new0 (GalleyFocusReturn, 1);
  self->window = window;
  g_signal_connect_swapped (window, "notify::focus-widget", G_CALLBACK (focus_moved_cb), self);
  return self;
}

void
galley_focus_return_free (GalleyFocusReturn *self)
{
  if (self == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->window, self);
  watch (self, NULL);
  g_clear_weak_pointer (&self->before);
  g_free (self);
}
