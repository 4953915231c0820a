/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace-fixture.h"

void
open_workspace (Fixture *fixture)
{
  g_autoptr (GalleyAccount) account = galley_account_new_local (fixture->folder);
  g_autoptr (GError) error = NULL;

  fixture->workspace = galley_workspace_open (account, fixture->clock, fixture->random, &error);
  g_assert_no_error (error);
}

void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = make_folder ();
  fixture->clock = galley_test_clock_new (NOON);
  fixture->random = galley_random_new_seeded (1);
  open_workspace (fixture);
}

void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
let_go (gpointer object)
{
  gpointer pointer = object;

  g_object_add_weak_pointer (object, &pointer);
  g_object_unref (object);
  wait_until (is_gone, &pointer);
}

void
close_workspace (Fixture *fixture)
{
  galley_workspace_close (fixture->workspace);
  let_go (g_steal_pointer (&fixture->workspace));
}

void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  close_workspace (fixture);
  drain ();
  let_go (g_steal_pointer (&fixture->random));
  let_go (g_steal_pointer (&fixture->clock));
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->is_done;
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Fixture *fixture = data;

  galley_workspace_flush_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

void
flush (Fixture *fixture)
{
  fixture->is_done = FALSE;
  galley_workspace_flush_async (fixture->workspace, NULL, flushed_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_workspace_open_article_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

GalleyManuscript *
open_article (Fixture    *fixture,
              const char *id)
{
  fixture->is_done = FALSE;
  galley_workspace_open_article_async (fixture->workspace, id, NULL, opened_cb, fixture);
  wait_until (is_done, fixture);
  return fixture->result;
}

void
type (GalleyManuscript *manuscript,
      const char       *text)
{
  GalleyDocument *document = galley_article_get_document (galley_manuscript_get_article (manuscript));
  GalleyPosition start = { 0, 0 };

  galley_document_replace_text (document, start, start, text, (GalleyStyle){ 0 });
}

char *
dup_text (GalleyManuscript *manuscript)
{
  g_autoptr (GalleyRevision) revision = galley_article_snapshot (galley_manuscript_get_article (manuscript));

  return dup_body (revision);
}

static gpointer
query_in_store (GalleyDatabase *database,
                gpointer        sql,
                GError        **error)
{
  sqlite3_stmt *statement = NULL;
  gint64 *answer = g_new0 (gint64, 1);

  g_assert_cmpint (sqlite3_prepare_v2 (galley_database_get_handle (database), sql, -1, &statement, NULL), ==,
                   SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    *answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return answer;
}

gint64
query (Fixture    *fixture,
       const char *sql)
{
  g_autofree gint64 *answer = galley_store_run (galley_workspace_get_store (fixture->workspace),
                                                GALLEY_LANE_PERSON, query_in_store, (gpointer) sql, NULL);

  return *answer;
}

void
run (Fixture       *fixture,
     GalleyStoreJob job,
     gpointer       input)
{
  g_autoptr (GError) error = NULL;

  galley_store_run (galley_workspace_get_store (fixture->workspace), GALLEY_LANE_BACKGROUND, job, input, &error);
  g_assert_no_error (error);
}
