/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-object-view.h"

typedef struct
{
  GalleyMediaSource *source; /* owned (nullable) */
} GalleyObjectViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GalleyObjectView, galley_object_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_PRESSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GalleyObjectViewPrivate *
get_private (GalleyObjectView *self)
{
  return galley_object_view_get_instance_private (self);
}

static void
arrived_cb (GalleyObjectView *self,
            const char       *hash)
{
  GALLEY_OBJECT_VIEW_GET_CLASS (self)->arrived (self, hash);
}

static void
moved_cb (GalleyObjectView *self,
          const char       *hash)
{
  GALLEY_OBJECT_VIEW_GET_CLASS (self)->moved (self, hash);
}

static void
pressed_cb (GtkGestureClick  *gesture,
            int               n_presses,
            double            x,
            double            y,
            GalleyObjectView *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_PRESSED], 0, n_presses);
}

static void
follow (GalleyObjectView  *self,
        GalleyMediaSource *source)
{
  GalleyObjectViewPrivate *private = get_private (self);

  if (private->source != NULL)
    g_signal_handlers_disconnect_by_data (private->source, self);
  g_set_object (&private->source, source);
  if (source == NULL)
    return;
  g_signal_connect_swapped (source, "media-arrived", G_CALLBACK (arrived_cb), self);
  g_signal_connect_swapped (source, "media-moved", G_CALLBACK (moved_cb), self);
}

static void
galley_object_view_dispose (GObject *object)
{
  follow (GALLEY_OBJECT_VIEW (object), NULL);

  G_OBJECT_CLASS (galley_object_view_parent_class)->dispose (object);
}

static void
galley_object_view_class_init (GalleyObjectViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_object_view_dispose;

  signals[SIGNAL_PRESSED] = g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
galley_object_view_init (GalleyObjectView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "default");
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
galley_object_view_set_source (GalleyObjectView  *self,
                               GalleyMediaSource *source)
{
  g_return_if_fail (GALLEY_IS_OBJECT_VIEW (self));

  if (get_private (self)->source == source)
    return;
  follow (self, source);
  GALLEY_OBJECT_VIEW_GET_CLASS (self)->source_changed (self);
}

GalleyMediaSource *
galley_object_view_get_source (GalleyObjectView *self)
{
  g_return_val_if_fail (GALLEY_IS_OBJECT_VIEW (self), NULL);

  return get_private (self)->source;
}

void
galley_object_view_set_block (GalleyObjectView *self,
                              GalleyBlock      *block)
{
  g_return_if_fail (GALLEY_IS_OBJECT_VIEW (self));
  g_return_if_fail (block != NULL);

  GALLEY_OBJECT_VIEW_GET_CLASS (self)->set_block (self, block);
}

gboolean
galley_object_view_shows (GalleyObjectView *self,
                          GalleyBlock      *block)
{
  g_return_val_if_fail (GALLEY_IS_OBJECT_VIEW (self), FALSE);

  return GALLEY_OBJECT_VIEW_GET_CLASS (self)->shows (self, block);
}

void
galley_object_view_set_near (GalleyObjectView *self,
                             gboolean          is_near)
{
  g_return_if_fail (GALLEY_IS_OBJECT_VIEW (self));

  GALLEY_OBJECT_VIEW_GET_CLASS (self)->set_near (self, is_near);
}

void
galley_object_view_set_selected (GalleyObjectView *self,
                                 gboolean          is_selected)
{
  g_return_if_fail (GALLEY_IS_OBJECT_VIEW (self));

  if (is_selected)
    gtk_widget_add_css_class (GTK_WIDGET (self), "selected");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "selected");
}

void
galley_object_view_fit (GalleyObjectView *self,
                        int               room,
                        int               em,
                        GtkAllocation    *place)
{
  g_return_if_fail (GALLEY_IS_OBJECT_VIEW (self));

  GALLEY_OBJECT_VIEW_GET_CLASS (self)->fit (self, room, em, place);
}
