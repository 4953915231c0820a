/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slots of the home page: asked for without a network, asked for otherwise, given up; on this computer alone; and by deeds
 * that are taken back. */
#include "workspace-fixture.h"

#include "core/base/galley-error.h"
#include "core/store/galley-store-slots.h"
#include "core/workspace/galley-slot-deed.h"
#include "core/workspace/galley-workspace-home.h"
#include "core/workspace/galley-workspace-slots.h"

#include <string.h>

static void
set_up_portal (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GalleyAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  set_up (fixture, data);
  galley_workspace_close (fixture->workspace);
  let_go (g_steal_pointer (&fixture->workspace));
  account = galley_account_new (fixture->folder, "https://news.example", "chenyan");
  fixture->workspace = galley_workspace_open (account, fixture->clock, fixture->random, &error);
  g_assert_no_error (error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_workspace_load_slot_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static GalleySlotState *
load (Fixture *fixture)
{
  fixture->is_done = FALSE;
  galley_workspace_load_slot_async (fixture->workspace, "lead", ID_2, NULL, loaded_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  return g_steal_pointer (&fixture->result);
}

static void
placed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;

  galley_workspace_place_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static void
place (Fixture          *fixture,
       GalleyPlacements *seen,
       GalleyPlacements *wanted)
{
  fixture->is_done = FALSE;
  galley_workspace_place_async (fixture->workspace, "lead", seen, wanted, placed_cb, fixture);
  wait_until (is_done, fixture);
}

static GalleyPlacements *
make (const char *article)
{
  g_autoptr (GalleyPlacements) empty = galley_placements_new ();

  return galley_placements_with (empty, &(GalleyPlacement){ article, "", 0 }, 0, NULL);
}

static void
assert_stands (GalleyPlacements *placements,
               const char       *article)
{
  g_assert_cmpuint (galley_placements_get_length (placements), ==, article != NULL ? 1 : 0);
  if (article != NULL)
    g_assert_cmpstr (galley_placements_get (placements, 0)->article, ==, article);
}

static gpointer
serve_in_store (GalleyDatabase *database,
                gpointer        placements,
                GError        **error)
{
  galley_slot_save_in_store (database, "lead", placements, error);
  return NULL;
}

static gpointer
refuse_in_store (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  g_autoptr (GalleySlotChange) change = galley_slot_change_load_in_store (database, "lead", error);

  change->refused = g_strdup (GALLEY_SLOT_REFUSED_CONFLICT);
  galley_slot_change_save_in_store (database, change, error);
  return NULL;
}

static gboolean
has_figures (gpointer data)
{
  const GalleyOutboxFigures *figures = galley_workspace_get_outbox_figures (((Fixture *) data)->workspace);

  return figures->waiting == 1 && figures->parked == 0;
}

static gboolean
has_refusal (gpointer data)
{
  const GalleyOutboxFigures *figures = galley_workspace_get_outbox_figures (((Fixture *) data)->workspace);

  return figures->waiting == 0 && figures->parked == 0 && figures->slots == 1
         && g_str_equal (galley_workspace_get_refused_slot (((Fixture *) data)->workspace), "lead");
}

/* It waits, and is counted among what waits; undone before it has left it still goes, as what stood there. */
static void
test_waits (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GalleyPlacements) wanted = make (ID_1);
  g_autoptr (GalleySlotState) before = load (fixture);
  g_autoptr (GalleySlotState) waiting = NULL;
  g_autoptr (GalleySlotState) undone = NULL;

  assert_stands (before->present, NULL);
  g_assert_null (before->wanted);
  place (fixture, before->present, wanted);
  g_assert_no_error (fixture->error);
  waiting = load (fixture);
  assert_stands (waiting->present, NULL);
  assert_stands (galley_slot_state_get_next (waiting), ID_1);
  g_assert_null (waiting->refused);
  wait_until (has_figures, fixture);
  place (fixture, waiting->present, waiting->present);
  g_assert_no_error (fixture->error);
  undone = load (fixture);
  assert_stands (galley_slot_state_get_next (undone), NULL);
}

/* What was refused is kept until somebody asks for something else, or gives it up. */
static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GalleyPlacements) wanted = make (ID_1);
  g_autoptr (GalleySlotState) before = load (fixture);
  g_autoptr (GalleySlotState) refused = NULL;
  g_autoptr (GalleySlotState) after = NULL;

  place (fixture, before->present, wanted);
  run (fixture, refuse_in_store, NULL);
  wait_until (has_refusal, fixture);
  refused = load (fixture);
  g_assert_cmpstr (refused->refused, ==, GALLEY_SLOT_REFUSED_CONFLICT);
  assert_stands (refused->wanted, ID_1);
  place (fixture, refused->present, refused->present);
  g_assert_no_error (fixture->error);
  after = load (fixture);
  g_assert_null (after->wanted);
  g_assert_null (after->refused);
}

/* A pull has brought another one since the slot was looked at. */
static void
test_looked_at (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GalleyPlacements) wanted = make (ID_1);
  g_autoptr (GalleyPlacements) theirs = make (ID_2);
  g_autoptr (GalleySlotState) before = load (fixture);
  g_autoptr (GalleySlotState) after = NULL;

  run (fixture, serve_in_store, theirs);
  place (fixture, before->present, wanted);
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  g_clear_error (&fixture->error);
  after = load (fixture);
  assert_stands (after->present, ID_2);
  g_assert_null (after->wanted);
  g_assert_false (g_hash_table_contains (after->articles, ID_2));
}

/* Nobody to ask: it stands at once. */
static void
test_local (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GalleyPlacements) wanted = make (ID_1);
  g_autoptr (GalleySlotState) before = load (fixture);
  g_autoptr (GalleySlotState) after = NULL;

  g_assert_true (galley_workspace_may_place (fixture->workspace));
  place (fixture, before->present, wanted);
  g_assert_no_error (fixture->error);
  after = load (fixture);
  assert_stands (after->present, ID_1);
  g_assert_null (after->wanted);
}

static gpointer
pull_in_store (GalleyDatabase *database,
               gpointer        revision,
               GError        **error)
{
  gboolean is_taken;

  galley_record_pull_in_store (database, revision, NOON, &is_taken, error);
  return NULL;
}

/* An article that the server has published. */
static void
pull_public (Fixture    *fixture,
             const char *id,
             const char *headline,
             gint64      published)
{
  g_autoptr (GalleyRevision) content = make_revision (id, headline, "正文");
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GalleyState) state = galley_state_copy (galley_revision_get_state (content));
  g_autofree char *path = g_strdup_printf ("/2026/11/23/%s.html", id);

  state->status = GALLEY_STATUS_PUBLISHED;
  state->published_at = published;
  galley_state_set_text (&state->published_path, path);
  galley_state_set_text (&state->etag, "\"1\"");
  revision = galley_revision_with_state (content, state);
  run (fixture, pull_in_store, revision);
}

static void
home_loaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_home_source_load_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static char *
render (Fixture *fixture)
{
  g_autoptr (GalleyHomeSource) home = NULL;
  g_autoptr (GBytes) page = NULL;

  fixture->is_done = FALSE;
  galley_home_source_load_async (fixture->workspace, NULL, home_loaded_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  home = g_steal_pointer (&fixture->result);
  page = galley_home_source_render (home, fixture->workspace,
                                    galley_workspace_get_layout (fixture->workspace), NULL, NULL, &fixture->error);
  g_assert_no_error (fixture->error);
  return g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
}

/* The page shows what was asked for before a server has it, and the newest where nobody has chosen. */
static void
test_home (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GalleyPlacements) wanted = make (ID_1);
  g_autoptr (GalleySlotState) before = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *chosen = NULL;

  pull_public (fixture, ID_1, "白鹭", NOON);
  pull_public (fixture, ID_2, "老街", NOON + MINUTE);
  bare = render (fixture);
  g_assert_nonnull (strstr (bare, "老街</a></h1>"));
  before = load (fixture);
  place (fixture, before->present, wanted);
  g_assert_no_error (fixture->error);
  chosen = render (fixture);
  g_assert_nonnull (strstr (chosen, "白鹭</a></h1>"));
  g_assert_nonnull (strstr (chosen, "老街</a></h2>"));
}

/* --- deeds ------------------------------------------------------------------------------------------------------- */

static void
deed_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_slot_deed_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

/* (transfer full) (nullable) */
static GalleySlotDeed *
put (Fixture    *fixture,
     const char *article,
     const char *from,
     const char *slot,
     const char *before)
{
  const GalleySlotPut asked = { article, from, slot, before };

  fixture->is_done = FALSE;
  galley_slot_deed_put_async (fixture->workspace, &asked, deed_done_cb, fixture);
  wait_until (is_done, fixture);
  return g_steal_pointer (&fixture->result);
}

static void
undo (Fixture        *fixture,
      GalleySlotDeed *deed)
{
  fixture->is_done = FALSE;
  galley_slot_deed_undo_async (deed, fixture->workspace, deed_done_cb, fixture);
  wait_until (is_done, fixture);
  g_clear_pointer ((GalleySlotDeed **) &fixture->result, galley_slot_deed_unref);
}

/* The articles that will stand in @slot, a bar between them. */
static char *
dup_next (Fixture    *fixture,
          const char *slot)
{
  g_autoptr (GalleySlotState) state = NULL;
  GalleyPlacements *next;
  GString *text = g_string_new (NULL);

  fixture->is_done = FALSE;
  galley_workspace_load_slot_async (fixture->workspace, slot, NULL, NULL, loaded_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  state = g_steal_pointer (&fixture->result);
  next = galley_slot_state_get_next (state);
  for (guint i = 0; i < galley_placements_get_length (next); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", galley_placements_get (next, i)->article);
  return g_string_free (text, FALSE);
}

static void
assert_next (Fixture    *fixture,
             const char *slot,
             const char *articles)
{
  g_autofree char *next = dup_next (fixture, slot);

  g_assert_cmpstr (next, ==, articles);
}

static gpointer
take_in_store (GalleyDatabase *database,
               gpointer        slot,
               GError        **error)
{
  g_autoptr (GalleySlotChange) change = galley_slot_change_load_in_store (database, slot, error);

  galley_slot_save_in_store (database, slot, change->wanted, error);
  galley_slot_change_remove_in_store (database, slot, error);
  return NULL;
}

/* Between slots and within one, and back, also when the server has taken it meanwhile. */
static void
test_put (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GalleySlotDeed) first = NULL;
  g_autoptr (GalleySlotDeed) second = NULL;
  g_autoptr (GalleySlotDeed) moved = NULL;
  g_autoptr (GalleySlotDeed) across = NULL;

  pull_public (fixture, ID_1, "白鹭", NOON);
  pull_public (fixture, ID_2, "老街", NOON + MINUTE);
  first = put (fixture, ID_1, NULL, "picks", NULL);
  assert_next (fixture, "picks", ID_1);
  second = put (fixture, ID_2, NULL, "picks", NULL);
  assert_next (fixture, "picks", ID_1 "|" ID_2);
  moved = put (fixture, ID_2, "picks", "picks", ID_1);
  assert_next (fixture, "picks", ID_2 "|" ID_1);
  across = put (fixture, ID_1, "picks", "lead", NULL);
  assert_next (fixture, "picks", ID_2);
  assert_next (fixture, "lead", ID_1);
  run (fixture, take_in_store, (gpointer) "picks");
  run (fixture, take_in_store, (gpointer) "lead");
  undo (fixture, across);
  g_assert_no_error (fixture->error);
  assert_next (fixture, "picks", ID_2 "|" ID_1);
  assert_next (fixture, "lead", "");
  undo (fixture, second);
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT);
  g_clear_error (&fixture->error);
  undo (fixture, moved);
  undo (fixture, second);
  g_assert_no_error (fixture->error);
  assert_next (fixture, "picks", ID_1);
}

/* Where it stands already, and in front of itself. */
static void
test_put_where_it_stands (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GalleySlotDeed) first = NULL;
  g_autoptr (GalleySlotDeed) again = NULL;
  g_autoptr (GalleySlotDeed) before_itself = NULL;

  pull_public (fixture, ID_1, "白鹭", NOON);
  first = put (fixture, ID_1, NULL, "picks", NULL);
  g_assert_false (galley_slot_deed_is_empty (first));
  again = put (fixture, ID_1, "picks", "picks", NULL);
  g_assert_true (galley_slot_deed_is_empty (again));
  before_itself = put (fixture, ID_1, "picks", "picks", ID_1);
  g_assert_true (galley_slot_deed_is_empty (before_itself));
  assert_next (fixture, "picks", ID_1);
}

/* What is put behind the last in a slot with room for one is the one that readers see. */
static void
test_put_where_it_is_seen (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GalleySlotDeed) first = NULL;
  g_autoptr (GalleySlotDeed) second = NULL;

  pull_public (fixture, ID_1, "白鹭", NOON);
  pull_public (fixture, ID_2, "老街", NOON + MINUTE);
  first = put (fixture, ID_1, NULL, "lead", NULL);
  second = put (fixture, ID_2, NULL, "lead", NULL);
  assert_next (fixture, "lead", ID_2 "|" ID_1);
}

static void
test_put_draft (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GalleyRevision) draft = make_revision (ID_1, "白鹭", "正文");

  run (fixture, pull_in_store, draft);
  g_assert_null (put (fixture, ID_1, NULL, "lead", NULL));
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_REJECTED);
  g_clear_error (&fixture->error);
  g_assert_null (put (fixture, ID_1, NULL, "nowhere", NULL));
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&fixture->error);
  assert_next (fixture, "lead", "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/workspace/slots/waits", Fixture, NULL, set_up_portal, test_waits, tear_down);
  g_test_add ("/workspace/slots/refused", Fixture, NULL, set_up_portal, test_refused, tear_down);
  g_test_add ("/workspace/slots/looked-at", Fixture, NULL, set_up_portal, test_looked_at, tear_down);
  g_test_add ("/workspace/slots/home", Fixture, NULL, set_up_portal, test_home, tear_down);
  g_test_add ("/workspace/slots/put", Fixture, NULL, set_up_portal, test_put, tear_down);
  g_test_add ("/workspace/slots/put-where-it-stands", Fixture, NULL, set_up_portal, test_put_where_it_stands, tear_down);
  g_test_add ("/workspace/slots/put-where-it-is-seen", Fixture, NULL, set_up_portal, test_put_where_it_is_seen, tear_down);
  g_test_add ("/workspace/slots/put-draft", Fixture, NULL, set_up_portal, test_put_draft, tear_down);
  g_test_add ("/workspace/slots/local", Fixture, NULL, set_up, test_local, tear_down);
  return g_test_run ();
}
