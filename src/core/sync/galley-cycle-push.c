/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushing: what waits goes up with the ETag of its base, and each answer is judged on its own. The acknowledgement names
 * the generation that was sent, so that what was typed behind it stays waiting. */
#include "core/sync/galley-cycle.h"
#include "core/sync/galley-cycle-private.h"

#include "core/base/galley-error.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define MAX_TRIES 3
/* In one job: what was typed waits for no more than that. */
#define ACKNOWLEDGED_AT_ONCE 50
/* An answer that makes no sense is not asked for again at once. */
#define DELAY_SENSELESS (60 * (gint64) G_USEC_PER_SEC)

/* One article under way. */
typedef struct
{
  GalleyPush *push;
  gint64 generation;
  gint64 sequence;
} Parcel;

/* One batch and what came of it. */
typedef struct
{
  GPtrArray *acknowledgements; /* (element-type Acknowledgement) */
  GError *trouble;             /* the first error of one article that does not end the pass, but shall be told */
} Round;

static void
parcel_free (Parcel *self)
{
  galley_push_free (self->push);
  g_free (self);
}

/* What the server has taken of one batch, to be noted down together: a commit each would wait for the disk each time. */
typedef struct
{
  gint64 generation;
  GalleyRevision *answer;
} Acknowledgement;

static void
acknowledgement_free (Acknowledgement *self)
{
  galley_revision_unref (self->answer);
  g_free (self);
}

typedef struct
{
  GPtrArray *acknowledgements; /* borrowed */
  guint first;
  guint end;
  gint64 now;
} AcknowledgeInput;

static gpointer
acknowledge_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  AcknowledgeInput *self = input;

  for (guint i = self->first; i < self->end; i++)
    {
      Acknowledgement *item = g_ptr_array_index (self->acknowledgements, i);

      if (!galley_record_acknowledge_in_store (database, item->generation, item->answer, self->now, error)
          || !galley_sent_note_in_store (database, galley_revision_get_id (item->answer), NULL, error))
        return NULL;
    }
  return NULL;
}

typedef struct
{
  gint64 sequence;
  gint64 next_try;
} DelayInput;

static gpointer
delay_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  DelayInput *delay = input;

  galley_outbox_delay_in_store (database, delay->sequence, delay->next_try, error);
  return NULL;
}

/* Notes down what is about to be sent: should its answer be lost, it can still be told from somebody else's. */
static gpointer
note_sent_in_store (GalleyDatabase *database,
                    gpointer        input,
                    GError        **error)
{
  GPtrArray *parcels = input;

  for (guint i = 0; i < parcels->len; i++)
    {
      Parcel *parcel = g_ptr_array_index (parcels, i);

      if (parcel->push->revision != NULL
          && !galley_sent_note_in_store (database, parcel->push->id,
                                         galley_wire_get_content_hash (parcel->push->revision), error))
        break;
    }
  return NULL;
}

static gboolean
count_try (GHashTable *tries,
           const char *id)
{
  guint n_tries = GPOINTER_TO_UINT (g_hash_table_lookup (tries, id));

  if (n_tries >= MAX_TRIES)
    return FALSE;
  g_hash_table_insert (tries, g_strdup (id), GUINT_TO_POINTER (n_tries + 1));
  return TRUE;
}

typedef struct
{
  GPtrArray *entries; /* borrowed */
  GPtrArray *parcels;
} PackInput;

/* FALSE: failed. Where nothing of the entry is to be sent (any more), there is no parcel. */
static gboolean
pack (GalleyDatabase    *database,
      GalleyOutboxEntry *entry,
      GPtrArray         *parcels,
      GError           **error)
{
  g_autoptr (GalleyRecord) record = NULL;
  gboolean is_waiting = FALSE;
  Parcel *parcel;
  const char *etag;

  if (!galley_outbox_has_in_store (database, entry->sequence, &is_waiting, error))
    return FALSE;
  if (!is_waiting)
    return TRUE;
  record = galley_record_load_in_store (database, entry->article, error);
  if (record == NULL)
    return FALSE;
  if (!record->is_dirty || record->theirs != NULL)
    return TRUE;
  etag = record->base != NULL ? galley_revision_get_state (record->base)->etag : "";
  parcel = g_new0 (Parcel, 1);
  parcel->push = galley_push_new (entry->article,
                                  entry->kind == GALLEY_OUTBOX_PUT ? record->revision : NULL, etag);
  parcel->generation = record->generation;
  parcel->sequence = entry->sequence;
  g_ptr_array_add (parcels, parcel);
  return TRUE;
}

static gpointer
pack_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  PackInput *self = input;

  for (guint i = 0; i < self->entries->len; i++)
    if (!pack (database, g_ptr_array_index (self->entries, i), self->parcels, error))
      break;
  return NULL;
}

/* The next batch of @due from @at on. @tries counts each article's. (transfer full) (element-type Parcel) */
static GPtrArray *
collect (GalleyCycle *self,
         GPtrArray   *due,
         guint       *at,
         GHashTable  *tries,
         GError     **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) parcel_free);
  PackInput input = { entries, parcels };

  for (; *at < due->len && entries->len < GALLEY_BATCH_MAX_ITEMS; (*at)++)
    {
      GalleyOutboxEntry *entry = g_ptr_array_index (due, *at);

      if (entry->kind != GALLEY_OUTBOX_ACTION && count_try (tries, entry->article))
        g_ptr_array_add (entries, entry);
    }
  if (entries->len > 0 && !galley_cycle_run_job (self, pack_in_store, &input, error))
    return NULL;
  return g_steal_pointer (&parcels);
}

static gboolean
acknowledge_some (GalleyCycle *self,
                  GPtrArray   *acknowledgements,
                  guint        first,
                  guint        end,
                  GError     **error)
{
  AcknowledgeInput input = { acknowledgements, first, end, galley_clock_get_real_time (self->clock) };

  if (!galley_cycle_run_job (self, acknowledge_in_store, &input, error))
    return FALSE;
  self->report->pushed += end - first;
  return TRUE;
}

/* Together; where that fails one by one, so that those before the fault stand. */
static gboolean
acknowledge (GalleyCycle *self,
             GPtrArray   *acknowledgements,
             GError     **error)
{
  for (guint first = 0; first < acknowledgements->len; first += ACKNOWLEDGED_AT_ONCE)
    {
      guint end = MIN (acknowledgements->len, first + ACKNOWLEDGED_AT_ONCE);

      if (acknowledge_some (self, acknowledgements, first, end, NULL))
        continue;
      for (guint i = first; i < end; i++)
        if (!acknowledge_some (self, acknowledgements, i, i + 1, error))
          return FALSE;
    }
  return TRUE;
}

static void
note_taken (Round          *round,
            Parcel         *parcel,
            GalleyRevision *answer)
{
  Acknowledgement *acknowledgement = g_new0 (Acknowledgement, 1);

  acknowledgement->generation = parcel->generation;
  acknowledgement->answer = galley_revision_ref (answer);
  g_ptr_array_add (round->acknowledgements, acknowledgement);
}

static gboolean
is_ours (Parcel         *parcel,
         GalleyRevision *answer)
{
  return parcel->push->revision != NULL
         && strcmp (galley_wire_get_content_hash (answer), galley_wire_get_content_hash (parcel->push->revision)) == 0;
}

/* It is not there (any more): a DELETE has what it wanted, a PUT is a creation next time. */
static gboolean
judge_absent (GalleyCycle  *self,
              Parcel       *parcel,
              const GError *verdict,
              GError      **error)
{
  if (parcel->push->revision != NULL && *parcel->push->etag == '\0')
    return galley_cycle_park (self, parcel->sequence, verdict->message, error);
  return galley_cycle_remove (self, parcel->push->id, error);
}

static gboolean
judge_conflict (GalleyCycle      *self,
                Round            *round,
                Parcel           *parcel,
                GalleyPushResult *result,
                GError          **error)
{
  g_autoptr (GalleyRevision) current = NULL;
  g_autoptr (GError) cause = NULL;

  if (result->answer != NULL)
    current = galley_revision_ref (result->answer);
  else
    current = galley_transport_load (self->transport, parcel->push->id, self->cancellable, &cause);

  if (current == NULL)
    {
      if (g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_GONE)
          || g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
        return judge_absent (self, parcel, cause, error);
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (!is_ours (parcel, current))
    return galley_cycle_take (self, current, error);
  note_taken (round, parcel, current);
  return TRUE;
}

static gboolean
ends_pass (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_AUTH)
         || g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_BUSY);
}

/* Fails where the pass has to end. */
static gboolean
judge (GalleyCycle      *self,
       Round            *round,
       Parcel           *parcel,
       GalleyPushResult *result,
       GError          **error)
{
  const GError *verdict = result->error;

  if (verdict == NULL && result->answer == NULL)
    {
      self->report->pushed++;
      return galley_cycle_remove (self, parcel->push->id, error);
    }
  if (verdict == NULL)
    {
      if (is_ours (parcel, result->answer))
        {
          note_taken (round, parcel, result->answer);
          return TRUE;
        }
      self->report->pushed++;
      return galley_cycle_take (self, result->answer, error);
    }

  if (g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_CONFLICT))
    return judge_conflict (self, round, parcel, result, error);
  if (g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_GONE)
      || g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    return judge_absent (self, parcel, verdict, error);
  if (g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_REJECTED)
      || g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_FORBIDDEN))
    return galley_cycle_park (self, parcel->sequence, verdict->message, error);
  if (ends_pass (verdict))
    {
      g_propagate_error (error, g_error_copy (verdict));
      return FALSE;
    }

  if (round->trouble == NULL)
    round->trouble = g_error_copy (verdict);
  if (!g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_OFFLINE))
    {
      DelayInput input = { parcel->sequence, galley_clock_get_boot_time (self->clock) + DELAY_SENSELESS };

      return galley_cycle_run_job (self, delay_in_store, &input, error);
    }
  return TRUE;
}

static gboolean
nobody_answered (GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++)
    if (!g_error_matches (((GalleyPushResult *) g_ptr_array_index (results, i))->error, GALLEY_ERROR,
                          GALLEY_ERROR_OFFLINE))
      return FALSE;
  return TRUE;
}

/* What was taken is noted down even where a later answer ends the pass. */
static gboolean
judge_all (GalleyCycle *self,
           Round       *round,
           GPtrArray   *parcels,
           GPtrArray   *results,
           GError     **error)
{
  gboolean is_good = TRUE;

  for (guint i = 0; i < results->len && is_good; i++)
    is_good = judge (self, round, g_ptr_array_index (parcels, i), g_ptr_array_index (results, i), error);
  return acknowledge (self, round->acknowledgements, is_good ? error : NULL) && is_good;
}

static gboolean
send (GalleyCycle *self,
      GPtrArray   *parcels,
      GError     **trouble,
      GError     **error)
{
  g_autoptr (GPtrArray) pushes = g_ptr_array_new ();
  g_autoptr (GPtrArray) acknowledgements = g_ptr_array_new_with_free_func ((GDestroyNotify) acknowledgement_free);
  g_autoptr (GPtrArray) results = NULL;
  Round round = { acknowledgements, NULL };
  gboolean is_good;

  for (guint i = 0; i < parcels->len; i++)
    g_ptr_array_add (pushes, ((Parcel *) g_ptr_array_index (parcels, i))->push);
  if (!galley_cycle_run_job (self, note_sent_in_store, parcels, error))
    return FALSE;
  results = galley_transport_save (self->transport, pushes, self->cancellable, error);
  if (results == NULL)
    return FALSE;
  if (nobody_answered (results))
    {
      g_propagate_error (error, g_error_copy (((GalleyPushResult *) g_ptr_array_index (results, 0))->error));
      return FALSE;
    }
  is_good = judge_all (self, &round, parcels, results, error);
  if (*trouble == NULL)
    *trouble = g_steal_pointer (&round.trouble);
  g_clear_error (&round.trouble);
  return is_good;
}

/* All that is due, batch by batch; @n_sent counts what left. */
static gboolean
send_due (GalleyCycle *self,
          GHashTable  *tries,
          guint       *n_sent,
          GError     **trouble,
          GError     **error)
{
  g_autoptr (GPtrArray) due = galley_cycle_load_due (self, error);
  guint at = 0;

  if (due == NULL)
    return FALSE;
  while (at < due->len)
    {
      g_autoptr (GPtrArray) parcels = collect (self, due, &at, tries, error);

      if (parcels == NULL || (parcels->len > 0 && !send (self, parcels, trouble, error)))
        return FALSE;
      *n_sent += parcels->len;
    }
  return TRUE;
}

/* Again and again: a merge leaves something new to send. */
gboolean
galley_cycle_push (GalleyCycle *self,
                   GError     **error)
{
  g_autoptr (GHashTable) tries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) trouble = NULL;
  guint n_sent;

  do
    {
      n_sent = 0;
      if (!send_due (self, tries, &n_sent, &trouble, error))
        return FALSE;
    }
  while (n_sent > 0);
  if (trouble == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&trouble));
  return FALSE;
}
