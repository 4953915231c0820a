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
#define REVIVE_MILLISECONDS 500

static void start_engine (GalleyPreview *self);

void
galley_preview_stop_engine (GalleyPreview *self)
{
  g_clear_handle_id (&self->linger_source, g_source_remove);
  g_clear_handle_id (&self->revive_source, g_source_remove);
  galley_preview_forget_page (self);
  if (self->engine == NULL)
    return;
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
died_cb (GalleyPreview *self)
{
  adw_status_page_set_title (self->empty_page, _ ("The Preview Is Coming Back"));
  adw_status_page_set_description (self->empty_page, _ ("It stopped by itself. Your text is not touched by that."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
  if (self->revive_source == 0)
    self->revive_source = g_timeout_add (REVIVE_MILLISECONDS, revive_cb, self);
}

static void
tell_why_not (GalleyPreview *self,
              const char    *words)
{
  adw_status_page_set_title (self->empty_page, _ ("The Page Cannot Be Shown"));
  adw_status_page_set_description (self->empty_page, words);
  gtk_stack_set_visible_child_name (self->stack, "empty");
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

  galley_preview_engine_set_source (self->engine, GALLEY_MEDIA_SOURCE (self->workspace));
  view = galley_preview_engine_get_view (self->engine);
  gtk_widget_set_vexpand (view, TRUE);
  /* Reading is for the eye here: Tab goes on to the next pane. */
  gtk_widget_set_focusable (view, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Preview of the Page"),
                                  -1);
  adw_bin_set_child (self->ground, view);
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
