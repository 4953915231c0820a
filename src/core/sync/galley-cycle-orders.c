/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders. An order names the content that was looked at, and goes only when exactly that has been acknowledged; changed
 * content parks it. An order to publish that comes late is asked again, an order to withdraw never is. */
#include "core/sync/galley-cycle.h"
#include "core/sync/galley-cycle-private.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-wire.h"

#include <string.h>

typedef enum
{
  READY,
  WAITS,   /* its content is not up yet */
  CHANGED,
  HELD,
  ABSENT,  /* there is no such article here */
} Readiness;

static gboolean
is_late (GalleyCycle       *self,
         GalleyOutboxEntry *entry)
{
  return entry->action == GALLEY_ACTION_PUBLISH
         && (g_strcmp0 (entry->boot_id, galley_clock_get_boot_id ()) != 0
             || galley_clock_get_boot_time (self->clock) - entry->queued_boot > self->patience);
}

static gboolean
has_hash (GalleyRevision *revision,
          const char     *hash)
{
  return revision != NULL && g_strcmp0 (galley_wire_get_content_hash (revision), hash) == 0;
}

static gboolean
examine (GalleyCycle       *self,
         GalleyOutboxEntry *entry,
         Readiness         *readiness,
         GError           **error)
{
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GError) cause = NULL;

  *readiness = READY;
  if (is_late (self, entry))
    {
      *readiness = HELD;
      return TRUE;
    }
  /* A page has to go whatever became of its text meanwhile. */
  if (entry->action == GALLEY_ACTION_WITHDRAW)
    return TRUE;

  record = galley_cycle_load_record (self, entry->article, &cause);
  if (record == NULL)
    {
      *readiness = ABSENT;
      if (g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (has_hash (record->base, entry->content_hash) && record->theirs == NULL)
    *readiness = READY;
  else if (record->theirs != NULL || (record->is_dirty && has_hash (record->revision, entry->content_hash)))
    *readiness = WAITS;
  else
    *readiness = CHANGED;
  return TRUE;
}

static gpointer
done_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  const GalleyOutboxEntry *entry = input;

  galley_outbox_remove_in_store (database, entry->sequence, error);
  return NULL;
}

/* The server refused. Where that is because its content is another one by now, say so, and show it. */
static gboolean
park_refused (GalleyCycle       *self,
              GalleyOutboxEntry *entry,
              const GError      *verdict,
              GError           **error)
{
  g_autoptr (GalleyRevision) current = NULL;
  const char *reason = verdict->message;

  /* Only for a better word: without an answer the server's sentence stands. */
  if (g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_REJECTED))
    current = galley_transport_load (self->transport, entry->article, self->cancellable, NULL);
  if (current != NULL)
    {
      if (entry->action != GALLEY_ACTION_WITHDRAW && !has_hash (current, entry->content_hash))
        reason = GALLEY_PARKED_CHANGED;
      if (!galley_cycle_take (self, current, error))
        return FALSE;
    }
  return galley_cycle_park (self, entry->sequence, reason, error);
}

static gboolean
is_refusal (const GError *error)
{
  return error->domain == GALLEY_ERROR
         && (error->code == GALLEY_ERROR_REJECTED || error->code == GALLEY_ERROR_FORBIDDEN
             || error->code == GALLEY_ERROR_NOT_FOUND || error->code == GALLEY_ERROR_GONE
             || error->code == GALLEY_ERROR_CONFLICT);
}

/* What is left of an order's time; -1: it has no limit. */
static gint64
get_patience (GalleyCycle       *self,
              GalleyOutboxEntry *entry)
{
  gint64 waited = galley_clock_get_boot_time (self->clock) - entry->queued_boot;

  return entry->action == GALLEY_ACTION_PUBLISH ? MAX (0, self->patience - waited) : -1;
}

static GalleyRevision *
act (GalleyCycle       *self,
     GalleyOutboxEntry *entry,
     JsonObject        *renditions,
     GError           **verdict)
{
  return galley_transport_act (self->transport, entry->article, entry->name, entry->action,
                               entry->content_hash != NULL ? entry->content_hash : "", entry->comment, renditions,
                               get_patience (self, entry), self->cancellable, verdict);
}

static gpointer
rename_in_store (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  const GalleyOutboxEntry *entry = input;

  galley_outbox_rename_in_store (database, entry->sequence, entry->name, error);
  return NULL;
}

/* The server answers an order that it has refused as it did, whatever is there by now. */
static gboolean
rename (GalleyCycle       *self,
        GalleyOutboxEntry *entry,
        GError           **error)
{
  g_autoptr (GalleyRandom) random = galley_random_new ();

  g_free (entry->name);
  entry->name = galley_id_new (self->clock, random);
  return galley_cycle_run_job (self, rename_in_store, entry, error);
}

static gboolean
have_same_key (JsonObject *a,
               JsonObject *b)
{
  return g_strcmp0 (galley_json_get_string (a, "key"), galley_json_get_string (b, "key")) == 0;
}

/* A server that was set back may have lost a picture that it had, and the portal may have another layout by now: once more,
 * where that makes a difference. */
static gboolean
act_again (GalleyCycle       *self,
           GalleyOutboxEntry *entry,
           JsonObject       **renditions,
           GalleyRevision   **answer,
           GError           **verdict,
           GError           **error)
{
  g_autoptr (JsonObject) before = g_steal_pointer (renditions);
  g_autofree char *reason = NULL;
  gboolean has_sent;
  guint n_sent = self->report->media_sent;

  if (!galley_cycle_send_media_again (self, entry->article, &has_sent, error)
      || !galley_cycle_prepare_renditions (self, entry->article, TRUE, renditions, &reason, error))
    return FALSE;
  if (reason != NULL || (self->report->media_sent == n_sent && have_same_key (before, *renditions)))
    return TRUE;
  if (!rename (self, entry, error))
    return FALSE;
  g_clear_error (verdict);
  *answer = act (self, entry, *renditions, verdict);
  return TRUE;
}

static gboolean
carry_out (GalleyCycle       *self,
           GalleyOutboxEntry *entry,
           GError           **error)
{
  gboolean is_publishing = entry->action == GALLEY_ACTION_PUBLISH;
  g_autoptr (JsonObject) renditions = NULL;
  g_autoptr (GalleyRevision) answer = NULL;
  g_autoptr (GError) verdict = NULL;
  g_autofree char *reason = NULL;

  if (is_publishing
      && !galley_cycle_prepare_renditions (self, entry->article, FALSE, &renditions, &reason, error))
    return FALSE;
  if (reason != NULL)
    return galley_cycle_park (self, entry->sequence, reason, error);
  answer = act (self, entry, renditions, &verdict);
  if (answer == NULL && is_publishing && g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_REJECTED)
      && !act_again (self, entry, &renditions, &answer, &verdict, error))
    return FALSE;
  if (answer == NULL)
    {
      if (is_refusal (verdict))
        return park_refused (self, entry, verdict, error);
      g_propagate_error (error, g_steal_pointer (&verdict));
      return FALSE;
    }
  self->report->acted++;
  return galley_cycle_take (self, answer, error) && galley_cycle_run_job (self, done_in_store, entry, error);
}

static gboolean
handle (GalleyCycle       *self,
        GalleyOutboxEntry *entry,
        gboolean          *is_waiting,
        GError           **error)
{
  Readiness readiness;

  *is_waiting = FALSE;
  if (!examine (self, entry, &readiness, error))
    return FALSE;
  switch (readiness)
    {
    case WAITS:
      *is_waiting = TRUE;
      return TRUE;
    case CHANGED:
      return galley_cycle_park (self, entry->sequence, GALLEY_PARKED_CHANGED, error);
    case HELD:
      return galley_cycle_park (self, entry->sequence, GALLEY_PARKED_HELD, error);
    case ABSENT:
      return galley_cycle_park (self, entry->sequence, GALLEY_PARKED_ABSENT, error);
    case READY:
    default:
      return carry_out (self, entry, error);
    }
}

gboolean
galley_cycle_act (GalleyCycle *self,
                  gboolean     is_withdrawing,
                  GError     **error)
{
  g_autoptr (GPtrArray) entries = galley_cycle_load_due_orders (self, error);
  /* Orders for one article go one after the other: behind one that waits, all wait. */
  g_autoptr (GHashTable) waiting = g_hash_table_new (g_str_hash, g_str_equal);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);
      gboolean is_waiting;

      if (entry->action == GALLEY_ACTION_NONE
          || (entry->action == GALLEY_ACTION_WITHDRAW) != is_withdrawing
          || g_hash_table_contains (waiting, entry->article))
        continue;
      if (!handle (self, entry, &is_waiting, error))
        return FALSE;
      if (is_waiting)
        g_hash_table_add (waiting, entry->article);
    }
  return TRUE;
}
