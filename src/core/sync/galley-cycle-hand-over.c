/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles that are handed to somebody else. One goes when everything that was written here is up there, so that nothing
 * is given away but what the other one gets to see. */
#include "core/sync/galley-cycle.h"

#include "core/base/galley-error.h"
#include "core/sync/galley-cycle-private.h"

static gpointer
done_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  const GalleyOutboxEntry *entry = input;

  galley_outbox_remove_in_store (database, entry->sequence, error);
  return NULL;
}

static gboolean
is_refusal (const GError *error)
{
  return error->domain == GALLEY_ERROR
         && (error->code == GALLEY_ERROR_REJECTED || error->code == GALLEY_ERROR_FORBIDDEN
             || error->code == GALLEY_ERROR_NOT_FOUND || error->code == GALLEY_ERROR_GONE);
}

/* FALSE with an error. */
static gboolean
is_up_there (GalleyCycle *self,
             const char  *article,
             gboolean    *is_ready,
             GError     **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GalleyRecord) record = galley_cycle_load_record (self, article, &cause);

  /* Of one that is no longer here the server knows better. */
  *is_ready = record == NULL || (!record->is_dirty && record->theirs == NULL);
  if (record != NULL || g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
hand_over (GalleyCycle       *self,
           GalleyOutboxEntry *entry,
           GError           **error)
{
  g_autoptr (GError) verdict = NULL;
  gboolean is_ready;

  if (!is_up_there (self, entry->article, &is_ready, error))
    return FALSE;
  if (!is_ready)
    return TRUE;
  if (galley_transport_hand_over (self->transport, entry->article, entry->name, entry->to, self->cancellable,
                                  &verdict))
    {
      self->report->acted++;
      return galley_cycle_run_job (self, done_in_store, entry, error);
    }
  if (is_refusal (verdict))
    return galley_cycle_park (self, entry->sequence, verdict->message, error);
  g_propagate_error (error, g_steal_pointer (&verdict));
  return FALSE;
}

gboolean
galley_cycle_hand_over (GalleyCycle *self,
                        GError     **error)
{
  g_autoptr (GPtrArray) entries = galley_cycle_load_due_orders (self, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (entry->to != NULL && !hand_over (self, entry, error))
        return FALSE;
    }
  return TRUE;
}
