/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pull of many pages, of which the store has several at once. */
#include "support/portal-fixture.h"

#include "core/base/galley-error.h"
#include "core/store/galley-store-settings.h"

static char *
make_numbered_id (guint number)
{
  return g_strdup_printf ("0193a000-0000-7000-8000-%012u", number);
}

/* Those behind one that has to be merged first wait for it, and those behind one that cannot be
 * taken are not taken. */
static void
test_pages_in_order (PortalFixture *fixture,
                     gconstpointer  data)
{
  const guint n_articles = 620;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (guint i = 0; i < n_articles; i++)
    {
      g_autofree char *id = make_numbered_id (i);

      portal_fixture_serve (fixture, id, "标题", "正文");
    }
  portal_fixture_sync (fixture);
  for (guint i = 0; i < n_articles; i++)
    {
      g_autofree char *id = make_numbered_id (i);

      portal_fixture_serve_field (fixture, id, GALLEY_FIELD_SUMMARY, "摘要");
      if (i % 210 == 0)
        desk_set_field (fixture->desk, id, GALLEY_FIELD_HEADLINE, "我的字");
    }
  portal_fixture_sync (fixture);
  for (guint i = 0; i < n_articles; i++)
    {
      g_autofree char *id = make_numbered_id (i);
      g_autoptr (GalleyRecord) record = desk_load (fixture->desk, id);

      assert_field (record->revision, GALLEY_FIELD_SUMMARY, "摘要");
      assert_field (test_portal_get (fixture->portal, id), GALLEY_FIELD_HEADLINE, i % 210 == 0 ? "我的字" : "标题");
    }
  /* What was merged went up, and comes once more. */
  portal_fixture_sync (fixture);
  g_assert_cmpuint (portal_fixture_sync (fixture).pulled, ==, 0);

  before = desk_dup_setting (fixture->desk, GALLEY_SETTING_CURSOR);
  for (guint i = 0; i < n_articles; i++)
    {
      g_autofree char *id = make_numbered_id (i);

      if (i < 60)
        test_portal_delete (fixture->portal, id);
      else
        portal_fixture_serve_field (fixture, id, GALLEY_FIELD_SUMMARY, "另一段");
    }
  desk_sync_fails (fixture->desk, GALLEY_TRANSPORT (fixture->portal), GALLEY_ERROR_FAILED);
  after = desk_dup_setting (fixture->desk, GALLEY_SETTING_CURSOR);
  g_assert_cmpstr (before, ==, after);
  for (guint i = 0; i < n_articles; i++)
    {
      g_autofree char *id = make_numbered_id (i);
      g_autoptr (GalleyRecord) record = desk_load (fixture->desk, id);

      g_assert_false (record->is_trashed);
      assert_field (record->revision, GALLEY_FIELD_SUMMARY, "摘要");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/sync/pages/in-order", PortalFixture, NULL, portal_fixture_set_up, test_pages_in_order,
              portal_fixture_tear_down);

  return g_test_run ();
}
