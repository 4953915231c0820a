/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/odd-fixture.h"

#include "core/sync/galley-portal-transport.h"
#include "core/wire/galley-protocol.h"

#include <string.h>

void
odd_fixture_set_up (OddFixture    *self,
                    gconstpointer  data)
{
  self->desk = desk_new ();
  self->server = odd_server_new ();
  self->transport = galley_portal_transport_new (odd_server_get_address (self->server), "token");
  odd_server_set_answer (self->server, GALLEY_API_SESSION, 200, JSON, ODD_SESSION, NULL);
  odd_server_set_answer (self->server, GALLEY_API_CHANGES, 200, JSON,
                         "{\"changes\":[],\"cursor\":\"e.1\",\"more\":false}", NULL);
}

void
odd_fixture_tear_down (OddFixture    *self,
                       gconstpointer  data)
{
  g_assert_finalize_object (self->transport);
  odd_server_free (self->server);
  desk_free (self->desk);
}

guint
odd_fixture_count_requests (OddFixture *self,
                            const char *request)
{
  g_autofree char *log = odd_server_dup_log (self->server);
  guint count = 0;

  for (const char *p = log; (p = strstr (p, request)) != NULL; p++)
    count++;
  return count;
}
