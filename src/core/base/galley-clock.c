/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The machine's clock. A timeout is a timerfd on CLOCK_BOOTTIME, because GLib's own timeouts stand still while the
 * machine sleeps: a deadline that passed in a suspended laptop must fall due at the moment it wakes. */
#include "core/base/galley-clock.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  GMutex stamp_lock;
  guint64 last_stamp;
} GalleyClockPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (GalleyClock, galley_clock, G_TYPE_OBJECT)

/* One timeout: @fd is -1 where no descriptor was left, and GLib's monotonic time does the waiting. */
typedef struct
{
  GSource source;
  gint64 delay;
  int fd;
} BootTimeSource;

static void
arm (BootTimeSource *self)
{
  /* All zero would disarm the timer. */
  gint64 delay = MAX (self->delay, 1);
  struct itimerspec when = {
    .it_value.tv_sec = delay / G_USEC_PER_SEC,
    .it_value.tv_nsec = delay % G_USEC_PER_SEC * 1000,
  };

  if (self->fd < 0 || timerfd_settime (self->fd, 0, &when, NULL) != 0)
    g_source_set_ready_time (&self->source, g_get_monotonic_time () + delay);
}

static gboolean
dispatch_cb (GSource    *source,
             GSourceFunc function,
             gpointer    data)
{
  BootTimeSource *self = (BootTimeSource *) source;

  g_source_set_ready_time (source, -1);
  if (!function (data))
    return G_SOURCE_REMOVE;
  /* Setting a timer anew also takes back its expiry, so that nothing needs to be read. */
  arm (self);
  return G_SOURCE_CONTINUE;
}

static void
finalize_cb (GSource *source)
{
  BootTimeSource *self = (BootTimeSource *) source;

  if (self->fd >= 0)
    close (self->fd);
}

static GSourceFuncs boot_time_funcs = { .dispatch = dispatch_cb, .finalize = finalize_cb };

static gint64
read_clock (clockid_t id)
{
  struct timespec now;

  clock_gettime (id, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64
galley_clock_real_get_real_time (GalleyClock *self)
{
  return g_get_real_time ();
}

static gint64
galley_clock_real_get_boot_time (GalleyClock *self)
{
  return read_clock (CLOCK_BOOTTIME);
}

static guint
galley_clock_real_add_timeout (GalleyClock   *self,
                               gint64         delay,
                               GSourceFunc    function,
                               gpointer       data,
                               GDestroyNotify destroy)
{
  GSource *source = g_source_new (&boot_time_funcs, sizeof (BootTimeSource));
  BootTimeSource *timeout = (BootTimeSource *) source;
  guint id;

  timeout->delay = delay;
  timeout->fd = timerfd_create (CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (timeout->fd >= 0)
    g_source_add_unix_fd (source, timeout->fd, G_IO_IN);
  arm (timeout);
  g_source_set_static_name (source, "GalleyClock timeout");
  g_source_set_callback (source, function, data, destroy);
  id = g_source_attach (source, NULL);
  g_source_unref (source);
  return id;
}

static void
galley_clock_real_remove_timeout (GalleyClock *self,
                                  guint        id)
{
  g_source_remove (id);
}

static void
galley_clock_finalize (GObject *object)
{
  GalleyClockPrivate *priv = galley_clock_get_instance_private (GALLEY_CLOCK (object));

  g_mutex_clear (&priv->stamp_lock);

  G_OBJECT_CLASS (galley_clock_parent_class)->finalize (object);
}

static void
galley_clock_class_init (GalleyClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = galley_clock_finalize;

  klass->get_real_time = galley_clock_real_get_real_time;
  klass->get_boot_time = galley_clock_real_get_boot_time;
  klass->add_timeout = galley_clock_real_add_timeout;
  klass->remove_timeout = galley_clock_real_remove_timeout;
}

static void
galley_clock_init (GalleyClock *self)
{
  GalleyClockPrivate *priv = galley_clock_get_instance_private (self);

  g_mutex_init (&priv->stamp_lock);
}

GalleyClock *
galley_clock_new (void)
{
  return g_object_new (GALLEY_TYPE_CLOCK, NULL);
}

gint64
galley_clock_get_real_time (GalleyClock *self)
{
  g_return_val_if_fail (GALLEY_IS_CLOCK (self), 0);

  return GALLEY_CLOCK_GET_CLASS (self)->get_real_time (self);
}

gint64
galley_clock_get_boot_time (GalleyClock *self)
{
  g_return_val_if_fail (GALLEY_IS_CLOCK (self), 0);

  return GALLEY_CLOCK_GET_CLASS (self)->get_boot_time (self);
}

guint64
galley_clock_next_stamp (GalleyClock *self)
{
  GalleyClockPrivate *priv = galley_clock_get_instance_private (self);
  guint64 now, stamp;

  g_return_val_if_fail (GALLEY_IS_CLOCK (self), 0);

  now = (guint64) MAX (galley_clock_get_real_time (self), 0);
  stamp = (now / 1000) << 12 | (now % 1000) * 4096 / 1000;
  g_mutex_lock (&priv->stamp_lock);
  stamp = MAX (stamp, priv->last_stamp + 1);
  priv->last_stamp = stamp;
  g_mutex_unlock (&priv->stamp_lock);
  return stamp;
}

guint
galley_clock_add_timeout (GalleyClock *self,
                          gint64       delay,
                          GSourceFunc  function,
                          gpointer     data)
{
  g_return_val_if_fail (GALLEY_IS_CLOCK (self), 0);
  g_return_val_if_fail (delay >= 0, 0);
  g_return_val_if_fail (function != NULL, 0);

  return GALLEY_CLOCK_GET_CLASS (self)->add_timeout (self, delay, function, data, NULL);
}

void
galley_clock_remove_timeout (GalleyClock *self,
                             guint        id)
{
  g_return_if_fail (GALLEY_IS_CLOCK (self));
  g_return_if_fail (id != 0);

  GALLEY_CLOCK_GET_CLASS (self)->remove_timeout (self, id);
}

const char *
galley_clock_get_boot_id (void)
{
  static gsize is_read;
  static char *boot_id;

  if (g_once_init_enter (&is_read))
    {
      if (g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot_id, NULL, NULL))
        g_strstrip (boot_id);
      else
        boot_id = g_strdup ("");
      g_once_init_leave (&is_read, 1);
    }
  return boot_id;
}
