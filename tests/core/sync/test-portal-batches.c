/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batches: when they go out, how much is in them, and what becomes of those that are refused as a whole. */
#include "support/odd-fixture.h"

#include "core/base/galley-error.h"
#include "core/sync/galley-portal-transport.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <string.h>

/* A batch that is refused as a whole goes singly: one bad article does not hold up the others. */
static void
test_batch_falls_back (OddFixture   *fixture,
                       gconstpointer data)
{
  g_autofree char *log = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-7000-8000-%012u", i);
      g_autoptr (GalleyRevision) mine = make_revision (id, "标题", "正文");

      desk_save (fixture->desk, mine);
    }
  odd_server_set_answer (fixture->server, GALLEY_API_BATCHES, 500, GALLEY_PROBLEM_CONTENT_TYPE, "{}", NULL);
  odd_server_set_answer (fixture->server, GALLEY_API_ARTICLES, 422, GALLEY_PROBLEM_CONTENT_TYPE,
                         "{\"detail\":\"no\"}", NULL);
  desk_sync (fixture->desk, fixture->transport);
  desk_assert_outbox (fixture->desk, "put(no (422)) put(no (422)) put(no (422)) put(no (422))");
  log = odd_server_dup_log (fixture->server);
  g_assert_nonnull (strstr (log, "PUT /api/v1/batches/"));
  g_assert_nonnull (strstr (log, "PUT /api/v1/articles/"));
}

static GPtrArray *
make_parcels (void)
{
  GPtrArray *parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_parcel_free);

  for (guint i = 0; i < 4; i++)
    {
      GalleyParcel *parcel = g_new0 (GalleyParcel, 1);
      g_autoptr (GalleyRevision) mine = NULL;

      parcel->id = g_strdup_printf ("0193a000-0000-7000-8000-%012u", i);
      parcel->etag = g_strdup ("");
      mine = make_revision (parcel->id, "标题", "正文");
      parcel->content = galley_wire_write_content (mine);
      parcel->content_hash = g_strdup (galley_wire_get_content_hash (mine));
      g_ptr_array_add (parcels, parcel);
    }
  return parcels;
}

/* An answer that takes @n_items, all of them the same content but for their names. */
static void
answer_batches (OddFixture *fixture,
                GPtrArray  *parcels,
                guint       first,
                guint       n_items)
{
  g_autoptr (GString) answer = g_string_new ("{\"results\":[");

  for (guint i = first; i < first + n_items; i++)
    g_string_append_printf (answer, "%s{\"content_hash\":\"%s\",\"state\":{\"etag\":\"\\\"e.1\\\"\"},\"status\":201}",
                            i > first ? "," : "", ((GalleyParcel *) g_ptr_array_index (parcels, i))->content_hash);
  g_string_append (answer, "]}");
  odd_server_set_answer (fixture->server, GALLEY_API_BATCHES, 200, JSON, answer->str, NULL);
}

/* What is begun goes out once, whenever its answer is wanted; what nobody wants does no harm. */
static void
test_batch_begun (OddFixture   *fixture,
                  gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = make_parcels ();
  g_autoptr (GPtrArray) others = make_parcels ();
  g_autoptr (GPtrArray) more = make_parcels ();
  g_autoptr (GPtrArray) too_many = make_parcels ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  answer_batches (fixture, parcels, 0, 4);
  galley_transport_begin_save (fixture->transport, others);
  galley_transport_begin_save (fixture->transport, parcels);
  galley_transport_begin_save (fixture->transport, more);
  galley_transport_begin_save (fixture->transport, too_many);
  results = galley_transport_save (fixture->transport, parcels, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 4);
  for (guint i = 0; i < results->len; i++)
    {
      GalleyPushResult *result = g_ptr_array_index (results, i);

      g_assert_no_error (result->error);
      g_assert_cmpstr (result->state->etag, ==, "\"e.1\"");
    }
  /* More than three were never at the server at once. */
  g_assert_cmpuint (odd_fixture_count_requests (fixture, "PUT " GALLEY_API_BATCHES), <=, 3);
}

/* What was begun and refused is asked for once more, by the same name, and then goes singly. */
static void
test_batch_begun_in_vain (OddFixture   *fixture,
                          gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = make_parcels ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  odd_server_set_answer (fixture->server, GALLEY_API_BATCHES, 500, GALLEY_PROBLEM_CONTENT_TYPE, "{}", NULL);
  odd_server_set_answer (fixture->server, GALLEY_API_ARTICLES, 422, GALLEY_PROBLEM_CONTENT_TYPE,
                         "{\"detail\":\"no\"}", NULL);
  galley_transport_begin_save (fixture->transport, parcels);
  results = galley_transport_save (fixture->transport, parcels, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 4);
  g_assert_error (((GalleyPushResult *) g_ptr_array_index (results, 3))->error, GALLEY_ERROR, GALLEY_ERROR_REJECTED);
  g_assert_cmpuint (odd_fixture_count_requests (fixture, "PUT " GALLEY_API_BATCHES), ==, 2);
  g_assert_cmpuint (odd_fixture_count_requests (fixture, "PUT " GALLEY_API_ARTICLES), ==, 4);
}

/* The server says how many items it takes at a time. */
static void
test_batch_limit (OddFixture   *fixture,
                  gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = make_parcels ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GalleySession) session = NULL;
  g_autoptr (GError) error = NULL;

  odd_server_set_answer (fixture->server, GALLEY_API_SESSION, 200, JSON,
                         "{\"user\":{\"id\":\"u1\",\"name\":\"U\",\"department\":\"d\",\"roles\":[\"reporter\"]},"
                         "\"epoch\":\"e\",\"features\":[\"batches\"],\"limits\":{\"batch_items\":2}}", NULL);
  odd_server_set_answer (fixture->server, GALLEY_API_ARTICLES, 422, GALLEY_PROBLEM_CONTENT_TYPE, "{}", NULL);
  session = galley_transport_hello (fixture->transport, NULL, &error);
  g_assert_no_error (error);
  answer_batches (fixture, parcels, 0, 2);
  results = galley_transport_save (fixture->transport, parcels, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 4);
  g_assert_cmpuint (odd_fixture_count_requests (fixture, "PUT " GALLEY_API_BATCHES), ==, 2);
  g_assert_no_error (((GalleyPushResult *) g_ptr_array_index (results, 1))->error);
}

/* Who is refused what he sends as new asks again by the tag that he is told, once, and only where it is a tombstone's: an
 * article that stands there, in an answer that was cut, is not written over. */
static void
test_deleted_there (OddFixture   *fixture,
                    gconstpointer data)
{
  static const struct
  {
    const char *type, *header;
    guint n_calls;
    int code;
  } cases[] = {
    { GALLEY_PROBLEM_CONTENT_TYPE, "ETag: \"e-2\"", 2, GALLEY_ERROR_CONFLICT },
    { GALLEY_PROBLEM_CONTENT_TYPE, NULL, 1, GALLEY_ERROR_CONFLICT },
    { GALLEY_WIRE_CONTENT_TYPE, "ETag: \"e-2\"", 1, GALLEY_ERROR_INVALID },
  };
  guint n_before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) parcels = make_parcels ();
      g_autoptr (GPtrArray) results = NULL;
      g_autoptr (GError) error = NULL;
      guint n_calls;

      g_ptr_array_set_size (parcels, 1);
      odd_server_set_answer (fixture->server, GALLEY_API_ARTICLES, 412, cases[i].type, "{\"uri\":", cases[i].header);
      results = galley_transport_save (fixture->transport, parcels, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (results->len, ==, 1);
      g_assert_error (((GalleyPushResult *) g_ptr_array_index (results, 0))->error, GALLEY_ERROR, cases[i].code);
      n_calls = odd_fixture_count_requests (fixture, "PUT " GALLEY_API_ARTICLES);
      g_assert_cmpuint (n_calls - n_before, ==, cases[i].n_calls);
      n_before = n_calls;
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, OddFixture, NULL, odd_fixture_set_up, function, odd_fixture_tear_down)
  ADD ("/sync/portal-batches/falls-back", test_batch_falls_back);
  ADD ("/sync/portal-batches/begun", test_batch_begun);
  ADD ("/sync/portal-batches/begun-in-vain", test_batch_begun_in_vain);
  ADD ("/sync/portal-batches/limit", test_batch_limit);
  ADD ("/sync/portal-batches/deleted-there", test_deleted_there);
  return g_test_run ();
}
