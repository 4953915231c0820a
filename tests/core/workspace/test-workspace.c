/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace "On This Computer": articles, trash, settings. */
#include "workspace-fixture.h"

#include "core/base/galley-error.h"

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

static void
count_cb (guint *n_notifications)
{
  (*n_notifications)++;
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
  ADD ("/workspace/trash", test_trash);
  ADD ("/workspace/context", test_context);
  ADD ("/workspace/tags", test_tags);
  ADD ("/workspace/figures", test_figures);
  ADD ("/workspace/offline-start", test_offline_start);
  ADD ("/invariants/10-opening-and-closing-without-typing-writes-nothing", test_open_and_close_writes_nothing);

  return g_test_run ();
}
