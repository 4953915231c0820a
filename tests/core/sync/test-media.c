/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media on their way up and down, at a portal in memory that counts who asks for what in which order. */
#include "support/sync-fixture.h"
#include "support/test-portal.h"

#include "core/base/galley-file.h"
#include "core/store/galley-media-cache.h"

#include <string.h>

typedef struct
{
  TestPortal *portal;
  Desk *desk;
  Desk *other;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->portal = test_portal_new ();
  fixture->desk = desk_new ();
  fixture->other = desk_new ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  desk_free (fixture->desk);
  desk_free (fixture->other);
  g_assert_finalize_object (fixture->portal);
}

static GalleyTransport *
get_transport (Fixture *fixture)
{
  return GALLEY_TRANSPORT (fixture->portal);
}

static void
write_with_picture (Fixture    *fixture,
                    const char *id,
                    const char *hash)
{
  g_autoptr (GalleyRevision) revision = with_picture (make_revision (id, "标题", "正文"), hash);

  desk_save (fixture->desk, revision);
}

static void
assert_calls (Fixture    *fixture,
              const char *expected)
{
  g_assert_cmpstr (fixture->portal->calls->str, ==, expected);
  g_string_truncate (fixture->portal->calls, 0);
}

/* Asked for, put, and only then the article; and never again. */
static void
test_up (Fixture      *fixture,
         gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);

  write_with_picture (fixture, ID_1, hash);
  g_assert_cmpuint (desk_sync (fixture->desk, get_transport (fixture)).media_sent, ==, 1);
  assert_calls (fixture, "hps");
  g_assert_cmpint (desk_get_media_state (fixture->desk, hash), ==, GALLEY_MEDIA_KEPT);
  desk_assert_outbox (fixture->desk, "");

  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "新题");
  write_with_picture (fixture, ID_2, hash);
  g_assert_cmpuint (desk_sync (fixture->desk, get_transport (fixture)).media_sent, ==, 0);
  assert_calls (fixture, "s");
}

/* Somebody else put the same picture before: its bytes do not travel. */
static void
test_up_is_there (Fixture      *fixture,
                  gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);

  g_hash_table_insert (fixture->portal->media, g_strdup (hash), g_bytes_new_static ("x", 1));
  write_with_picture (fixture, ID_1, hash);
  g_assert_cmpuint (desk_sync (fixture->desk, get_transport (fixture)).media_sent, ==, 0);
  assert_calls (fixture, "hs");
  g_assert_cmpint (desk_get_media_state (fixture->desk, hash), ==, GALLEY_MEDIA_KEPT);
}

/* No answer: the article waits for its picture, and both go with the next pass. */
static void
test_up_no_answer (Fixture      *fixture,
                   gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);

  write_with_picture (fixture, ID_1, hash);
  fixture->portal->media_refusal = GALLEY_ERROR_OFFLINE;
  desk_sync_fails (fixture->desk, get_transport (fixture), GALLEY_ERROR_OFFLINE);
  assert_calls (fixture, "hp");
  desk_assert_outbox (fixture->desk, "put");
  g_assert_cmpint (desk_get_media_state (fixture->desk, hash), ==, GALLEY_MEDIA_HERE);
  fixture->portal->media_refusal = 0;
  desk_sync (fixture->desk, get_transport (fixture));
  assert_calls (fixture, "hps");
  desk_assert_outbox (fixture->desk, "");
}

static void
assert_refusal (Fixture    *fixture,
                const char *hash,
                const char *expected)
{
  g_autoptr (GalleyMediaRow) row = galley_media_cache_find (fixture->desk->store, hash, NULL);

  g_assert_nonnull (row);
  g_assert_cmpstr (row->refusal, ==, expected);
}

/* A picture that cannot go for good does not hold up the text. */
static void
test_up_refused (Fixture      *fixture,
                 gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);
  const char *gone = desk_put_picture (fixture->desk, 1000, 2);
  g_autofree char *path = galley_media_cache_make_path (fixture->desk->store, gone);

  fixture->portal->media_refusal = GALLEY_ERROR_REJECTED;
  write_with_picture (fixture, ID_1, hash);
  desk_sync (fixture->desk, get_transport (fixture));
  assert_calls (fixture, "hps");
  desk_assert_outbox (fixture->desk, "");
  g_assert_cmpint (desk_get_media_state (fixture->desk, hash), ==, GALLEY_MEDIA_HERE);
  assert_refusal (fixture, hash, "rejected");

  fixture->portal->media_refusal = 0;
  g_assert_true (galley_file_remove (path, NULL));
  write_with_picture (fixture, ID_2, gone);
  desk_sync (fixture->desk, get_transport (fixture));
  assert_calls (fixture, "hs");
  desk_assert_outbox (fixture->desk, "");
  assert_refusal (fixture, gone, "not-found");

  /* Once it is taken nothing is left of that. */
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "新题");
  desk_sync (fixture->desk, get_transport (fixture));
  assert_calls (fixture, "hps");
  g_assert_cmpint (desk_get_media_state (fixture->desk, hash), ==, GALLEY_MEDIA_KEPT);
  assert_refusal (fixture, hash, "");
}

static void
test_down (Fixture      *fixture,
           gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  write_with_picture (fixture, ID_1, hash);
  desk_sync (fixture->desk, get_transport (fixture));
  assert_calls (fixture, "hps");
  g_assert_cmpuint (desk_sync (fixture->other, get_transport (fixture)).media_fetched, ==, 1);
  assert_calls (fixture, "g");
  g_assert_cmpint (desk_get_media_state (fixture->other, hash), ==, GALLEY_MEDIA_KEPT);
  bytes = galley_media_cache_load (fixture->other->store, hash, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1000);
  desk_sync (fixture->other, get_transport (fixture));
  assert_calls (fixture, "");
}

/* So many bytes as somebody has said are kept: what was used longest ago makes room. */
static gpointer
limit_in_store (GalleyDatabase *database,
                gpointer        folder,
                GError        **error)
{
  galley_media_cache_set_limit_in_store (database, folder, 500, error);
  return NULL;
}

static void
test_down_limit (Fixture      *fixture,
                 gconstpointer data)
{
  const char *first = desk_put_picture (fixture->desk, 1000, 1);
  const char *second = desk_put_picture (fixture->desk, 1000, 2);
  GalleyStore *store = fixture->other->store;
  g_autoptr (GError) error = NULL;

  write_with_picture (fixture, ID_1, first);
  desk_sync (fixture->desk, get_transport (fixture));
  g_assert_cmpuint (desk_sync (fixture->other, get_transport (fixture)).media_fetched, ==, 1);
  galley_store_run (store, GALLEY_LANE_BACKGROUND, limit_in_store, (gpointer) galley_store_get_folder (store), &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_get_media_state (fixture->other, first), !=, GALLEY_MEDIA_KEPT);

  write_with_picture (fixture, ID_2, second);
  desk_sync (fixture->desk, get_transport (fixture));
  g_assert_cmpuint (desk_sync (fixture->other, get_transport (fixture)).media_fetched, ==, 1);
  g_assert_cmpint (desk_get_media_state (fixture->other, second), ==, GALLEY_MEDIA_KEPT);
}

/* Many come a few a pass, until none is left. */
static void
test_down_many (Fixture      *fixture,
                gconstpointer data)
{
  GalleyRevision *revision = make_revision (ID_1, "标题", "正文");
  GalleyCycleReport report;
  guint n_fetched = 0, n_passes = 0;

  for (guint i = 0; i < 40; i++)
    revision = with_picture (revision, desk_put_picture (fixture->desk, 1000, (guint8) i));
  desk_save (fixture->desk, revision);
  galley_revision_unref (revision);
  g_assert_cmpuint (desk_sync (fixture->desk, get_transport (fixture)).media_sent, ==, 40);
  do
    {
      report = desk_sync (fixture->other, get_transport (fixture));
      n_fetched += report.media_fetched;
      n_passes++;
    }
  while (report.media_left > 0);
  g_assert_cmpuint (n_fetched, ==, 40);
  g_assert_cmpuint (n_passes, ==, 3);
}

/* What the server lacks is asked for once, and an hour later again; what it gives in its place is not kept. */
static void
test_down_missing (Fixture      *fixture,
                   gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);

  write_with_picture (fixture, ID_1, hash);
  desk_sync (fixture->desk, get_transport (fixture));
  g_hash_table_insert (fixture->portal->media, g_strdup (hash), g_bytes_new_static ("\xff\xd8\xff lie", 7));
  g_string_truncate (fixture->portal->calls, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (desk_sync (fixture->other, get_transport (fixture)).media_fetched, ==, 0);
      g_assert_cmpint (desk_get_media_state (fixture->other, hash), ==, GALLEY_MEDIA_WANTED);
    }
  assert_calls (fixture, "g");

  g_hash_table_remove (fixture->portal->media, hash);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->other->clock), 61 * MINUTE);
  desk_sync (fixture->other, get_transport (fixture));
  assert_calls (fixture, "g");
}

/* A server that was set back has lost a picture; publishing puts it there again. */
static void
test_publish_lost (Fixture      *fixture,
                   gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);

  write_with_picture (fixture, ID_1, hash);
  desk_sync (fixture->desk, get_transport (fixture));
  g_hash_table_remove_all (fixture->portal->media);
  g_string_truncate (fixture->portal->calls, 0);
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_PUBLISH);
  g_assert_cmpuint (desk_sync (fixture->desk, get_transport (fixture)).acted, ==, 1);
  assert_calls (fixture, "ahpa");
  desk_assert_outbox (fixture->desk, "");
}

/* It is gone there, and does not get up again: from then on it is here alone, and stays. */
static void
test_publish_no_answer (Fixture      *fixture,
                        gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);
  g_autoptr (GError) error = NULL;

  write_with_picture (fixture, ID_1, hash);
  desk_sync (fixture->desk, get_transport (fixture));
  g_hash_table_remove_all (fixture->portal->media);
  fixture->portal->media_refusal = GALLEY_ERROR_OFFLINE;
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_PUBLISH);
  desk_sync_fails (fixture->desk, get_transport (fixture), GALLEY_ERROR_OFFLINE);
  g_assert_cmpint (desk_get_media_state (fixture->desk, hash), ==, GALLEY_MEDIA_HERE);
  desk_assert_outbox (fixture->desk, "publish");
  galley_media_cache_trim (fixture->desk->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_get_media_state (fixture->desk, hash), ==, GALLEY_MEDIA_HERE);
}

/* It is nowhere: the order is parked with the server's sentence, once. */
static void
test_publish_missing (Fixture      *fixture,
                      gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);
  g_autofree char *path = galley_media_cache_make_path (fixture->desk->store, hash);

  g_assert_true (galley_file_remove (path, NULL));
  write_with_picture (fixture, ID_1, hash);
  desk_sync (fixture->desk, get_transport (fixture));
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_PUBLISH);
  desk_sync (fixture->desk, get_transport (fixture));
  desk_assert_outbox (fixture->desk, "publish(A picture is missing)");
}

/* --- not now ----------------------------------------------------------------------------------------------------- */

static gpointer
stop_in_store (GalleyDatabase *database,
               gpointer        hash,
               GError        **error)
{
  galley_media_stop_in_store (database, hash, error);
  return NULL;
}

static gpointer
resume_in_store (GalleyDatabase *database,
                 gpointer        hash,
                 GError        **error)
{
  galley_media_resume_in_store (database, hash, error);
  return NULL;
}

static void
wish (Desk          *desk,
      GalleyStoreJob job,
      const char    *hash)
{
  g_autoptr (GError) error = NULL;

  galley_store_run (desk->store, GALLEY_LANE_PERSON, job, (gpointer) hash, &error);
  g_assert_no_error (error);
}

/* What is stopped does not go, its text does, and a publish is refused; asked for again it goes by itself. */
static void
test_stopped_up (Fixture      *fixture,
                 gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);

  write_with_picture (fixture, ID_1, hash);
  wish (fixture->desk, stop_in_store, hash);
  desk_sync (fixture->desk, get_transport (fixture));
  assert_calls (fixture, "s");
  desk_assert_outbox (fixture->desk, "");
  desk_order (fixture->desk, ID_1, ACTION_1, GALLEY_ACTION_PUBLISH);
  desk_sync (fixture->desk, get_transport (fixture));
  assert_calls (fixture, "a");
  desk_assert_outbox (fixture->desk, "publish(A picture is missing)");

  wish (fixture->desk, resume_in_store, hash);
  desk_sync (fixture->desk, get_transport (fixture));
  assert_calls (fixture, "hp");
  g_assert_cmpint (desk_get_media_state (fixture->desk, hash), ==, GALLEY_MEDIA_KEPT);
  wish (fixture->desk, stop_in_store, hash);
  desk_sync (fixture->desk, get_transport (fixture));
  g_assert_cmpint (desk_get_media_state (fixture->desk, hash), ==, GALLEY_MEDIA_KEPT);
  assert_calls (fixture, "");
}

/* The server's word on one that was asked for stands in the place of the wish. */
static void
test_asked_refused (Fixture      *fixture,
                    gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);

  write_with_picture (fixture, ID_1, hash);
  wish (fixture->desk, stop_in_store, hash);
  wish (fixture->desk, resume_in_store, hash);
  fixture->portal->media_refusal = GALLEY_ERROR_TOO_LARGE;
  desk_sync (fixture->desk, get_transport (fixture));
  assert_refusal (fixture, hash, "too-large");
  g_string_truncate (fixture->portal->calls, 0);
  desk_sync (fixture->desk, get_transport (fixture));
  assert_calls (fixture, "");
}

static void
test_stopped_down (Fixture      *fixture,
                   gconstpointer data)
{
  const char *hash = desk_put_picture (fixture->desk, 1000, 1);

  write_with_picture (fixture, ID_1, hash);
  desk_sync (fixture->desk, get_transport (fixture));
  fixture->portal->media_refusal = 0;
  g_hash_table_remove_all (fixture->portal->media);
  desk_sync (fixture->other, get_transport (fixture)); /* it is wanted, and not there */
  g_assert_cmpint (desk_get_media_state (fixture->other, hash), ==, GALLEY_MEDIA_WANTED);
  wish (fixture->other, stop_in_store, hash);
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->other->clock), 61 * MINUTE);
  g_string_truncate (fixture->portal->calls, 0);
  desk_sync (fixture->other, get_transport (fixture));
  assert_calls (fixture, "");
  wish (fixture->other, resume_in_store, hash);
  desk_sync (fixture->other, get_transport (fixture));
  assert_calls (fixture, "g");
}

#define TEST(name, function) g_test_add ("/sync/media/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("up", test_up);
  TEST ("up-is-there", test_up_is_there);
  TEST ("up-no-answer", test_up_no_answer);
  TEST ("up-refused", test_up_refused);
  TEST ("down", test_down);
  TEST ("down-limit", test_down_limit);
  TEST ("down-many", test_down_many);
  TEST ("down-missing", test_down_missing);
  TEST ("publish-lost", test_publish_lost);
  TEST ("publish-no-answer", test_publish_no_answer);
  TEST ("publish-missing", test_publish_missing);
  TEST ("stopped-up", test_stopped_up);
  TEST ("asked-refused", test_asked_refused);
  TEST ("stopped-down", test_stopped_down);
  return g_test_run ();
}
