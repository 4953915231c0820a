/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server that runs for years does besides, once an hour, between two requests. */
#include "server/galley-server.h"

#include "server/galley-server-batches.h"
#include "server/galley-server-changes.h"
#include "server/galley-server-private.h"
#include "server/galley-server-tokens.h"

#define PAUSE G_TIME_SPAN_HOUR
#define TOMBSTONE_KEPT (90 * G_TIME_SPAN_DAY)

static gboolean
forget (GalleyServer *self,
        GError      **error)
{
  gint64 now = galley_clock_get_real_time (self->clock);
  gint64 floor;

  if (!galley_database_begin (self->database, error))
    return FALSE;
  if (!galley_server_tokens_forget_expired (self->database, now, error)
      || !galley_server_batches_forget_old (self->database, now, error)
      || !galley_server_changes_forget_deleted (self->database, now - TOMBSTONE_KEPT, error)
      || !galley_server_changes_get_floor (self->database, &floor, error)
      || !galley_database_commit (self->database, error))
    {
      galley_database_rollback (self->database);
      return FALSE;
    }
  self->floor = floor;
  return TRUE;
}

void
galley_server_keep_up (GalleyServer *self)
{
  gint64 now = galley_clock_get_boot_time (self->clock);
  g_autoptr (GError) error = NULL;

  if (now < self->next_upkeep)
    return;
  self->next_upkeep = now + PAUSE;
  if (!forget (self, &error))
    g_printerr ("galley-server: what is old is forgotten later: %s\n", error->message);
}
