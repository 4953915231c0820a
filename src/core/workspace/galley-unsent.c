/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-unsent.h"

#include "core/sync/galley-cycle.h"

void
galley_unsent_clear (GalleyUnsent *self)
{
  g_clear_pointer (&self->parked, g_free);
  self->n_orders = 0;
  self->kind = GALLEY_OUTBOX_PUT;
  self->action = GALLEY_ACTION_NONE;
}

void
galley_unsent_free (GalleyUnsent *self)
{
  galley_unsent_clear (self);
  g_free (self);
}

gboolean
galley_unsent_is_parked (const GalleyOutboxEntry *entry)
{
  g_return_val_if_fail (entry != NULL, FALSE);

  return entry->parked != NULL && !g_str_equal (entry->parked, GALLEY_PARKED_CONFLICT)
         && !g_str_equal (entry->parked, GALLEY_PARKED_HELD);
}

void
galley_unsent_add (GalleyUnsent            *self,
                   const GalleyOutboxEntry *entry)
{
  g_return_if_fail (self != NULL && entry != NULL);

  if (entry->kind == GALLEY_OUTBOX_ACTION && entry->parked == NULL)
    self->n_orders++;
  if (self->parked != NULL || !galley_unsent_is_parked (entry))
    return;
  self->parked = g_strdup (entry->parked);
  self->kind = entry->kind;
  self->action = entry->action;
}

void
galley_unsent_copy (const GalleyUnsent *self,
                    GalleyUnsent       *copy)
{
  *copy = *self;
  copy->parked = g_strdup (self->parked);
}

gboolean
galley_unsent_equal (const GalleyUnsent *a,
                     const GalleyUnsent *b)
{
  return a->n_orders == b->n_orders && g_strcmp0 (a->parked, b->parked) == 0
         && a->kind == b->kind && a->action == b->action;
}
