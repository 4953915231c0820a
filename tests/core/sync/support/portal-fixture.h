/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk and a portal in memory that it syncs with. */
#pragma once

#include "support/sync-fixture.h"
#include "support/test-portal.h"

G_BEGIN_DECLS

typedef struct
{
  Desk *desk;
  TestPortal *portal;
} PortalFixture;

void portal_fixture_set_up (PortalFixture *self,
                            gconstpointer  data);
void portal_fixture_tear_down (PortalFixture *self,
                               gconstpointer  data);

/* A pass that must succeed. */
GalleyCycleReport portal_fixture_sync (PortalFixture *self);
/* Somebody else's doing: an article, and one with a field changed. */
void portal_fixture_serve (PortalFixture *self,
                           const char    *id,
                           const char    *headline,
                           const char    *body);
void portal_fixture_serve_field (PortalFixture *self,
                                 const char    *id,
                                 GalleyField    field,
                                 const char    *value);

G_END_DECLS
