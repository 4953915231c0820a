/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four queues under one lock. */
#include "core/store/galley-store-queue.h"

struct _GalleyStoreQueue
{
  GMutex mutex;
  GCond filled;
  GQueue lanes[GALLEY_N_LANES];
  GalleyDatabase *paused; /* worked on during a pause, borrowed; NULL: there is none */
  gboolean has_saved;
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
  self->has_saved = self->has_saved || lane == GALLEY_LANE_SAVE;
  if (lane == GALLEY_LANE_SAVE && self->paused != NULL)
    galley_database_interrupt (self->paused);
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

static gboolean
is_empty (GalleyStoreQueue *self)
{
  for (guint i = 0; i < GALLEY_N_LANES; i++)
    if (!g_queue_is_empty (&self->lanes[i]))
      return FALSE;
  return TRUE;
}

gboolean
galley_store_queue_wait (GalleyStoreQueue *self,
                         gint64            patience)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 end = g_get_monotonic_time () + patience;

  while (is_empty (self) && !self->is_closed)
    if (!g_cond_wait_until (&self->filled, &self->mutex, end))
      return FALSE;
  return TRUE;
}

gboolean
galley_store_queue_has_saved (GalleyStoreQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->has_saved;
}

gboolean
galley_store_queue_begin_pause (GalleyStoreQueue *self,
                                GalleyDatabase   *database)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!g_queue_is_empty (&self->lanes[GALLEY_LANE_SAVE]))
    return FALSE;
  self->paused = database;
  self->has_saved = FALSE;
  return TRUE;
}

void
galley_store_queue_end_pause (GalleyStoreQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->paused = NULL;
}

void
galley_store_queue_close (GalleyStoreQueue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->is_closed = TRUE;
  g_cond_broadcast (&self->filled);
}
