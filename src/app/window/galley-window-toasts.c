/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's toasts. The same words stand there once, what a person just did is answered at once, and no toast leaves
 * while one still slides.
 *
 * Before libadwaita 1.3 a toast that leaves takes what it is described by along when it is out of sight, although its
 * coming may still be under way: that takes 500 ms where it came in another's place, and going takes 300. When the
 * coming ends it writes to memory that was freed. So a toast that is sent away by Escape, by its button or by the
 * program waits until all have come to rest. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

/* Longer than the longest slide, in microseconds of the frame clock, which slides are timed by. */
#define SLIDE (600 * 1000)

#define PASSING_SECONDS 5 /* how long what is said in passing stands: libadwaita's own default */

static gboolean
tick_cb (GtkWidget     *overlay,
         GdkFrameClock *clock,
         gpointer       data)
{
  GalleyWindow *self = GALLEY_WINDOW (data);
  g_autoptr (GPtrArray) leaving = NULL;

  if (gdk_frame_clock_get_frame_time (clock) < self->toasts_rest_at)
    return G_SOURCE_CONTINUE;

  self->toasts_tick = 0;
  leaving = g_steal_pointer (&self->leaving_toasts);
  /* Not by adw_toast_dismiss (): the emission that was stopped has made the toast believe that it is gone. */
  for (guint i = 0; leaving != NULL && i < leaving->len; i++)
    g_signal_emit_by_name (g_ptr_array_index (leaving, i), "dismissed");
  return G_SOURCE_REMOVE;
}

static void
wait_for_rest (GalleyWindow *self)
{
  GtkWidget *overlay = GTK_WIDGET (self->toasts);

  /* Out of sight nothing slides. */
  if (!gtk_widget_get_mapped (overlay))
    return;
  self->toasts_rest_at = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (overlay)) + SLIDE;
  if (self->toasts_tick == 0)
    self->toasts_tick = gtk_widget_add_tick_callback (overlay, tick_cb, self, NULL);
}

/* Comes before the overlay's own handler, which makes the toast go. */
static void
dismissed_cb (AdwToast     *toast,
              GalleyWindow *self)
{
  if (self->toast == toast)
    g_clear_weak_pointer (&self->toast);
  if (self->offers != NULL)
    g_ptr_array_remove (self->offers, toast);

  if (self->toasts_tick == 0)
    {
      wait_for_rest (self);
      return;
    }
  g_signal_stop_emission_by_name (toast, "dismissed");
  if (self->leaving_toasts == NULL)
    self->leaving_toasts = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->leaving_toasts, g_object_ref (toast));
}

/* What takes nothing back and reports no mishap, which stands longer. */
static gboolean
is_passing (AdwToast *toast)
{
  return adw_toast_get_button_label (toast) == NULL && adw_toast_get_timeout (toast) == PASSING_SECONDS;
}

/* Nobody waits in a queue for the answer to a key: it takes the place of the one before, and a mishap comes again behind it.
 * A mishap that comes second waits behind the answer. What can be taken back must be seen while it can. */
static void
make_way (GalleyWindow *self,
          AdwToast     *toast)
{
  if (adw_toast_get_button_label (toast) != NULL ||
      (self->toast != NULL && adw_toast_get_button_label (self->toast) == NULL && is_passing (toast)))
    adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (self->toast != NULL && is_passing (self->toast) && is_passing (toast))
    adw_toast_dismiss (self->toast);
}

void
galley_window_add_toast (GalleyWindow *self,
                         AdwToast     *toast)
{
  g_return_if_fail (GALLEY_IS_WINDOW (self));

  /* The same words twice say nothing new: the ones that stand there stay. */
  if (self->toast != NULL && adw_toast_get_button_label (toast) == NULL &&
      g_str_equal (adw_toast_get_title (self->toast), adw_toast_get_title (toast)))
    {
      g_object_unref (toast);
      return;
    }
  make_way (self, toast);
  g_set_weak_pointer (&self->toast, toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, 0);
  if (adw_toast_get_button_label (toast) != NULL)
    {
      if (self->offers == NULL)
        self->offers = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (self->offers, g_object_ref (toast));
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
  wait_for_rest (self);
}

void
galley_window_withdraw_offers (GalleyWindow *self)
{
  g_autoptr (GPtrArray) offers = g_steal_pointer (&self->offers);

  for (guint i = 0; offers != NULL && i < offers->len; i++)
    {
      /* One that slides stays for a moment, but can be pressed no more. */
      adw_toast_set_button_label (offers->pdata[i], NULL);
      adw_toast_dismiss (offers->pdata[i]);
    }
}

void
galley_window_drop_toasts (GalleyWindow *self)
{
  if (self->toasts_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->toasts), self->toasts_tick);
  self->toasts_tick = 0;
  g_clear_pointer (&self->leaving_toasts, g_ptr_array_unref);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_weak_pointer (&self->toast);
}

void
galley_window_say (GalleyWindow *self,
                   const char   *sentence)
{
  g_return_if_fail (GALLEY_IS_WINDOW (self));
  g_return_if_fail (sentence != NULL);

  galley_window_add_toast (self, adw_toast_new (sentence));
}
