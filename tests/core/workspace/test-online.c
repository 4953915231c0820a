/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace signed in to a real server: everything here happens without a click. */
#include "core/workspace/galley-workspace.h"

#include "support/live-server.h"
#include "support/sync-fixture.h"

#include "core/base/galley-id.h"
#include "core/media/galley-media-source.h"
#include "core/model/galley-media-type.h"
#include "core/store/galley-media-cache.h"
#include "core/wire/galley-wire.h"

#include <string.h>

typedef struct
{
  LiveServer *server;
  char *folder;
  GalleyClock *clock;
  GalleyRandom *random;
  GalleyAccount *account;
  GalleyWorkspace *workspace;
  gboolean is_done;
  gpointer result;
  GError *error;
} Fixture;

static void
open_workspace (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->workspace = galley_workspace_open (fixture->account, fixture->clock, fixture->random, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->server = live_server_new ();
  fixture->folder = make_folder ();
  fixture->clock = galley_clock_new ();
  fixture->random = galley_random_new ();
  fixture->account = galley_account_new (fixture->folder, fixture->server->address, DEMO_REPORTER);
  open_workspace (fixture);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* A worker that reads the layout may still hold it for a moment. */
static void
let_go (GalleyWorkspace *workspace)
{
  gpointer pointer = workspace;

  g_object_add_weak_pointer (G_OBJECT (workspace), &pointer);
  g_object_unref (workspace);
  wait_until (is_gone, &pointer);
}

static void
close_workspace (Fixture *fixture)
{
  galley_workspace_close (fixture->workspace);
  let_go (g_steal_pointer (&fixture->workspace));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  close_workspace (fixture);
  galley_account_free (fixture->account);
  g_object_unref (fixture->random);
  g_object_unref (fixture->clock);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  live_server_free (fixture->server);
}

static gboolean
is_settled (gpointer data)
{
  Fixture *fixture = data;
  GalleySyncEngine *engine = galley_workspace_get_engine (fixture->workspace);

  return galley_sync_engine_get_passes (engine) > 0 && galley_sync_engine_get_status (engine) == GALLEY_SYNC_IDLE
         && galley_workspace_get_outbox_figures (fixture->workspace)->waiting == 0
         && *galley_workspace_get_user (fixture->workspace)->id != '\0'
         && galley_workspace_get_layout_time (fixture->workspace) != 0
         && galley_workspace_get_tags (fixture->workspace)->len > 0;
}

static void
connect_to_server (Fixture *fixture)
{
  g_autofree char *token = sign_in (fixture->server->address, DEMO_REPORTER);

  galley_workspace_connect (fixture->workspace, token);
  wait_until (is_settled, fixture);
}

static gboolean
is_offline (gpointer data)
{
  return galley_sync_engine_get_status (galley_workspace_get_engine (((Fixture *) data)->workspace))
         == GALLEY_SYNC_OFFLINE;
}

static gboolean
is_known_there (gpointer data)
{
  return *galley_article_get_state (galley_manuscript_get_article (data))->etag != '\0';
}

static gboolean
is_in_review (gpointer data)
{
  return galley_article_get_state (galley_manuscript_get_article (data))->status == GALLEY_STATUS_REVIEW_1;
}

static gboolean
has_summary (gpointer data)
{
  return *galley_article_get_field (galley_manuscript_get_article (data), GALLEY_FIELD_SUMMARY) != '\0';
}

static GalleyManuscript *
write_article (Fixture *fixture)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, "news");
  GalleyArticle *article = galley_manuscript_get_article (manuscript);

  galley_article_set_field (article, GALLEY_FIELD_HEADLINE, "一条消息");
  galley_document_replace_text (galley_article_get_document (article), (GalleyPosition){ 0, 0 },
                                (GalleyPosition){ 0, 0 }, "第一段", (GalleyStyle){ 0 });
  wait_until (is_known_there, manuscript);
  return manuscript;
}

static void
test_first_sign_in (Fixture      *fixture,
                    gconstpointer data)
{
  g_assert_null (galley_workspace_get_engine (fixture->workspace));
  connect_to_server (fixture);
  g_assert_cmpstr (galley_workspace_get_user (fixture->workspace)->id, ==, DEMO_REPORTER);
  g_assert_cmpuint (galley_workspace_get_tags (fixture->workspace)->len, ==, 40);
}

static void
test_typed_and_up (Fixture      *fixture,
                   gconstpointer data)
{
  GalleyManuscript *manuscript;

  connect_to_server (fixture);
  manuscript = write_article (fixture);
  g_assert_true (galley_manuscript_may_edit (manuscript));
  g_assert_cmpint (galley_manuscript_get_next_action (manuscript), ==, GALLEY_ACTION_SUBMIT);
  wait_until (is_settled, fixture);
  g_object_unref (manuscript);
}

/* By the rules of a new article: the sidebar's channel, that channel's source, and who begins it. */
static void
test_new_from_template (Fixture      *fixture,
                        gconstpointer data)
{
  const GalleyContent content = { .fields = { [GALLEY_FIELD_HEADLINE] = "值班表", [GALLEY_FIELD_EDITOR] = "小王" } };
  g_autoptr (GalleyTemplate) template =
    galley_template_new ("值班表", galley_revision_new ("0193a000-0000-7000-8000-000000000001", &content, NULL));
  GalleyManuscript *fresh;
  GalleyManuscript *manuscript;
  GalleyArticle *article;

  connect_to_server (fixture);
  fresh = galley_workspace_new_article (fixture->workspace, "news");
  manuscript = galley_workspace_new_from_template (fixture->workspace, template, "news");
  article = galley_manuscript_get_article (manuscript);
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_HEADLINE), ==, "值班表");
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_CHANNEL), ==, "news");
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_SOURCE), !=, "");
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_SOURCE), ==,
                   galley_article_get_field (galley_manuscript_get_article (fresh), GALLEY_FIELD_SOURCE));
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_EDITOR), ==,
                   galley_workspace_get_user (fixture->workspace)->name);
  wait_until (is_known_there, manuscript);
  wait_until (is_settled, fixture);
  g_object_unref (manuscript);
  g_object_unref (fresh);
}

static void
explained_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_workspace_explain_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->is_done;
}

/* Whether the server was asked or not, what is known here is told; and of the server by whom, and which revision it made. */
static void
test_explained (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GalleyStory) story = NULL;
  GalleyManuscript *manuscript;
  const GalleyEvent *served = NULL;

  connect_to_server (fixture);
  manuscript = write_article (fixture);
  wait_until (is_settled, fixture);
  galley_workspace_explain_async (fixture->workspace, galley_article_get_id (galley_manuscript_get_article (manuscript)),
                                  TRUE, NULL, explained_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  story = g_steal_pointer (&fixture->result);
  g_assert_true (story->is_told);
  g_assert_false (story->is_dirty);
  g_assert_cmpint (story->revision, >, 0);
  for (guint i = 0; i < story->events->len && served == NULL; i++)
    if (((GalleyEvent *) story->events->pdata[i])->kind == GALLEY_EVENT_SERVED)
      served = story->events->pdata[i];
  g_assert_nonnull (served);
  g_assert_cmpstr (served->who, ==, galley_workspace_get_user (fixture->workspace)->name);
  g_assert_cmpint (served->revision, ==, story->revision);
  g_object_unref (manuscript);
}

/* What the same person writes at another desk comes by the held request, into the open editor. */
static void
test_news_arrive (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (Desk) other = desk_new ();
  g_autoptr (GalleyTransport) transport = make_transport (fixture->server->address, DEMO_REPORTER);
  GalleyManuscript *manuscript;
  const char *id;

  connect_to_server (fixture);
  manuscript = write_article (fixture);
  id = galley_article_get_id (galley_manuscript_get_article (manuscript));
  wait_until (is_settled, fixture);
  desk_sync (other, transport);
  desk_set_field (other, id, GALLEY_FIELD_SUMMARY, "从另一台电脑写的摘要");
  desk_sync (other, transport);
  wait_until (has_summary, manuscript);
  g_object_unref (manuscript);
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

static gboolean
has_two_waiting (gpointer data)
{
  return galley_workspace_get_outbox_figures (((Fixture *) data)->workspace)->waiting == 2;
}

static void
test_submit_offline (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GalleyRevision) looked_at = NULL;
  GalleyManuscript *manuscript;
  GalleyArticle *article;

  connect_to_server (fixture);
  manuscript = write_article (fixture);
  article = galley_manuscript_get_article (manuscript);
  wait_until (is_settled, fixture);

  live_server_stop (fixture->server);
  galley_article_set_field (article, GALLEY_FIELD_HEADLINE, "离线改的标题");
  looked_at = galley_article_snapshot (article);
  galley_workspace_act_async (fixture->workspace, galley_article_get_id (article), GALLEY_ACTION_SUBMIT,
                              galley_wire_get_content_hash (looked_at), "", 0, acted_cb, fixture);
  wait_until (is_offline, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  g_clear_pointer (&fixture->result, g_free);
  wait_until (has_two_waiting, fixture);
  g_assert_cmpint (galley_manuscript_get_next_action (manuscript), ==, GALLEY_ACTION_NONE);

  live_server_start (fixture->server);
  galley_sync_engine_hint_network (galley_workspace_get_engine (fixture->workspace), TRUE);
  wait_until (is_in_review, manuscript);
  wait_until (is_settled, fixture);
  g_object_unref (manuscript);
}

/* The next start without a network has user, layout and vocabulary, and the articles. */
static gboolean
has_settings (gpointer data)
{
  Fixture *fixture = data;

  return *galley_workspace_get_user (fixture->workspace)->id != '\0'
         && galley_workspace_get_layout_time (fixture->workspace) != 0
         && galley_workspace_get_tags (fixture->workspace)->len > 0;
}

static void
test_offline_start (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *version = NULL;

  connect_to_server (fixture);
  version = g_strdup (galley_layout_get_version (galley_workspace_get_layout (fixture->workspace)));
  close_workspace (fixture);
  live_server_stop (fixture->server);
  open_workspace (fixture);
  wait_until (has_settings, fixture);
  g_assert_cmpstr (galley_layout_get_version (galley_workspace_get_layout (fixture->workspace)), ==, version);
}

typedef struct
{
  GalleyWorkspace *workspace;
  const char *hash;
  GalleyJourneyStage stage; /* that is waited for */
} Journey;

static gboolean
has_stage (gpointer data)
{
  Journey *journey = data;
  GalleyMediaJourney is;

  galley_media_source_get_journey (GALLEY_MEDIA_SOURCE (journey->workspace), journey->hash, GALLEY_MEDIA_TYPE_JPEG,
                                   &is);
  return is.stage == journey->stage;
}

/* A picture's way up, as who looks at it is told: here alone, and then nothing more. */
static void
test_journey (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *bytes = g_strnfill (3000, 'x');
  g_autoptr (GBytes) picture = g_bytes_new_static (bytes, 3000);
  g_autoptr (GPtrArray) figures = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_block_unref);
  g_autoptr (GalleyFigure) figure = NULL;
  g_autofree char *hash = NULL;
  Journey journey = { fixture->workspace, NULL, GALLEY_JOURNEY_TO_GO };
  GalleyManuscript *manuscript;
  g_autoptr (GError) error = NULL;

  memcpy (bytes, "\xff\xd8\xff", 3);
  hash = galley_hash_bytes (bytes, 3000);
  figure = galley_figure_new (hash, GALLEY_MEDIA_TYPE_JPEG, 16, 9, "");
  g_ptr_array_add (figures, galley_block_new_figure (figure, "", NULL, 0));
  journey.hash = hash;
  galley_media_cache_put (galley_workspace_get_store (fixture->workspace), hash, picture, FALSE, 0, &error);
  g_assert_no_error (error);
  wait_until (has_stage, &journey);
  connect_to_server (fixture);
  g_assert_true (has_stage (&journey));
  manuscript = write_article (fixture);
  galley_document_insert_figures (galley_article_get_document (galley_manuscript_get_article (manuscript)),
                                  (GalleyPosition){ 0, 0 }, figures);
  journey.stage = GALLEY_JOURNEY_OVER;
  wait_until (has_stage, &journey);
  wait_until (is_settled, fixture);
  g_object_unref (manuscript);
}

static gboolean
is_here (gpointer data)
{
  Journey *journey = data;
  g_autofree char *path = galley_media_source_dup_path (GALLEY_MEDIA_SOURCE (journey->workspace), journey->hash);

  return path != NULL;
}

/* What had to make room comes again for who looks at it. */
static void
test_evicted (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *token = sign_in (fixture->server->address, DEMO_REPORTER);
  g_autoptr (GalleyTransport) transport = make_transport (fixture->server->address, DEMO_REPORTER);
  g_autoptr (Desk) other = desk_new ();
  const char *hash = desk_put_picture (other, 3000, 9);
  Journey journey = { fixture->workspace, hash, GALLEY_JOURNEY_OVER };
  g_autoptr (GalleyRevision) revision =
    with_field (with_picture (make_revision (ID_1, "标题", "正文"), hash), GALLEY_FIELD_CHANNEL, "news");
  GalleyMediaJourney is;
  g_autoptr (GError) error = NULL;

  desk_save (other, revision);
  g_assert_cmpuint (desk_sync (other, transport).media_sent, ==, 1);
  galley_workspace_connect (fixture->workspace, token);
  wait_until (is_here, &journey);
  wait_until (is_settled, fixture);
  galley_media_cache_trim (galley_workspace_get_store (fixture->workspace), 0, &error);
  g_assert_no_error (error);
  g_assert_false (is_here (&journey));
  wait_until (is_settled, fixture);
  galley_media_source_get_journey (GALLEY_MEDIA_SOURCE (fixture->workspace), hash, GALLEY_MEDIA_TYPE_JPEG, &is);
  wait_until (is_here, &journey);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

/* A page of the demo that everybody sees. */
#define SHARED "01a1b9b9-4428-716a-8f7b-7676d015b0dc"

static gboolean
has_colleague (gpointer data)
{
  g_autoptr (GPtrArray) held = galley_workspace_find_held (((Fixture *) data)->workspace, SHARED);

  return held->len > 0;
}

static gboolean
is_offline_known (gpointer data)
{
  return galley_workspace_get_offline (((Fixture *) data)->workspace, SHARED) != 0;
}

/* What the editor hears when she says that she has the page open. */
static GPtrArray *
tell_as_editor (GalleyTransport *editor)
{
  g_autoptr (GPtrArray) mine = galley_held_new_list ();
  g_autoptr (GError) error = NULL;
  GPtrArray *others;

  g_ptr_array_add (mine, galley_held_new (SHARED, "", "", 0));
  others = galley_transport_tell_held (editor, "0193a000-0000-7000-8000-00000000000e", mine, NULL, &error);
  g_assert_no_error (error);
  return others;
}

static void
connect_again (Fixture *fixture)
{
  galley_workspace_disconnect (fixture->workspace);
  connect_to_server (fixture);
  wait_until (has_colleague, fixture);
}

/* Two clients of one server. What was said without a network is told when there is one, and kept over a restart. */
static void
test_colleagues (Fixture      *fixture,
                 gconstpointer data)
{
  static const char *const open[] = { SHARED, NULL };
  g_autoptr (GalleyTransport) editor = make_transport (fixture->server->address, DEMO_EDITOR);
  g_autoptr (GalleySession) session = galley_transport_hello (editor, NULL, NULL);
  gint64 until = galley_clock_get_real_time (fixture->clock) / 1000 * 1000 + G_TIME_SPAN_HOUR;
  g_autoptr (GPtrArray) first = tell_as_editor (editor);
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;
  g_autoptr (GPtrArray) held = NULL;

  g_assert_nonnull (session);
  g_assert_cmpuint (first->len, ==, 0);
  galley_workspace_set_offline (fixture->workspace, SHARED, until);
  close_workspace (fixture);
  open_workspace (fixture);
  wait_until (is_offline_known, fixture);
  g_assert_cmpint (galley_workspace_get_offline (fixture->workspace, SHARED), ==, until);
  galley_workspace_set_open (fixture->workspace, open);
  connect_to_server (fixture);
  wait_until (has_colleague, fixture);
  held = galley_workspace_find_held (fixture->workspace, SHARED);
  g_assert_cmpuint (held->len, ==, 1);
  g_assert_cmpstr (((GalleyHeld *) held->pdata[0])->name, ==, "陈砚");
  g_assert_cmpint (((GalleyHeld *) held->pdata[0])->until, ==, 0);

  second = tell_as_editor (editor);
  g_assert_cmpuint (second->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpstr (((GalleyHeld *) second->pdata[i])->article, ==, SHARED);
      g_assert_cmpstr (((GalleyHeld *) second->pdata[i])->user, ==, DEMO_REPORTER);
    }
  g_assert_cmpint (((GalleyHeld *) second->pdata[0])->until, ==, until);
  g_assert_cmpint (((GalleyHeld *) second->pdata[1])->until, ==, 0);

  galley_workspace_set_offline (fixture->workspace, SHARED, 0);
  g_assert_cmpint (galley_workspace_get_offline (fixture->workspace, SHARED), ==, 0);
  connect_again (fixture);
  third = tell_as_editor (editor);
  g_assert_cmpuint (third->len, ==, 1);
  g_assert_cmpint (((GalleyHeld *) third->pdata[0])->until, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/workspace/online/first-sign-in", test_first_sign_in);
  ADD ("/workspace/online/typed-and-up", test_typed_and_up);
  ADD ("/workspace/online/new-from-template", test_new_from_template);
  ADD ("/workspace/online/news-arrive", test_news_arrive);
  ADD ("/workspace/online/journey", test_journey);
  ADD ("/workspace/online/evicted", test_evicted);
  ADD ("/workspace/online/colleagues", test_colleagues);
  ADD ("/workspace/online/explained", test_explained);
  ADD ("/workspace/online/submit-offline", test_submit_offline);
  ADD ("/workspace/online/offline-start", test_offline_start);

  return g_test_run ();
}
