/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine's threads do: blocking calls, top to bottom, and a post to the main context at the end. */
#include "core/sync/galley-sync-engine.h"

#include "core/base/galley-error.h"
#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store-settings.h"
#include "core/sync/galley-cycle.h"
#include "core/sync/galley-sync-engine-private.h"
#include "core/wire/galley-protocol.h"

/* What could have gone and did not is looked at again after this long. */
#define LEFTOVER_DELAY (30 * (gint64) G_USEC_PER_SEC)
/* A server that answers a held request at once is not asked again at once. */
#define EARLIEST_ANSWER (G_USEC_PER_SEC)
/* What was cut sooner is cut as a rule, by something between here and there. */
#define LONG_HELD (10 * (gint64) G_USEC_PER_SEC)

/* The engine is held weakly by what is posted: nothing keeps it alive that nobody wants any more. */
typedef struct
{
  GWeakRef engine;
  GalleyEngineReport report;
  GPtrArray *colleagues; /* (nullable) of is_telling */
  gboolean is_news;
  gboolean is_telling;
} Post;

static void
post_free (gpointer data)
{
  Post *self = data;

  g_weak_ref_clear (&self->engine);
  g_clear_error (&self->report.error);
  g_clear_pointer (&self->colleagues, g_ptr_array_unref);
  g_free (self);
}

static gboolean
deliver_cb (gpointer data)
{
  Post *post = data;
  g_autoptr (GalleySyncEngine) engine = g_weak_ref_get (&post->engine);

  if (engine == NULL)
    return G_SOURCE_REMOVE;
  if (post->is_telling)
    galley_sync_engine_take_colleagues (engine, post->report.run, post->colleagues);
  else if (post->is_news)
    galley_sync_engine_take_news (engine, post->report.run);
  else
    galley_sync_engine_take_report (engine, &post->report);
  return G_SOURCE_REMOVE;
}

static Post *
post_new (GalleySyncEngine  *self,
          GalleyEngineReport report)
{
  Post *post = g_new0 (Post, 1);

  g_weak_ref_init (&post->engine, self);
  post->report = report;
  return post;
}

/* Takes @post. */
static void
send_post (GalleySyncEngine *self,
           Post             *post)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, post, post_free);
  g_source_attach (source, self->context);
}

static void
deliver (GalleySyncEngine   *self,
         GalleyEngineReport  report,
         gboolean            is_news)
{
  Post *post = post_new (self, report);

  post->is_news = is_news;
  send_post (self, post);
}

static gpointer
load_outbox_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  return galley_outbox_load_in_store (database, error);
}

static void
look_ahead (GalleySyncEngine   *self,
            GalleyEngineReport *report)
{
  /* Without an outbox there is nothing to look ahead to; the store's error is told by the pass itself. */
  g_autoptr (GPtrArray) entries =
    galley_store_run (self->store, GALLEY_LANE_BACKGROUND, load_outbox_in_store, NULL, NULL);
  gint64 now = galley_clock_get_boot_time (self->clock);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);
      gboolean is_of_this_boot = g_strcmp0 (entry->boot_id, galley_clock_get_boot_id ()) == 0;
      gint64 due = MAX (is_of_this_boot ? entry->hold_until : 0, entry->next_try);

      if (entry->parked != NULL)
        continue;
      if (due <= now && entry->action == GALLEY_ACTION_WITHDRAW)
        report->has_withdrawal = TRUE;
      if (due <= now && entry->kind == GALLEY_OUTBOX_ACTION)
        continue;
      if (due <= now)
        due = now + LEFTOVER_DELAY;
      if (report->next_due == 0 || due < report->next_due)
        report->next_due = due;
    }
}

typedef struct
{
  GalleyTransport *transport;
  GCancellable *cancellable;
  gint64 patience;
  gboolean is_greeting_wanted;
} Pass;

static void
make_pass (GalleySyncEngine   *self,
           Pass               *pass,
           GalleyEngineReport *report)
{
  g_autoptr (GError) trouble = NULL;
  GalleyCycleReport cycle;

  if (pass->is_greeting_wanted)
    {
      report->is_greeted =
        galley_cycle_greet (self->store, pass->transport, self->clock, pass->cancellable, &trouble);
      /* A layout that cannot be read must not hold up the text. */
      if (g_error_matches (trouble, GALLEY_ERROR, GALLEY_ERROR_INVALID))
        report->is_greeted = TRUE;
      else if (trouble != NULL)
        {
          report->error = g_steal_pointer (&trouble);
          report->retry_after = galley_transport_get_retry_after (pass->transport);
          report->trouble = galley_transport_get_trouble (pass->transport);
          return;
        }
    }
  if (galley_cycle_run (self->store, pass->transport, self->clock, pass->patience, &cycle, self->traffic,
                        pass->cancellable, &report->error))
    {
      report->error = g_steal_pointer (&trouble);
      /* Pictures come a few at a time; the next ones at once, behind whatever is more urgent. */
      if (cycle.media_left > 0)
        report->next_due = galley_clock_get_boot_time (self->clock) + 1;
    }
  else
    {
      report->retry_after = galley_transport_get_retry_after (pass->transport);
      report->trouble = galley_transport_get_trouble (pass->transport);
    }
  report->deletions = cycle.deletions;
  report->known = cycle.known;
}

/* What is wrong with the line, the next pass finds out and says it. */
static void
tell_held (GalleySyncEngine  *self,
           GalleyTransport   *transport,
           GPtrArray         *held,
           GCancellable      *cancellable,
           GalleyEngineReport report)
{
  Post *post = post_new (self, report);

  post->is_telling = TRUE;
  post->colleagues = galley_transport_tell_held (transport, self->device, held, cancellable, NULL);
  send_post (self, post);
}

gpointer
galley_sync_engine_sync_main (gpointer data)
{
  GalleySyncEngine *self = data;

  g_mutex_lock (&self->lock);
  while (!self->is_stopping)
    {
      GalleyEngineReport report = { .run = self->shared_run };
      g_autoptr (GalleyTransport) transport = NULL;
      g_autoptr (GCancellable) cancellable = NULL;
      g_autoptr (GPtrArray) held = NULL;
      Pass pass;

      if (!self->is_pass_wanted && self->held_to_tell == NULL)
        {
          g_cond_wait (&self->wakened, &self->lock);
          continue;
        }
      transport = g_object_ref (self->transport);
      cancellable = g_object_ref (self->cancellable);
      if (!self->is_pass_wanted)
        {
          held = g_steal_pointer (&self->held_to_tell);
          g_mutex_unlock (&self->lock);
          tell_held (self, transport, held, cancellable, report);
          g_mutex_lock (&self->lock);
          continue;
        }
      self->is_pass_wanted = FALSE;
      pass = (Pass){ transport, cancellable, self->patience, self->is_greeting_wanted };
      g_mutex_unlock (&self->lock);

      make_pass (self, &pass, &report);
      look_ahead (self, &report);
      deliver (self, report, FALSE);

      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static gpointer
load_cursor_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  return galley_setting_load_text_in_store (database, GALLEY_SETTING_CURSOR, error);
}

typedef enum
{
  HELD_IN_VAIN, /* the whole time, and nothing came */
  HELD_NEWS,
  HELD_BADLY,   /* refused, or answered at once */
  HELD_CUT,     /* late */
} Outcome;

static Outcome
hold_request (GalleySyncEngine *self,
              GalleyTransport  *transport,
              GCancellable     *cancellable)
{
  g_autofree char *cursor =
    galley_store_run (self->store, GALLEY_LANE_BACKGROUND, load_cursor_in_store, NULL, NULL);
  gint64 began = g_get_monotonic_time ();
  g_autoptr (GalleyChanges) changes = NULL;
  gint64 lasted;

  if (cursor == NULL)
    return HELD_BADLY;
  /* Whatever is wrong with the line, the pass finds it out and says it. */
  changes = galley_transport_changes (transport, cursor, 0, GALLEY_CHANGES_MAX_WAIT, cancellable, NULL);
  lasted = g_get_monotonic_time () - began;
  if (changes == NULL)
    return lasted < LONG_HELD ? HELD_BADLY : HELD_CUT;
  if (changes->has_more)
    return HELD_NEWS;
  return lasted < EARLIEST_ANSWER ? HELD_BADLY : HELD_IN_VAIN;
}

/* Under the lock. What went badly rests until the main thread, which hears of it, lets it go on. */
static void
note_outcome (GalleySyncEngine *self,
              Outcome           outcome)
{
  gboolean is_bad = outcome == HELD_BADLY || outcome == HELD_CUT;

  self->is_holding_paused = is_bad;
  self->cuts = !is_bad ? 0 : outcome == HELD_CUT ? 1 : self->cuts + 1;
}

/* Holds one request behind each good pass, and again as long as it brings nothing. */
gpointer
galley_sync_engine_wait_main (gpointer data)
{
  GalleySyncEngine *self = data;
  guint served = 0; /* the good pass behind which the last request ended */

  g_mutex_lock (&self->lock);
  while (!self->is_stopping)
    {
      GalleyEngineReport report = { .run = self->shared_run };
      g_autoptr (GalleyTransport) transport = NULL;
      g_autoptr (GCancellable) cancellable = NULL;
      guint behind = self->good_passes;
      Outcome outcome;

      if (behind == 0 || behind == served || self->is_holding_paused)
        {
          g_cond_wait (&self->wakened, &self->lock);
          continue;
        }
      transport = g_object_ref (self->transport);
      cancellable = g_object_ref (self->cancellable);
      g_mutex_unlock (&self->lock);

      outcome = hold_request (self, transport, cancellable);

      g_mutex_lock (&self->lock);
      if (g_cancellable_is_cancelled (cancellable))
        continue;
      note_outcome (self, outcome);
      if (outcome == HELD_IN_VAIN)
        continue;
      served = behind;
      g_mutex_unlock (&self->lock);
      deliver (self, report, TRUE);
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}
