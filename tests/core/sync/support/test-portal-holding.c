/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-portal-holding.h"

void
test_portal_cut (TestPortal *self)
{
  g_mutex_lock (&self->holding);
  self->n_cut++;
  g_cond_broadcast (&self->cut);
  g_mutex_unlock (&self->holding);
}

static void
cancelled_cb (GCancellable *cancellable,
              TestPortal   *self)
{
  g_mutex_lock (&self->holding);
  g_cond_broadcast (&self->cut);
  g_mutex_unlock (&self->holding);
}

GalleyChanges *
test_portal_hold (TestPortal   *self,
                  GCancellable *cancellable,
                  GError      **error)
{
  gulong handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  guint n_cut;

  g_mutex_lock (&self->holding);
  n_cut = self->n_cut;
  g_atomic_int_inc (&self->n_held);
  while (n_cut == self->n_cut && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->cut, &self->holding);
  g_mutex_unlock (&self->holding);
  g_cancellable_disconnect (cancellable, handler);
  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE, "The line was cut");
  return NULL;
}
