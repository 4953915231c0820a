/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media on their way. Up: before the article that shows them, each asked for first, so that a try that is repeated costs
 * little. A picture that cannot go for good (its file is gone, the server refuses it) never holds up the text: publishing
 * is what the server then refuses, and says why; nor does one that a person has stopped. Down: behind everything else, a
 * few a pass, so that news and what was typed meanwhile never wait long; what is not what its name says is not kept. */
#include "core/sync/galley-cycle.h"
#include "core/sync/galley-cycle-private.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/store/galley-media-cache.h"
#include "core/wire/galley-wire-media.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define FILES_A_PASS 16
/* What the server does not have, or has damaged, is asked for again after this long. */
#define ASK_AGAIN (60 * 60 * (gint64) G_USEC_PER_SEC)

/* What ends a pass, as opposed to what is wrong with one file. */
static gboolean
ends_pass (const GError *error)
{
  return error->domain != GALLEY_ERROR || error->code == GALLEY_ERROR_OFFLINE || error->code == GALLEY_ERROR_AUTH
         || error->code == GALLEY_ERROR_BUSY || error->code == GALLEY_ERROR_FULL
         || error->code == GALLEY_ERROR_READ_ONLY || error->code == GALLEY_ERROR_FAILED;
}

/* TRUE where the pass goes on. Takes @trouble. */
static gboolean
judge_trouble (const char *hash,
               GError     *trouble,
               GError    **error)
{
  if (trouble == NULL)
    return TRUE;
  if (ends_pass (trouble))
    {
      g_propagate_error (error, trouble);
      return FALSE;
    }
  g_message ("media %.12s: %s", hash, trouble->message);
  g_error_free (trouble);
  return TRUE;
}

/* What ends it; NULL: nothing does. (transfer full) (nullable) */
static GCancellable *
begin_move (GalleyCycle          *self,
            const GalleyMediaRow *row,
            gboolean              is_upward)
{
  if (self->traffic != NULL)
    return galley_media_traffic_begin (self->traffic, row->hash, is_upward, row->size, self->cancellable);
  return self->cancellable != NULL ? g_object_ref (self->cancellable) : NULL;
}

/* TRUE: somebody has stopped it. */
static gboolean
end_move (GalleyCycle *self)
{
  return self->traffic != NULL && galley_media_traffic_end (self->traffic);
}

/* Behind begin_move(): a person who says it from now on stops the move, one who said it before is heard here. */
static gboolean
was_stopped (GalleyCycle *self,
             const char  *hash)
{
  /* A store that fails will say so where the file is noted. */
  g_autoptr (GalleyMediaRow) row = galley_media_cache_find (self->store, hash, NULL);

  return row != NULL && row->wish == GALLEY_MEDIA_WISH_STOPPED;
}

/* What is told how far the file is; NULL: nobody asks. */
static GFileProgressCallback
get_progress (GalleyCycle *self)
{
  return self->traffic != NULL ? galley_media_traffic_advance : NULL;
}

typedef struct
{
  const char *hash;
  gboolean is_on_server;
} NoteInput;

static gpointer
note_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  const NoteInput *note = input;

  galley_media_set_on_server_in_store (database, note->hash, note->is_on_server, error);
  return NULL;
}

/* TRUE as well where somebody has stopped it: the text goes on without it. */
static gboolean
put_file (GalleyCycle          *self,
          const GalleyMediaRow *row,
          gboolean             *is_put,
          GError              **error)
{
  g_autofree char *path = galley_media_cache_make_path (self->store, row->hash);
  g_autoptr (GCancellable) stop = begin_move (self, row, TRUE);
  gboolean is_stopped = was_stopped (self, row->hash);
  GError *cause = NULL;

  *is_put = !is_stopped
            && galley_transport_put_media (self->transport, row->hash, row->media_type, path, get_progress (self),
                                           self->traffic, stop, &cause);
  is_stopped |= end_move (self);
  if (*is_put || is_stopped)
    {
      g_clear_error (&cause);
      return TRUE;
    }
  /* Not what its name says: the server has seen it, and who is to blame shows here. */
  if (g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_INVALID)
      && !galley_media_cache_check (self->store, row->hash, self->cancellable, error))
    {
      g_error_free (cause);
      return FALSE;
    }
  g_propagate_error (error, cause);
  return FALSE;
}

/* Sends the bytes of @row where the server lacks them. */
static gboolean
send_one (GalleyCycle          *self,
          const GalleyMediaRow *row,
          GError              **error)
{
  NoteInput note = { row->hash, FALSE };
  gboolean is_there, is_put;

  if (!galley_transport_has_media (self->transport, row->hash, &is_there, self->cancellable, error))
    return FALSE;
  if (!is_there)
    {
      /* From now on it is not to be evicted, whatever becomes of this try. */
      if (row->state == GALLEY_MEDIA_KEPT && !galley_cycle_run_job (self, note_in_store, &note, error))
        return FALSE;
      if (!put_file (self, row, &is_put, error) || !is_put)
        return is_put;
      self->report->media_sent++;
    }
  note.is_on_server = TRUE;
  return galley_cycle_run_job (self, note_in_store, &note, error);
}

typedef struct
{
  const char *hash;
  const char *refusal;
} RefusalInput;

static gpointer
refuse_in_store (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  const RefusalInput *refusal = input;

  galley_media_refuse_in_store (database, refusal->hash, refusal->refusal, error);
  return NULL;
}

gboolean
galley_cycle_send_file (GalleyCycle *self,
                        const char  *hash,
                        gboolean     is_sure,
                        GError     **error)
{
  GError *trouble = NULL;
  g_autoptr (GalleyMediaRow) row = galley_media_cache_find (self->store, hash, &trouble);
  RefusalInput refusal = { hash, NULL };

  /* What is wanted came with an article from the server. */
  if (row != NULL && row->wish != GALLEY_MEDIA_WISH_STOPPED
      && (row->state == GALLEY_MEDIA_HERE || (row->state == GALLEY_MEDIA_KEPT && !is_sure)))
    send_one (self, row, &trouble);
  if (trouble != NULL && !ends_pass (trouble))
    refusal.refusal = galley_error_get_name (trouble->code);
  return judge_trouble (hash, trouble, error)
         && (refusal.refusal == NULL || galley_cycle_run_job (self, refuse_in_store, &refusal, error));
}

/* What @text names. */
static gboolean
send_named (GalleyCycle *self,
            const char  *text,
            gboolean     is_sure,
            GError     **error)
{
  g_autoptr (GArray) names = galley_wire_list_media (text, strlen (text));

  for (guint i = 0; i < names->len; i++)
    if (!galley_cycle_send_file (self, g_array_index (names, GalleyMediaName, i).hash, is_sure, error))
      return FALSE;
  return TRUE;
}

gboolean
galley_cycle_send_media (GalleyCycle *self,
                         const char  *text,
                         GError     **error)
{
  return send_named (self, text, TRUE, error);
}

gboolean
galley_cycle_send_media_again (GalleyCycle *self,
                               const char  *id,
                               gboolean    *has_sent,
                               GError     **error)
{
  GError *cause = NULL;
  g_autoptr (GalleyRecord) record = galley_cycle_load_record (self, id, &cause);
  g_autofree char *text = NULL;
  guint before = self->report->media_sent;

  *has_sent = FALSE;
  if (record == NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  text = galley_wire_write_content (record->revision);
  if (!send_named (self, text, FALSE, error))
    return FALSE;
  *has_sent = self->report->media_sent > before;
  return TRUE;
}

static gpointer
list_asked_in_store (GalleyDatabase *database,
                     gpointer        input,
                     GError        **error)
{
  return galley_media_list_wished_in_store (database, GALLEY_MEDIA_WISH_ASKED, error);
}

gboolean
galley_cycle_send_asked (GalleyCycle *self,
                         GError     **error)
{
  g_autoptr (GPtrArray) rows = galley_store_run (self->store, GALLEY_LANE_BACKGROUND, list_asked_in_store, NULL, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!galley_cycle_send_file (self, ((GalleyMediaRow *) rows->pdata[i])->hash, TRUE, error))
      return FALSE;
  return rows != NULL;
}

typedef struct
{
  gint64 now;
  guint n_wanted;
} ListInput;

static gpointer
list_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  ListInput *list = input;

  return galley_media_list_wanted_in_store (database, list->now, FILES_A_PASS, &list->n_wanted, error);
}

typedef struct
{
  const char *hash;
  gint64 not_before;
} DelayInput;

static gpointer
delay_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  const DelayInput *delay = input;

  galley_media_delay_in_store (database, delay->hash, delay->not_before, error);
  return NULL;
}

static gpointer
get_limit_in_store (GalleyDatabase *database,
                    gpointer        input,
                    GError        **error)
{
  gint64 *limit = input;

  *limit = galley_media_cache_get_limit_in_store (database, error);
  return NULL;
}

static gpointer
get_size_in_store (GalleyDatabase *database,
                   gpointer        input,
                   GError        **error)
{
  gint64 *size = input;

  *size = galley_media_get_size_in_store (database, error);
  return NULL;
}

/* FALSE without error: somebody has stopped it. */
static gboolean
get_file (GalleyCycle          *self,
          const GalleyMediaRow *row,
          GError              **error)
{
  g_autoptr (GalleyMediaArrival) arrival = galley_media_cache_begin (self->store, error);
  g_autoptr (GCancellable) stop = NULL;
  GError *cause = NULL;
  gboolean is_stopped, is_got;

  if (arrival == NULL)
    return FALSE;
  stop = begin_move (self, row, FALSE);
  is_stopped = was_stopped (self, row->hash);
  is_got = !is_stopped
           && galley_transport_get_media (self->transport, row->hash, arrival, get_progress (self), self->traffic, stop,
                                          &cause);
  is_stopped |= end_move (self);
  if (is_got)
    return galley_media_cache_keep (self->store, arrival, row->hash, TRUE, row->used, error);
  if (is_stopped)
    g_clear_error (&cause);
  else
    g_propagate_error (error, cause);
  return FALSE;
}

static gboolean
fetch_one (GalleyCycle          *self,
           const GalleyMediaRow *row,
           gint64                now,
           GError              **error)
{
  GError *trouble = NULL;
  DelayInput delay = { row->hash, now + ASK_AGAIN };

  if (get_file (self, row, &trouble))
    {
      self->report->media_fetched++;
      return TRUE;
    }
  if (trouble == NULL)
    return TRUE;
  return judge_trouble (row->hash, trouble, error) && galley_cycle_run_job (self, delay_in_store, &delay, error);
}

gboolean
galley_cycle_fetch_file (GalleyCycle *self,
                         const char  *hash,
                         GError     **error)
{
  GError *trouble = NULL;
  g_autoptr (GalleyMediaRow) row = galley_media_cache_find (self->store, hash, &trouble);

  if (trouble != NULL)
    {
      g_propagate_error (error, trouble);
      return FALSE;
    }
  return row == NULL || row->state != GALLEY_MEDIA_WANTED || row->wish == GALLEY_MEDIA_WISH_STOPPED
         || fetch_one (self, row, galley_clock_get_real_time (self->clock), error);
}

gboolean
galley_cycle_fetch_media (GalleyCycle *self,
                          GError     **error)
{
  gint64 now = galley_clock_get_real_time (self->clock);
  ListInput list = { now, 0 };
  GError *cause = NULL;
  g_autoptr (GPtrArray) rows = galley_store_run (self->store, GALLEY_LANE_BACKGROUND, list_in_store, &list, &cause);
  gint64 limit = 0, size = 0;

  if (rows == NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  if (rows->len == 0)
    return TRUE;
  /* Room is made by what was used longest ago; where all of it is needed here, nothing more comes. */
  if (!galley_cycle_run_job (self, get_limit_in_store, &limit, error)
      || !galley_media_cache_trim (self->store, limit, error)
      || !galley_cycle_run_job (self, get_size_in_store, &size, error))
    return FALSE;
  if (size > limit)
    return TRUE;
  for (guint i = 0; i < rows->len; i++)
    if (!fetch_one (self, g_ptr_array_index (rows, i), now, error))
      return FALSE;
  self->report->media_left = list.n_wanted - rows->len;
  return TRUE;
}
