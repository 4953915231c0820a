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
      return GALLEY_JOURNEY_TO_COME;
    case GALLEY_MEDIA_HERE:
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
