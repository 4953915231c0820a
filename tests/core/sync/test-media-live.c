/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media between desks and a real galley-server, over good lines and bad ones. */
#include "support/line.h"
#include "support/live-server.h"
#include "support/odd-server.h"
#include "support/sync-fixture.h"

#include "core/base/galley-error.h"
#include "core/model/galley-media-type.h"
#include "core/store/galley-media-cache.h"
#include "core/sync/galley-portal-transport.h"

#include <glib/gstdio.h>
#include <string.h>

#define SIZE (3 * 1024 * 1024)

typedef struct
{
  LiveServer *server;
  Line *line;
  Desk *desk;
  GalleyTransport *transport; /* of the reporter, through the line */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->server = live_server_new ();
  fixture->line = line_new (fixture->server->port);
  fixture->desk = desk_new ();
  fixture->transport = make_transport (line_get_address (fixture->line), DEMO_REPORTER);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->transport);
  desk_free (fixture->desk);
  line_free (fixture->line);
  live_server_free (fixture->server);
}

static const char *
write_with_picture (Fixture *fixture)
{
  const char *hash = desk_put_picture (fixture->desk, SIZE, 7);
  g_autoptr (GalleyRevision) revision =
    with_field (with_picture (make_revision (ID_1, "标题", "正文"), hash), GALLEY_FIELD_CHANNEL, "news");

  desk_save (fixture->desk, revision);
  return hash;
}

static GBytes *
load (Desk       *desk,
      const char *hash)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = galley_media_cache_load (desk->store, hash, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
test_there_and_back (Fixture      *fixture,
                     gconstpointer data)
{
  const char *hash = write_with_picture (fixture);
  g_autoptr (Desk) other = desk_new ();
  g_autoptr (GalleyTransport) transport = make_transport (fixture->server->address, DEMO_REPORTER);
  g_autoptr (GBytes) here = load (fixture->desk, hash);
  g_autoptr (GBytes) there = NULL;
  g_autofree char *path = galley_media_make_name (hash, ".jpg");
  g_autofree char *public_path = g_strconcat ("/media/", path, NULL);

  /* The newsroom's own come first, a few a pass. */
  while (desk_sync (other, transport).media_fetched > 0)
    ;
  g_assert_cmpuint (desk_sync (fixture->desk, fixture->transport).media_sent, ==, 1);
  desk_assert_outbox (fixture->desk, "");
  g_assert_cmpuint (desk_sync (other, transport).media_fetched, ==, 1);
  there = load (other, hash);
  g_assert_true (g_bytes_equal (here, there));
  /* It is not public with a draft. */
  g_assert_cmpuint (fetch (fixture->server->address, public_path, NULL), ==, 404);
}

/* The bytes went up and the answer was lost: the next try sees that they are there. */
static void
test_lost_answer (Fixture      *fixture,
                  gconstpointer data)
{
  const char *hash;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  desk_sync (fixture->desk, fixture->transport);
  hash = write_with_picture (fixture);
  bytes = load (fixture->desk, hash);
  line_set_mode (fixture->line, LINE_LOSES_ANSWERS);
  g_assert_false (galley_transport_put_media (fixture->transport, hash, GALLEY_MEDIA_TYPE_JPEG, bytes, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE);
  line_set_mode (fixture->line, LINE_GOOD);
  g_assert_cmpuint (desk_sync (fixture->desk, fixture->transport).media_sent, ==, 0);
  g_assert_cmpint (desk_get_media_state (fixture->desk, hash), ==, GALLEY_MEDIA_KEPT);
  desk_assert_outbox (fixture->desk, "");
}

/* Cut off on the way down: nothing of it is kept, and it comes whole later. */
static void
test_cut_off (Fixture      *fixture,
              gconstpointer data)
{
  const char *hash = write_with_picture (fixture);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  desk_sync (fixture->desk, fixture->transport);
  line_set_mode (fixture->line, LINE_CUTS_ANSWERS);
  g_assert_null (galley_transport_get_media (fixture->transport, hash, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE);
  line_set_mode (fixture->line, LINE_GOOD);
  g_clear_error (&error);
  bytes = galley_transport_get_media (fixture->transport, hash, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, SIZE);
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  const char *hash = write_with_picture (fixture);
  g_autoptr (GBytes) bytes = load (fixture->desk, hash);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (galley_transport_put_media (fixture->transport, hash, GALLEY_MEDIA_TYPE_JPEG, bytes, cancellable,
                                              &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A file that rots on the server is not served, and the desk that has it puts it again. */
static void
test_rotten (Fixture      *fixture,
             gconstpointer data)
{
  const char *hash = write_with_picture (fixture);
  g_autofree char *name = galley_media_make_name (hash, "");
  g_autofree char *file = g_build_filename (fixture->server->folder, "server", "media", name, NULL);
  g_autoptr (GBytes) bytes = load (fixture->desk, hash);
  g_autoptr (GError) error = NULL;
  gboolean is_there;

  desk_sync (fixture->desk, fixture->transport);
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_set_contents (file, "\xff\xd8\xff rotten", -1, NULL));
  g_assert_null (galley_transport_get_media (fixture->transport, hash, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (galley_transport_has_media (fixture->transport, hash, &is_there, NULL, &error));
  g_assert_false (is_there);
  g_assert_true (galley_transport_put_media (fixture->transport, hash, GALLEY_MEDIA_TYPE_JPEG, bytes, NULL, &error));
  g_assert_true (galley_transport_has_media (fixture->transport, hash, &is_there, NULL, &error));
  g_assert_true (is_there);
}

static void
test_lies (void)
{
  OddServer *server = odd_server_new ();
  g_autoptr (GalleyTransport) transport = galley_portal_transport_new (odd_server_get_address (server), "token");
  g_autofree char *hash = g_strnfill (64, 'a');
  static const struct
  {
    guint status;
    const char *type;
    GalleyError code;
  } answers[] = {
    { 200, "image/jpeg", GALLEY_ERROR_INVALID },  /* other bytes */
    { 200, "image/png", GALLEY_ERROR_INVALID },
    { 200, "text/html", GALLEY_ERROR_OFFLINE },   /* a hotel's sign-in page */
    { 404, "text/html", GALLEY_ERROR_OFFLINE },
    { 503, "text/html", GALLEY_ERROR_OFFLINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;

      odd_server_set_answer (server, "/api/v1/media/", answers[i].status, answers[i].type, "\xff\xd8\xff lie", NULL);
      g_assert_null (galley_transport_get_media (transport, hash, NULL, &error));
      g_assert_error (error, GALLEY_ERROR, (int) answers[i].code);
    }
  g_assert_finalize_object (g_steal_pointer (&transport));
  odd_server_free (server);
}

#define TEST(name, function) g_test_add ("/sync/media-live/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("there-and-back", test_there_and_back);
  TEST ("lost-answer", test_lost_answer);
  TEST ("cut-off", test_cut_off);
  TEST ("cancelled", test_cancelled);
  TEST ("rotten", test_rotten);
  g_test_add_func ("/sync/media-live/lies", test_lies);
  return g_test_run ();
}
