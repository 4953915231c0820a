/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace "On This Computer": articles, orders, trash, settings. */
#include "workspace-fixture.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/store/galley-media-cache.h"

#include <string.h>

static void
test_typed_closed_reopened (Fixture      *fixture,
                            gconstpointer data)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  g_autofree char *id = g_strdup (galley_article_get_id (galley_manuscript_get_article (manuscript)));
  g_autofree char *text = NULL;

  type (manuscript, "第一句");
  galley_manuscript_set_caret (manuscript, (GalleyPosition){ 0, 3 });
  flush (fixture);
  g_assert_cmpint (galley_autosaver_get_status (galley_manuscript_get_autosaver (manuscript)), ==,
                   GALLEY_SAVE_CLEAN);
  galley_manuscript_set_caret (manuscript, (GalleyPosition){ 0, 2 });
  drain ();
  g_object_unref (manuscript);
  close_workspace (fixture);

  open_workspace (fixture);
  manuscript = open_article (fixture, id);
  g_assert_nonnull (manuscript);
  text = dup_text (manuscript);
  g_assert_cmpstr (text, ==, "第一句");
  g_assert_cmpuint (galley_manuscript_get_caret (manuscript).offset, ==, 2);
  g_assert_true (galley_manuscript_may_edit (manuscript));
  g_assert_finalize_object (manuscript);
}

/* Closing a tab does not outrun the save. */
static void
test_let_go_while_dirty (Fixture      *fixture,
                         gconstpointer data)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, NULL);

  type (manuscript, "最后一个字");
  g_object_unref (manuscript);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article"), ==, 0);
  flush (fixture);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article"), ==, 1);
}

/* 10. Opening and closing without typing writes nothing and sends nothing. */
static void
test_open_and_close_writes_nothing (Fixture      *fixture,
                                    gconstpointer data)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  g_autofree char *id = NULL;
  gint64 generation;
  gint64 touched;

  /* A new one that stays blank. */
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), MINUTE);
  flush (fixture);
  g_assert_finalize_object (manuscript);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article"), ==, 0);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM outbox"), ==, 0);

  /* One that was typed and emptied before it was ever saved. */
  manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  type (manuscript, "字");
  galley_document_replace_text (galley_article_get_document (galley_manuscript_get_article (manuscript)),
                                (GalleyPosition){ 0, 0 }, (GalleyPosition){ 0, 1 }, "", (GalleyStyle){ 0 });
  flush (fixture);
  drain ();
  g_assert_finalize_object (manuscript);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article"), ==, 0);

  /* And one that is there. */
  manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  id = g_strdup (galley_article_get_id (galley_manuscript_get_article (manuscript)));
  type (manuscript, "字");
  flush (fixture);
  drain ();
  g_assert_finalize_object (manuscript);
  generation = query (fixture, "SELECT generation FROM article");
  touched = query (fixture, "SELECT touched FROM article");
  query (fixture, "DELETE FROM outbox");
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), MINUTE);
  manuscript = open_article (fixture, id);
  flush (fixture);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), MINUTE);
  drain ();
  g_assert_finalize_object (manuscript);
  g_assert_cmpint (query (fixture, "SELECT generation FROM article"), ==, generation);
  g_assert_cmpint (query (fixture, "SELECT touched FROM article"), ==, touched);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM outbox"), ==, 0);
}

static void
test_shared (Fixture      *fixture,
             gconstpointer data)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  g_autofree char *id = g_strdup (galley_article_get_id (galley_manuscript_get_article (manuscript)));
  GalleyManuscript *again = open_article (fixture, id);

  g_assert_true (again == manuscript);
  g_object_unref (again);
  type (manuscript, "字");
  flush (fixture);
  drain ();
  g_assert_finalize_object (manuscript);
  manuscript = open_article (fixture, id);
  again = open_article (fixture, id);
  g_assert_true (again == manuscript);
  g_object_unref (again);
  g_assert_finalize_object (manuscript);
}

static void
test_missing (Fixture      *fixture,
              gconstpointer data)
{
  g_assert_null (open_article (fixture, ID_1));
  g_assert_error (fixture->error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&fixture->error);
}

static void
test_copies (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GalleyRevision) revision =
    with_field (make_revision (ID_1, "标题", "正文"), GALLEY_FIELD_CORRECTS, ID_2);
  GalleyManuscript *manuscript = galley_workspace_new_from_revision (fixture->workspace, revision);
  GalleyArticle *article = galley_manuscript_get_article (manuscript);

  flush (fixture);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM article"), ==, 1);
  g_assert_cmpstr (galley_article_get_id (article), !=, ID_1);
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_HEADLINE), ==, "标题");
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_CORRECTS), ==, "");
  drain ();
  g_assert_finalize_object (manuscript);
}

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

static void
trashed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Fixture *fixture = data;

  galley_workspace_set_trashed_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static gboolean
is_trashed (gpointer data)
{
  return galley_manuscript_get_is_trashed (data);
}

static void
test_trash (Fixture      *fixture,
            gconstpointer data)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  const char *id = galley_article_get_id (galley_manuscript_get_article (manuscript));

  type (manuscript, "字");
  fixture->is_done = FALSE;
  galley_workspace_set_trashed_async (fixture->workspace, id, TRUE, trashed_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  wait_until (is_trashed, manuscript);
  g_assert_false (galley_manuscript_may_edit (manuscript));
  drain ();
  g_object_unref (manuscript);
}

static void
test_context (Fixture      *fixture,
              gconstpointer data)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  g_autofree char *context = galley_manuscript_dup_context (manuscript);
  g_autofree char *again = NULL;
  g_autofree char *published = NULL;
  g_autoptr (GalleyState) state = galley_state_new ();

  g_assert_nonnull (strstr (context, "\"path\":\"/2026/"));
  type (manuscript, "字");
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), MINUTE);
  again = galley_manuscript_dup_context (manuscript);
  g_assert_cmpstr (context, ==, again);

  galley_state_set_text (&state->context, "{\"path\":\"/2026/11/23/x.html\"}");
  galley_article_set_state (galley_manuscript_get_article (manuscript), state);
  published = galley_manuscript_dup_context (manuscript);
  g_assert_cmpstr (published, ==, "{\"path\":\"/2026/11/23/x.html\"}");
  flush (fixture);
  drain ();
  g_object_unref (manuscript);
}

static gpointer
put_tags_in_store (GalleyDatabase *database,
                   gpointer        data,
                   GError        **error)
{
  galley_list_put_in_store (database, "tags", "1", "高温", error);
  galley_list_put_in_store (database, "tags", "2", "防暑", error);
  galley_list_put_in_store (database, "tags", "3", "温度", error);
  galley_list_put_in_store (database, "tags", "4", "Wi-Fi", error);
  return NULL;
}

static gboolean
has_tags (gpointer data)
{
  return galley_workspace_get_tags (data)->len == 4;
}

static void
test_tags (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) latin = NULL;

  run (fixture, put_tags_in_store, NULL);
  wait_until (has_tags, fixture->workspace);
  found = galley_workspace_complete_tag (fixture->workspace, "温", 10);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpstr (found->pdata[0], ==, "温度");
  g_assert_cmpstr (found->pdata[1], ==, "高温");
  latin = galley_workspace_complete_tag (fixture->workspace, "wi", 10);
  g_assert_cmpuint (latin->len, ==, 1);
}

static gpointer
put_session_in_store (GalleyDatabase *database,
                      gpointer        data,
                      GError        **error)
{
  galley_setting_save_text_in_store (
    database, GALLEY_SETTING_SESSION,
    "{\"epoch\":\"e\",\"user\":{\"department\":\"要闻\",\"id\":\"u1\",\"name\":\"小何\",\"roles\":[\"reporter\"]}}", error);
  return NULL;
}

static gboolean
has_user (gpointer data)
{
  return *galley_workspace_get_user (data)->id != '\0';
}

/* A start without a network knows who is signed in. */
static void
test_offline_start (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GalleyAccount) account = galley_account_new (fixture->folder, "https://news.example", "xiaohe");
  g_autoptr (GError) error = NULL;
  GalleyWorkspace *workspace = galley_workspace_open (account, fixture->clock, fixture->random, &error);
  GalleyManuscript *manuscript;
  GalleyFilter filter;

  g_assert_no_error (error);
  galley_store_run (galley_workspace_get_store (workspace), GALLEY_LANE_PERSON, put_session_in_store, NULL, &error);
  g_assert_no_error (error);
  galley_workspace_close (workspace);
  let_go (workspace);

  workspace = galley_workspace_open (account, fixture->clock, fixture->random, &error);
  g_assert_no_error (error);
  wait_until (has_user, workspace);
  g_assert_cmpstr (galley_workspace_get_user (workspace)->name, ==, "小何");
  g_assert_null (galley_workspace_get_engine (workspace));
  filter = galley_workspace_get_filter (workspace, GALLEY_FILTER_MINE, NULL);
  g_assert_cmpstr (filter.user, ==, "u1");
  manuscript = galley_workspace_new_article (workspace, NULL);
  g_assert_cmpstr (galley_article_get_field (galley_manuscript_get_article (manuscript), GALLEY_FIELD_EDITOR), ==,
                   "小何");
  g_assert_cmpint (galley_manuscript_get_next_action (manuscript), ==, GALLEY_ACTION_NONE);
  type (manuscript, "字");
  g_assert_cmpint (galley_manuscript_get_next_action (manuscript), ==, GALLEY_ACTION_SUBMIT);
  galley_workspace_close (workspace);
  g_object_unref (manuscript);
  let_go (workspace);
}

static gboolean
is_counted (gpointer data)
{
  return galley_workspace_get_outbox_figures (data)->waiting == 1;
}

/* The second and third save change no figure, and wake nobody. */
static void
test_figures (Fixture      *fixture,
              gconstpointer data)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, NULL);
  gint64 generation;
  guint n_notifications = 0;

  g_signal_connect_swapped (fixture->workspace, "sync-changed", G_CALLBACK (count_cb), &n_notifications);
  type (manuscript, "一");
  flush (fixture);
  wait_until (is_counted, fixture->workspace);
  g_assert_cmpuint (n_notifications, ==, 1);

  generation = query (fixture, "SELECT generation FROM article");
  for (int i = 0; i < 2; i++)
    {
      type (manuscript, "字");
      flush (fixture);
      /* The count runs behind the save, in the lane that this question waits in. */
      query (fixture, "SELECT 1");
      drain ();
    }
  g_assert_cmpint (query (fixture, "SELECT generation FROM article"), ==, generation + 2);
  g_assert_cmpuint (n_notifications, ==, 1);
  g_signal_handlers_disconnect_by_func (fixture->workspace, count_cb, &n_notifications);
  g_assert_finalize_object (manuscript);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/workspace/typed-closed-reopened", test_typed_closed_reopened);
  ADD ("/workspace/let-go-while-dirty", test_let_go_while_dirty);
  ADD ("/workspace/shared", test_shared);
  ADD ("/workspace/missing", test_missing);
  ADD ("/workspace/copies", test_copies);
  ADD ("/workspace/order-and-undo", test_order_and_undo);
  ADD ("/workspace/refused-withdrawal", test_refused_withdrawal);
  ADD ("/workspace/publish-resumes", test_publish_resumes);
  ADD ("/workspace/correction-note", test_correction_note);
  ADD ("/workspace/trash", test_trash);
  ADD ("/workspace/context", test_context);
  ADD ("/workspace/tags", test_tags);
  ADD ("/workspace/figures", test_figures);
  ADD ("/workspace/offline-start", test_offline_start);
  ADD ("/invariants/10-opening-and-closing-without-typing-writes-nothing", test_open_and_close_writes_nothing);

  return g_test_run ();
}
