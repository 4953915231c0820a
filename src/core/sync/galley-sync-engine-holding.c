/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the held request, by which others' changes are heard of at once, is made again after it was cut: at once where
 * anything tells that there is a line, else after a pause. The waiting thread only makes it. Main thread. */
#include "core/sync/galley-sync-engine.h"

#include "core/sync/galley-backoff.h"
#include "core/sync/galley-sync-engine-private.h"

static void
go_on (GalleySyncEngine *self)
{
  if (self->holding_timer != 0)
    galley_clock_remove_timeout (self->clock, self->holding_timer);
  self->holding_timer = 0;
  g_mutex_lock (&self->lock);
  self->is_holding_paused = FALSE;
  g_cond_broadcast (&self->wakened);
  g_mutex_unlock (&self->lock);
}

static gboolean
paused_cb (gpointer data)
{
  GalleySyncEngine *self = data;

  self->holding_timer = 0;
  go_on (self);
  return G_SOURCE_REMOVE;
}

void
galley_sync_engine_hold_at_once (GalleySyncEngine *self)
{
  g_mutex_lock (&self->lock);
  self->cuts = 0;
  g_mutex_unlock (&self->lock);
  go_on (self);
}

void
galley_sync_engine_plan_holding (GalleySyncEngine *self)
{
  gint64 pause;
  guint cuts;

  g_mutex_lock (&self->lock);
  cuts = self->cuts;
  g_mutex_unlock (&self->lock);
  pause = galley_backoff_get_pause (cuts, self->random);
  if (pause == 0)
    go_on (self);
  else if (self->holding_timer == 0)
    self->holding_timer = galley_clock_add_timeout (self->clock, pause, paused_cb, self);
}
