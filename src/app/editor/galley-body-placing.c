/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-body-placing.h"

struct _GalleyBodyPlacing
{
  /* borrowed */
  GtkTextView *view;
  GtkAdjustment *adjustment; /* weak */
  GtkTextBuffer *buffer;     /* weak */

  int n_children;
  double value, upper, page; /* of the adjustment, when the children were placed last */
  guint tick;
};

static gboolean
tick_cb (GtkWidget     *view,
         GdkFrameClock *frame_clock,
         gpointer       data)
{
  GalleyBodyPlacing *self = data;

  self->tick = 0;
  gtk_widget_queue_allocate (view);
  return G_SOURCE_REMOVE;
}

void
galley_body_placing_queue (GalleyBodyPlacing *self)
{
  g_return_if_fail (self != NULL);

  if (self->tick == 0 && self->n_children > 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), tick_cb, self, NULL);
}

void
galley_body_placing_add (GalleyBodyPlacing *self,
                         int                n_children)
{
  g_return_if_fail (self != NULL);

  self->n_children += n_children;
  galley_body_placing_queue (self);
}

void
galley_body_placing_done (GalleyBodyPlacing *self)
{
  g_return_if_fail (self != NULL);

  if (self->adjustment == NULL)
    return;
  self->value = gtk_adjustment_get_value (self->adjustment);
  self->upper = gtk_adjustment_get_upper (self->adjustment);
  self->page = gtk_adjustment_get_page_size (self->adjustment);
}

/* The view sets its adjustment in each allocation, and one is what follows. */
static void
adjusted_cb (GalleyBodyPlacing *self)
{
  if (gtk_adjustment_get_value (self->adjustment) != self->value
      || gtk_adjustment_get_upper (self->adjustment) != self->upper
      || gtk_adjustment_get_page_size (self->adjustment) != self->page)
    galley_body_placing_queue (self);
}

static void
mark_set_cb (GalleyBodyPlacing *self,
             GtkTextIter       *location,
             GtkTextMark       *mark)
{
  if (mark == gtk_text_buffer_get_insert (self->buffer) || mark == gtk_text_buffer_get_selection_bound (self->buffer))
    galley_body_placing_queue (self);
}

static void
disconnect_from (gpointer           watched,
                 GalleyBodyPlacing *self)
{
  if (watched != NULL)
    g_signal_handlers_disconnect_by_data (watched, self);
}

static void
watch_adjustment (GalleyBodyPlacing *self)
{
  disconnect_from (self->adjustment, self);
  g_set_weak_pointer (&self->adjustment, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)));
  if (self->adjustment == NULL)
    return;
  /* Lines are laid out bit by bit: the height of the whole tells that some have found their place. */
  g_signal_connect_swapped (self->adjustment, "changed", G_CALLBACK (adjusted_cb), self);
  g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (adjusted_cb), self);
}

static void
watch_buffer (GalleyBodyPlacing *self)
{
  disconnect_from (self->buffer, self);
  g_set_weak_pointer (&self->buffer, gtk_text_view_get_buffer (self->view));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (galley_body_placing_queue), self);
  g_signal_connect_swapped (self->buffer, "mark-set", G_CALLBACK (mark_set_cb), self);
}

GalleyBodyPlacing *
galley_body_placing_new (GtkTextView *view)
{
  GalleyBodyPlacing *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_new0 (GalleyBodyPlacing, 1);
  self->view = view;
  g_signal_connect_swapped (view, "notify::vadjustment", G_CALLBACK (watch_adjustment), self);
  g_signal_connect_swapped (view, "notify::buffer", G_CALLBACK (watch_buffer), self);
  watch_adjustment (self);
  watch_buffer (self);
  return self;
}

void
galley_body_placing_free (GalleyBodyPlacing *self)
{
  if (self == NULL)
    return;
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick);
  disconnect_from (self->view, self);
  disconnect_from (self->adjustment, self);
  disconnect_from (self->buffer, self);
  g_clear_weak_pointer (&self->adjustment);
  g_clear_weak_pointer (&self->buffer);
  g_free (self);
}
