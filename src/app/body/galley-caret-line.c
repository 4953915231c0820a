/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-caret-line.h"

/* The view asks for heights at GTK_PRIORITY_RESIZE - 2, behind all keys that wait. */
#define BEFORE_HEIGHTS (GTK_PRIORITY_RESIZE - 3)

struct _GalleyCaretLine
{
  /* borrowed */
  GtkTextView *view;
  GtkTextBuffer *buffer; /* weak */

  guint idle; /* 0: no key has changed the line since it was laid out */
};

void
galley_caret_line_lay_out (GalleyCaretLine *self)
{
  GdkRectangle place;
  GtkTextIter caret;

  g_return_if_fail (self != NULL);

  if (self->idle == 0)
    return;
  g_clear_handle_id (&self->idle, g_source_remove);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_view_get_iter_location (self->view, &caret, &place);
}

static gboolean
lay_out_cb (gpointer data)
{
  galley_caret_line_lay_out (data);
  return G_SOURCE_REMOVE;
}

static void
queue (GalleyCaretLine *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (BEFORE_HEIGHTS, lay_out_cb, self, NULL);
}

static void
unwatch_buffer (GalleyCaretLine *self)
{
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_weak_pointer (&self->buffer);
}

static void
watch_buffer (GalleyCaretLine *self)
{
  unwatch_buffer (self);
  g_set_weak_pointer (&self->buffer, gtk_text_view_get_buffer (self->view));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (queue), self);
}

GalleyCaretLine *
galley_caret_line_new (GtkTextView *view)
{
  GalleyCaretLine *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_new0 (GalleyCaretLine, 1);
  self->view = view;
  g_signal_connect_swapped (view, "notify::buffer", G_CALLBACK (watch_buffer), self);
  /* What is being composed is in the line, but not in the buffer. */
  g_signal_connect_swapped (view, "preedit-changed", G_CALLBACK (queue), self);
  watch_buffer (self);
  return self;
}

void
galley_caret_line_free (GalleyCaretLine *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->idle, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->view, self);
  unwatch_buffer (self);
  g_free (self);
}
