/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the files are that somebody looks at: the store's row of each, kept as long as the workspace is open and asked for
 * again whenever the store says that it changed, and over it what the engine moves just now. */
#include "core/workspace/galley-workspace.h"

#include "core/store/galley-store-media.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

/* That a file was shown is noted once in so long. */
#define SHOWN_PERIOD (24 * 60 * 60 * (gint64) G_USEC_PER_SEC)

/* What the store is asked. */
typedef struct
{
  char *hash;
  char *media_type; /* NULL: nobody has begun to look at it just now */
  gint64 now;       /* real time */
} Look;

static void
look_free (gpointer data)
{
  Look *self = data;

  g_free (self->hash);
  g_free (self->media_type);
  g_free (self);
}

/* What is shown is used; what had to go to make room is wanted again. */
static gpointer
look_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  const Look *look = input;
  GError *cause = NULL;
  g_autoptr (GalleyMediaRow) row = galley_media_find_in_store (database, look->hash, &cause);

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return NULL;
    }
  if (look->media_type == NULL || (row != NULL && look->now - row->used < SHOWN_PERIOD))
    return g_steal_pointer (&row);
  g_clear_pointer (&row, galley_media_row_free);
  return galley_media_want_in_store (database, look->hash, look->media_type, look->now, error)
             ? galley_media_find_in_store (database, look->hash, error)
             : NULL;
}

typedef struct
{
  GalleyWorkspace *workspace;
  char *hash;
  gboolean is_first;
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->workspace);
  g_free (self->hash);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
found_cb (GObject      *store,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Question) question = data;
  GalleyWorkspace *self = question->workspace;
  g_autoptr (GError) error = NULL;
  GalleyMediaRow *row = galley_store_run_finish (GALLEY_STORE (store), result, &error);

  /* Not to know where a file is hinders nobody; what ails the store says itself where it matters. */
  if (error != NULL)
    g_info ("Where the file %.12s is: %s", question->hash, error->message);
  if (self->is_closed)
    {
      g_clear_pointer (&row, galley_media_row_free);
      return;
    }
  g_hash_table_insert (self->media_rows, g_strdup (question->hash), row);
  /* Who looks at it waits for it. */
  if (question->is_first && row != NULL && row->state == GALLEY_MEDIA_WANTED && self->engine != NULL
      && galley_sync_engine_get_status (self->engine) <= GALLEY_SYNC_WORKING)
    galley_sync_engine_wake (self->engine);
  galley_media_source_tell_moved (GALLEY_MEDIA_SOURCE (self), question->hash);
}

static void
ask (GalleyWorkspace *self,
     const char      *hash,
     const char      *media_type)
{
  Question *question = g_new0 (Question, 1);
  Look *look = g_new0 (Look, 1);

  question->workspace = g_object_ref (self);
  question->hash = g_strdup (hash);
  question->is_first = media_type != NULL;
  look->hash = g_strdup (hash);
  look->media_type = g_strdup (media_type);
  look->now = galley_clock_get_real_time (self->clock);
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, look_in_store, look, look_free,
                          (GDestroyNotify) galley_media_row_free, self->cancellable, found_cb, question);
}

void
galley_workspace_look_for_journey (GalleyWorkspace *self,
                                   const char      *hash)
{
  if (g_hash_table_contains (self->media_rows, hash))
    ask (self, hash, NULL);
}

void
galley_workspace_take_moved (GalleyWorkspace *self,
                             const char      *hash)
{
  GalleyMediaMove move;
  gboolean is_large = galley_media_traffic_get (galley_sync_engine_get_traffic (self->engine), &move)
                      && move.total >= GALLEY_MEDIA_MOVE_LARGE;

  if (g_hash_table_contains (self->media_rows, hash))
    galley_media_source_tell_moved (GALLEY_MEDIA_SOURCE (self), hash);
  if (is_large || self->is_moving_large)
    galley_workspace_emit_sync_changed (self);
  self->is_moving_large = is_large;
}

/* What the row alone says. */
static GalleyJourneyStage
get_stage (const GalleyMediaRow *row)
{
  switch (row->state)
    {
    case GALLEY_MEDIA_WANTED:
      return row->wish == GALLEY_MEDIA_WISH_STOPPED ? GALLEY_JOURNEY_LEFT : GALLEY_JOURNEY_TO_COME;
    case GALLEY_MEDIA_HERE:
      if (row->wish == GALLEY_MEDIA_WISH_STOPPED)
        return GALLEY_JOURNEY_STOPPED;
      return *row->refusal != '\0' ? GALLEY_JOURNEY_REFUSED : GALLEY_JOURNEY_TO_GO;
    case GALLEY_MEDIA_KEPT:
    default:
      return GALLEY_JOURNEY_OVER;
    }
}

void
galley_workspace_get_journey (GalleyMediaSource  *source,
                              const char         *hash,
                              const char         *media_type,
                              GalleyMediaJourney *journey)
{
  GalleyWorkspace *self = GALLEY_WORKSPACE (source);
  GalleyMediaMove move;
  GalleyMediaRow *row;
  gpointer found;

  if (self->is_closed || galley_account_is_local (self->account))
    return;
  if (!g_hash_table_lookup_extended (self->media_rows, hash, NULL, &found))
    {
      g_hash_table_insert (self->media_rows, g_strdup (hash), NULL);
      ask (self, hash, media_type);
      return;
    }
  row = found;
  if (row == NULL)
    return;
  journey->stage = get_stage (row);
  if (journey->stage == GALLEY_JOURNEY_REFUSED)
    journey->refusal = galley_error_find (row->refusal);
  if (journey->stage == GALLEY_JOURNEY_OVER || self->engine == NULL
      || !galley_media_traffic_get (galley_sync_engine_get_traffic (self->engine), &move) || strcmp (move.hash, hash) != 0)
    return;
  journey->stage = move.is_upward ? GALLEY_JOURNEY_GOING : GALLEY_JOURNEY_COMING;
  journey->done = move.done;
  journey->total = move.total;
}

/* --- not now, and now -------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyWorkspace *workspace;
  char *hash; /* NULL: all that was stopped on its way up */
  gboolean is_stopped;
} Wish;

static void
wish_free (Wish *self)
{
  g_object_unref (self->workspace);
  g_free (self->hash);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static gpointer
stop_in_store (GalleyDatabase *database,
               gpointer        hash,
               GError        **error)
{
  galley_media_stop_in_store (database, hash, error);
  return NULL;
}

static gpointer
resume_in_store (GalleyDatabase *database,
                 gpointer        hash,
                 GError        **error)
{
  if (hash != NULL)
    galley_media_resume_in_store (database, hash, error);
  else
    galley_media_resume_stopped_in_store (database, error);
  return NULL;
}

/* The row first, so that no pass takes up again what is broken off. */
static void
wished_cb (GObject      *store,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Wish) wish = data;
  GalleyWorkspace *self = wish->workspace;
  g_autoptr (GError) error = NULL;

  galley_store_run_finish (GALLEY_STORE (store), result, &error);
  /* What ails the store says itself where it matters; the move ends all the same, and begins again with the next pass. */
  if (error != NULL)
    g_message ("A wish for the file %.12s was not kept: %s", wish->hash != NULL ? wish->hash : "all", error->message);
  if (self->is_closed || self->engine == NULL)
    return;
  if (wish->is_stopped)
    galley_media_traffic_stop (galley_sync_engine_get_traffic (self->engine), wish->hash);
  else
    galley_sync_engine_wake (self->engine);
}

static void
wish (GalleyWorkspace *self,
      const char      *hash,
      gboolean         is_stopped)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->workspace = g_object_ref (self);
  wish->hash = g_strdup (hash);
  wish->is_stopped = is_stopped;
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, is_stopped ? stop_in_store : resume_in_store, g_strdup (hash),
                          g_free, NULL, NULL, wished_cb, wish);
}

void
galley_workspace_set_stopped (GalleyMediaSource *source,
                              const char        *hash,
                              gboolean           is_stopped)
{
  GalleyWorkspace *self = GALLEY_WORKSPACE (source);

  if (!self->is_closed && !galley_account_is_local (self->account))
    wish (self, hash, is_stopped);
}

void
galley_workspace_stop_file (GalleyWorkspace *self)
{
  GalleyMediaMove move;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));

  if (self->engine != NULL && galley_media_traffic_get (galley_sync_engine_get_traffic (self->engine), &move))
    wish (self, move.hash, TRUE);
}

void
galley_workspace_upload_stopped (GalleyWorkspace *self)
{
  g_return_if_fail (GALLEY_IS_WORKSPACE (self));

  wish (self, NULL, FALSE);
}
