/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-cell-reveal.h"

/* A cell that is gone into has its place, and a row that grew its height, behind the next layout. */
#define FRAMES 3

struct _GalleyCellReveal
{
  /* borrowed */
  GtkTextView *view;
  GtkTextView *cell_view;

  guint tick; /* 0: nothing has moved since */
  int frames;
};

/* In the coordinates of the body's widget. FALSE: there is no place for it yet. */
static gboolean
get_caret (GalleyCellReveal *self,
           double           *y,
           int              *height)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->cell_view);
  GdkRectangle caret;
  GtkTextIter iter;
  double x;

  if (gtk_widget_get_height (GTK_WIDGET (self->cell_view)) == 0)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (self->cell_view, &iter, &caret);
  gtk_text_view_buffer_to_window_coords (self->cell_view, GTK_TEXT_WINDOW_WIDGET, caret.x, caret.y, &caret.x, &caret.y);
  *height = caret.height;
  return gtk_widget_translate_coordinates (GTK_WIDGET (self->cell_view), GTK_WIDGET (self->view), caret.x, caret.y, &x, y);
}

static void
reveal (GalleyCellReveal *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  int view_height = gtk_widget_get_height (GTK_WIDGET (self->view)), height;
  double y, above, below;

  if (adjustment == NULL || !gtk_widget_has_focus (GTK_WIDGET (self->cell_view)) || !get_caret (self, &y, &height))
    return;
  /* As much room as a line takes. */
  above = height - y;
  below = y + 2 * height - view_height;
  if (above > 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - above);
  else if (below > 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + below);
}

static gboolean
tick_cb (GtkWidget     *view,
         GdkFrameClock *frame_clock,
         gpointer       data)
{
  GalleyCellReveal *self = data;

  reveal (self);
  if (--self->frames > 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
queue (GalleyCellReveal *self)
{
  self->frames = FRAMES;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), tick_cb, self, NULL);
}

GalleyCellReveal *
galley_cell_reveal_new (GtkTextView    *view,
                        GalleyCellView *cell_view)
{
  GalleyCellReveal *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);
  g_return_val_if_fail (GALLEY_IS_CELL_VIEW (cell_view), NULL);

  self = g_new0 (GalleyCellReveal, 1);
  self->view = view;
  self->cell_view = GTK_TEXT_VIEW (cell_view);
  /* Another cell, and another place in it. */
  g_signal_connect_swapped (cell_view, "notify::has-focus", G_CALLBACK (queue), self);
  g_signal_connect_swapped (cell_view, "notify::buffer", G_CALLBACK (queue), self);
  g_signal_connect_swapped (cell_view, "moved", G_CALLBACK (queue), self);
  return self;
}

void
galley_cell_reveal_free (GalleyCellReveal *self)
{
  if (self == NULL)
    return;
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick);
  g_signal_handlers_disconnect_by_data (self->cell_view, self);
  g_free (self);
}
