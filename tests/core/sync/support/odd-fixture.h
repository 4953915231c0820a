/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk, a server that answers whatever it is told to, and the transport between them: it is signed in, and there is
 * nothing new. */
#pragma once

#include "support/odd-server.h"
#include "support/sync-fixture.h"

G_BEGIN_DECLS

#define JSON "application/json"
/* What it answers when it is asked for the session. */
#define ODD_SESSION                                                                                                    \
  "{\"user\":{\"id\":\"u1\",\"name\":\"U\",\"department\":\"d\",\"roles\":[\"reporter\"]},\"epoch\":\"e\","                \
  "\"features\":[\"batches\",\"wait\"]}"

typedef struct
{
  Desk *desk;
  OddServer *server;
  GalleyTransport *transport;
} OddFixture;

void odd_fixture_set_up (OddFixture    *self,
                         gconstpointer  data);
void odd_fixture_tear_down (OddFixture    *self,
                            gconstpointer  data);
/* How often @request, "METHOD /path", has come. */
guint odd_fixture_count_requests (OddFixture *self,
                                  const char *request);

G_END_DECLS
