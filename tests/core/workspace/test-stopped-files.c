/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large file between a workspace and a real server, over a line that stalls: stopped on its way by a person, and asked for
 * again. */
#include "core/workspace/galley-workspace.h"

#include "support/line.h"
#include "support/live-server.h"
#include "support/sync-fixture.h"

#include "core/media/galley-media-source.h"
#include "core/model/galley-media-type.h"
#include "core/store/galley-media-cache.h"

#define LARGE (8 * 1024 * 1024)

typedef struct
{
  LiveServer *server;
  Line *line;
  Desk *desk; /* that has the file, too */
  char *folder;
  GalleyClock *clock;
  GalleyRandom *random;
  GalleyAccount *account;
  GalleyWorkspace *workspace;
  const char *hash;
  GalleyJourneyStage stage; /* that is waited for */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->server = live_server_new ();
  fixture->line = line_new (fixture->server->port);
  fixture->desk = desk_new ();
  fixture->hash = desk_put_picture (fixture->desk, LARGE, 7);
  fixture->folder = make_folder ();
  fixture->clock = galley_clock_new ();
  fixture->random = galley_random_new ();
  fixture->account = galley_account_new (fixture->folder, line_get_address (fixture->line), DEMO_REPORTER);
  fixture->workspace = galley_workspace_open (fixture->account, fixture->clock, fixture->random, &error);
  g_assert_no_error (error);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gpointer workspace = fixture->workspace;

  galley_workspace_close (fixture->workspace);
  /* A worker that reads the layout may still hold it for a moment. */
  g_object_add_weak_pointer (workspace, &workspace);
  g_object_unref (workspace);
  wait_until (is_gone, &workspace);
  galley_account_free (fixture->account);
  g_object_unref (fixture->random);
  g_object_unref (fixture->clock);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  desk_free (fixture->desk);
  line_free (fixture->line);
  live_server_free (fixture->server);
}

static gboolean
is_settled (gpointer data)
{
  Fixture *fixture = data;
  GalleySyncEngine *engine = galley_workspace_get_engine (fixture->workspace);

  return galley_sync_engine_get_passes (engine) > 0 && galley_sync_engine_get_status (engine) == GALLEY_SYNC_IDLE
         && galley_workspace_get_outbox_figures (fixture->workspace)->waiting == 0;
}

/* What comes first has come, and from now on the line stalls. */
static void
connect_and_stall (Fixture *fixture)
{
  g_autofree char *token = sign_in (fixture->server->address, DEMO_REPORTER);

  galley_workspace_connect (fixture->workspace, token);
  wait_until (is_settled, fixture);
  line_set_mode (fixture->line, LINE_STALLS);
}

static void
look (Fixture            *fixture,
      GalleyMediaJourney *journey)
{
  galley_media_source_get_journey (GALLEY_MEDIA_SOURCE (fixture->workspace), fixture->hash, GALLEY_MEDIA_TYPE_JPEG, journey);
}

static gboolean
has_stage (gpointer data)
{
  Fixture *fixture = data;
  GalleyMediaJourney journey;

  look (fixture, &journey);
  return journey.stage == fixture->stage;
}

static void
wait_for_stage (Fixture           *fixture,
                GalleyJourneyStage stage)
{
  fixture->stage = stage;
  wait_until (has_stage, fixture);
}

static gboolean
is_under_way (gpointer data)
{
  GalleyMediaJourney journey;

  look (data, &journey);
  return (journey.stage == GALLEY_JOURNEY_GOING || journey.stage == GALLEY_JOURNEY_COMING) && journey.done > 0
         && journey.done < journey.total;
}

static gboolean
is_here (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *path = galley_media_source_dup_path (GALLEY_MEDIA_SOURCE (fixture->workspace), fixture->hash);

  return path != NULL;
}

static gboolean
has_stopped_one (gpointer data)
{
  return galley_workspace_get_outbox_figures (((Fixture *) data)->workspace)->stopped == 1;
}

static void
put_here (Fixture *fixture)
{
  g_autoptr (GBytes) bytes = galley_media_cache_load (fixture->desk->store, fixture->hash, NULL);
  g_autoptr (GError) error = NULL;

  galley_media_cache_put (galley_workspace_get_store (fixture->workspace), fixture->hash, bytes, FALSE, 0, &error);
  g_assert_no_error (error);
}

static GalleyManuscript *
write_with_picture (Fixture *fixture)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (fixture->workspace, "news");
  GalleyArticle *article = galley_manuscript_get_article (manuscript);
  g_autoptr (GalleyFigure) figure = galley_figure_new (fixture->hash, GALLEY_MEDIA_TYPE_JPEG, 16, 9, "");
  g_autoptr (GPtrArray) figures = galley_blocks_new ();

  galley_article_set_field (article, GALLEY_FIELD_HEADLINE, "一条消息");
  g_ptr_array_add (figures, galley_block_new_figure (figure, "", NULL, 0));
  galley_document_insert_figures (galley_article_get_document (article), (GalleyPosition){ 0, 0 }, figures);
  return manuscript;
}

static gboolean
is_known_there (gpointer data)
{
  return *galley_article_get_state (galley_manuscript_get_article (data))->etag != '\0';
}

/* On its way up it is stopped: the text is there without it, and it goes when it is asked to. */
static void
test_up (Fixture      *fixture,
         gconstpointer data)
{
  GalleyManuscript *manuscript;

  put_here (fixture);
  wait_for_stage (fixture, GALLEY_JOURNEY_TO_GO);
  connect_and_stall (fixture);
  manuscript = write_with_picture (fixture);
  wait_until (is_under_way, fixture);
  galley_workspace_stop_file (fixture->workspace);
  wait_for_stage (fixture, GALLEY_JOURNEY_STOPPED);
  /* The line stalls a connection behind much: another one takes the text. */
  wait_until (is_known_there, manuscript);
  wait_until (has_stopped_one, fixture);

  line_set_mode (fixture->line, LINE_GOOD);
  galley_workspace_upload_stopped (fixture->workspace);
  wait_for_stage (fixture, GALLEY_JOURNEY_OVER);
  wait_until (is_settled, fixture);
  g_assert_cmpuint (galley_workspace_get_outbox_figures (fixture->workspace)->stopped, ==, 0);
  g_object_unref (manuscript);
}

/* On its way down: it stays where it is, until it is asked for. */
static void
test_down (Fixture      *fixture,
           gconstpointer data)
{
  GalleyTransport *transport = make_transport (fixture->server->address, DEMO_REPORTER);
  g_autoptr (GalleyRevision) revision =
      with_field (with_picture (make_revision (ID_1, "标题", "正文"), fixture->hash), GALLEY_FIELD_CHANNEL, "news");

  connect_and_stall (fixture);
  desk_save (fixture->desk, revision);
  g_assert_cmpuint (desk_sync (fixture->desk, transport).media_sent, ==, 1);
  g_assert_finalize_object (transport);
  wait_until (is_under_way, fixture);
  galley_media_source_set_stopped (GALLEY_MEDIA_SOURCE (fixture->workspace), fixture->hash, TRUE);
  wait_for_stage (fixture, GALLEY_JOURNEY_LEFT);
  wait_until (is_settled, fixture);
  g_assert_false (is_here (fixture));

  line_set_mode (fixture->line, LINE_GOOD);
  galley_media_source_set_stopped (GALLEY_MEDIA_SOURCE (fixture->workspace), fixture->hash, FALSE);
  wait_until (is_here, fixture);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/workspace/stopped-files/up", test_up);
  ADD ("/workspace/stopped-files/down", test_down);
  return g_test_run ();
}
