/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of the home page's slots that were asked for here. Each goes out under the condition that the slot is what was
 * looked at; one that comes late is asked again, one that is refused is kept with the reason. */
#include "core/sync/galley-cycle.h"
#include "core/sync/galley-cycle-private.h"

#include "core/base/galley-error.h"
#include "core/store/galley-store-slots.h"

#include <string.h>

typedef struct
{
  const GalleySlotChange *sent;
  GalleyPlacements *present; /* (nullable) what the server says stands there */
  const char *refused;       /* (nullable) */
} Outcome;

static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  return galley_slot_changes_load_in_store (database, error);
}

static gboolean
have_same_hash (GalleyPlacements *a,
                GalleyPlacements *b)
{
  g_autofree char *hash_a = galley_placements_dup_hash (a);
  g_autofree char *hash_b = galley_placements_dup_hash (b);

  return strcmp (hash_a, hash_b) == 0;
}

/* The change has been answered, unless another one was asked for while it was on its way: that is based on it. */
static gboolean
settle (GalleyDatabase *database,
        const Outcome  *outcome,
        GError        **error)
{
  GError *load_error = NULL;
  g_autoptr (GalleySlotChange) waiting =
    galley_slot_change_load_in_store (database, outcome->sent->slot, &load_error);

  if (load_error != NULL)
    {
      g_propagate_error (error, load_error);
      return FALSE;
    }
  if (waiting == NULL)
    return TRUE;
  if (outcome->refused != NULL)
    {
      g_free (waiting->refused);
      waiting->refused = g_strdup (outcome->refused);
      return galley_slot_change_save_in_store (database, waiting, error);
    }
  if (have_same_hash (waiting->wanted, outcome->sent->wanted))
    return galley_slot_change_remove_in_store (database, waiting->slot, error);
  g_free (waiting->base);
  waiting->base = galley_placements_dup_hash (outcome->present);
  return galley_slot_change_save_in_store (database, waiting, error);
}

static gpointer
settle_in_store (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  const Outcome *outcome = input;

  if (settle (database, outcome, error) && outcome->present != NULL)
    galley_slot_save_in_store (database, outcome->sent->slot, outcome->present, error);
  return NULL;
}

static gboolean
is_late (GalleyCycle            *self,
         const GalleySlotChange *change)
{
  return g_strcmp0 (change->boot_id, galley_clock_get_boot_id ()) != 0
         || galley_clock_get_boot_time (self->clock) - change->queued_boot > self->patience;
}

static gboolean
is_refusal (const GError *error)
{
  return error->domain == GALLEY_ERROR
         && (error->code == GALLEY_ERROR_REJECTED || error->code == GALLEY_ERROR_FORBIDDEN
             || error->code == GALLEY_ERROR_NOT_FOUND || error->code == GALLEY_ERROR_CONFLICT);
}

static gboolean
place (GalleyCycle            *self,
       const GalleySlotChange *change,
       GError                **error)
{
  g_autoptr (GalleyPlacements) present = NULL;
  g_autoptr (GError) verdict = NULL;
  Outcome outcome = { change, NULL, NULL };

  if (is_late (self, change))
    outcome.refused = GALLEY_SLOT_REFUSED_HELD;
  else if (!galley_transport_place (self->transport, change->slot, change->base, change->wanted, &present,
                                    self->cancellable, &verdict))
    {
      if (!is_refusal (verdict))
        {
          g_propagate_error (error, g_steal_pointer (&verdict));
          return FALSE;
        }
      outcome.refused =
        verdict->code == GALLEY_ERROR_CONFLICT ? GALLEY_SLOT_REFUSED_CONFLICT : verdict->message;
    }
  outcome.present = present;
  if (outcome.refused != NULL)
    self->report->parked++;
  else
    self->report->acted++;
  return galley_cycle_run_job (self, settle_in_store, &outcome, error);
}

gboolean
galley_cycle_place (GalleyCycle *self,
                    GError     **error)
{
  g_autoptr (GPtrArray) changes = galley_store_run (self->store, GALLEY_LANE_BACKGROUND, load_in_store, NULL, error);

  if (changes == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    {
      const GalleySlotChange *change = changes->pdata[i];

      if (change->refused == NULL && !place (self, change, error))
        return FALSE;
    }
  return TRUE;
}
