/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who ends a conflict keeps the other side as a version of that computer. Where that computer is lost, and the one that had
 * written the other side has long taken over what was chosen, the server's history has it. */
#include "sim.h"

#include "core/db/galley-statement.h"
#include "core/wire/galley-wire-text.h"
#include "server/galley-server-private.h"
#include "server/galley-server-revisions.h"

#include <string.h>

static char *template_folder;

static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        id,
               GError        **error)
{
  return galley_record_load_in_store (database, id, error);
}

static gpointer
save_in_store (GalleyDatabase *database,
               gpointer        revision,
               GError        **error)
{
  galley_record_save_in_store (database, revision, 0, NULL, error);
  return NULL;
}

static gpointer
resolve_in_store (GalleyDatabase *database,
                  gpointer        revision,
                  GError        **error)
{
  galley_record_resolve_in_store (database, revision, 0, error);
  return NULL;
}

static GalleyRecord *
load (SimDesk *desk)
{
  g_autoptr (GError) error = NULL;
  GalleyRecord *record =
    galley_store_run (desk->store, GALLEY_LANE_PERSON, load_in_store, desk->sim->ids->pdata[0], &error);

  g_assert_no_error (error);
  return record;
}

/* A headline of one word, saved. */
static void
type_headline (SimDesk    *desk,
               const char *text)
{
  g_autoptr (GalleyRecord) record = load (desk);
  GalleyContent content = galley_revision_get_content (record->revision);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;
  SimWord *word = g_new0 (SimWord, 1);

  content.fields[GALLEY_FIELD_HEADLINE] = text;
  revision = galley_revision_new (desk->sim->ids->pdata[0], &content,
                                  (GalleyState *) galley_revision_get_state (record->revision));
  galley_store_run (desk->store, GALLEY_LANE_SAVE, save_in_store, revision, &error);
  g_assert_no_error (error);
  word->text = g_strdup (text);
  g_ptr_array_add (desk->sim->words, word);
}

static void
settle_by_mine (SimDesk *desk)
{
  g_autoptr (GalleyRecord) record = load (desk);
  g_autofree char *mine = NULL, *theirs = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (record->theirs);
  mine = g_strdup (galley_revision_get_field (record->revision, GALLEY_FIELD_HEADLINE));
  theirs = g_strdup (galley_revision_get_field (record->theirs, GALLEY_FIELD_HEADLINE));
  galley_store_run (desk->store, GALLEY_LANE_SAVE, resolve_in_store, record->revision, &error);
  g_assert_no_error (error);
  sim_throw_words (desk->sim, theirs, mine);
}

/* By its ordinary interface: the text of revision @number. */
static char *
dup_revision (Sim   *sim,
              gint64 number)
{
  g_autoptr (GalleyStatement) statement =
    galley_statement_get (sim->server->database, "SELECT article FROM articles WHERE id = ?1");
  g_autofree char *present = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  galley_statement_bind_text (statement, 1, sim->ids->pdata[0]);
  g_assert_true (galley_statement_step (statement, &error));
  present = galley_wire_text_without_state (galley_statement_get_text (statement, 0));
  text = galley_server_revisions_dup_text (sim->server->database, sim->ids->pdata[0], number, present, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_lost_computer (void)
{
  Sim *sim = sim_new (template_folder, 1, FALSE);
  SimDesk *here = &sim->desks[0], *there = &sim->desks[1];
  g_autofree char *text = NULL;
  g_autoptr (GString) left = NULL;

  sim_desk_begin_article (here);
  g_assert_true (sim_desk_sync (here));
  g_assert_true (sim_desk_sync (there));
  for (guint i = 0; i < sim->words->len; i++)
    ((SimWord *) sim->words->pdata[i])->is_erased = TRUE;
  sim_desk_back_up (here);

  type_headline (there, "theirs.");
  type_headline (here, "mine.");
  g_assert_true (sim_desk_sync (there));
  sim_desk_sync (here);
  settle_by_mine (here);
  g_assert_true (sim_desk_sync (here));
  left = sim_dup_texts (sim, here, FALSE);
  g_assert_nonnull (strstr (left->str, "theirs."));

  sim_desk_restore (here);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < sim->n_desks; i++)
      g_assert_true (sim_desk_sync (&sim->desks[i]));
  for (guint i = 0; i < sim->n_desks; i++)
    {
      g_autoptr (GString) texts = sim_dup_texts (sim, &sim->desks[i], FALSE);

      g_assert_null (strstr (texts->str, "theirs."));
      g_assert_nonnull (strstr (texts->str, "mine."));
    }
  text = dup_revision (sim, 2);
  g_assert_nonnull (strstr (text, "theirs."));
  sim_look (sim);
  g_assert_cmpstr (sim->failure->str, ==, "");
  sim_free (sim);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  template_folder = sim_make_template ();
  g_test_add_func ("/sync/history/lost-computer", test_lost_computer);
  status = g_test_run ();
  sim_remove_folder (template_folder);
  g_free (template_folder);
  return status;
}
