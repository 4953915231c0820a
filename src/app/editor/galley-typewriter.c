/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-typewriter.h"

/* Lines are laid out a few at a time: how far there is to go is known for certain some frames later. */
#define FRAMES 12

struct _GalleyTypewriter
{
  GObject parent_instance;

  /* owned */
  GtkTextBuffer *buffer;

  /* borrowed */
  GtkTextView *view;

  int margin; /* the view's own, below the text */
  guint tick;   /* the view scrolls in the next frames */
  guint frames; /* how many more */
  int offset;   /* of what is looked at, below the caret */
  gboolean is_on;
  gboolean is_lazy; /* what is scrolling now stops where the caret is seen at all */
};

G_DEFINE_FINAL_TYPE (GalleyTypewriter, galley_typewriter, G_TYPE_OBJECT)

/* The last line, too, has to come to the middle. */
static void
make_room (GalleyTypewriter *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  int half = adjustment != NULL ? (int) gtk_adjustment_get_page_size (adjustment) / 2 : 0;
  int margin = self->is_on ? MAX (self->margin, half) : self->margin;

  if (gtk_text_view_get_bottom_margin (self->view) != margin)
    gtk_text_view_set_bottom_margin (self->view, margin);
}

/* By the adjustment: gtk_text_view_scroll_to_mark() waits for the whole text to be laid out. */
static void
scroll (GalleyTypewriter *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  GdkRectangle seen, caret;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_view_get_visible_rect (self->view, &seen);
  gtk_text_view_get_iter_location (self->view, &iter, &caret);
  caret.y += self->offset;
  if (self->is_lazy && caret.y >= seen.y + caret.height && caret.y + 2 * caret.height <= seen.y + seen.height)
    return;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + caret.y + caret.height / 2 - seen.y -
                                            seen.height / 2);
}

static gboolean
tick_cb (GtkWidget     *view,
         GdkFrameClock *clock,
         gpointer       data)
{
  GalleyTypewriter *self = GALLEY_TYPEWRITER (data);

  make_room (self);
  scroll (self);
  if (--self->frames > 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
start (GalleyTypewriter *self,
       gboolean          is_lazy,
       int               offset)
{
  self->offset = offset;
  self->is_lazy = is_lazy;
  self->frames = FRAMES;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), tick_cb, self, NULL);
}

/* Behind the key the view itself scrolls no further than it must, and would have the last word. */
static void
user_action_ended_cb (GalleyTypewriter *self)
{
  if (self->is_on)
    start (self, FALSE, 0);
}

static void
buffer_changed_cb (GalleyTypewriter *self)
{
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_set_object (&self->buffer, gtk_text_view_get_buffer (self->view));
  g_signal_connect_data (self->buffer, "end-user-action", G_CALLBACK (user_action_ended_cb), self, NULL,
                         G_CONNECT_AFTER | G_CONNECT_SWAPPED);
}

static void
galley_typewriter_dispose (GObject *object)
{
  GalleyTypewriter *self = GALLEY_TYPEWRITER (object);

  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick);
  self->tick = 0;
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  self->view = NULL;

  G_OBJECT_CLASS (galley_typewriter_parent_class)->dispose (object);
}

static void
galley_typewriter_class_init (GalleyTypewriterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_typewriter_dispose;
}

static void
galley_typewriter_init (GalleyTypewriter *self)
{
}

GalleyTypewriter *
galley_typewriter_new (GtkTextView *view)
{
  GalleyTypewriter *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (GALLEY_TYPE_TYPEWRITER, NULL);
  self->view = view;
  self->margin = gtk_text_view_get_bottom_margin (view);
  g_signal_connect_swapped (view, "notify::buffer", G_CALLBACK (buffer_changed_cb), self);
  buffer_changed_cb (self);
  return self;
}

void
galley_typewriter_set_is_on (GalleyTypewriter *self,
                             gboolean          is_on)
{
  g_return_if_fail (GALLEY_IS_TYPEWRITER (self));

  self->is_on = is_on;
  make_room (self);
}

void
galley_typewriter_reveal_caret (GalleyTypewriter *self)
{
  g_return_if_fail (GALLEY_IS_TYPEWRITER (self));

  start (self, TRUE, 0);
}

void
galley_typewriter_reveal_beside_caret (GalleyTypewriter *self,
                                       int               offset)
{
  g_return_if_fail (GALLEY_IS_TYPEWRITER (self));

  start (self, TRUE, offset);
}
