/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who else has what in hand: told and heard in one small call each minute, and soon where something differs here, but
 * only while passes go well. What is no longer heard is no longer said. */
#include "core/sync/galley-sync-engine.h"

#include "core/base/galley-id.h"
#include "core/sync/galley-sync-engine-private.h"

#define PERIOD (60 * (gint64) G_USEC_PER_SEC)
/* Who walks through the list does not tell of each article. */
#define PAUSE (5 * (gint64) G_USEC_PER_SEC)

static void
clear_timer (GalleySyncEngine *self)
{
  if (self->telling_timer != 0)
    galley_clock_remove_timeout (self->clock, self->telling_timer);
  self->telling_timer = 0;
}

static void
ask (GalleySyncEngine *self)
{
  self->is_telling = TRUE;
  self->is_held_changed = FALSE;
  self->told_at = galley_clock_get_boot_time (self->clock);
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->held_to_tell, g_ptr_array_unref);
  self->held_to_tell = g_ptr_array_ref (self->held);
  g_cond_broadcast (&self->wakened);
  g_mutex_unlock (&self->lock);
}

static gboolean
timer_cb (gpointer data)
{
  GalleySyncEngine *self = data;

  self->telling_timer = 0;
  galley_sync_engine_tell_if_due (self);
  return G_SOURCE_REMOVE;
}

void
galley_sync_engine_tell_if_due (GalleySyncEngine *self)
{
  gint64 delay = 0;

  if (self->told_at != 0)
    delay = self->told_at + (self->is_held_changed ? PAUSE : PERIOD) - galley_clock_get_boot_time (self->clock);
  clear_timer (self);
  if (!self->is_started || self->held == NULL || self->is_telling || self->passes == 0 || self->failures > 0)
    return;
  if (delay > 0)
    self->telling_timer = galley_clock_add_timeout (self->clock, delay, timer_cb, self);
  else
    ask (self);
}

static void
set_colleagues (GalleySyncEngine *self,
                GPtrArray        *colleagues)
{
  gboolean is_same = galley_held_are_same (self->colleagues, colleagues);

  g_ptr_array_ref (colleagues);
  g_ptr_array_unref (self->colleagues);
  self->colleagues = colleagues;
  if (!is_same)
    g_signal_emit_by_name (self, "colleagues-changed");
}

void
galley_sync_engine_forget_colleagues (GalleySyncEngine *self)
{
  g_autoptr (GPtrArray) nobody = galley_held_new_list ();

  set_colleagues (self, nobody);
}

void
galley_sync_engine_take_colleagues (GalleySyncEngine *self,
                                    guint             run,
                                    GPtrArray        *colleagues)
{
  if (run != self->run)
    return;
  self->is_telling = FALSE;
  if (colleagues != NULL)
    set_colleagues (self, colleagues);
  else
    galley_sync_engine_forget_colleagues (self);
  galley_sync_engine_tell_if_due (self);
}

void
galley_sync_engine_begin_telling (GalleySyncEngine *self)
{
  self->is_telling = FALSE;
  self->told_at = 0;
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->held_to_tell, g_ptr_array_unref);
  g_mutex_unlock (&self->lock);
  clear_timer (self);
}

void
galley_sync_engine_init_presence (GalleySyncEngine *self)
{
  self->colleagues = galley_held_new_list ();
  self->device = galley_id_new (self->clock, self->random);
}

void
galley_sync_engine_clear_presence (GalleySyncEngine *self)
{
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_pointer (&self->held_to_tell, g_ptr_array_unref);
  g_clear_pointer (&self->colleagues, g_ptr_array_unref);
  g_clear_pointer (&self->device, g_free);
}

void
galley_sync_engine_set_held (GalleySyncEngine *self,
                             GPtrArray        *held)
{
  g_return_if_fail (GALLEY_IS_SYNC_ENGINE (self));
  g_return_if_fail (held != NULL);

  if (self->held != NULL && galley_held_are_same (self->held, held))
    return;
  g_ptr_array_ref (held);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  self->held = held;
  self->is_held_changed = TRUE;
  galley_sync_engine_tell_if_due (self);
}

GPtrArray *
galley_sync_engine_get_colleagues (GalleySyncEngine *self)
{
  g_return_val_if_fail (GALLEY_IS_SYNC_ENGINE (self), NULL);

  return self->colleagues;
}
