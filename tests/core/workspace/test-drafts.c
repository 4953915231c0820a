/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts of this computer that go along into an account, cut at every place where a program may end; and what was not
 * uploaded, as files. */
#include "core/workspace/galley-drafts.h"
#include "core/workspace/galley-export.h"

#include "support/sync-fixture.h"

#include "core/store/galley-store-adopt.h"
#include "core/wire/galley-wire.h"

typedef struct
{
  Desk *here;    /* "On This Computer" */
  Desk *account;
} Fixture;

static void
advance (Desk  *desk,
         gint64 step)
{
  galley_test_clock_advance (GALLEY_TEST_CLOCK (desk->clock), step);
}

static void
write_draft (Desk       *desk,
             const char *id,
             const char *headline,
             const char *body)
{
  g_autoptr (GalleyRevision) revision = make_revision (id, headline, body);

  desk_save (desk, revision);
}

/* Two drafts, the first with a version behind it, and one in the trash. */
static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->here = desk_new ();
  fixture->account = desk_new ();
  write_draft (fixture->here, ID_1, "渡口", "第一稿");
  advance (fixture->here, 2 * MINUTE);
  desk_set_body (fixture->here, ID_1, "第二稿");
  write_draft (fixture->here, ID_2, "大桥", "冬修");
  write_draft (fixture->here, ACTION_1, "废稿", "不要了");
  desk_trash (fixture->here, ACTION_1, TRUE);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  desk_free (fixture->here);
  desk_free (fixture->account);
}

static gint64
count (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  gint64 n_drafts = galley_drafts_count (desk->store, &error);

  g_assert_no_error (error);
  return n_drafts;
}

static gint64
move (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 n_moved =
    galley_drafts_move (fixture->here->store, fixture->account->store, fixture->account->clock, NULL, &error);

  g_assert_no_error (error);
  return n_moved;
}

static gpointer
load_versions_in_store (GalleyDatabase *database,
                        gpointer        input,
                        GError        **error)
{
  return galley_versions_load_in_store (database, input, error);
}

static GPtrArray *
load_versions (Desk       *desk,
               const char *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *versions =
    galley_store_run (desk->store, GALLEY_LANE_PERSON, load_versions_in_store, (gpointer) id, &error);

  g_assert_no_error (error);
  return versions;
}

static void
assert_body (GalleyRevision *revision,
             const char     *expected)
{
  g_autofree char *body = dup_body (revision);

  g_assert_cmpstr (body, ==, expected);
}

/* Everything has arrived once, and here it lies in the trash, still whole. */
static void
assert_moved (Fixture *fixture)
{
  g_autoptr (GalleyRecord) first = desk_load (fixture->account, ID_1);
  g_autoptr (GalleyRecord) left = desk_load (fixture->here, ID_1);
  g_autoptr (GPtrArray) versions = load_versions (fixture->account, ID_1);

  g_assert_cmpint (count (fixture->account), ==, 2);
  g_assert_cmpint (count (fixture->here), ==, 0);
  assert_field (first->revision, GALLEY_FIELD_HEADLINE, "渡口");
  assert_body (first->revision, "第二稿");
  g_assert_cmpint (first->touched, ==, left->touched);
  g_assert_true (first->is_dirty);
  g_assert_null (first->base);
  g_assert_cmpuint (versions->len, ==, 1);
  assert_body (((GalleyVersion *) g_ptr_array_index (versions, 0))->revision, "第一稿");
  desk_assert_outbox (fixture->account, "put put");
  desk_assert_outbox (fixture->here, "");
  g_assert_true (left->is_trashed);
  assert_body (left->revision, "第二稿");
  g_assert_false (desk_has (fixture->account, ACTION_1));
}

static void
test_move (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_cmpint (count (fixture->here), ==, 2);
  g_assert_cmpint (move (fixture), ==, 2);
  assert_moved (fixture);
  g_assert_cmpint (move (fixture), ==, 0);
  assert_moved (fixture);
}

static gpointer
adopt_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  Desk *here = ((gpointer *) input)[0];
  g_autoptr (GalleyRecord) record = desk_load (here, ID_1);
  g_autoptr (GPtrArray) versions = load_versions (here, ID_1);

  galley_record_adopt_in_store (database, record, versions, NOON, error);
  return NULL;
}

/* The program ended when the first was copied and not yet in the trash. */
static void
test_cut_behind_the_copy (Fixture      *fixture,
                          gconstpointer data)
{
  gpointer input[] = { fixture->here };

  desk_run_job (fixture->account, adopt_in_store, input);
  g_assert_cmpint (count (fixture->here), ==, 2);
  g_assert_cmpint (count (fixture->account), ==, 1);
  g_assert_cmpint (move (fixture), ==, 2);
  assert_moved (fixture);
}

/* And then somebody wrote on here: the newer words stand, the others are a version. */
static void
test_written_on_behind_the_copy (Fixture      *fixture,
                                 gconstpointer data)
{
  gpointer input[] = { fixture->here };
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GPtrArray) versions = NULL;

  desk_run_job (fixture->account, adopt_in_store, input);
  advance (fixture->here, MINUTE);
  desk_set_body (fixture->here, ID_1, "第三稿");
  g_assert_cmpint (move (fixture), ==, 2);
  record = desk_load (fixture->account, ID_1);
  assert_body (record->revision, "第三稿");
  versions = load_versions (fixture->account, ID_1);
  assert_body (((GalleyVersion *) g_ptr_array_index (versions, 0))->revision, "第二稿");
  desk_assert_outbox (fixture->account, "put put");
}

/* Or in the account: what was left here comes as a version, and changes nothing that stands. */
static void
test_written_on_in_the_account (Fixture      *fixture,
                                gconstpointer data)
{
  gpointer input[] = { fixture->here };
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GPtrArray) versions = NULL;

  desk_run_job (fixture->account, adopt_in_store, input);
  advance (fixture->account, 5 * MINUTE);
  desk_set_body (fixture->account, ID_1, "那边的第三稿");
  g_assert_cmpint (move (fixture), ==, 2);
  record = desk_load (fixture->account, ID_1);
  assert_body (record->revision, "那边的第三稿");
  versions = load_versions (fixture->account, ID_1);
  assert_body (((GalleyVersion *) g_ptr_array_index (versions, 0))->revision, "第二稿");
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (galley_drafts_move (fixture->here->store, fixture->account->store, fixture->account->clock,
                                       cancellable, &error),
                   ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count (fixture->here), ==, 2);
  g_assert_cmpint (count (fixture->account), ==, 0);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static int
export_unsent (GalleyStore *store,
               const char  *folder,
               GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  galley_export_async (store, folder, GALLEY_EXPORT_UNSENT, NULL, NULL, exported_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return galley_export_finish (result, error);
}

static void
test_export (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, ID_1 ".json", NULL);
  g_autofree char *absent = g_build_filename (folder, ACTION_1 ".json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_cmpint (export_unsent (fixture->here->store, folder, &error), ==, 2);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  revision = galley_wire_read (text, length, &error);
  g_assert_no_error (error);
  assert_body (revision, "第二稿");
  g_assert_false (g_file_test (absent, G_FILE_TEST_EXISTS));
  remove_folder (folder);
}

static void
test_export_nowhere (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_cmpint (export_unsent (fixture->here->store, file, &error), ==, -1);
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  desk_assert_outbox (fixture->here, "put put");
  remove_folder (folder);
}

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/workspace/drafts/move", test_move);
  add ("/workspace/drafts/cut-behind-the-copy", test_cut_behind_the_copy);
  add ("/workspace/drafts/written-on-behind-the-copy", test_written_on_behind_the_copy);
  add ("/workspace/drafts/written-on-in-the-account", test_written_on_in_the_account);
  add ("/workspace/drafts/cancelled", test_cancelled);
  add ("/workspace/export/files", test_export);
  add ("/workspace/export/nowhere", test_export_nowhere);
  return g_test_run ();
}
