/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine as its two halves know it: decisions on the main thread, blocking work on the two threads. */
#pragma once

/* Included behind galley-sync-engine.h. */

G_BEGIN_DECLS

struct _GalleySyncEngine
{
  GObject parent_instance;

  /* Set before the threads start. */
  GalleyStore *store;
  GalleyClock *clock;
  GMainContext *context;
  GalleyMediaTraffic *traffic;

  /* The main thread's own. */
  GalleyRandom *random;
  GThread *sync_thread;
  GThread *waiting_thread;
  gulong outbox_handler;
  gulong article_handler;
  gboolean is_started;
  gboolean is_passing;     /* a pass was asked for and has not been told yet */
  gboolean is_asked_again; /* and another one behind it */
  gboolean is_insisted;    /* even if that goes badly */
  guint run;               /* grows with each start and transport */
  guint timer;
  gint64 greeted_at; /* boot time, 0: not yet */
  GalleySyncStatus status;
  gint64 next_try;
  guint failures;
  guint passes;
  guint deletions; /* of a delta that was stopped */
  guint known;
  guint fetched;
  guint fetched_timer; /* tells of @fetched */
  guint holding_timer; /* lets the held request go on */
  GError *error;
  GalleyPortalTrouble trouble;
  char *device;          /* as the portal knows this run of the program */
  GPtrArray *held;       /* (nullable) (element-type GalleyHeld): what is in hand here, NULL: not said */
  GPtrArray *colleagues; /* (element-type GalleyHeld) */
  gint64 told_at;        /* boot time, 0: not yet */
  guint telling_timer;
  gboolean is_held_changed; /* since it was told */
  gboolean is_telling;   /* was asked for, and has not been answered yet */

  GMutex lock; /* guards what follows */
  GCond wakened;
  GalleyTransport *transport;
  GCancellable *cancellable;
  gint64 patience;
  gboolean is_stopping;
  gboolean is_pass_wanted;
  gboolean is_greeting_wanted;
  GPtrArray *held_to_tell; /* NULL: there is nothing to tell */
  guint shared_run;
  gboolean is_holding_paused; /* the held request was cut */
  guint cuts;                 /* how often in a row, though other calls went well */
  guint good_passes; /* of this run's engine; the waiting thread begins behind a good pass */
};

/* What the sync thread tells of a pass. */
typedef struct
{
  guint run;
  GError *error;
  gint64 retry_after;
  gboolean is_greeted;
  gboolean has_withdrawal; /* one that is not answered yet */
  gint64 next_due;         /* boot time of the next entry that may leave, 0: none */
  GalleyPortalTrouble trouble; /* of the call that ended it */
  guint deletions;         /* see GalleyCycleReport */
  guint known;
} GalleyEngineReport;

/* On the main thread. */
void galley_sync_engine_take_report (GalleySyncEngine   *self,
                                     GalleyEngineReport *report);
void galley_sync_engine_take_news (GalleySyncEngine *self,
                                   guint             run);

/* galley-sync-engine-holding.c: there is a line, so that the held request need not wait; and it was cut, or not, and goes
 * on when it is time. */
void galley_sync_engine_hold_at_once (GalleySyncEngine *self);
void galley_sync_engine_plan_holding (GalleySyncEngine *self);

/* galley-sync-engine-presence.c: what is in hand is told when it is time, and passes go well. */
void galley_sync_engine_tell_if_due (GalleySyncEngine *self);
/* @colleagues NULL: the call went badly. */
void galley_sync_engine_take_colleagues (GalleySyncEngine *self,
                                         guint             run,
                                         GPtrArray        *colleagues);
void galley_sync_engine_forget_colleagues (GalleySyncEngine *self);
/* With each run: what was asked for in the last one is not answered any more. */
void galley_sync_engine_begin_telling (GalleySyncEngine *self);
void galley_sync_engine_init_presence (GalleySyncEngine *self);
void galley_sync_engine_clear_presence (GalleySyncEngine *self);

/* The threads' functions; @data: the engine, which joins them. */
gpointer galley_sync_engine_sync_main (gpointer data);
gpointer galley_sync_engine_wait_main (gpointer data);

G_END_DECLS
