/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine of the preview: started when somebody looks, let go a while after nobody does, and started anew where it has
 * ended by itself. */
#include "app/preview/galley-preview-private.h"
#include "app/preview/galley-preview.h"

#include "app/preview/galley-preview-probe.h"
#include "core/media/galley-media-source.h"

#include <glib/gi18n.h>

/* The engine is let go when nobody has looked for this long; coming back sooner costs nothing. */
#define LINGER_SECONDS 30

static void start_engine (GalleyPreview *self);

static void
forget_revival (GalleyPreview *self)
{
  if (self->revive_source != 0)
    galley_clock_remove_timeout (self->revival_clock, self->revive_source);
  self->revive_source = 0;
  g_clear_object (&self->revival_clock);
}

void
galley_preview_stop_engine (GalleyPreview *self)
{
  g_clear_handle_id (&self->linger_source, g_source_remove);
  forget_revival (self);
  galley_preview_forget_page (self);
  if (self->engine == NULL)
    return;
  g_clear_object (&self->dragging);
  g_signal_handlers_disconnect_by_data (self->engine, self);
  adw_bin_set_child (self->ground, NULL);
  g_clear_object (&self->engine);
}

static gboolean
revive_cb (gpointer data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  self->revive_source = 0;
  galley_preview_stop_engine (self);
  if (self->is_active)
    start_engine (self);
  return G_SOURCE_REMOVE;
}

static void
say_coming (GalleyPreview *self)
{
  galley_preview_say (self, _ ("The Preview Is Coming Back"), _ ("It stopped by itself. Your text is not touched by that."));
}

/* Until it is started again, or for good, nothing is sent to what has ended. */
static void
died_cb (GalleyPreview *self)
{
  GalleyClock *clock = galley_workspace_get_clock (self->workspace);
  gint64 wait;

  if (self->revival_clock != NULL)
    return;
  galley_preview_forget_page (self);
  self->revival_clock = g_object_ref (clock);
  wait = galley_preview_revival_note_end (&self->revival, galley_clock_get_boot_time (clock));
  if (wait >= 0)
    {
      say_coming (self);
      self->revive_source = galley_clock_add_timeout (clock, wait, revive_cb, self);
      return;
    }
  galley_preview_say (self, _ ("The Preview Keeps Stopping"),
                      _ ("It was started again several times, and stopped each time. Your text is not touched by that."));
  gtk_widget_set_visible (self->restart_button, TRUE);
}

void
galley_preview_restart_engine (GalleyPreview *self)
{
  if (self->revival_clock == NULL || !self->is_active)
    return;
  self->revival.n_ends = 0;
  galley_preview_stop_engine (self);
  say_coming (self);
  start_engine (self);
}

static void
tell_why_not (GalleyPreview *self,
              const char    *words)
{
  galley_preview_say (self, _ ("The Page Cannot Be Shown"), words);
}

static void
start_engine (GalleyPreview *self)
{
  GtkWidget *view;

  self->engine = galley_preview_engine_new ();
  if (self->engine == NULL)
    {
      tell_why_not (self, _ ("The preview is not installed. Your text is safe."));
      return;
    }
  g_signal_connect_swapped (self->engine, "loaded", G_CALLBACK (galley_preview_page_loaded), self);
  g_signal_connect_swapped (self->engine, "patched", G_CALLBACK (galley_preview_page_patched), self);
  g_signal_connect_swapped (self->engine, "died", G_CALLBACK (died_cb), self);
  galley_preview_watch_clicks (self);
  galley_preview_revival_note_start (&self->revival,
                                     galley_clock_get_boot_time (galley_workspace_get_clock (self->workspace)));

  galley_preview_engine_set_source (self->engine, GALLEY_MEDIA_SOURCE (self->workspace));
  view = galley_preview_engine_get_view (self->engine);
  gtk_widget_set_vexpand (view, TRUE);
  /* Reading is for the eye here: Tab goes on to the next pane. */
  gtk_widget_set_focusable (view, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Preview of the Page"),
                                  -1);
  adw_bin_set_child (self->ground, view);
  self->dragging = galley_slot_dragging_new (GTK_WIDGET (self->ground), self->engine);
  g_signal_connect_swapped (self->dragging, "put", G_CALLBACK (galley_preview_tell_article_put), self);
  galley_preview_update_scale (self);
  galley_preview_update_look (self);
  galley_preview_schedule_update (self);
}

static gboolean
linger_cb (gpointer data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  self->linger_source = 0;
  galley_preview_stop_engine (self);
  galley_preview_engine_give_back ();
  return G_SOURCE_REMOVE;
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GalleyPreview *self = GALLEY_PREVIEW (source);
  const char *why_not = galley_preview_probe_finish (result);

  if (!self->is_active || self->engine != NULL || self->workspace == NULL)
    return;
  if (why_not != NULL)
    tell_why_not (self, why_not);
  else
    start_engine (self);
}

static gboolean
start_when_idle_cb (gpointer data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  if (self->is_active && self->engine == NULL)
    galley_preview_probe_async (G_OBJECT (self), probed_cb, NULL);
  return G_SOURCE_REMOVE;
}

void
galley_preview_set_active (GalleyPreview *self,
                           gboolean       is_active)
{
  g_return_if_fail (GALLEY_IS_PREVIEW (self));

  if (self->is_active == is_active)
    return;
  self->is_active = is_active;
  g_clear_handle_id (&self->linger_source, g_source_remove);
  if (!is_active && self->engine != NULL)
    self->linger_source = g_timeout_add_seconds (LINGER_SECONDS, linger_cb, self);
  else if (is_active && self->engine == NULL)
    /* The window is usable first. */
    g_idle_add_full (G_PRIORITY_LOW, start_when_idle_cb, g_object_ref (self), g_object_unref);
}
