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
#include <unistd.h>

#define SIZE (3 * 1024 * 1024)
#define MEGABYTE (1024 * (gint64) 1024)
/* Of a process, by a file of any size. */
#define MAX_GROWTH (20 * MEGABYTE)

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

static gboolean
put (Fixture      *fixture,
     const char   *hash,
     GCancellable *cancellable,
     GError      **error)
{
  g_autofree char *path = galley_media_cache_make_path (fixture->desk->store, hash);

  return galley_transport_put_media (fixture->transport, hash, GALLEY_MEDIA_TYPE_JPEG, path, NULL, NULL, cancellable,
                                     error);
}

/* What came of asking for it; its bytes have to be those of its name. */
static gboolean
get (Fixture         *fixture,
     GalleyTransport *transport,
     const char      *hash,
     GError         **error)
{
  g_autoptr (GalleyMediaArrival) arrival = galley_media_cache_begin (fixture->desk->store, NULL);

  if (!galley_transport_get_media (transport, hash, arrival, NULL, NULL, NULL, error))
    return FALSE;
  g_assert_true (galley_media_arrival_end (arrival, NULL));
  g_assert_cmpstr (galley_media_arrival_get_hash (arrival), ==, hash);
  return TRUE;
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
  g_autoptr (GError) error = NULL;

  desk_sync (fixture->desk, fixture->transport);
  hash = write_with_picture (fixture);
  line_set_mode (fixture->line, LINE_LOSES_ANSWERS);
  g_assert_false (put (fixture, hash, NULL, &error));
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
  g_autoptr (GError) error = NULL;

  desk_sync (fixture->desk, fixture->transport);
  line_set_mode (fixture->line, LINE_CUTS_ANSWERS);
  g_assert_false (get (fixture, fixture->transport, hash, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE);
  line_set_mode (fixture->line, LINE_GOOD);
  g_clear_error (&error);
  get (fixture, fixture->transport, hash, &error);
  g_assert_no_error (error);
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  const char *hash = write_with_picture (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (put (fixture, hash, cancellable, &error));
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
  g_autoptr (GError) error = NULL;
  gboolean is_there;

  desk_sync (fixture->desk, fixture->transport);
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_set_contents (file, "\xff\xd8\xff rotten", -1, NULL));
  g_assert_false (get (fixture, fixture->transport, hash, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (galley_transport_has_media (fixture->transport, hash, &is_there, NULL, &error));
  g_assert_false (is_there);
  g_assert_true (put (fixture, hash, NULL, &error));
  g_assert_true (galley_transport_has_media (fixture->transport, hash, &is_there, NULL, &error));
  g_assert_true (is_there);
}

/* Whose answers are not the portal's is no answer; whose bytes are others are not kept. */
static void
test_lies (Fixture      *fixture,
           gconstpointer data)
{
  OddServer *server = odd_server_new ();
  g_autoptr (GalleyTransport) transport = galley_portal_transport_new (odd_server_get_address (server), "token");
  const char *hash = write_with_picture (fixture);
  static const struct
  {
    guint status;
    const char *type;
    GalleyError code;
  } answers[] = {
    { 200, "text/html", GALLEY_ERROR_OFFLINE },   /* a hotel's sign-in page */
    { 404, "text/html", GALLEY_ERROR_OFFLINE },
    { 503, "text/html", GALLEY_ERROR_OFFLINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;

      odd_server_set_answer (server, "/api/v1/media/", answers[i].status, answers[i].type, "\xff\xd8\xff lie", NULL);
      g_assert_false (get (fixture, transport, hash, &error));
      g_assert_error (error, GALLEY_ERROR, (int) answers[i].code);
    }
  {
    g_autoptr (GalleyMediaArrival) arrival = galley_media_cache_begin (fixture->desk->store, NULL);
    g_autoptr (GError) error = NULL;

    odd_server_set_answer (server, "/api/v1/media/", 200, "image/jpeg", "\xff\xd8\xff lie", NULL);
    g_assert_true (galley_transport_get_media (transport, hash, arrival, NULL, NULL, NULL, NULL));
    g_assert_false (galley_media_cache_keep (fixture->desk->store, arrival, hash, TRUE, 0, &error));
    g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  }
  g_assert_finalize_object (g_steal_pointer (&transport));
  odd_server_free (server);
}

/* --- large ones -------------------------------------------------------------------------------------------------- */

/* The line @name of the process's status, in bytes. */
static gint64
read_memory (const char *process,
             const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", process);
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  line = strstr (text, name);
  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen (name) + 1, NULL, 10) * 1024;
}

/* From now on the peak is told of what is still to come. What it holds now. */
static gint64
begin_measuring (const char *process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/clear_refs", process);

  g_assert_true (g_file_set_contents_full (path, "5", 1, G_FILE_SET_CONTENTS_NONE, 0, NULL));
  return read_memory (process, "VmRSS:");
}

static void
assert_little_growth (const char *process,
                      const char *who,
                      const char *when,
                      gint64      before)
{
  gint64 growth = read_memory (process, "VmHWM:") - before;

  g_test_message ("%s: %s grew by %.1f MB at most", when, who, (double) growth / MEGABYTE);
  g_assert_cmpint (growth, <, MAX_GROWTH);
}

/* A video of that size, which is no more than a head and holes. (transfer full) */
static char *
make_large (Fixture *fixture,
            gint64   size)
{
  g_autofree char *path = g_build_filename (fixture->server->folder, "clip.mp4", NULL);

  g_assert_true (g_file_set_contents (path, "\0\0\0\x20" "ftypisom", 12, NULL));
  g_assert_no_errno (truncate (path, size));
  return g_steal_pointer (&path);
}

static void
count_cb (goffset  done,
          goffset  total,
          gpointer data)
{
  gint64 *counted = data;

  g_assert_cmpint (done, >, *counted);
  *counted = done;
}

/* Put in, sent, taken, fetched again: none of it is ever in memory as a whole, neither here nor there. */
static void
test_large (Fixture      *fixture,
            gconstpointer data)
{
  const char *wish = g_getenv ("GALLEY_LARGE_MEGABYTES");
  gint64 size = (wish != NULL ? g_ascii_strtoll (wish, NULL, 10) : 48) * MEGABYTE;
  g_autofree char *path = make_large (fixture, size);
  const char *server = g_subprocess_get_identifier (fixture->server->process);
  g_autoptr (GalleyTransport) transport = make_transport (fixture->server->address, DEMO_REPORTER);
  g_autoptr (Desk) other = desk_new ();
  g_autoptr (GalleyMediaArrival) arrival = NULL;
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  gint64 here, there, counted = 0;

  while (desk_sync (other, transport).media_fetched > 0)
    ;
  while (desk_sync (fixture->desk, transport).media_fetched > 0)
    ;
  here = begin_measuring ("self");
  arrival = galley_media_cache_begin (fixture->desk->store, &error);
  galley_media_arrival_read_file (arrival, path, GALLEY_MEDIA_MAX_BYTES, count_cb, &counted, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counted, ==, size);
  galley_media_cache_keep (fixture->desk->store, arrival, NULL, FALSE, 0, &error);
  g_assert_no_error (error);
  assert_little_growth ("self", "the desk", "putting in", here);

  hash = g_strdup (galley_media_arrival_get_hash (arrival));
  revision = with_field (with_video (make_revision (ID_1, "标题", "正文"), hash, size), GALLEY_FIELD_CHANNEL, "news");
  desk_save (fixture->desk, revision);
  here = begin_measuring ("self");
  there = begin_measuring (server);
  g_assert_cmpuint (desk_sync (fixture->desk, transport).media_sent, ==, 1);
  assert_little_growth ("self", "the desk", "sending", here);
  assert_little_growth (server, "the server", "sending", there);

  here = begin_measuring ("self");
  there = begin_measuring (server);
  g_assert_cmpuint (desk_sync (other, transport).media_fetched, ==, 1);
  assert_little_growth ("self", "the desk", "fetching", here);
  assert_little_growth (server, "the server", "fetching", there);
  galley_media_cache_check (other->store, hash, NULL, &error);
  g_assert_no_error (error);
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
  TEST ("lies", test_lies);
  TEST ("large", test_large);
  return g_test_run ();
}
