/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-body-placing.h"

struct _GalleyBodyPlacing
{
  /* borrowed */
  GtkTextView *view;
  GtkAdjustment *adjustment; /* weak */
  GtkTextBuffer *buffer;     /* weak */

  int n_children; /* while there are none nothing is watched for */
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
  /* Not gtk_widget_queue_allocate(), though the size stays: that ends at the first ancestor which is marked as having such
   * a child, and one that GTK 4.8 left marked for nothing kept the page blank. */
  gtk_widget_queue_resize (view);
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
galley_body_placing_done (GalleyBodyPlacing *self)
{
  g_return_if_fail (self != NULL);

  if (self->adjustment == NULL)
    return;
  self->value = gtk_adjustment_get_value (self->adjustment);
  self->upper = gtk_adjustment_get_upper (self->adjustment);
  self->page = gtk_adjustment_get_page_size (self->adjustment);
}

/* --- which there are --------------------------------------------------------------------------------------------- */

GArray *
galley_body_children_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (GalleyBodyChild));
}

GalleyBodyChild *
galley_body_children_get (GArray *children,
                          guint   index)
{
  return &g_array_index (children, GalleyBodyChild, index);
}

GalleyBodyChild *
galley_body_children_find (GArray    *children,
                           GtkWidget *widget)
{
  for (guint i = 0; i < children->len; i++)
    if (galley_body_children_get (children, i)->widget == widget)
      return galley_body_children_get (children, i);
  return NULL;
}

/* Where the first one at or behind @block stands. */
static guint
find_index (GArray *children,
            guint   block)
{
  guint i = 0;

  while (i < children->len && galley_body_children_get (children, i)->block < block)
    i++;
  return i;
}

GPtrArray *
galley_body_placing_splice (GalleyBodyPlacing *self,
                            GArray            *children,
                            guint              first,
                            guint              n_removed,
                            guint              n_inserted)
{
  GPtrArray *widgets = g_ptr_array_new ();
  guint start = find_index (children, first), end = find_index (children, first + n_removed);

  g_return_val_if_fail (self != NULL, widgets);

  for (guint i = start; i < end; i++)
    g_ptr_array_add (widgets, galley_body_children_get (children, i)->widget);
  for (guint i = end; i < children->len; i++)
    galley_body_children_get (children, i)->block += n_inserted - n_removed;
  g_array_remove_range (children, start, end - start);
  self->n_children -= (int) (end - start);
  galley_body_placing_queue (self);
  return widgets;
}

void
galley_body_placing_insert (GalleyBodyPlacing *self,
                            GArray            *children,
                            guint              block,
                            GtkWidget         *widget)
{
  GalleyBodyChild child = { block, widget };

  g_return_if_fail (self != NULL);

  g_array_insert_val (children, find_index (children, block), child);
  self->n_children++;
  galley_body_placing_queue (self);
}

void
galley_body_placing_clear (GalleyBodyPlacing *self,
                           GArray            *children)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < children->len; i++)
    gtk_widget_unparent (galley_body_children_get (children, i)->widget);
  self->n_children -= (int) children->len;
  g_array_set_size (children, 0);
}

void
galley_body_placing_snapshot (GalleyBodyPlacing *self,
                              GArray            *children,
                              GtkSnapshot       *snapshot)
{
  GtkWidget *view = GTK_WIDGET (self->view);

  if (children->len == 0)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (view), gtk_widget_get_height (view)));
  for (guint i = 0; i < children->len; i++)
    gtk_widget_snapshot_child (view, galley_body_children_get (children, i)->widget, snapshot);
  gtk_snapshot_pop (snapshot);
}

/* --- what may move them ------------------------------------------------------------------------------------------ */

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
