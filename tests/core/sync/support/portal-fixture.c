/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/portal-fixture.h"

void
portal_fixture_set_up (PortalFixture *self,
                       gconstpointer  data)
{
  self->desk = desk_new ();
  self->portal = test_portal_new ();
}

void
portal_fixture_tear_down (PortalFixture *self,
                          gconstpointer  data)
{
  desk_free (self->desk);
  g_assert_finalize_object (self->portal);
}

GalleyCycleReport
portal_fixture_sync (PortalFixture *self)
{
  return desk_sync (self->desk, GALLEY_TRANSPORT (self->portal));
}

void
portal_fixture_serve (PortalFixture *self,
                      const char    *id,
                      const char    *headline,
                      const char    *body)
{
  g_autoptr (GalleyRevision) revision = make_revision (id, headline, body);

  test_portal_put (self->portal, revision);
}

void
portal_fixture_serve_field (PortalFixture *self,
                            const char    *id,
                            GalleyField    field,
                            const char    *value)
{
  g_autoptr (GalleyRevision) revision =
    with_field (galley_revision_ref (test_portal_get (self->portal, id)), field, value);

  test_portal_put (self->portal, revision);
}
