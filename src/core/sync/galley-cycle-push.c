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
/* An answer that makes no sense is not asked for again at once. */
#define DELAY_SENSELESS (60 * (gint64) G_USEC_PER_SEC)

/* One article under way. */
typedef struct
{
  GalleyPush *push;
  gint64 generation;
  gint64 sequence;
} Parcel;

static void
parcel_free (Parcel *self)
{
  galley_push_free (self->push);
  g_free (self);
}

typedef struct
{
  gint64 generation;
  GalleyRevision *answer;
  gint64 now;
} AcknowledgeInput;

static gpointer
acknowledge_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  AcknowledgeInput *acknowledge = input;

  if (galley_record_acknowledge_in_store (database, acknowledge->generation, acknowledge->answer,
                                          acknowledge->now, error))
    galley_sent_note_in_store (database, galley_revision_get_id (acknowledge->answer), NULL, error);
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

/* NULL without error: nothing of this is to be sent. */
static Parcel *
pack (GalleyCycle       *self,
      GalleyOutboxEntry *entry,
      GError           **error)
{
  g_autoptr (GalleyRecord) record = galley_cycle_load_record (self, entry->article, error);
  Parcel *parcel;
  const char *etag;

  if (record == NULL || !record->is_dirty || record->theirs != NULL)
    return NULL;
  etag = record->base != NULL ? galley_revision_get_state (record->base)->etag : "";
  parcel = g_new0 (Parcel, 1);
  parcel->push = galley_push_new (entry->article,
                                  entry->kind == GALLEY_OUTBOX_PUT ? record->revision : NULL, etag);
  parcel->generation = record->generation;
  parcel->sequence = entry->sequence;
  return parcel;
}

/* At most one batch of what is due. @tries counts each article's. (transfer full) (element-type Parcel) */
static GPtrArray *
collect (GalleyCycle *self,
         GHashTable  *tries,
         GError     **error)
{
  g_autoptr (GPtrArray) entries = galley_cycle_load_due (self, error);
  g_autoptr (GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) parcel_free);

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len && parcels->len < GALLEY_BATCH_MAX_ITEMS; i++)
    {
      GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);
      GError *cause = NULL;
      Parcel *parcel;

      if (entry->kind == GALLEY_OUTBOX_ACTION || !count_try (tries, entry->article))
        continue;
      parcel = pack (self, entry, &cause);
      if (parcel != NULL)
        g_ptr_array_add (parcels, parcel);
      if (cause != NULL)
        {
          g_propagate_error (error, cause);
          return NULL;
        }
    }
  return g_steal_pointer (&parcels);
}

static gboolean
acknowledge (GalleyCycle    *self,
             Parcel         *parcel,
             GalleyRevision *answer,
             GError        **error)
{
  AcknowledgeInput input = { parcel->generation, answer, galley_clock_get_real_time (self->clock) };

  self->report->pushed++;
  return galley_cycle_run_job (self, acknowledge_in_store, &input, error);
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
  if (is_ours (parcel, current))
    return acknowledge (self, parcel, current, error);
  return galley_cycle_take (self, current, error);
}

static gboolean
ends_pass (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_AUTH)
         || g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_BUSY);
}

/* Fails where the pass has to end. @trouble receives the first error of one article that does not end it, but shall be
 * told at its end. */
static gboolean
judge (GalleyCycle      *self,
       Parcel           *parcel,
       GalleyPushResult *result,
       GError          **trouble,
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
        return acknowledge (self, parcel, result->answer, error);
      self->report->pushed++;
      return galley_cycle_take (self, result->answer, error);
    }

  if (g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_CONFLICT))
    return judge_conflict (self, parcel, result, error);
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

  if (*trouble == NULL)
    *trouble = g_error_copy (verdict);
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

static gboolean
send (GalleyCycle *self,
      GPtrArray   *parcels,
      GError     **trouble,
      GError     **error)
{
  g_autoptr (GPtrArray) pushes = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;

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
  for (guint i = 0; i < results->len; i++)
    if (!judge (self, g_ptr_array_index (parcels, i), g_ptr_array_index (results, i), trouble, error))
      return FALSE;
  return TRUE;
}

gboolean
galley_cycle_push (GalleyCycle *self,
                   GError     **error)
{
  g_autoptr (GHashTable) tries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) trouble = NULL;

  for (;;)
    {
      g_autoptr (GPtrArray) parcels = collect (self, tries, error);

      if (parcels == NULL)
        return FALSE;
      if (parcels->len == 0)
        break;
      if (!send (self, parcels, &trouble, error))
        return FALSE;
    }
  if (trouble == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&trouble));
  return FALSE;
}
