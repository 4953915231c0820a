/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock of the open account, drawn before all its windows at once (window/galley-window-lock.c). What is typed is saved
 * first, dialogs and the preview's window go out of sight and come back as they were, and keys do nothing meanwhile; saving
 * and syncing go on. What was locked when the program ended, or when somebody else signed in, comes back locked. */
#include "app/galley-application.h"

#include "app/base/galley-shortcuts.h"
#include "app/galley-application-private.h"
#include "app/galley-notices.h"
#include "app/window/galley-preview-window.h"
#include "app/window/galley-sign-in.h"

#include <glib/gi18n.h>

#define LOCKED "locked-accounts"
#define MINUTES "lock-minutes"

static gboolean
is_locked (GalleyApplication *self)
{
  return self->lock != NULL && galley_lock_get_is_locked (self->lock);
}

/* --- which accounts are locked ----------------------------------------------------------------------------------- */

/* Where the verifier goes with the program nothing is written down: nobody could open what stays locked. */
static void
remember (GalleyApplication *self)
{
  const char *id = galley_workspace_get_account (self->workspace)->id;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) known = NULL;
  g_auto (GStrv) now = NULL;
  gboolean is_written;

  if (is_locked (self))
    g_hash_table_add (self->locked_accounts, g_strdup (id));
  else
    g_hash_table_remove (self->locked_accounts, id);
  if (self->settings == NULL)
    return;
  known = g_settings_get_strv (self->settings, LOCKED);
  is_written = is_locked (self) && (self->is_token_lasting || g_strv_contains ((const char **) known, id));
  for (guint i = 0; known[i] != NULL; i++)
    if (!g_str_equal (known[i], id))
      g_strv_builder_add (builder, known[i]);
  if (is_written)
    g_strv_builder_add (builder, id);
  now = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, LOCKED, (const char *const *) now);
}

static gboolean
was_locked (GalleyApplication *self,
            const char        *id)
{
  g_auto (GStrv) known = self->settings != NULL ? g_settings_get_strv (self->settings, LOCKED) : NULL;

  return g_hash_table_contains (self->locked_accounts, id) || (known != NULL && g_strv_contains ((const char **) known, id));
}

/* --- windows beside the main ones -------------------------------------------------------------------------------- */

/* (transfer full) (element-type GtkWindow) */
static GPtrArray *
dup_toplevels (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  GPtrArray *windows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    g_ptr_array_add (windows, g_list_model_get_item (toplevels, i));
  return windows;
}

/* The main windows have a page that shows nothing, and somebody may be signing in, with a dialog of that dialog. */
static gboolean
may_be_seen (GtkWindow *window)
{
  if (GALLEY_IS_WINDOW (window))
    return TRUE;
  for (; window != NULL; window = gtk_window_get_transient_for (window))
    if (GALLEY_IS_SIGN_IN (window))
      return TRUE;
  return FALSE;
}

static void
put_away (GalleyApplication *self)
{
  g_autoptr (GPtrArray) windows = dup_toplevels ();

  for (guint i = 0; i < windows->len; i++)
    {
      GtkWindow *window = g_ptr_array_index (windows, i);

      if (may_be_seen (window) || !gtk_widget_get_visible (GTK_WIDGET (window)))
        continue;
      g_hash_table_add (self->put_away, g_object_ref (window));
      gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
    }
}

/* @is_same_account FALSE: dialogs about articles of the one that was locked end. */
static void
bring_back (GalleyApplication *self,
            gboolean           is_same_account)
{
  g_autoptr (GPtrArray) windows = dup_toplevels ();

  for (guint i = 0; i < windows->len; i++)
    {
      GtkWindow *window = g_ptr_array_index (windows, i);

      if (!g_hash_table_contains (self->put_away, window))
        continue;
      if (is_same_account || GALLEY_IS_PREVIEW_WINDOW (window))
        gtk_widget_set_visible (GTK_WIDGET (window), TRUE);
      else
        gtk_window_destroy (window);
    }
  g_hash_table_remove_all (self->put_away);
}

/* --- who is there ------------------------------------------------------------------------------------------------ */

static gboolean
event_cb (GtkEventController *controller,
          GdkEvent           *event,
          GalleyApplication  *self)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_MOTION_NOTIFY:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
    case GDK_TOUCHPAD_SWIPE:
    case GDK_TOUCHPAD_PINCH:
      if (self->lock != NULL)
        galley_lock_note_input (self->lock);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
put_away_in_idle (gpointer data)
{
  GalleyApplication *self = GALLEY_APPLICATION (data);

  if (is_locked (self))
    put_away (self);
  return G_SOURCE_REMOVE;
}

/* What comes up by itself while it is locked goes before it is painted; not at once: whoever shows it is not done yet. */
static void
mapped_cb (GalleyApplication *self,
           GtkWindow         *window)
{
  if (is_locked (self) && !may_be_seen (window))
    g_idle_add_full (G_PRIORITY_HIGH, put_away_in_idle, g_object_ref (self), g_object_unref);
}

static void
toplevels_changed_cb (GListModel        *toplevels,
                      guint              position,
                      guint              n_removed,
                      guint              n_added,
                      GalleyApplication *self)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);
      GtkEventController *controller = gtk_event_controller_legacy_new ();

      gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
      g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, 0);
      gtk_widget_add_controller (window, controller);
      g_signal_connect_object (window, "map", G_CALLBACK (mapped_cb), self, G_CONNECT_SWAPPED);
    }
}

/* --- locked and open --------------------------------------------------------------------------------------------- */

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;

  /* It is tried again, and the window says so when it is open. */
  if (!galley_workspace_flush_finish (GALLEY_WORKSPACE (source), result, &error))
    g_message ("not saved before the windows were locked: %s", error->message);
}

/* Before the windows hear of it: what stands in an input method is still there. */
static void
is_locked_changed_cb (GalleyApplication *self)
{
  remember (self);
  if (is_locked (self))
    {
      galley_application_finish_typing (self);
      galley_workspace_flush_async (self->workspace, NULL, flushed_cb, NULL);
      put_away (self);
      galley_shortcuts_remove (GTK_APPLICATION (self));
      galley_notices_withdraw (G_APPLICATION (self));
    }
  else
    {
      galley_shortcuts_install (GTK_APPLICATION (self));
      bring_back (self, TRUE);
    }
}

static void
set_minutes (GalleyApplication *self)
{
  if (self->lock != NULL && self->settings != NULL)
    galley_lock_set_minutes (self->lock, g_settings_get_int (self->settings, MINUTES));
}

static void
show_in_windows (GalleyApplication *self)
{
  g_autoptr (GPtrArray) windows = galley_application_dup_windows (self);

  for (guint i = 0; i < windows->len; i++)
    galley_window_set_lock (g_ptr_array_index (windows, i), self->lock);
}

void
galley_application_close_lock (GalleyApplication *self)
{
  gboolean was_locked_now = is_locked (self);

  if (self->lock != NULL)
    g_signal_handlers_disconnect_by_data (self->lock, self);
  g_clear_object (&self->lock);
  if (!was_locked_now)
    return;
  galley_shortcuts_install (GTK_APPLICATION (self));
  bring_back (self, FALSE);
}

void
galley_application_open_lock (GalleyApplication *self)
{
  const GalleyAccount *account = galley_workspace_get_account (self->workspace);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "lock");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), !galley_account_is_local (account));
  if (!galley_account_is_local (account))
    {
      self->lock = galley_lock_new (self->clock);
      g_signal_connect_swapped (self->lock, "notify::is-locked", G_CALLBACK (is_locked_changed_cb), self);
      set_minutes (self);
    }
  show_in_windows (self);
  if (self->lock != NULL && was_locked (self, account->id))
    galley_lock_resume (self->lock);
}

static void
lock_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GalleyApplication *self = GALLEY_APPLICATION (data);

  if (self->lock == NULL || self->window == NULL || galley_lock_lock (self->lock))
    return;
  galley_application_tell (self, _ ("Sign in with your password once more, then Galley can be locked"));
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "sign-in", NULL);
}

void
galley_application_init_lock (GalleyApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "lock", .activate = lock_cb },
  };
  GListModel *toplevels = gtk_window_get_toplevels ();

  self->locked_accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->put_away = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  toplevels_changed_cb (toplevels, 0, 0, g_list_model_get_n_items (toplevels), self);
  g_signal_connect_object (toplevels, "items-changed", G_CALLBACK (toplevels_changed_cb), self, 0);
  if (self->settings != NULL)
    g_signal_connect_object (self->settings, "changed::" MINUTES, G_CALLBACK (set_minutes), self, G_CONNECT_SWAPPED);
}
