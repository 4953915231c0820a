/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders in a workspace: queued, taken back, refused, asked again. */
#include "workspace-fixture.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/store/galley-media-cache.h"

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_workspace_act_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Fixture *fixture = data;

  galley_workspace_cancel_act_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static gboolean
has_no_withdrawals (gpointer data)
{
  return galley_workspace_get_outbox_figures (((Fixture *) data)->workspace)->withdrawals == 0;
}

static gboolean
has_a_withdrawal (gpointer data)
{
  return !has_no_withdrawals (data);
}

static void
count_cb (guint *n_notifications)
{
  (*n_notifications)++;
}

/* What readers will be told of a correction stands in its page's context while somebody is about to say it. */
static void
test_correction_note (Fixture      *fixture,
                      gconstpointer data)
{
  GalleyManuscript *published = galley_workspace_new_article (fixture->workspace, NULL);
  g_autoptr (GalleyState) state = galley_state_new ();
  GalleyManuscript *correction;
  g_autofree char *before = NULL, *told = NULL, *after = NULL, *other = NULL;
  guint n_changes = 0;

  type (published, "字");
  galley_state_set_text (&state->context, "{\"modules\":[],\"path\":\"/2026/11/23/a.html\"}");
  galley_article_set_state (galley_manuscript_get_article (published), state);
  correction = galley_workspace_new_correction (fixture->workspace, published);
  g_signal_connect_swapped (correction, "note-changed", G_CALLBACK (count_cb), &n_changes);
  before = galley_manuscript_dup_context (correction);
  galley_manuscript_set_note (correction, "人数有误。");
  galley_manuscript_set_note (correction, "人数有误。");
  told = galley_manuscript_dup_context (correction);
  other = galley_manuscript_dup_context (published);
  galley_manuscript_set_note (correction, NULL);
  after = galley_manuscript_dup_context (correction);

  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_null (strstr (before, "corrections"));
  g_assert_nonnull (strstr (before, "\"modified\":"));
  g_assert_nonnull (strstr (told, "\"corrections\":[{\"note\":\"人数有误。\","));
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (other, ==, state->context);
  flush (fixture);
  drain ();
  g_object_unref (correction);
  g_object_unref (published);
}

static gpointer
stop_in_store (GalleyDatabase *database,
               gpointer        hash,
               GError        **error)
{
  galley_media_stop_in_store (database, hash, error);
  return NULL;
}

/* Who publishes wants the files there that were stopped before; any other order leaves them where they are. */
static void
test_publish_resumes (Fixture      *fixture,
                      gconstpointer data)
{
  static const char jpeg[] = "\xff\xd8\xff, as far as anybody looks";
  g_autofree char *hash = galley_hash_bytes (jpeg, sizeof jpeg);
  g_autoptr (GBytes) bytes = g_bytes_new_static (jpeg, sizeof jpeg);
  g_autoptr (GPtrArray) figures = galley_blocks_new ();
  g_autoptr (GalleyFigure) figure = galley_figure_new (hash, "image/jpeg", 16, 9, "");
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  GalleyArticle *article = galley_manuscript_get_article (manuscript);
  const GalleyAction actions[] = { GALLEY_ACTION_SUBMIT, GALLEY_ACTION_PUBLISH };
  g_autoptr (GError) error = NULL;

  galley_media_cache_put (galley_workspace_get_store (fixture->workspace), hash, bytes, FALSE, 0, &error);
  g_assert_no_error (error);
  galley_store_run (galley_workspace_get_store (fixture->workspace), GALLEY_LANE_PERSON, stop_in_store, hash, &error);
  g_assert_no_error (error);
  g_ptr_array_add (figures, galley_block_new_figure (figure, "", NULL, 0));
  galley_document_insert_figures (galley_article_get_document (article), (GalleyPosition){ 0, 0 }, figures);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      fixture->is_done = FALSE;
      galley_workspace_act_async (fixture->workspace, galley_article_get_id (article), actions[i], "hash", "", 0, acted_cb,
                                  fixture);
      wait_until (is_done, fixture);
      g_assert_no_error (fixture->error);
      g_clear_pointer (&fixture->result, g_free);
      g_assert_cmpint (query (fixture, "SELECT count (*) FROM media WHERE refusal = 'stopped'"), ==, 1 - i);
    }
  g_object_unref (manuscript);
}

static void
test_order_and_undo (Fixture      *fixture,
                     gconstpointer data)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  const char *id = galley_article_get_id (galley_manuscript_get_article (manuscript));
  g_autofree char *name = NULL;

  type (manuscript, "字");
  fixture->is_done = FALSE;
  galley_workspace_act_async (fixture->workspace, id, GALLEY_ACTION_WITHDRAW, "hash", "事实有误", 10 * SECOND,
                              acted_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  name = g_steal_pointer (&fixture->result);
  g_assert_nonnull (name);
  /* It was saved first. */
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article"), ==, 1);
  g_assert_cmpint (query (fixture, "SELECT hold_until FROM outbox WHERE kind = 'action'"), ==,
                   galley_clock_get_boot_time (fixture->clock) + 10 * SECOND);
  wait_until (has_a_withdrawal, fixture);
  g_assert_cmpstr (galley_workspace_get_withdrawal (fixture->workspace)->article, ==, id);
  g_assert_cmpint (galley_workspace_get_withdrawal (fixture->workspace)->time, ==,
                   galley_clock_get_real_time (fixture->clock));
  g_assert_cmpint (galley_workspace_get_withdrawal (fixture->workspace)->hold_until, ==,
                   galley_clock_get_boot_time (fixture->clock) + 10 * SECOND);

  fixture->is_done = FALSE;
  galley_workspace_cancel_act_async (fixture->workspace, name, cancelled_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  wait_until (has_no_withdrawals, fixture);
  g_assert_null (galley_workspace_get_withdrawal (fixture->workspace));

  /* It has left, or was undone: the caller hears that it came too late. */
  fixture->is_done = FALSE;
  galley_workspace_cancel_act_async (fixture->workspace, name, cancelled_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&fixture->error);
  drain ();
  g_object_unref (manuscript);
}

/* What the server has of ID_1, and what becomes of an order for it. */
typedef struct
{
  GalleyStatus status;
  const char *refusal; /* (nullable) */
} Told;

static gpointer
be_told_in_store (GalleyDatabase *database,
                  gpointer        data,
                  GError        **error)
{
  const Told *told = data;
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, "标题", "正文");
  g_autoptr (GalleyState) state = galley_state_new ();
  g_autoptr (GalleyRevision) served = NULL;
  gboolean is_taken;

  state->status = told->status;
  galley_state_set_text (&state->etag, told->status == GALLEY_STATUS_PUBLISHED ? "\"e-1\"" : "\"e-2\"");
  served = galley_revision_with_state (revision, state);
  if (galley_record_pull_in_store (database, served, NOON, &is_taken, error) && told->refusal != NULL)
    galley_outbox_park_in_store (database, 1, told->refusal, error);
  return NULL;
}

static void
be_told (Fixture     *fixture,
         GalleyStatus status,
         const char  *refusal)
{
  Told told = { status, refusal };
  g_autoptr (GError) error = NULL;

  galley_store_run (galley_workspace_get_store (fixture->workspace), GALLEY_LANE_PERSON, be_told_in_store, &told, &error);
  g_assert_no_error (error);
}

static void
unparked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Fixture *fixture = data;

  galley_workspace_unpark_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static gboolean
is_refused (gpointer data)
{
  return galley_workspace_get_outbox_figures (((Fixture *) data)->workspace)->refused == 1;
}

static gboolean
is_not_refused (gpointer data)
{
  return !is_refused (data);
}

static void
answer_refusal (Fixture *fixture,
                gboolean is_wanted)
{
  fixture->is_done = FALSE;
  galley_workspace_unpark_async (fixture->workspace, galley_workspace_get_withdrawal (fixture->workspace)->sequence,
                                 is_wanted, unparked_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
}

/* The page is still public: whoever ordered that it goes is told until it is gone, or until he says that it may stay. */
static void
test_refused_withdrawal (Fixture      *fixture,
                         gconstpointer data)
{
  const GalleyWithdrawal *withdrawal;

  be_told (fixture, GALLEY_STATUS_PUBLISHED, NULL);
  fixture->is_done = FALSE;
  galley_workspace_act_async (fixture->workspace, ID_1, GALLEY_ACTION_WITHDRAW, "hash", "事实有误", 0, acted_cb, fixture);
  wait_until (is_done, fixture);
  g_clear_pointer (&fixture->result, g_free);
  wait_until (has_a_withdrawal, fixture);
  be_told (fixture, GALLEY_STATUS_PUBLISHED, "这一步不归您");
  wait_until (is_refused, fixture);
  withdrawal = galley_workspace_get_withdrawal (fixture->workspace);
  g_assert_cmpstr (withdrawal->article, ==, ID_1);
  g_assert_cmpstr (withdrawal->headline, ==, "标题");
  g_assert_cmpstr (withdrawal->refusal, ==, "这一步不归您");
  g_assert_cmpuint (galley_workspace_get_outbox_figures (fixture->workspace)->withdrawals, ==, 0);

  /* Asked again, it is another order: the server answers the old one as it did. */
  g_assert_cmpint (query (fixture, "SELECT name = '" ID_2 "' FROM outbox"), ==, 0);
  query (fixture, "UPDATE outbox SET name = '" ID_2 "'");
  answer_refusal (fixture, TRUE);
  g_assert_cmpint (query (fixture, "SELECT name = '" ID_2 "' FROM outbox"), ==, 0);
  wait_until (has_a_withdrawal, fixture);
  g_assert_null (galley_workspace_get_withdrawal (fixture->workspace)->refusal);

  /* Somebody else was allowed to. */
  be_told (fixture, GALLEY_STATUS_PUBLISHED, "这一步不归您");
  wait_until (is_refused, fixture);
  be_told (fixture, GALLEY_STATUS_WITHDRAWN, NULL);
  wait_until (is_not_refused, fixture);
  g_assert_null (galley_workspace_get_withdrawal (fixture->workspace));
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM outbox WHERE parked IS NOT NULL"), ==, 1);

  /* It is public again, and may stay. */
  be_told (fixture, GALLEY_STATUS_PUBLISHED, "这一步不归您");
  wait_until (is_refused, fixture);
  answer_refusal (fixture, FALSE);
  wait_until (is_not_refused, fixture);
  g_assert_null (galley_workspace_get_withdrawal (fixture->workspace));
  drain ();
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/workspace/order-and-undo", test_order_and_undo);
  ADD ("/workspace/refused-withdrawal", test_refused_withdrawal);
  ADD ("/workspace/publish-resumes", test_publish_resumes);
  ADD ("/workspace/correction-note", test_correction_note);

  return g_test_run ();
}
