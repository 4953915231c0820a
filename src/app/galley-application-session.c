/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's windows: all on the one account that is open. What each has open is kept for the next start, for every
 * account: a window that is closed while others stay is forgotten; the last one, and all at the end, come back. */
#include "app/galley-application.h"

#include "app/galley-application-private.h"
#include "app/galley-notices.h"
#include "galley-config.h"

#define WINDOWS "last-windows"
#define WINDOWS_TYPE "a{sa(asu)}"

GPtrArray *
galley_application_dup_windows (GalleyApplication *self)
{
  GPtrArray *windows = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *each = gtk_application_get_windows (GTK_APPLICATION (self)); each != NULL; each = each->next)
    if (GALLEY_IS_WINDOW (each->data))
      g_ptr_array_add (windows, g_object_ref (each->data));
  return windows;
}

/* --- what is kept ------------------------------------------------------------------------------------------------ */

/* (nullable): nothing was kept. Type a(asu). */
static GVariant *
load_places (GalleyApplication *self)
{
  g_autoptr (GVariant) all = NULL;

  if (self->settings == NULL)
    return NULL;
  all = g_settings_get_value (self->settings, WINDOWS);
  return g_variant_lookup_value (all, galley_workspace_get_account (self->workspace)->id, G_VARIANT_TYPE ("a(asu)"));
}

/* The one in front comes last, so that it is in front again. */
static GVariant *
collect_places (GalleyApplication *self)
{
  g_autoptr (GPtrArray) windows = galley_application_dup_windows (self);
  GVariantBuilder places;

  g_variant_builder_init (&places, G_VARIANT_TYPE ("a(asu)"));
  for (guint i = windows->len; i > 0; i--)
    {
      g_autoptr (GVariant) place = galley_window_dup_place (g_ptr_array_index (windows, i - 1));

      g_variant_builder_add_value (&places, place);
    }
  return g_variant_ref_sink (g_variant_builder_end (&places));
}

static void
remember (GalleyApplication *self)
{
  g_autoptr (GVariant) places = NULL;
  g_autoptr (GVariant) known = NULL;
  g_autoptr (GVariant) all = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *account;
  GVariant *kept;

  if (self->settings == NULL || self->workspace == NULL || self->is_restoring)
    return;
  places = collect_places (self);
  known = load_places (self);
  if (known != NULL && g_variant_equal (places, known))
    return;
  all = g_settings_get_value (self->settings, WINDOWS);
  g_variant_builder_init (&builder, G_VARIANT_TYPE (WINDOWS_TYPE));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s@a(asu)}", &account, &kept))
    {
      if (!g_str_equal (account, galley_workspace_get_account (self->workspace)->id))
        g_variant_builder_add (&builder, "{s@a(asu)}", account, kept);
      g_variant_unref (kept);
    }
  g_variant_builder_add (&builder, "{s@a(asu)}", galley_workspace_get_account (self->workspace)->id, places);
  g_settings_set_value (self->settings, WINDOWS, g_variant_builder_end (&builder));
}

/* Colleagues hear of the articles that are in front. */
static void
tell_open (GalleyApplication *self)
{
  g_autoptr (GPtrArray) windows = galley_application_dup_windows (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) open = NULL;

  if (self->workspace == NULL || self->is_restoring)
    return;
  for (guint i = 0; i < windows->len; i++)
    {
      const char *article = galley_window_get_article (g_ptr_array_index (windows, i));

      if (article != NULL)
        g_strv_builder_add (builder, article);
    }
  open = g_strv_builder_end (builder);
  galley_workspace_set_open (self->workspace, (const char *const *) open);
}

static void
place_changed_cb (GalleyApplication *self)
{
  remember (self);
  tell_open (self);
}

/* --- windows ----------------------------------------------------------------------------------------------------- */

static void
is_active_changed_cb (GalleyApplication *self,
                      GParamSpec        *pspec,
                      GalleyWindow      *window)
{
  if (!gtk_window_is_active (GTK_WINDOW (window)))
    return;
  g_set_weak_pointer (&self->window, window);
  galley_notices_withdraw (G_APPLICATION (self));
}

/* Who asks holds no account any more, where that is just being closed. */
static GalleyWindow *
another_wanted_cb (GalleyApplication *self)
{
  GalleyWindow *window;

  if (self->workspace == NULL)
    return NULL;
  window = galley_application_make_window (self);
  galley_window_set_workspace (window, self->workspace);
  galley_application_update_accounts (self);
  return g_object_ref (window);
}

GalleyWindow *
galley_application_make_window (GalleyApplication *self)
{
  GalleyWindow *window = galley_window_new (GTK_APPLICATION (self));

  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (is_active_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "place-changed", G_CALLBACK (place_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "another-wanted", G_CALLBACK (another_wanted_cb), self, G_CONNECT_SWAPPED);
  /* GNOME's stripes: nobody should take a build of today for the program that holds his work. */
  if (g_str_has_suffix (GALLEY_APPLICATION_ID, ".Devel"))
    gtk_widget_add_css_class (GTK_WIDGET (window), "devel");
  galley_window_set_lock (window, self->lock);
  if (self->window == NULL)
    g_set_weak_pointer (&self->window, window);
  return window;
}

void
galley_application_forget_window (GalleyApplication *self,
                                  GtkWindow         *window)
{
  g_autoptr (GPtrArray) windows = galley_application_dup_windows (self);

  if ((GtkWindow *) self->window == window)
    g_set_weak_pointer (&self->window, windows->len > 0 ? g_ptr_array_index (windows, 0) : NULL);
  if (GALLEY_IS_WINDOW (window) && windows->len > 0 && !self->is_ending)
    place_changed_cb (self);
}

void
galley_application_close_windows (GalleyApplication *self)
{
  g_autoptr (GPtrArray) windows = galley_application_dup_windows (self);

  self->is_ending = TRUE;
  for (guint i = 0; i < windows->len; i++)
    gtk_window_close (g_ptr_array_index (windows, i));
}

void
galley_application_leave_session (GalleyApplication *self)
{
  g_autoptr (GPtrArray) windows = galley_application_dup_windows (self);

  self->is_restoring = TRUE;
  for (guint i = 0; i < windows->len; i++)
    if (g_ptr_array_index (windows, i) != (gpointer) self->window)
      gtk_window_destroy (g_ptr_array_index (windows, i));
  if (self->window == NULL)
    galley_application_make_window (self);
}

void
galley_application_restore_session (GalleyApplication *self)
{
  g_autoptr (GVariant) places = load_places (self);
  gsize n_places = places != NULL ? g_variant_n_children (places) : 0;

  for (gsize i = 0; i < n_places; i++)
    {
      g_autoptr (GVariant) place = g_variant_get_child_value (places, i);
      gboolean is_last = i + 1 == n_places;
      GalleyWindow *window = is_last ? self->window : galley_application_make_window (self);

      if (!is_last)
        {
          galley_window_set_workspace (window, self->workspace);
          gtk_window_present (GTK_WINDOW (window));
        }
      galley_window_restore_tabs (window, place);
    }
  galley_window_restore_preview_window (self->window);
  self->is_restoring = FALSE;
  tell_open (self);
}
