/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The brake on mass deletions: nothing goes before a person has answered, and the answer holds for that delta alone. */
#include "support/sync-fixture.h"
#include "support/test-portal.h"

#include "core/base/galley-error.h"
#include "core/sync/galley-cycle.h"

#define N_SERVED 10
#define N_DELETED 5

typedef struct
{
  Desk *desk;
  TestPortal *portal;
} Fixture;

static char *
dup_id (guint number)
{
  return g_strdup_printf ("0193a000-0000-7000-8000-%012u", number);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->desk = desk_new ();
  fixture->portal = test_portal_new ();
  for (guint i = 0; i < N_SERVED; i++)
    {
      g_autofree char *id = dup_id (i);
      g_autoptr (GalleyRevision) revision = make_revision (id, "标题", "正文");

      test_portal_put (fixture->portal, revision);
    }
  desk_sync (fixture->desk, GALLEY_TRANSPORT (fixture->portal));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  desk_free (fixture->desk);
  g_assert_finalize_object (fixture->portal);
}

static void
delete_there (Fixture *fixture)
{
  for (guint i = 0; i < N_DELETED; i++)
    {
      g_autofree char *id = dup_id (i);

      test_portal_delete (fixture->portal, id);
    }
}

static void
assert_stopped (Fixture *fixture)
{
  desk_sync_fails (fixture->desk, GALLEY_TRANSPORT (fixture->portal), GALLEY_ERROR_FAILED);
}

static gpointer
answer_in_store (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  galley_cycle_answer_deletions_in_store (database, GPOINTER_TO_INT (input), error);
  return NULL;
}

static void
answer (Fixture *fixture,
        gboolean are_taken)
{
  desk_run_job (fixture->desk, answer_in_store, GINT_TO_POINTER (are_taken));
  desk_sync (fixture->desk, GALLEY_TRANSPORT (fixture->portal));
}

static void
test_taken (Fixture      *fixture,
            gconstpointer data)
{
  delete_there (fixture);
  assert_stopped (fixture);
  assert_stopped (fixture);

  answer (fixture, TRUE);
  for (guint i = 0; i < N_SERVED; i++)
    {
      g_autofree char *id = dup_id (i);
      g_autoptr (GalleyRecord) record = desk_load (fixture->desk, id);

      g_assert_cmpint (record->is_trashed, ==, i < N_DELETED);
    }
}

/* Mine go up again as new, what is hidden stays as it is, and the next delta is judged anew. */
static void
test_kept (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *hidden = dup_id (N_DELETED);

  delete_there (fixture);
  test_portal_hide (fixture->portal, hidden);
  assert_stopped (fixture);

  answer (fixture, FALSE);
  for (guint i = 0; i <= N_DELETED; i++)
    {
      g_autofree char *id = dup_id (i);
      g_autoptr (GalleyRecord) record = desk_load (fixture->desk, id);

      g_assert_false (record->is_trashed);
      assert_field (record->revision, GALLEY_FIELD_HEADLINE, "标题");
      if (i < N_DELETED)
        assert_field (test_portal_get (fixture->portal, id), GALLEY_FIELD_HEADLINE, "标题");
    }
  desk_assert_outbox (fixture->desk, "");

  delete_there (fixture);
  assert_stopped (fixture);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sync/brake/taken", test_taken);
  ADD ("/sync/brake/kept", test_kept);

  return g_test_run ();
}
