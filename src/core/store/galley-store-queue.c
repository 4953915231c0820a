/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four queues under one lock. */
#include "core/store/galley-store-queue.h"

struct _GalleyStoreQueue
{
  GMutex mutex;
  GCond filled;
  GQueue lanes[GALLEY_N_LANES];
  gboolean is_closed;
};

GalleyStoreQueue *
galley_store_queue_new (void)
{
  GalleyStoreQueue *self = g_new0 (GalleyStoreQueue, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->filled);
  for (guint i = 0; i < GALLEY_N_LANES; i++)
    g_queue_init (&self->lanes[i]);
  return self;
}

void
galley_store_queue_free (GalleyStoreQueue *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < GALLEY_N_LANES; i++)
    g_assert (g_queue_is_empty (&self->lanes[i]));
  g_cond_clear (&self->filled);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

gboolean
galley_store_queue_push (GalleyStoreQueue *self,
                         GalleyLane        lane,
                         GalleyStoreWork  *work)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->is_closed)
    return FALSE;
  work->lane = lane;
  g_queue_push_tail (&self->lanes[lane], work);
  g_cond_signal (&self->filled);
  return TRUE;
}

static GalleyStoreWork *
take_first (GalleyStoreQueue *self)
{
  for (guint i = 0; i < GALLEY_N_LANES; i++)
    if (!g_queue_is_empty (&self->lanes[i]))
      return g_queue_pop_head (&self->lanes[i]);
  return NULL;
}

GalleyStoreWork *
galley_store_queue_pop (GalleyStoreQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GalleyStoreWork *work;

  while ((work = take_first (self)) == NULL && !self->is_closed)
    g_cond_wait (&self->filled, &self->mutex);
  return work;
}

void
galley_store_queue_close (GalleyStoreQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->is_closed = TRUE;
  g_cond_broadcast (&self->filled);
}
