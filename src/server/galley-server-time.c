/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens on the server at its time, without a request: what was put into a slot of the home page until then goes. */
#include "server/galley-server.h"

#include "server/galley-server-private.h"
#include "server/galley-server-slots.h"

#define AGAIN (10 * G_TIME_SPAN_SECOND)

static gboolean
end_placements (GalleyServer *self,
                gint64        now,
                GError      **error)
{
  return galley_database_begin (self->database, error) && galley_server_slots_end (self->database, now, error)
         && galley_server_slots_get_next_end (self->database, &self->next_end, error)
         && galley_server_commit (self, error);
}

void
galley_server_keep_time (GalleyServer *self)
{
  gint64 now;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  now = galley_clock_get_real_time (self->clock);
  if (self->next_end == 0 || now < self->next_end)
    return;
  if (galley_database_reserve (self->database, &error))
    {
      if (end_placements (self, now, &error))
        galley_server_publish (self);
      else
        galley_database_rollback (self->database);
      galley_database_release (self->database);
    }
  if (error == NULL)
    return;
  self->next_end = now + AGAIN;
  g_printerr ("galley-server: the home page's slots are looked at later: %s\n", error->message);
}

gint64
galley_server_get_time_left (GalleyServer *self)
{
  g_return_val_if_fail (self != NULL, -1);

  if (self->next_end == 0)
    return -1;
  return MAX (0, self->next_end - galley_clock_get_real_time (self->clock));
}
