/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushing: what waits goes up with the ETag of its base, and each answer is judged on its own. The acknowledgement names
 * the generation that was sent, so that what was typed behind it stays waiting.
 *
 * The server has a few batches at a time, to read one while it writes another and others wait for its disk; meanwhile the
 * store notes down what became of the one before and packs the one behind. */
#include "core/sync/galley-cycle.h"
#include "core/sync/galley-cycle-private.h"

#include "core/base/galley-error.h"
#include "core/store/galley-store-sent.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define MAX_TRIES 3
/* One that the server writes, one that it has read, and what is sent while the others wait for its disk, as they do for
 * longer when its log goes into its file. */
#define MAX_ON_THEIR_WAY 5
/* An answer that makes no sense is not asked for again at once. */
#define DELAY_SENSELESS (60 * (gint64) G_USEC_PER_SEC)

/* What the server has taken of one batch, to be noted down together: a commit each would wait for the disk each time. */
typedef struct
{
  const GalleyParcel *parcel; /* borrowed from its batch */
  GalleyState *state;
} Acknowledgement;

static void
acknowledgement_free (Acknowledgement *self)
{
  galley_state_unref (self->state);
  g_free (self);
}

/* One batch on its way through the store, the wire and the store again. */
typedef struct
{
  GPtrArray *entries;          /* (element-type GalleyOutboxEntry): to be packed, borrowed from what is due */
  GPtrArray *parcels;          /* (element-type GalleyParcel) */
  GPtrArray *acknowledgements; /* (element-type Acknowledgement) */
  GError *trouble;             /* the first error of one article that does not end the pass, but shall be told */
  gint64 now;
  guint first;                 /* of the acknowledgements that the job is to note down, and behind its last one */
  guint end;
  GalleyStoreTicket *ticket;   /* of the job that works on it, NULL: none */
} Batch;

static void
batch_free (Batch *self)
{
  if (self == NULL)
    return;
  /* The job has it until its end. */
  if (self->ticket != NULL)
    galley_store_end (self->ticket, NULL);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->parcels);
  g_ptr_array_unref (self->acknowledgements);
  g_clear_error (&self->trouble);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

static Batch *
batch_new (void)
{
  Batch *self = g_new0 (Batch, 1);

  self->entries = g_ptr_array_new ();
  self->parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_parcel_free);
  self->acknowledgements = g_ptr_array_new_with_free_func ((GDestroyNotify) acknowledgement_free);
  return self;
}

static gpointer
acknowledge_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  Batch *batch = input;

  for (guint i = batch->first; i < batch->end; i++)
    {
      Acknowledgement *item = g_ptr_array_index (batch->acknowledgements, i);

      if (!galley_parcel_acknowledge_in_store (item->parcel, database, item->state, batch->now, error)
          || !galley_sent_forget_in_store (database, item->parcel->id, error))
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

static gpointer
pack_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  Batch *batch = input;

  for (guint i = 0; i < batch->entries->len; i++)
    {
      GalleyParcel *parcel = NULL;

      if (!galley_parcel_load_in_store (database, g_ptr_array_index (batch->entries, i), &parcel, error))
        return NULL;
      if (parcel == NULL)
        continue;
      g_ptr_array_add (batch->parcels, parcel);
      /* What is about to be sent: should its answer be lost, it can still be told from somebody else's. */
      if (parcel->content != NULL && !galley_sent_note_in_store (database, parcel->id, parcel->content_hash, error))
        return NULL;
    }
  return NULL;
}

static void
begin_job (GalleyCycle   *self,
           Batch         *batch,
           GalleyStoreJob job)
{
  batch->now = galley_clock_get_real_time (self->clock);
  batch->ticket = galley_store_begin (self->store, GALLEY_LANE_SERVED, job, batch);
}

static gboolean
end_job (Batch   *batch,
         GError **error)
{
  GError *cause = NULL;

  if (batch->ticket != NULL)
    galley_store_end (g_steal_pointer (&batch->ticket), &cause);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, cause);
  return FALSE;
}

/* The next batch of @due from @at on, being packed; NULL: none. @tries counts each article's. (transfer full) */
static Batch *
begin_batch (GalleyCycle *self,
             GPtrArray   *due,
             guint       *at,
             GHashTable  *tries)
{
  g_autoptr (Batch) batch = batch_new ();

  for (; *at < due->len && batch->entries->len < GALLEY_BATCH_MAX_ITEMS; (*at)++)
    {
      GalleyOutboxEntry *entry = g_ptr_array_index (due, *at);

      if (count_try (tries, entry->article))
        g_ptr_array_add (batch->entries, entry);
    }
  if (batch->entries->len == 0)
    return NULL;
  begin_job (self, batch, pack_in_store);
  return g_steal_pointer (&batch);
}

static void
begin_acknowledging (GalleyCycle *self,
                     Batch       *batch,
                     guint        first,
                     guint        end)
{
  batch->first = first;
  batch->end = end;
  if (first < end)
    begin_job (self, batch, acknowledge_in_store);
}

/* Together; where that fails one by one, so that those before the fault stand. @batch NULL: nothing was begun. */
static gboolean
end_acknowledging (GalleyCycle *self,
                   Batch       *batch,
                   GError     **error)
{
  guint n = batch != NULL ? batch->acknowledgements->len : 0;

  if (n == 0)
    return TRUE;
  if (end_job (batch, NULL))
    {
      self->report->pushed += n;
      return TRUE;
    }
  for (guint i = 0; i < n; i++)
    {
      begin_acknowledging (self, batch, i, i + 1);
      if (!end_job (batch, error))
        return FALSE;
      self->report->pushed++;
    }
  return TRUE;
}

static void
note_taken (Batch              *batch,
            const GalleyParcel *parcel,
            const GalleyState  *state)
{
  Acknowledgement *acknowledgement = g_new0 (Acknowledgement, 1);

  acknowledgement->parcel = parcel;
  acknowledgement->state = galley_state_ref ((GalleyState *) state);
  g_ptr_array_add (batch->acknowledgements, acknowledgement);
}

static gboolean
is_ours (const GalleyParcel *parcel,
         GalleyRevision     *answer)
{
  return parcel->content != NULL && strcmp (galley_wire_get_content_hash (answer), parcel->content_hash) == 0;
}

/* It is not there (any more): a DELETE has what it wanted, a PUT is a creation next time. */
static gboolean
judge_absent (GalleyCycle        *self,
              const GalleyParcel *parcel,
              const GError       *verdict,
              GError            **error)
{
  if (parcel->content != NULL && *parcel->etag == '\0')
    return galley_cycle_park (self, parcel->sequence, verdict->message, error);
  return galley_cycle_remove (self, parcel->id, error);
}

static gboolean
judge_conflict (GalleyCycle      *self,
                Batch            *batch,
                GalleyParcel     *parcel,
                GalleyPushResult *result,
                GError          **error)
{
  g_autoptr (GalleyRevision) current = NULL;
  g_autoptr (GError) cause = NULL;

  if (result->answer != NULL)
    current = galley_revision_ref (result->answer);
  else
    current = galley_transport_load (self->transport, parcel->id, self->cancellable, &cause);

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
  note_taken (batch, parcel, galley_revision_get_state (current));
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
       Batch            *batch,
       GalleyParcel     *parcel,
       GalleyPushResult *result,
       GError          **error)
{
  const GError *verdict = result->error;

  if (result->state != NULL)
    {
      note_taken (batch, parcel, result->state);
      return TRUE;
    }
  if (verdict == NULL)
    {
      self->report->pushed++;
      return result->answer != NULL ? galley_cycle_take (self, result->answer, error)
                                    : galley_cycle_remove (self, parcel->id, error);
    }

  if (g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_CONFLICT))
    return judge_conflict (self, batch, parcel, result, error);
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

  if (batch->trouble == NULL)
    batch->trouble = g_error_copy (verdict);
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

/* Sends what was packed and judges the answers. */
static gboolean
send (GalleyCycle *self,
      Batch       *batch,
      GError     **error)
{
  g_autoptr (GPtrArray) results = NULL;
  gboolean is_good = TRUE;

  if (batch->parcels->len == 0)
    return TRUE;
  for (guint i = 0; i < batch->parcels->len; i++)
    {
      const GalleyParcel *parcel = g_ptr_array_index (batch->parcels, i);

      if (parcel->content != NULL && !galley_cycle_send_media (self, parcel->content, error))
        return FALSE;
    }
  results = galley_transport_save (self->transport, batch->parcels, self->cancellable, error);
  if (results == NULL)
    return FALSE;
  if (nobody_answered (results))
    {
      g_propagate_error (error, g_error_copy (((GalleyPushResult *) g_ptr_array_index (results, 0))->error));
      return FALSE;
    }
  for (guint i = 0; i < results->len && is_good; i++)
    is_good = judge (self, batch, g_ptr_array_index (batch->parcels, i), g_ptr_array_index (results, i), error);
  return is_good;
}

/* Sends the next batches of @due as soon as they are packed, until so many are on their way that the server always has one
 * to read while it writes another. @packing: the next one, NULL: none is left. Returns the one behind those. */
static Batch *
send_ahead (GalleyCycle *self,
            GQueue      *sent,
            Batch       *packing,
            GPtrArray   *due,
            guint       *at,
            GHashTable  *tries,
            GError     **error)
{
  while (packing != NULL && sent->length < MAX_ON_THEIR_WAY)
    {
      if (!end_job (packing, error))
        {
          batch_free (packing);
          return NULL;
        }
      galley_transport_begin_save (self->transport, packing->parcels);
      g_queue_push_tail (sent, packing);
      packing = begin_batch (self, due, at, tries);
    }
  return packing;
}

/* All that is due, batch by batch; @n_sent counts what left. What was taken is noted down even where a later answer ends
 * the pass. */
static gboolean
send_due (GalleyCycle *self,
          GHashTable  *tries,
          guint       *n_sent,
          GError     **trouble,
          GError     **error)
{
  g_autoptr (GPtrArray) due = galley_cycle_load_due_contents (self, error);
  g_autoptr (Batch) before = NULL;
  g_autoptr (Batch) packing = NULL;
  GQueue sent = G_QUEUE_INIT;
  GError *cause = NULL;
  guint at = 0;

  if (due == NULL)
    return FALSE;
  packing = begin_batch (self, due, &at, tries);
  while (cause == NULL)
    {
      g_autoptr (Batch) batch = NULL;

      packing = send_ahead (self, &sent, g_steal_pointer (&packing), due, &at, tries, &cause);
      batch = g_queue_pop_head (&sent);
      if (batch == NULL)
        break;
      send (self, batch, cause == NULL ? &cause : NULL);
      *n_sent += batch->parcels->len;
      if (*trouble == NULL)
        *trouble = g_steal_pointer (&batch->trouble);

      end_acknowledging (self, before, cause == NULL ? &cause : NULL);
      begin_acknowledging (self, batch, 0, batch->acknowledgements->len);
      g_clear_pointer (&before, batch_free);
      before = g_steal_pointer (&batch);
    }
  g_queue_clear_full (&sent, (GDestroyNotify) batch_free);
  end_acknowledging (self, before, cause == NULL ? &cause : NULL);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, cause);
  return FALSE;
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
