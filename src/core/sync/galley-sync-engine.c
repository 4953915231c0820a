/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to talk. All decisions are made on the main thread; the sync thread only runs the pass it is asked for and posts
 * what came of it, the waiting thread only holds the long request and posts that there is news. Timers go through the
 * clock, so that tests turn them. What the threads post carries the number of its run: after a stop or a new
 * transport it is old news. */
#include "core/sync/galley-sync-engine.h"

#include "core/base/galley-error.h"
#include "core/store/galley-store-outbox.h"
#include "core/sync/galley-backoff.h"
#include "core/sync/galley-sync-engine-private.h"

#define DEFAULT_PATIENCE (10 * 60 * (gint64) G_USEC_PER_SEC)
#define WITHDRAW_PERIOD (5 * (gint64) G_USEC_PER_SEC)
/* Figures that change faster cannot be read. */
#define FETCHED_PERIOD (G_USEC_PER_SEC / 4)
/* Session and layout are asked for again after this long. */
#define GREETING_PERIOD (10 * 60 * (gint64) G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (GalleySyncEngine, galley_sync_engine, G_TYPE_OBJECT)

enum
{
  CHANGED,
  GREETED,
  COLLEAGUES_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_state (GalleySyncEngine *self,
           GalleySyncStatus  status,
           gint64            next_try,
           const GError     *error)
{
  gboolean is_same = self->status == status && self->next_try == next_try
                     && g_strcmp0 (self->error != NULL ? self->error->message : NULL,
                                   error != NULL ? error->message : NULL) == 0;

  if (is_same)
    return;
  self->status = status;
  self->next_try = next_try;
  if (error != self->error)
    {
      g_clear_error (&self->error);
      self->error = error != NULL ? g_error_copy (error) : NULL;
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_timer (GalleySyncEngine *self)
{
  if (self->timer != 0)
    galley_clock_remove_timeout (self->clock, self->timer);
  self->timer = 0;
}

/* Asks the sync thread for a pass; while one is under way, for another one behind it. */
static void
request_pass (GalleySyncEngine *self)
{
  gint64 now = galley_clock_get_boot_time (self->clock);

  if (!self->is_started)
    return;
  clear_timer (self);
  if (self->is_passing)
    {
      self->is_asked_again = TRUE;
      return;
    }
  self->is_passing = TRUE;
  self->is_asked_again = FALSE;
  /* Who is offline stays so in words until a pass has gone well: the line does not flicker at each try. */
  if (self->status == GALLEY_SYNC_IDLE || self->status == GALLEY_SYNC_SIGNED_OUT)
    set_state (self, GALLEY_SYNC_WORKING, 0, NULL);

  g_mutex_lock (&self->lock);
  self->is_pass_wanted = TRUE;
  self->is_greeting_wanted = self->greeted_at == 0 || now - self->greeted_at >= GREETING_PERIOD;
  g_cond_broadcast (&self->wakened);
  g_mutex_unlock (&self->lock);
}

static gboolean
timer_cb (gpointer data)
{
  GalleySyncEngine *self = data;

  self->timer = 0;
  request_pass (self);
  return G_SOURCE_REMOVE;
}

static void
set_timer (GalleySyncEngine *self,
           gint64            delay)
{
  clear_timer (self);
  self->timer = galley_clock_add_timeout (self->clock, MAX (delay, 0), timer_cb, self);
}

static GalleySyncStatus
status_of_error (const GError *error)
{
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_AUTH))
    return GALLEY_SYNC_SIGNED_OUT;
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE)
      || g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_BUSY))
    return GALLEY_SYNC_OFFLINE;
  return GALLEY_SYNC_TROUBLE;
}

static void
end_bad_pass (GalleySyncEngine   *self,
              GalleyEngineReport *report)
{
  GalleySyncStatus status = status_of_error (report->error);
  gint64 delay;

  self->failures++;
  galley_sync_engine_forget_colleagues (self);
  if (status == GALLEY_SYNC_SIGNED_OUT)
    {
      set_state (self, status, 0, report->error);
      return;
    }
  delay = galley_backoff_get_delay (self->failures, report->retry_after, self->random);
  if (report->has_withdrawal)
    delay = MIN (delay, WITHDRAW_PERIOD);
  set_timer (self, delay);
  set_state (self, status, galley_clock_get_real_time (self->clock) + delay, report->error);
}

static void
end_good_pass (GalleySyncEngine   *self,
               GalleyEngineReport *report)
{
  gint64 delay = -1;

  if (self->failures > 0)
    galley_sync_engine_hold_at_once (self);
  self->failures = 0;
  self->passes++;
  if (report->next_due != 0)
    delay = MAX (report->next_due - galley_clock_get_boot_time (self->clock), 0);
  if (report->has_withdrawal && (delay < 0 || delay > WITHDRAW_PERIOD))
    delay = WITHDRAW_PERIOD;
  if (delay >= 0)
    set_timer (self, delay);
  g_mutex_lock (&self->lock);
  self->good_passes = self->passes;
  g_cond_broadcast (&self->wakened);
  g_mutex_unlock (&self->lock);
  set_state (self, GALLEY_SYNC_IDLE,
             delay >= 0 ? galley_clock_get_real_time (self->clock) + delay : 0, NULL);
  galley_sync_engine_tell_if_due (self);
}

void
galley_sync_engine_take_report (GalleySyncEngine   *self,
                                GalleyEngineReport *report)
{
  gboolean is_asked_again = self->is_asked_again;
  gboolean is_insisted = self->is_insisted;

  if (report->run != self->run)
    return;
  g_object_ref (self);
  self->is_passing = FALSE;
  self->is_asked_again = FALSE;
  self->is_insisted = FALSE;
  self->deletions = report->deletions;
  self->known = report->known;
  self->trouble = report->trouble;
  if (report->is_greeted)
    {
      self->greeted_at = galley_clock_get_boot_time (self->clock);
      g_signal_emit (self, signals[GREETED], 0);
    }
  if (report->error != NULL)
    end_bad_pass (self, report);
  else
    end_good_pass (self, report);

  if (is_insisted || (is_asked_again && report->error == NULL))
    request_pass (self);
  g_object_unref (self);
}

/* There is news, or the line was cut: a pass finds out. */
void
galley_sync_engine_take_news (GalleySyncEngine *self,
                              guint             run)
{
  if (run != self->run)
    return;
  galley_sync_engine_plan_holding (self);
  if (self->failures == 0)
    request_pass (self);
}

/* Asked for in so many words: also behind a pass that went badly. */
static void
insist (GalleySyncEngine *self)
{
  self->is_insisted = self->is_passing;
  request_pass (self);
}

static gpointer
has_withdrawal_in_store (GalleyDatabase *database,
                         gpointer        input,
                         GError        **error)
{
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (entry->action == GALLEY_ACTION_WITHDRAW && entry->parked == NULL)
        return GINT_TO_POINTER (TRUE);
    }
  return NULL;
}

static void
looked_for_withdrawal_cb (GObject      *store,
                          GAsyncResult *result,
                          gpointer      data)
{
  g_autoptr (GalleySyncEngine) self = data;

  /* An error is the store's, and the next pass tells it. */
  if (galley_store_run_finish (GALLEY_STORE (store), result, NULL) != NULL && self->timer != 0)
    request_pass (self);
}

/* What was typed goes up at once, but does not run against a wall: while nobody answers, the back-off says when. A
 * withdrawal does not wait for it. */
static void
outbox_changed_cb (GalleySyncEngine *self)
{
  if (self->failures == 0)
    request_pass (self);
  else if (self->timer != 0 && self->next_try - galley_clock_get_real_time (self->clock) > WITHDRAW_PERIOD)
    galley_store_run_async (self->store, GALLEY_LANE_BACKGROUND, has_withdrawal_in_store, NULL, NULL, NULL, NULL,
                            looked_for_withdrawal_cb, g_object_ref (self));
}

static gboolean
fetched_timer_cb (gpointer data)
{
  GalleySyncEngine *self = data;

  self->fetched_timer = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
article_changed_cb (GalleySyncEngine *self,
                    const char       *id,
                    int               origin)
{
  if (origin != GALLEY_STORE_ORIGIN_SYNC || self->passes > 0)
    return;
  self->fetched++;
  if (self->fetched_timer == 0)
    self->fetched_timer = galley_clock_add_timeout (self->clock, FETCHED_PERIOD, fetched_timer_cb, self);
}

static void
begin_run (GalleySyncEngine *self)
{
  self->run++;
  self->is_passing = FALSE;
  self->is_asked_again = FALSE;
  self->is_insisted = FALSE;
  self->greeted_at = 0;
  galley_sync_engine_begin_telling (self);
  galley_sync_engine_hold_at_once (self);
  g_mutex_lock (&self->lock);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->shared_run = self->run;
  self->good_passes = 0;
  g_cond_broadcast (&self->wakened);
  g_mutex_unlock (&self->lock);
}

void
galley_sync_engine_start (GalleySyncEngine *self)
{
  g_return_if_fail (GALLEY_IS_SYNC_ENGINE (self));

  if (self->is_started)
    return;
  self->is_started = TRUE;
  self->is_stopping = FALSE;
  begin_run (self);
  self->outbox_handler =
    g_signal_connect_swapped (self->store, "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  self->article_handler =
    g_signal_connect_swapped (self->store, "article-changed", G_CALLBACK (article_changed_cb), self);
  self->sync_thread = g_thread_new ("galley-sync", galley_sync_engine_sync_main, self);
  self->waiting_thread = g_thread_new ("galley-wait", galley_sync_engine_wait_main, self);
  request_pass (self);
}

void
galley_sync_engine_stop (GalleySyncEngine *self)
{
  g_return_if_fail (GALLEY_IS_SYNC_ENGINE (self));

  if (!self->is_started)
    return;
  self->is_started = FALSE;
  self->run++;
  self->is_passing = FALSE;
  clear_timer (self);
  if (self->fetched_timer != 0)
    galley_clock_remove_timeout (self->clock, self->fetched_timer);
  self->fetched_timer = 0;
  galley_sync_engine_hold_at_once (self);
  galley_sync_engine_begin_telling (self);
  g_clear_signal_handler (&self->outbox_handler, self->store);
  g_clear_signal_handler (&self->article_handler, self->store);
  g_mutex_lock (&self->lock);
  self->is_stopping = TRUE;
  self->is_pass_wanted = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_cond_broadcast (&self->wakened);
  g_mutex_unlock (&self->lock);
  g_thread_join (g_steal_pointer (&self->sync_thread));
  g_thread_join (g_steal_pointer (&self->waiting_thread));
}

void
galley_sync_engine_set_transport (GalleySyncEngine *self,
                                  GalleyTransport  *transport)
{
  g_return_if_fail (GALLEY_IS_SYNC_ENGINE (self));
  g_return_if_fail (GALLEY_IS_TRANSPORT (transport));

  g_mutex_lock (&self->lock);
  g_set_object (&self->transport, transport);
  g_mutex_unlock (&self->lock);
  if (!self->is_started)
    return;
  begin_run (self);
  self->failures = 0;
  request_pass (self);
}

void
galley_sync_engine_set_patience (GalleySyncEngine *self,
                                 gint64            patience)
{
  g_return_if_fail (GALLEY_IS_SYNC_ENGINE (self));

  g_mutex_lock (&self->lock);
  self->patience = patience;
  g_mutex_unlock (&self->lock);
}

void
galley_sync_engine_wake (GalleySyncEngine *self)
{
  g_return_if_fail (GALLEY_IS_SYNC_ENGINE (self));

  self->greeted_at = 0;
  galley_sync_engine_hold_at_once (self);
  insist (self);
}

void
galley_sync_engine_hint_network (GalleySyncEngine *self,
                                 gboolean          is_available)
{
  g_return_if_fail (GALLEY_IS_SYNC_ENGINE (self));

  if (!is_available)
    return;
  galley_sync_engine_hold_at_once (self);
  if (self->status == GALLEY_SYNC_OFFLINE)
    insist (self);
}

GalleySyncStatus
galley_sync_engine_get_status (GalleySyncEngine *self)
{
  g_return_val_if_fail (GALLEY_IS_SYNC_ENGINE (self), GALLEY_SYNC_IDLE);

  return self->status;
}

gint64
galley_sync_engine_get_next_try (GalleySyncEngine *self)
{
  g_return_val_if_fail (GALLEY_IS_SYNC_ENGINE (self), 0);

  return self->next_try;
}

guint
galley_sync_engine_get_failures (GalleySyncEngine *self)
{
  g_return_val_if_fail (GALLEY_IS_SYNC_ENGINE (self), 0);

  return self->failures;
}

const GError *
galley_sync_engine_get_error (GalleySyncEngine *self)
{
  g_return_val_if_fail (GALLEY_IS_SYNC_ENGINE (self), NULL);

  return self->error;
}

GalleyPortalTrouble
galley_sync_engine_get_trouble (GalleySyncEngine *self)
{
  g_return_val_if_fail (GALLEY_IS_SYNC_ENGINE (self), GALLEY_PORTAL_TROUBLE_NONE);

  return self->error != NULL ? self->trouble : GALLEY_PORTAL_TROUBLE_NONE;
}

GalleyMediaTraffic *
galley_sync_engine_get_traffic (GalleySyncEngine *self)
{
  g_return_val_if_fail (GALLEY_IS_SYNC_ENGINE (self), NULL);

  return self->traffic;
}

guint
galley_sync_engine_get_fetched (GalleySyncEngine *self)
{
  g_return_val_if_fail (GALLEY_IS_SYNC_ENGINE (self), 0);

  return self->fetched;
}

guint
galley_sync_engine_get_passes (GalleySyncEngine *self)
{
  g_return_val_if_fail (GALLEY_IS_SYNC_ENGINE (self), 0);

  return self->passes;
}

guint
galley_sync_engine_get_stopped_deletions (GalleySyncEngine *self,
                                          guint            *known)
{
  g_return_val_if_fail (GALLEY_IS_SYNC_ENGINE (self), 0);

  if (known != NULL)
    *known = self->known;
  return self->deletions;
}

static void
galley_sync_engine_dispose (GObject *object)
{
  GalleySyncEngine *self = GALLEY_SYNC_ENGINE (object);

  galley_sync_engine_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->transport);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_clear_object (&self->traffic);

  G_OBJECT_CLASS (galley_sync_engine_parent_class)->dispose (object);
}

static void
galley_sync_engine_finalize (GObject *object)
{
  GalleySyncEngine *self = GALLEY_SYNC_ENGINE (object);

  galley_sync_engine_clear_presence (self);
  g_clear_error (&self->error);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wakened);

  G_OBJECT_CLASS (galley_sync_engine_parent_class)->finalize (object);
}

static void
galley_sync_engine_class_init (GalleySyncEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = galley_sync_engine_dispose;
  object_class->finalize = galley_sync_engine_finalize;

  signals[CHANGED] = g_signal_new ("changed", GALLEY_TYPE_SYNC_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[GREETED] = g_signal_new ("greeted", GALLEY_TYPE_SYNC_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[COLLEAGUES_CHANGED] = g_signal_new ("colleagues-changed", GALLEY_TYPE_SYNC_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL,
                                              NULL, NULL, G_TYPE_NONE, 0);
}

static void
galley_sync_engine_init (GalleySyncEngine *self)
{
  self->patience = DEFAULT_PATIENCE;
  self->context = g_main_context_ref_thread_default ();
  self->traffic = galley_media_traffic_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->wakened);
}

GalleySyncEngine *
galley_sync_engine_new (GalleyStore     *store,
                        GalleyTransport *transport,
                        GalleyClock     *clock,
                        GalleyRandom    *random)
{
  GalleySyncEngine *self;

  g_return_val_if_fail (GALLEY_IS_STORE (store), NULL);
  g_return_val_if_fail (GALLEY_IS_TRANSPORT (transport), NULL);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (GALLEY_IS_RANDOM (random), NULL);

  self = g_object_new (GALLEY_TYPE_SYNC_ENGINE, NULL);
  self->store = g_object_ref (store);
  self->transport = g_object_ref (transport);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  galley_sync_engine_init_presence (self);
  return self;
}
