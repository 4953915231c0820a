/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-portal-slots.h"

#include <string.h>

gboolean
test_portal_place (GalleyTransport   *transport,
                   const char        *slot,
                   const char        *base,
                   GalleyPlacements  *wanted,
                   GalleyPlacements **present,
                   GCancellable      *cancellable,
                   GError           **error)
{
  TestPortal *self = TEST_PORTAL (transport);
  g_autoptr (GRecMutexLocker) locker = g_rec_mutex_locker_new (&self->lock);
  g_autofree char *hash = galley_placements_dup_hash (self->slot);
  g_autofree char *new_hash = galley_placements_dup_hash (wanted);
  GalleyError code = self->refusal;

  if (code == 0 && strcmp (slot, "lead") != 0)
    code = GALLEY_ERROR_NOT_FOUND;
  if (code == 0 && strcmp (hash, base) != 0 && strcmp (hash, new_hash) != 0)
    code = GALLEY_ERROR_CONFLICT;
  if (code == 0 && strcmp (hash, new_hash) != 0)
    {
      galley_placements_unref (self->slot);
      self->slot = galley_placements_ref (wanted);
      self->n_placed++;
    }
  if (code == 0 && self->on_place != NULL)
    g_steal_pointer (&self->on_place) (self, self->data);
  if (code == 0 && self->lost_answers > 0)
    {
      self->lost_answers--;
      code = GALLEY_ERROR_OFFLINE;
    }
  if (code == 0 || code == GALLEY_ERROR_CONFLICT)
    *present = galley_placements_ref (self->slot);
  if (code == 0)
    return TRUE;
  g_set_error_literal (error, GALLEY_ERROR, code, "as the test wants it");
  return FALSE;
}
