/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sync/galley-media-traffic.h"

#include "core/base/galley-id.h"

#include <string.h>

struct _GalleyMediaTraffic
{
  GObject parent_instance;

  GMainContext *context;

  /* Of the thread that moves. */
  GCancellable *outer; /* (nullable) */
  gulong outer_handler;

  GMutex lock; /* guards what follows */
  GalleyMediaMove move;
  gboolean is_moving;
  gboolean is_stopped;
  GCancellable *stop; /* NULL: nothing moves */
  gint64 told;       /* bytes of @move when it was last told */
  GHashTable *untold; /* hashes that are to be told */
  gboolean is_posted;
};

G_DEFINE_FINAL_TYPE (GalleyMediaTraffic, galley_media_traffic, G_TYPE_OBJECT)

static guint moved_signal;

static gboolean
tell_cb (gpointer data)
{
  g_autoptr (GalleyMediaTraffic) self = g_weak_ref_get (data);
  g_autoptr (GHashTable) hashes = NULL;
  GHashTableIter iter;
  gpointer hash;

  if (self == NULL)
    return G_SOURCE_REMOVE;
  g_mutex_lock (&self->lock);
  hashes = self->untold;
  self->untold = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->is_posted = FALSE;
  g_mutex_unlock (&self->lock);

  g_hash_table_iter_init (&iter, hashes);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    g_signal_emit (self, moved_signal, 0, hash);
  return G_SOURCE_REMOVE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* With the lock held. The source holds this weakly: nothing keeps it alive that nobody wants any more. */
static void
post (GalleyMediaTraffic *self)
{
  g_autoptr (GSource) source = NULL;
  GWeakRef *weak;

  self->told = self->move.done;
  g_hash_table_add (self->untold, g_strdup (self->move.hash));
  if (self->is_posted)
    return;
  self->is_posted = TRUE;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, weak, weak_ref_free);
  g_source_attach (source, self->context);
}

static void
galley_media_traffic_finalize (GObject *object)
{
  GalleyMediaTraffic *self = GALLEY_MEDIA_TRAFFIC (object);

  g_main_context_unref (self->context);
  g_clear_object (&self->outer);
  g_mutex_clear (&self->lock);
  g_clear_object (&self->stop);
  g_hash_table_unref (self->untold);

  G_OBJECT_CLASS (galley_media_traffic_parent_class)->finalize (object);
}

static void
galley_media_traffic_class_init (GalleyMediaTrafficClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = galley_media_traffic_finalize;

  moved_signal = g_signal_new ("moved", GALLEY_TYPE_MEDIA_TRAFFIC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING);
}

static void
galley_media_traffic_init (GalleyMediaTraffic *self)
{
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->lock);
  self->untold = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

GalleyMediaTraffic *
galley_media_traffic_new (void)
{
  return g_object_new (GALLEY_TYPE_MEDIA_TRAFFIC, NULL);
}

static void
cancelled_cb (GCancellable *outer,
              GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

GCancellable *
galley_media_traffic_begin (GalleyMediaTraffic *self,
                            const char         *hash,
                            gboolean            is_upward,
                            gint64              total,
                            GCancellable       *cancellable)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();

  g_return_val_if_fail (GALLEY_IS_MEDIA_TRAFFIC (self), NULL);
  g_return_val_if_fail (self->outer == NULL, NULL);
  g_return_val_if_fail (galley_hash_is_valid (hash), NULL);

  g_mutex_lock (&self->lock);
  self->is_moving = TRUE;
  self->is_stopped = FALSE;
  g_set_object (&self->stop, stop);
  self->move = (GalleyMediaMove){ .is_upward = is_upward, .total = total };
  g_strlcpy (self->move.hash, hash, sizeof self->move.hash);
  post (self);
  g_mutex_unlock (&self->lock);
  if (g_set_object (&self->outer, cancellable))
    self->outer_handler =
        g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (stop), g_object_unref);
  return g_steal_pointer (&stop);
}

void
galley_media_traffic_stop (GalleyMediaTraffic *self,
                           const char         *hash)
{
  g_autoptr (GCancellable) stop = NULL;

  g_return_if_fail (GALLEY_IS_MEDIA_TRAFFIC (self));
  g_return_if_fail (hash != NULL);

  g_mutex_lock (&self->lock);
  if (self->is_moving && strcmp (self->move.hash, hash) == 0)
    {
      self->is_stopped = TRUE;
      stop = g_object_ref (self->stop);
    }
  g_mutex_unlock (&self->lock);
  if (stop != NULL)
    g_cancellable_cancel (stop);
}

void
galley_media_traffic_advance (goffset  done,
                              goffset  total,
                              gpointer data)
{
  GalleyMediaTraffic *self = data;

  g_return_if_fail (GALLEY_IS_MEDIA_TRAFFIC (self));

  g_mutex_lock (&self->lock);
  self->move.done = done;
  self->move.total = total;
  if (self->is_moving && done - self->told >= MAX (total / 100, 1))
    post (self);
  g_mutex_unlock (&self->lock);
}

gboolean
galley_media_traffic_end (GalleyMediaTraffic *self)
{
  gboolean is_stopped;

  g_return_val_if_fail (GALLEY_IS_MEDIA_TRAFFIC (self), FALSE);

  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->outer_handler);
  g_clear_object (&self->outer);
  g_mutex_lock (&self->lock);
  if (self->is_moving)
    post (self);
  self->is_moving = FALSE;
  is_stopped = self->is_stopped;
  g_clear_object (&self->stop);
  g_mutex_unlock (&self->lock);
  return is_stopped;
}

gboolean
galley_media_traffic_get (GalleyMediaTraffic *self,
                          GalleyMediaMove    *move)
{
  gboolean is_moving;

  g_return_val_if_fail (GALLEY_IS_MEDIA_TRAFFIC (self) && move != NULL, FALSE);

  g_mutex_lock (&self->lock);
  is_moving = self->is_moving;
  *move = self->move;
  g_mutex_unlock (&self->lock);
  return is_moving;
}
