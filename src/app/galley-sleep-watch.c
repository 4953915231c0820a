/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/galley-sleep-watch.h"

#include <gio/gio.h>
#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>
#include <unistd.h>

#define LOGIND_NAME "org.freedesktop.login1"
#define LOGIND_PATH "/org/freedesktop/login1"
#define LOGIND_MANAGER "org.freedesktop.login1.Manager"

struct _GalleySleepWatch
{
  GObject parent_instance;

  /* owned */
  GDBusConnection *bus; /* NULL: not yet, or there is none */
  GCancellable *cancellable;

  guint watch;
  guint subscription;
  int inhibitor; /* a descriptor that holds sleep back while it is open, or -1 */
};

G_DEFINE_FINAL_TYPE (GalleySleepWatch, galley_sleep_watch, G_TYPE_OBJECT)

static guint sleep_asked_signal;

static void
inhibited_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GUnixFDList) descriptors = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &descriptors, result, &error);
  GalleySleepWatch *self;
  int index;

  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_info ("sleep is not held back: %s", error->message);
      return;
    }
  self = GALLEY_SLEEP_WATCH (data);
  galley_sleep_watch_let_go (self);
  g_variant_get (answer, "(h)", &index);
  self->inhibitor = descriptors != NULL ? g_unix_fd_list_get (descriptors, index, NULL) : -1;
}

static void
inhibit (GalleySleepWatch *self)
{
  g_dbus_connection_call_with_unix_fd_list (
      self->bus, LOGIND_NAME, LOGIND_PATH, LOGIND_MANAGER, "Inhibit",
      /* Translators: why the computer waits a moment before it sleeps. */
      g_variant_new ("(ssss)", "sleep", _ ("Galley"), _ ("Articles are being saved"), "delay"), G_VARIANT_TYPE ("(h)"),
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, self->cancellable, inhibited_cb, self);
}

static void
prepare_for_sleep_cb (GDBusConnection *bus,
                      const char      *sender,
                      const char      *path,
                      const char      *interface,
                      const char      *name,
                      GVariant        *parameters,
                      gpointer         data)
{
  GalleySleepWatch *self = GALLEY_SLEEP_WATCH (data);
  gboolean is_going_to_sleep;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &is_going_to_sleep);
  if (is_going_to_sleep)
    g_signal_emit (self, sleep_asked_signal, 0);
  else
    inhibit (self);
}

static void
logind_appeared_cb (GDBusConnection *bus,
                    const char      *name,
                    const char      *owner,
                    gpointer         data)
{
  inhibit (GALLEY_SLEEP_WATCH (data));
}

static void
bus_got_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);
  GalleySleepWatch *self;

  if (bus == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_info ("sleep is not held back: %s", error->message);
      return;
    }
  self = GALLEY_SLEEP_WATCH (data);
  self->bus = bus;
  self->subscription = g_dbus_connection_signal_subscribe (bus, LOGIND_NAME, LOGIND_MANAGER, "PrepareForSleep",
                                                           LOGIND_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                           prepare_for_sleep_cb, self, NULL);
  self->watch = g_bus_watch_name_on_connection (bus, LOGIND_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, logind_appeared_cb,
                                                NULL, self, NULL);
}

static void
galley_sleep_watch_dispose (GObject *object)
{
  GalleySleepWatch *self = GALLEY_SLEEP_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  if (self->watch != 0)
    g_bus_unwatch_name (self->watch);
  self->watch = 0;
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  galley_sleep_watch_let_go (self);
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (galley_sleep_watch_parent_class)->dispose (object);
}

static void
galley_sleep_watch_finalize (GObject *object)
{
  g_object_unref (GALLEY_SLEEP_WATCH (object)->cancellable);

  G_OBJECT_CLASS (galley_sleep_watch_parent_class)->finalize (object);
}

static void
galley_sleep_watch_class_init (GalleySleepWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_sleep_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_sleep_watch_finalize;

  sleep_asked_signal =
      g_signal_new ("sleep-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
galley_sleep_watch_init (GalleySleepWatch *self)
{
  self->inhibitor = -1;
  self->cancellable = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, bus_got_cb, self);
}

GalleySleepWatch *
galley_sleep_watch_new (void)
{
  return g_object_new (GALLEY_TYPE_SLEEP_WATCH, NULL);
}

void
galley_sleep_watch_let_go (GalleySleepWatch *self)
{
  g_return_if_fail (GALLEY_IS_SLEEP_WATCH (self));

  if (self->inhibitor >= 0)
    close (self->inhibitor);
  self->inhibitor = -1;
}
